"""The method printed in the review, typed as it stands, makes the same filing again, whatever the options of its run."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.disk.folder import MANIFEST, WORKBOOK
from bondcalc.publish import publish
from bondcalc.typeset.pdf_attachments import attachments_of
from tests.commands import bondcalc
from tests.outside import pages_printed
from tests.reports.test_input_output_report import PARK, table
from tests.typeset.letterhead import letterhead

RUNS = {
    "usual": [],
    "word": ["--filing", "review", "--docx"],
    "english": ["--filing", "plan,review", "--lang", "en"],
    "form": ["--filing", "review,facts"],
    "table": ["--filing", "review", "--io", "部门表(1).csv"],
    "template": ["--filing", "review", "--template", "本局函头.docx"],
    "all": ["--filing", "review", "--lang", "en", "--io", "io-table-x.csv", "--template", "本局函头.docx"],
}


def made(folder: Path, options: list[str]) -> Path:
    """Write a filing of a small park in a folder of its own, with the files its options name."""
    for name in (word for word in options if word.endswith((".csv", ".docx"))):
        (folder / name).write_bytes(table() if name.endswith(".csv") else letterhead())
    shutil.copy(PARK, folder / PARK.name)
    ended = bondcalc("run", PARK.name, "--out", "out", *options, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return folder / "out"


def review(folder: Path, ending: str = "pdf") -> Path:
    return next(folder.glob(f"review*.{ending}"))


def printed_command(filing: Path) -> list[str]:
    """Read the command off the pages, less their heads and numbers: the lines from its name to the next step."""
    pages = [[line for line in page.splitlines() if line.strip()] for page in pages_printed(filing)]
    text = "\n".join(line for page in pages for line in page[1:-1])
    begun = text.index("bondcalc run ")
    command = re.sub(r"(?<=[一-鿿])\n\s*(?=[一-鿿])", "", text[begun : text.index("3.check", begun)])
    return shlex.split(" ".join(command.split()))


@pytest.mark.slow
@pytest.mark.parametrize("options", RUNS.values(), ids=RUNS)
def test_the_printed_command_makes_the_same_files(options: list[str], tmp_path: Path) -> None:
    out, empty = made(tmp_path, options), tmp_path / "empty"
    empty.mkdir()
    for name, data in attachments_of(review(out).read_bytes()).items():
        if name not in {MANIFEST, WORKBOOK}:
            (empty / name).write_bytes(data)
    program, *words = printed_command(review(out))
    ended = bondcalc(*words, cwd=empty)
    assert (program, ended.returncode) == ("bondcalc", 0), ended.stderr
    assert (empty / "check" / "SHA256SUMS").read_bytes() == (out / "SHA256SUMS").read_bytes()
    (subject,) = audit([empty / "check"]).subjects
    assert subject.differences == ()


@pytest.mark.slow
def test_a_review_handed_in_without_its_manifest_says_the_same(tmp_path: Path) -> None:
    """The options are then those whose manifest has the hash that the filing states."""
    out = made(tmp_path, RUNS["word"])
    publish(out, tmp_path / "public")
    for handed in ([review(out, "docx")], [review(tmp_path / "public"), PARK]):
        (subject,) = audit(handed).subjects
        assert subject.differences == ()
        assert {file.status for file in subject.documents} <= {Status.BYTES, Status.CONTENT}

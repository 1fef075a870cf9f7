"""docs/auditing.md: every command on it is typed as it stands, in a new environment, and answers what the page says."""

import os
import re
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.audit.test_pages import redrawn, texts
from tests.filed_names import PLAN

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "auditing.md"
BLOCK = re.compile(r"```(sh|output|changed|\w*)\n(.*?)```", re.DOTALL)


def answers(shown: str, printed: str) -> bool:
    """Compare an answer with the page; … stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, shown.strip().split("…"))), printed.strip(), re.DOTALL) is not None


class Desk:
    """A folder with a copy of the program, and a new environment to install it in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "程序"
        shutil.copytree(ROOT, self.folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "out", "build", "dist"))
        venv.create(folder / "venv", with_pip=True)
        paths = sysconfig.get_paths(vars={"base": str(folder / "venv"), "platbase": str(folder / "venv")})
        # What the program needs is taken from here; only the program itself is installed anew.
        Path(paths["purelib"], "here.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        self.env = kept | {"PATH": os.pathsep.join([paths["scripts"], os.environ["PATH"]]), "PYTHONUTF8": "1"}

    def type(self, line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            line,
            shell=True,
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )


def steps() -> Iterator[tuple[str, str]]:
    """Give every line typed on the page, with the answer shown after it."""
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    for place, (kind, text) in enumerate(blocks):
        if kind == "sh":
            *silent, last = text.strip().splitlines()
            yield from ((line, "…") for line in silent)
            following = blocks[place + 1] if place + 1 < len(blocks) else ("", "")
            yield last, following[1] if following[0] == "output" else "…"


def test_the_page_holds_nothing_that_is_not_run() -> None:
    kinds = [kind for kind, _ in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]
    assert set(kinds) == {"sh", "output", "changed"}
    assert kinds.count("changed") == 1


@pytest.mark.slow
def test_every_command_answers_what_the_page_says(tmp_path: Path) -> None:
    """One test, because each command builds on those before it."""
    desk = Desk(tmp_path)
    for number, (line, answer) in enumerate(steps()):
        done = desk.type(line)
        if number == 0 and done.returncode and not os.environ.get("CI"):
            pytest.skip("no network to install from")
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert answers(answer, done.stdout), f"{line}\n{done.stdout}"
    where = desk.type('python -c "import bondcalc; print(bondcalc.__file__)"').stdout
    assert str(ROOT) not in where
    assert (desk.folder / "核验报告.pdf").read_bytes().startswith(b"%PDF")
    assert "<html" in (desk.folder / "期末资金.html").read_text(encoding="utf-8")
    assert any((desk.folder / "离线安装包" / "wheels").glob("*win_amd64.whl"))
    changed(desk)


def changed(desk: Desk) -> None:
    """The difference that the page shows is what that change gives."""
    (shown,) = [text for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")) if kind == "changed"]
    (desk.folder / "改过").mkdir()
    place = next(one for one, alone in texts("plan") if alone and one[3] == "56,181.20")
    with pikepdf.open(desk.folder / "练习" / PLAN) as pdf:
        redrawn(place, "66,181.20")(pdf)
        pdf.save(desk.folder / "改过" / PLAN)
    done = desk.type(f"python -m bondcalc audit 改过/{PLAN}")
    assert done.returncode == 5, done.stdout + done.stderr
    assert answers(shown, done.stdout), done.stdout

"""docs/auditing.md: every command on it is typed as it stands, and answers what the page says.

Installing, asking for the version, making a filing and auditing it happen in a new environment, by the installed program; what comes
after reads the same files by the same commands inside this process, which has the input computed already. So does the offline folder,
for which the program's wheel is there already.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from bondcalc import offline
from tests.audit.tamper import remembered
from tests.audit.test_pages import redrawn, texts
from tests.commands import Ended, bondcalc, run_here
from tests.filed_names import PLAN

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "auditing.md"
INSTALLED = ("pip install", "--version", " run ", "audit 练习/plan-draft.pdf\n")
"""What is left to the installed program."""
BLOCK = re.compile(r"```(sh|output|changed|\w*)\n(.*?)```", re.DOTALL)


def answers(shown: str, printed: str) -> bool:
    """Compare an answer with the page; … stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, shown.strip().split("…"))), printed.strip(), re.DOTALL) is not None


class Desk:
    """A folder with a copy of the program, and a new environment to install it in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "程序"
        shutil.copytree(ROOT, self.folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "out", "build", "dist"))
        # The pip of here serves the new environment; to unpack another takes four seconds.
        venv.create(folder / "venv", with_pip=False)
        paths = sysconfig.get_paths(vars={"base": str(folder / "venv"), "platbase": str(folder / "venv")})
        # What the program needs is taken from here; only the program itself is installed anew.
        here = [place for place in sys.path if Path(place).name in {"site-packages", "dist-packages"}]
        Path(paths["purelib"], "here.pth").write_text("\n".join(here), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        self.env = kept | {"PATH": os.pathsep.join([paths["scripts"], os.environ["PATH"]]), "PYTHONUTF8": "1"}
        self.env |= {"PIP_COMPILE": "0"}

    def type(self, line: str) -> Ended:
        """Type a line: to the installed program, or to the one that runs here."""
        if any(words in f"{line}\n" for words in INSTALLED) or "bondcalc" not in line:
            return self.installed(line)
        if "bondcalc.offline" in line:
            return run_here(offline.main, *shlex.split(line.removeprefix("python -m ")), cwd=self.folder)
        return bondcalc(*shlex.split(line.removeprefix("python -m bondcalc ")), cwd=self.folder)

    def installed(self, line: str) -> Ended:
        done = subprocess.run(
            line,
            shell=True,
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)


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
@pytest.mark.usefixtures("wheel_built_once")
def test_every_command_answers_what_the_page_says(tmp_path: Path) -> None:
    """One test, because each command builds on those before it."""
    desk = Desk(tmp_path)
    with remembered():
        typed(desk)
    where = desk.installed('python -c "import bondcalc; print(bondcalc.__file__)"').stdout
    assert where.strip()
    assert str(ROOT) not in where
    assert (desk.folder / "核验报告.pdf").read_bytes().startswith(b"%PDF")
    assert "<html" in (desk.folder / "期末资金.html").read_text(encoding="utf-8")
    assert any((desk.folder / "离线安装包" / "wheels").glob("*win_amd64.whl"))


def typed(desk: Desk) -> None:
    for number, (line, answer) in enumerate(steps()):
        done = desk.type(line)
        if number == 0 and done.returncode and not os.environ.get("CI"):
            pytest.skip("no network to install from")
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert answers(answer, done.stdout), f"{line}\n{done.stdout}"
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

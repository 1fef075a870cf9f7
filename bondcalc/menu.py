"""What a double click on 测算.cmd shows: a menu in Chinese; a workbook dragged onto it is computed at once."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bondcalc.disk.streams import in_utf8
from bondcalc.problem import Exit

CHOICES = (
    "1.生成空白录入文件",
    "2.生成已填好的示例",
    "3.检查录入文件",
    "4.测算并生成申报文件",
    "5.核验已有的申报文件",
    "6.生成执行数据文件（债券发行后填）",
    "7.存续期监测",
    "0.退出",
)
DRAG = "也可以把录入文件拖到“测算.cmd”的图标上，直接测算。"
BLANK, SAMPLE, ACTUALS = "空白录入文件.xlsx", "示例录入文件.xlsx", "执行数据.xlsx"
CALL, SELF, FILE = "BONDCALC_CALL", "BONDCALC_SELF", "BONDCALC_FILE"
"""What the start file hands over: the line it was called by, its own path, the first file as cmd cuts it."""


def main() -> int:
    """Compute what was dragged here, or show the menu until it is left; give the worst exit code."""
    in_utf8()
    files = dragged(os.environ)
    return max(map(compute, files)) if files else menu(Path.cwd())


def dragged(environment: Mapping[str, str]) -> list[Path]:
    r"""Give the files dragged onto the start file.

    Explorer quotes a name only where it holds a blank: `D:\甲&乙\x.xlsx` stands bare on its line, and cmd would cut it.
    """
    line, own = environment.get(CALL, ""), environment.get(SELF, "")
    at = line.casefold().find(own.casefold()) if own else -1
    if at < 0:
        return [Path(name) for name in [environment.get(FILE, "")] if name]
    # cmd puts the whole line into one more pair of quotes.
    rest = re.sub(r'"?\s*$', "", line[at + len(own) :].removeprefix('"'))
    rest += '"' * (rest.count('"') % 2)
    return [Path(quoted or bare) for quoted, bare in re.findall(r'"([^"]+)"|([^\s"]+)', rest)]


def menu(folder: Path) -> int:
    """Ask what to do and do it, again and again; workbooks are made in `folder`."""
    while True:
        print("", "专项债券测算", "", *CHOICES, "", DRAG, "", sep="\n", flush=True)  # noqa: T201
        try:
            choice = input("请输入数字后按回车：").strip()
            if choice in {"", "0"}:
                return Exit.DONE
            _chosen(choice, folder)
        except (EOFError, KeyboardInterrupt):
            return Exit.DONE


def _chosen(choice: str, folder: Path) -> None:
    match choice:
        case "1":
            bondcalc("new", free(folder / BLANK))
        case "2":
            bondcalc("new", free(folder / SAMPLE), "--from", "hengyang-park")
        case "3":
            bondcalc("check", _file("录入文件"))
        case "4":
            compute(_file("录入文件"))
        case "5":
            bondcalc("audit", _file("申报文件"))
        case "6":
            _begin_actuals(_file("录入文件"))
        case "7":
            monitor(_file("录入文件"), _file("执行数据"))
        case _:
            print(f"没有{choice}，请输入0到7。", flush=True)  # noqa: T201


def _file(what: str) -> Path:
    return Path(input(f"把{what}拖进本窗口，按回车：").strip().strip('"'))


def _begin_actuals(book: Path) -> None:
    day = input("数据截至日（如2024-12-31），按回车：").strip()
    bondcalc("new", free(book.with_name(f"{book.stem}_{ACTUALS}")), "--actuals", book, "--as-of", day)


def compute(book: Path) -> int:
    """Run a workbook into a folder beside it and open that folder; give the exit code."""
    print("", f"正在测算{book.name}，约需半分钟……", "", sep="\n", flush=True)  # noqa: T201
    return _opened(book.with_name(f"{book.stem}_测算结果"), "run", book)


def monitor(book: Path, actuals: Path) -> int:
    """Hold actuals against a workbook, into a folder beside the actuals, and open that folder; give the exit code."""
    print("", f"正在监测{actuals.name}，约需半分钟……", "", sep="\n", flush=True)  # noqa: T201
    return _opened(actuals.with_name(f"{actuals.stem}_监测结果"), "monitor", book, actuals)


def _opened(out: Path, *words: str | Path) -> int:
    code = bondcalc(*words, "--out", out)
    if code:
        print("", "没有生成文件，请按上面的提示改正后重试。", sep="\n", flush=True)  # noqa: T201
        return code
    print("", f"完成，结果在{out}", sep="\n", flush=True)  # noqa: T201
    if sys.platform == "win32" and not os.environ.get("BONDCALC_QUIET"):
        os.startfile(out)  # noqa: S606
    return code


def bondcalc(*words: str | Path) -> int:
    """Run a command of the program in a process of its own; give its exit code."""
    return subprocess.call([sys.executable, "-m", "bondcalc", *map(str, words)])  # noqa: S603


def free(path: Path) -> Path:
    """Give a name that no file has: 空白录入文件2.xlsx after 空白录入文件.xlsx."""
    number, name = 2, path
    while name.exists():
        number, name = number + 1, path.with_stem(f"{path.stem}{number}")
    return name


if __name__ == "__main__":
    raise SystemExit(main())

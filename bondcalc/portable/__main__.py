"""`python -m bondcalc.portable OUT` on a Windows PC with Python and the program: a folder that runs on PCs without Python."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bondcalc.disk.streams import in_utf8
from bondcalc.portable.assembled import make
from bondcalc.problem import Exit, FileError


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, make the folder and its zip, give the exit code."""
    in_utf8()
    asked = argparse.ArgumentParser(
        prog="python -m bondcalc.portable",
        description="制作免安装版文件夹和同名压缩包。A folder for Windows PCs without Python, and its zip.",
    )
    asked.add_argument("out", type=Path, metavar="OUT", help="要生成的文件夹")
    asked.add_argument("--extra", action="append", default=[], help="同时带上这组可选组件，可重复")
    given = asked.parse_args(words)
    try:
        made = make(given.out, given.extra)
    except FileError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return Exit.FILES
    print(f"已生成{given.out}和{made.zip.name}：{made.files}个文件，{made.distributions}个组件")  # noqa: T201
    return Exit.DONE


if __name__ == "__main__":
    raise SystemExit(main())

"""What was read and should be looked at again, before any figure; after them, what was kept and what was made."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bondcalc.cli.console import LanguageOption

if TYPE_CHECKING:
    from bondcalc.result.result import Result


ASKING = ("请核对", "Look again")
"""How a notice begins that asks to look again."""


def said(result: "Result", language: LanguageOption) -> int:
    """Read back what was read, then the notices; give how many of them ask to look again."""
    from bondcalc.screen.readback import read_back

    notices = noticed(result)
    for line in (*read_back(result, language.value), *notices):
        typer.echo(line)
    return sum(line.startswith(ASKING) for line in notices)


def noticed(result: "Result") -> list[str]:
    """Give what should be looked at again; the day of today is asked for here and nowhere below."""
    from bondcalc.dates import today
    from bondcalc.screen.readback import questions

    return [*result.project.notices, *questions(result, today())]


def said_kept(kept: Path | None, language: LanguageOption) -> None:
    """Name the folder under which the earlier one is kept, where one was."""
    if kept is not None:
        typer.echo(
            f"原文件夹未删除，已改名保留：{kept.name}（与新文件夹在同一位置）。"
            if language == "zh"
            else f"The earlier folder was not deleted; it is kept beside the new one as {kept.name}."
        )


def said_begun(made: Path, language: LanguageOption) -> None:
    """Name a project file that was made from another, and say what of the other is not in it."""
    typer.echo(
        f"已生成{made}，原文件未改动；自己的工作表、公式和批注不在新文件中。"
        if language == "zh"
        else f"{made} is written, the old file is as it was; sheets, formulas and notes of your own are not in the new one."
    )

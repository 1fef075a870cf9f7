"""What was read and should be looked at again, before any figure; after them, what was kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bondcalc.cli.console import LanguageOption

if TYPE_CHECKING:
    from bondcalc.result.result import Result


def said(result: "Result", language: LanguageOption) -> None:
    """Read back what was read, then the notices; the day of today is asked for here and nowhere below."""
    from datetime import UTC, datetime

    from bondcalc.screen.readback import questions, read_back

    today = datetime.now(tz=UTC).date()
    for line in (*read_back(result, language.value), *result.project.notices, *questions(result, today)):
        typer.echo(line)


def said_kept(kept: Path | None, language: LanguageOption) -> None:
    """Name the folder under which the earlier one is kept, where one was."""
    if kept is not None:
        typer.echo(
            f"原文件夹未删除，已改名保留：{kept.name}（与新文件夹在同一位置）。"
            if language == "zh"
            else f"The earlier folder was not deleted; it is kept beside the new one as {kept.name}."
        )

"""What was read, and what should be looked at again, before any figure."""

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

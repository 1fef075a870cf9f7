"""The command that begins next year's file from this year's."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import ActualsOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.refused import refused
from bondcalc.cli.said import said_begun
from bondcalc.cli.written import ends


@app.command("next-year")
@told_as_json
def begin_next_year(
    source: SourceArgument,
    day: Annotated[str, typer.Option("--date", help="次年的适用规定日期，一般为次年方案编制日，如2027-03-01")],
    out: Annotated[Path, typer.Option(help="次年的录入文件，须是新文件", callback=ends(".xlsx", ".toml"))],
    actuals: ActualsOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """由本年录入文件生成次年的录入文件。Begin next year's project file from this one."""
    from bondcalc.next_year import next_year
    from bondcalc.screen.following_year_text import following_text

    with reported(lang):
        typer.echo(following_text(next_year(source, _day(day), out, actuals)))
    said_begun(out, lang)


def _day(text: str) -> date:
    """Read the day as a cell of the sheet is read."""
    from bondcalc.inputs.values import day_typed

    day = day_typed(text)
    if day is None:
        raise refused("day_refused", "--date", found=text)
    return day

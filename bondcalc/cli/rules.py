"""The command that lists the rules."""

from datetime import datetime
from typing import Annotated

import typer

from bondcalc.cli.console import DAYS, Lang, LanguageOption, app, reported


@app.command()
def rules(
    on: Annotated[datetime | None, typer.Option(formats=DAYS, help="日期，如2021-05-01，默认今天")] = None,
    only: Annotated[str | None, typer.Option("--id", help="只列出这条规则或参数，如C01")] = None,
    unverified: Annotated[bool, typer.Option("--unverified", help="列出未与原文核对的文件、缺项和核实办法")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出JSON")] = False,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """列出当日有效的规则和参数、依据和核实情况。The rules in force, with article and status."""
    from bondcalc.checks.open_questions import open_json, open_text
    from bondcalc.checks.rulebook import rulebook_json, rulebook_text
    from bondcalc.dates import today

    day = on.date() if on else today()
    with reported(lang):
        if unverified:
            typer.echo(open_json() if as_json else open_text(lang.value))
            return
        typer.echo(rulebook_json(day, only) if as_json else rulebook_text(day, only, lang.value))

"""The command that says where a figure comes from."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import HandedArgument, Lang, LanguageOption, app, reported
from bondcalc.cli.written import ends


@app.command()
def explain(
    source: HandedArgument,
    line: Annotated[
        str,
        typer.Argument(
            metavar="LINE",
            help="行的编号或名称，如cash.closing、期末资金余额；测算表的单元格，如资金测算平衡表!F12；核对事项的编号，如C03",
        ),
    ],
    year: Annotated[int | None, typer.Option(help="年份；留空取合计")] = None,
    day: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="付息日，如2030-06-18")] = None,
    page: Annotated[int | None, typer.Option(help="申报PDF的页码，此时LINE写该页印出的数，如61,285.52", min=1)] = None,
    depth: Annotated[int | None, typer.Option(help="展开层数；留空以一屏为限", min=0)] = None,
    html: Annotated[Path | None, typer.Option(help="另存为可展开的网页", callback=ends(".html", ".htm"))] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """一个数从哪里来：公式、依据，直到录入单元格。Where a figure comes from, down to input cells."""
    from bondcalc.explain.find import UnknownLineError
    from bondcalc.screen.explain import answer

    try:
        with reported(lang):
            figure = answer(source, line, year, day and day.date(), lang.value, page)
            if html is not None:
                figure.write_page(html)
    except UnknownLineError as error:
        raise typer.BadParameter(error.zh if lang == "zh" else error.en, param_hint=error.option) from None
    typer.echo(figure.text(depth) if html is None else f"已写入{html}" if lang == "zh" else f"written to {html}")

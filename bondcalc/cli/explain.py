"""The command that says where a figure comes from."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import DAYS, HandedArgument, JsonOption, Lang, LanguageOption, app, reported
from bondcalc.cli.refused import refused
from bondcalc.cli.written import OutOption, ends, one_form, put, said_written, written

if TYPE_CHECKING:
    from bondcalc.screen.explained import ExplainedFigure, ExplainedFinding


@app.command()
def explain(
    source: HandedArgument,
    line: Annotated[
        str,
        typer.Argument(
            metavar="LINE",
            help="行的编号或名称，如cash.closing、期末资金余额、E/F；测算表的单元格，如资金测算平衡表!F12；核对事项的编号，如C03",
        ),
    ],
    year: Annotated[int | None, typer.Option(help="年份；留空取合计")] = None,
    day: Annotated[datetime | None, typer.Option("--date", formats=DAYS, help="付息日，如2030-06-18")] = None,
    page: Annotated[
        int | None, typer.Option(help="申报PDF的页码，此时“行的编号”处写该页印出的数，如61,285.52", min=1)
    ] = None,
    depth: Annotated[int | None, typer.Option(help="展开层数；留空以一屏为限，文件展开到录入单元格", min=0)] = None,
    html: Annotated[
        Path | None, typer.Option(help="另存为可展开的网页，同--out写.html", callback=ends(".html", ".htm"))
    ] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """一个数从哪里来：公式、依据，直到录入单元格。Where a figure comes from, down to input cells."""
    from bondcalc.explain.asked_line import UnknownLineError
    from bondcalc.screen.explained import answer

    if html is not None and out is not None:
        raise refused("html_or_out", "--html")
    target = out or html
    ending = one_form(target, as_json=as_json)
    try:
        with reported(lang):
            _given(answer(source, line, year, day and day.date(), lang.value, page), depth, target, ending, lang)
    except UnknownLineError as error:
        raise typer.BadParameter(error.zh if lang == "zh" else error.en, param_hint=error.option) from None


def _given(
    answered: "ExplainedFigure | ExplainedFinding",
    depth: int | None,
    target: Path | None,
    ending: str,
    lang: LanguageOption,
) -> None:
    """Show an answer or write it; a figure as a page unfolds, and a picture of one holds one level."""
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.explain.explain_report import TITLE
    from bondcalc.screen.explained import ExplainedFigure

    if ending == ".txt":
        put(answered.text(depth), target)
    elif target is not None and ending in {".html", ".htm"} and isinstance(answered, ExplainedFigure):
        write_whole(target, answered.page())
        said_written(target)
    else:
        deep = 1 if depth is None and ending == ".png" else depth
        written(answered.report(deep), TITLE, target, lang, as_json=ending == ".json")

"""The command that shows any analysis by its id."""

from typing import Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.refused import none_such
from bondcalc.cli.written import OutOption, one_form, written


@app.command()
def report(
    source: SourceArgument,
    what: Annotated[str | None, typer.Argument(metavar="ANALYSIS", help="分析的编号，如returns；留空列出全部")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """任何一项分析，与测算表和申报文件所列相同。Any analysis, as workbook and filings have it."""
    from bondcalc import run as line
    from bondcalc.inputs.read import read_project
    from bondcalc.reports.analyses import analyses
    from bondcalc.wording.report import Medium

    known = {analysis.id: analysis for analysis in analyses()}
    if what is None:
        typer.echo(
            "\n".join(f"{id_}  {analysis.title.said(lang.value, Medium.SCREEN)}" for id_, analysis in known.items())
        )
        return
    if what not in known:
        raise none_such(what, known, "ANALYSIS")
    one_form(out, as_json=as_json)
    with reported(lang):
        analysed = known[what].tell(line.compute(read_project(source)))
        written(analysed, known[what].title, out, lang, as_json=as_json)

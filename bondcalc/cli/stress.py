"""The command that asks what happens when the forecast is wrong."""

from typing import Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.refused import answered
from bondcalc.cli.written import OutOption, one_form, written
from bondcalc.screen.progress import followed


@app.command()
def stress(
    source: SourceArgument,
    factor: Annotated[
        list[str] | None, typer.Option(help="因素的名称或编号，如全部收入、costs；可多次填写，默认全部")
    ] = None,
    steps: Annotated[str | None, typer.Option(help="各档变动，如 -10%,10%,50bp,1y,6m；按单位用于各因素")] = None,
    pairs: Annotated[list[str] | None, typer.Option(help="两个因素同时变动，如全部收入,运营成本；可多次填写")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """压力测试：单因素、两因素、临界点。How far it can fall: single steps, pairs, break-evens."""
    from bondcalc import run as line
    from bondcalc.analysis.stress.asked import drivers_asked, hold_present, pair_asked, steps_asked
    from bondcalc.analysis.stress.stress_run import StressRun
    from bondcalc.inputs.read import read_project
    from bondcalc.reports.stress_report import TITLE, stress_report

    one_form(out, as_json=as_json)
    with answered("--factor"):
        chosen = drivers_asked(factor or [])
    with answered("--steps"):
        given = steps_asked(steps or "")
    with answered("--pairs"):
        together = tuple(pair_asked(pair) for pair in pairs or [])
    with reported(lang):
        result = line.compute(read_project(source))
        for option, ids in (("--factor", chosen), ("--pairs", [id_ for pair in together for id_ in pair])):
            with answered(option):
                hold_present(result.project, ids)
        stressed = StressRun(result.stress, chosen, given, together)
        followed(stressed.work(), stressed.size, "压力测试" if lang == "zh" else "stress")
        written(stress_report(stressed, result.findings), TITLE, out, lang, as_json=as_json)

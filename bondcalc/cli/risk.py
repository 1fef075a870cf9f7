"""The command that simulates."""

from typing import Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.written import OutOption, one_form, written
from bondcalc.screen.progress import followed


@app.command()
def risk(
    source: SourceArgument,
    scenarios: Annotated[int | None, typer.Option(help="情景数，默认按“计算设置”表", min=100, max=10_000_000)] = None,
    seed: Annotated[int | None, typer.Option(help="随机数种子，默认按“计算设置”表", min=0)] = None,
    workers: Annotated[int | None, typer.Option(help="同时计算的线程数，默认处理器数；结果与此无关", min=1)] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """风险模拟：覆盖倍数低于标准、期末资金余额为负的可能性和主要来源。How likely it falls short, and what drives it."""
    from bondcalc.analysis.risk.simulation import simulation_of
    from bondcalc.inputs.read import read_project
    from bondcalc.reports.risk_report import TITLE, risk_report

    one_form(out, as_json=as_json)
    with reported(lang):
        simulation = simulation_of(read_project(source), scenarios, seed, workers)
        followed(simulation.work(), simulation.size, "风险模拟" if lang == "zh" else "risk")
        written(risk_report(simulation.book, simulation.result()), TITLE, out, lang, as_json=as_json)

"""The commands that put common shocks to many projects: `bondcalc portfolio stress` and `risk`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, brought_back, reported
from bondcalc.cli.many_projects import engine_of, store_of
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.written import OutOption, one_form, written
from bondcalc.screen.progress import followed

if TYPE_CHECKING:
    from bondcalc.portfolio.told.store_view import StoreView

ShockedArgument = Annotated[
    Path, typer.Argument(metavar="STORE or LIST", help="测算库；或清单、文件夹，先测算再推算", callback=brought_back)
]
FactorsOption = Annotated[Path | None, typer.Option(help="共同因素（.toml或.xlsx），不写则用程序自带的假设")]


@portfolio.command("stress")
def portfolio_stress(
    source: ShockedArgument,
    factors: FactorsOption = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """共同压力：地价、收入、成本、利率同时变动，各项目分别判定。Common stress: every project judged alone."""
    from bondcalc.portfolio.shocks.common_stress import common_stress
    from bondcalc.portfolio.shocks.factor_model import factor_model
    from bondcalc.portfolio.shocks.stress_told import STRESS_TITLE, stress_report

    one_form(out, as_json=as_json)
    with reported(lang):
        model = factor_model(factors)
        with _viewed(source) as view:
            written(stress_report(view, model, common_stress(view, model)), STRESS_TITLE, out, lang, as_json=as_json)


@portfolio.command("risk")
def portfolio_risk(
    source: ShockedArgument,
    factors: FactorsOption = None,
    scenarios: Annotated[int, typer.Option(help="情景数", min=100, max=1_000_000)] = 10_000,
    seed: Annotated[int, typer.Option(help="随机数种子", min=0)] = 1,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """共同风险：共同因素与各项目自身因素一起模拟，报告个数、金额、缺口的分位数。Common risk: counts and shortfalls, with percentiles."""
    from bondcalc.portfolio.shocks.answers import shock_members
    from bondcalc.portfolio.shocks.common_risk import DrawnTogether
    from bondcalc.portfolio.shocks.factor_model import factor_model
    from bondcalc.portfolio.shocks.risk_told import COMMON_RISK_TITLE, common_risk_report

    one_form(out, as_json=as_json)
    with reported(lang):
        model = factor_model(factors)
        with _viewed(source) as view:
            drawing = DrawnTogether(list(shock_members(view)), model, scenarios, seed)
            followed(drawing.work(), drawing.size, "共同风险" if lang == "zh" else "common risk")
            report = common_risk_report(view, model, drawing.result())
            written(report, COMMON_RISK_TITLE, out, lang, as_json=as_json)


@contextmanager
def _viewed(source: Path) -> "Iterator[StoreView]":
    """Look at a store; a list or folder is computed into one that lasts as long as the command."""
    from bondcalc.portfolio.store_reader import open_store
    from bondcalc.portfolio.told.store_view import StoreView

    with TemporaryDirectory() as folder:
        store = store_of(source, Path(folder), lambda: engine_of(None, None))
        with open_store(store) as opened:
            yield StoreView(opened)

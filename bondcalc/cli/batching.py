"""The command that puts a batch together under its quota."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, brought_back, reported
from bondcalc.cli.many_projects import hold_batch
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.refused import refused
from bondcalc.cli.written import OutOption, one_form, written
from bondcalc.wording.messages import Long

if TYPE_CHECKING:
    from bondcalc.portfolio.batch.batch_year import BatchYearChosen
    from bondcalc.portfolio.store_reader import PortfolioStore


@portfolio.command()
def batch(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="测算库，由portfolio run生成", callback=brought_back)],
    quota: Annotated[
        list[str], typer.Option(help="额度（万元），如合计=50000、430426=20000、土地储备=8000、20年=30000；可多次填写")
    ],
    year: Annotated[
        int | None, typer.Option(help="计划发行年度；不写则按--batch名称中的年度，或者各项目计划债券的唯一年度")
    ] = None,
    named: Annotated[str | None, typer.Option("--batch", help="只选这一申报批次的项目")] = None,
    limits: Annotated[bool, typer.Option("--limits/--no-limits", help="清单填列的地区限额减余额也作为额度")] = True,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """在额度内选取发行批次的项目，并说明未入选原因（内部使用）。Choose the projects of a batch under its quota, and say why others are not in it."""
    from bondcalc.portfolio.batch import highs
    from bondcalc.portfolio.batch.batch_case import batch_case
    from bondcalc.portfolio.batch.batch_report import TITLE, batch_report
    from bondcalc.portfolio.batch.filling import filled
    from bondcalc.portfolio.batch.quota import QuotaError, quotas_of
    from bondcalc.portfolio.store_reader import open_store
    from bondcalc.portfolio.told.store_view import StoreView

    one_form(out, as_json=as_json)
    try:
        quotas = quotas_of(quota)
    except QuotaError as error:
        raise refused("quota_unread", "--quota", found=str(error)) from None
    with reported(lang), open_store(store) as opened:
        hold_batch(opened, named)
        case = batch_case(StoreView(opened), quotas, _year(opened, year, named), named, limits=limits)
        made = filled(case.candidates, case.bounds, highs.exactly if highs.there() else None)
        written(batch_report(case, made), TITLE, out, lang, as_json=as_json)


def _year(store: "PortfolioStore", typed: int | None, named: str | None) -> "BatchYearChosen":
    """Give the year typed or the only one that can be meant, with why."""
    from bondcalc.portfolio.batch.batch_year import SeveralYearsError, chosen_year

    try:
        chosen = chosen_year(store, typed, named)
    except SeveralYearsError as error:
        raise refused("several_years", "--year", years=Long(str(error))) from None
    if chosen is None:
        raise refused("nothing_planned", "STORE", name=store.path.name)
    return chosen

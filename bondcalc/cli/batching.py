"""The command that puts a batch together under its quota."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, brought_back, reported
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.refused import refused
from bondcalc.cli.written import OutOption, one_form, written


@portfolio.command()
def batch(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="测算库，由portfolio run生成", callback=brought_back)],
    quota: Annotated[
        list[str], typer.Option(help="额度（万元），如合计=50000、430426=20000、土地储备=8000、20年=30000；可多次填写")
    ],
    year: Annotated[int | None, typer.Option(help="计划发行年度；不写则为计划发行金额最大的年度")] = None,
    named: Annotated[str | None, typer.Option("--batch", help="只选这一申报批次的项目")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """在额度内选取发行批次的项目，并说明未入选原因（内部使用）。Choose the projects of a batch under its quota, and say why others are not in it."""
    from bondcalc.portfolio.batch import highs
    from bondcalc.portfolio.batch.batch_report import TITLE, batch_report
    from bondcalc.portfolio.batch.candidates import candidates, planned_year
    from bondcalc.portfolio.batch.filling import filled
    from bondcalc.portfolio.batch.quota import QuotaError, quotas_of
    from bondcalc.portfolio.store_reader import open_store

    one_form(out, as_json=as_json)
    try:
        quotas = quotas_of(quota)
    except QuotaError as error:
        raise refused("quota_unread", "--quota", found=str(error)) from None
    with reported(lang), open_store(store) as opened:
        when = year or planned_year(opened)
        if when is None:
            raise refused("nothing_planned", "STORE", name=store.name)
        able = candidates(opened, when, named)
        made = filled(able, quotas, highs.exactly if highs.there() else None)
        written(batch_report(able, quotas, made, when), TITLE, out, lang, as_json=as_json)

"""The command that tells a store of many projects as tables."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import DAYS, Lang, LanguageOption, has_come, reported
from bondcalc.cli.many_projects import StoreArgument, hold_batch
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.said import said_kept
from bondcalc.cli.written import folder


class LevelOption(StrEnum):
    """Whose weekly table comes first."""

    COUNTY = "county"
    PROVINCE = "province"


ReportedOn = Annotated[
    datetime | None, typer.Option("--on", formats=DAYS, help="统计日；不写则为最近一次测算的日期", callback=has_come)
]
Since = Annotated[
    datetime | None,
    typer.Option(formats=DAYS, help="与该日及以前最后一次测算相比；不写则与上一次测算相比", callback=has_come),
]


@portfolio.command()
def report(
    store: StoreArgument,
    out: Annotated[Path, typer.Option(help="输出文件夹，新建", callback=folder)],
    day: ReportedOn = None,
    batch: Annotated[str | None, typer.Option(help="本批的申报批次，同清单；不写则为全部项目")] = None,
    level: Annotated[
        LevelOption | None, typer.Option(help="首页周报：county（县）或province（省）；不写则按清单的地区")
    ] = None,
    since: Since = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="另写每张表的.csv")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="另写portfolio.json")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="文件夹里有其他文件也写，原文件夹改名保留")] = False,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """汇总报告：周报、清单、结论、限额、到期、集中度、断裂次序、重复。One workbook and one PDF of all projects."""
    from bondcalc.portfolio.store_reader import open_store
    from bondcalc.portfolio.told.report_folder import ReportAsked, write_report

    with reported(lang):
        with open_store(store) as opened:
            hold_batch(opened, batch)
        asked = ReportAsked(
            day=day and day.date(),
            batch=batch,
            level=None if level is None else "county" if level is LevelOption.COUNTY else "province",
            as_csv=as_csv,
            as_json=as_json,
            since=since and since.date(),
        )
        made = write_report(store, out, asked, over=replace)
    shown = [name for name in made.names if "/" not in name]
    if lang == "zh":
        typer.echo(f"{made.done}个项目有结果，{made.failed}个没有结果。已写入{out}：{'、'.join(shown)}")
    else:
        typer.echo(f"{made.done} project(s) with a result, {made.failed} without. Written to {out}: {', '.join(shown)}")
    said_kept(made.kept, lang)

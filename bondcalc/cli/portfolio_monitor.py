"""The command that monitors many projects after the issue: `bondcalc portfolio monitor`."""

from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bondcalc.cli.console import DAYS, Lang, LanguageOption, has_come, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.many_projects import ClusterOption, WorkersOption, engine_of, store_of
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.portfolio_shocks import ShockedArgument
from bondcalc.cli.said import said_kept
from bondcalc.cli.written import folder
from bondcalc.problem import Exit

MonitoredOn = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=DAYS, help="统计日，全部项目都按这一天；不写则为最晚的数据截至日", callback=has_come
    ),
]


@portfolio.command()
@told_as_json
def monitor(
    source: ShockedArgument,
    actuals: Annotated[Path, typer.Option(help="装有各项目执行数据（.xlsx、.toml）的文件夹")],
    out: Annotated[Path, typer.Option(help="输出文件夹，新建", callback=folder)],
    files: Annotated[Path | None, typer.Option(help="项目文件所在的文件夹；不写则为测算时的")] = None,
    day: MonitoredOn = None,
    strict: Annotated[bool, typer.Option(help="有项目为橙、红级别时，程序以代码5结束")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="文件夹里有其他文件也写，原文件夹改名保留")] = False,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """多项目监测：各项目按执行数据预警，从差到好排列，填列周报的执行栏。Monitor many projects, the worst first."""
    from bondcalc.dates import today
    from bondcalc.monitoring.alarm import AlarmColour
    from bondcalc.portfolio.monitored.monitor_folder import MonitoringAsked, monitor_many
    from bondcalc.screen.many_monitored_text import monitored_text
    from bondcalc.screen.many_progress import ManyProgress

    with reported(lang), TemporaryDirectory() as temporary:
        engine = partial(engine_of, workers, cluster)
        store = store_of(source, Path(temporary), engine)
        asked = MonitoringAsked(store, actuals, files, day and day.date(), today())
        with ManyProgress() as progress:
            made = monitor_many(asked, out, engine, progress.heard, over=replace)
        for line in monitored_text(made, out, lang.value):
            typer.echo(line)
    said_kept(made.kept, lang)
    # What could not be monitored may be worse than the worst that was.
    if made.has_failures:
        raise typer.Exit(Exit.SOME_FAILED)
    if strict and made.worst.order >= AlarmColour.ORANGE.order:
        raise typer.Exit(Exit.DIFFERENCE)

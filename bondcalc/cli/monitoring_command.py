"""The command that holds what happened against what was filed."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import AsOfOption, Lang, LanguageOption, SourceArgument, app, brought_back, reported
from bondcalc.cli.made_files import as_data, told_as_json
from bondcalc.cli.said import said_kept
from bondcalc.cli.written import folder
from bondcalc.problem import Exit


@app.command()
@told_as_json
def monitor(
    source: SourceArgument,
    actuals: Annotated[
        Path,
        typer.Argument(metavar="ACTUALS", help="执行数据（.xlsx或.toml，由new --actuals生成）", callback=brought_back),
    ],
    out: Annotated[Path, typer.Option(help="输出文件夹", callback=folder)],
    as_of: AsOfOption = None,
    previous: Annotated[Path | None, typer.Option(help="上一次监测的输出文件夹，接上校验链")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有橙色、红色预警时以退出码5结束")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="输出文件夹里有别的文件时，改名保留")] = False,
    fonts: Annotated[Path | None, typer.Option(help="自有字体文件夹")] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """存续期监测：计划与实际、预警、重新测算和公开表格。Actuals against the filed plan: alarms, reforecast, yearly forms."""
    from bondcalc.in_life.monitor_run import MonitorOptions
    from bondcalc.in_life.monitor_run import monitor as line
    from bondcalc.screen.monitoring_text import STRICT, monitoring_text

    options = MonitorOptions(as_of.date() if as_of else None, previous, fonts, replace)
    with reported(lang):
        done = line(source, actuals, out, options)
    typer.echo(monitoring_text(done, str(out), lang.value, whole=as_data()))
    said_kept(done.kept, lang)
    if strict and done.result.worst in STRICT:
        raise typer.Exit(Exit.DIFFERENCE)

"""The command that writes one page for a browser."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, app, brought_back, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.written import ends

PagedArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="录入文件、schedules.xlsx、申报PDF、输出文件夹或测算库（.db）", callback=brought_back
    ),
]


@app.command()
@told_as_json
def page(
    source: PagedArgument,
    out: Annotated[Path, typer.Option(help="要写的网页（.html）", callback=ends(".html", ".htm"))],
    actuals: Annotated[Path | None, typer.Option(help="执行数据：另写存续期监测的网页，前面的文件为录入文件")] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """一个网页：结论、指标、图、核对、假设和测算表，双击打开，不联网。One page for a browser: verdict, figures, charts, findings, assumptions, schedules."""
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.page.page_sources import page_of

    with reported(lang):
        write_whole(out, page_of(source, lang.value, actuals))
    typer.echo(f"已写入{out}，双击即可打开" if lang == "zh" else f"written to {out}: opens in any browser", err=True)

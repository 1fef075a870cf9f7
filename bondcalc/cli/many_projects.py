"""The commands that run many projects into a store, and run them again to see whether they still give the same."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, brought_back, reported
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.written import ends
from bondcalc.problem import Exit

if TYPE_CHECKING:
    from bondcalc.portfolio.engine import Engine

LOCAL = "local"
"""In place of an address: a cluster on this computer alone, for this run."""
STORES = (".db", ".sqlite")

SourcesArgument = Annotated[
    Path,
    typer.Argument(metavar="LIST or FOLDER", help="清单（.xlsx或.toml）或装有项目文件的文件夹", callback=brought_back),
]
StoreArgument = Annotated[Path, typer.Argument(metavar="STORE", help="测算库（portfolio run --store所写）")]
WorkersOption = Annotated[int | None, typer.Option(min=1, max=1024, help="同时测算的进程数，不写则为处理器核数")]
ClusterOption = Annotated[str | None, typer.Option(help="用dask集群测算：集群地址，或local（只用本机）")]


@portfolio.command("run")
def portfolio_run(
    source: SourcesArgument,
    store: Annotated[Path, typer.Option(help="测算库文件（.db），已有的接着测算", callback=ends(*STORES))],
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """逐个测算清单或文件夹中的项目，存入测算库。Run every project of a list or folder into a store."""
    from bondcalc.portfolio.portfolio_run import run_portfolio
    from bondcalc.screen.many_progress import ManyProgress
    from bondcalc.screen.portfolio_text import end_text

    with reported(lang):
        progress = ManyProgress()
        try:
            end = run_portfolio(source, store, lambda: engine_of(workers, cluster), progress.heard)
        finally:
            progress.over()
        for line in end_text(end):
            typer.echo(line)
    if end.failed:
        raise typer.Exit(Exit.SOME_FAILED)


def engine_of(workers: int | None, cluster: str | None) -> "Engine":
    """Start what computes: processes of this computer, or a cluster. Raises FileError."""
    count = workers or os.cpu_count() or 1
    if cluster is None:
        from bondcalc.portfolio.engine import LocalEngine

        return LocalEngine(count)
    from bondcalc.portfolio.cluster import joined, started

    return started(count) if cluster == LOCAL else joined(cluster)

"""The commands that run many projects into a store, and run them again to see whether they still give the same."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, brought_back, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.refused import none_such, refused
from bondcalc.cli.written import OutOption, ends, one_form, written
from bondcalc.problem import Exit

if TYPE_CHECKING:
    from collections.abc import Callable

    from bondcalc.portfolio.engine import Engine
    from bondcalc.portfolio.report_audit import ReportSources
    from bondcalc.portfolio.store_reader import PortfolioStore
    from bondcalc.wording.report import Report, Words

LOCAL = "local"
"""In place of an address: a cluster on this computer alone, for this run."""
STORES = (".db", ".sqlite")

SourcesArgument = Annotated[
    Path,
    typer.Argument(metavar="LIST or FOLDER", help="清单（.xlsx或.toml）或装有项目文件的文件夹", callback=brought_back),
]
StoreArgument = Annotated[Path, typer.Argument(metavar="STORE", help="测算库（portfolio run --store所写）")]
StoreOrFormArgument = Annotated[
    Path,
    typer.Argument(
        metavar="STORE or FOLDER",
        help="测算库（portfolio run --store所写），或文件夹：集合发行披露表（portfolio issue所写）、汇总报告和监测汇总（portfolio report、monitor所写）",
        callback=brought_back,
    ),
]
FilesOption = Annotated[
    Path | None,
    typer.Option(
        "--files", help="项目文件所在的文件夹，清单在其中；不写则为测算时的，披露表则在其所在文件夹及上级查找"
    ),
]
WorkersOption = Annotated[int | None, typer.Option(min=1, max=1024, help="同时测算的进程数，不写则为处理器核数")]
ClusterOption = Annotated[str | None, typer.Option(help="用dask集群测算：集群地址，或local（只用本机）")]


@portfolio.command("run")
@told_as_json
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
    from bondcalc.screen.portfolio_text import end_text, shares_text

    with reported(lang):
        with ManyProgress() as progress:
            end = run_portfolio(source, store, lambda: engine_of(workers, cluster), progress.heard)
        for line in (*shares_text(end, store), *end_text(end)):
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


def store_of(source: Path, folder: Path, engine: "Callable[[], Engine]") -> Path:
    """Give a store as it is; compute a list or folder into one of this command. Raises ProjectError and FileError."""
    from bondcalc.portfolio.portfolio_run import run_portfolio
    from bondcalc.screen.many_progress import ManyProgress

    if source.suffix.lower() in STORES:
        return source
    store = folder / "store.db"
    with ManyProgress() as progress:
        run_portfolio(source, store, engine, progress.heard)
    return store


def hold_batch(store: "PortfolioStore", named: str | None) -> None:
    """Refuse a batch (申报批次) that no project of the list has; nothing is read where none is named."""
    if named is None:
        return
    known = sorted({project.batch for project in store.projects() if project.batch})
    if named not in known:
        raise none_such(named, known, "--batch") if known else refused("no_batches", "--batch")


@portfolio.command("audit")
def portfolio_audit(
    store: StoreOrFormArgument,
    sample: Annotated[int | None, typer.Option(min=1, help="只抽查这么多个项目，按金额分层；不写则全部重算")] = None,
    seed: Annotated[int, typer.Option(min=0, help="抽样的种子，写在抽查结果中")] = 1,
    folder: FilesOption = None,
    of_store: Annotated[
        Path | None, typer.Option("--store", help="汇总报告、监测汇总的测算库或清单；不写则按名称在其文件夹和上级查找")
    ] = None,
    actuals: Annotated[
        Path | None, typer.Option(help="监测汇总的执行数据文件夹；不写则按名称在其文件夹和上级查找")
    ] = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """重算测算库中的项目、集合发行披露表、汇总报告或监测汇总，列出差异。Compute a store, a pooled form or a report again and list differences."""
    from bondcalc.portfolio.pooled.pooled_audit import is_pooled
    from bondcalc.portfolio.report_audit import ReportSources
    from bondcalc.portfolio.report_record import RECORD, is_report
    from bondcalc.wording.messages import file_error

    one_form(out, as_json=as_json)
    engine = partial(engine_of, workers, cluster)
    with reported(lang):
        if is_pooled(store):
            audited = _form_audited(store, folder)
        elif is_report(store):
            audited = _report_audited(store, ReportSources(of_store, actuals, folder), engine)
        elif store.is_dir():
            raise file_error("report_record", name=store.name, record=RECORD)
        else:
            audited = _store_audited(store, engine, sample, seed, folder)
        written(audited.report, audited.title, out, lang, as_json=as_json)
    if audited.differs:
        raise typer.Exit(Exit.DIFFERENCE)


class _Audited(NamedTuple):
    """What an audit of many projects found, and whether anything differs: the command then ends with 5."""

    report: "Report"
    title: "Words"
    differs: bool


def _store_audited(
    store: Path, engine: "Callable[[], Engine]", sample: int | None, seed: int, folder: Path | None
) -> _Audited:
    """Compute the projects of a store again, all or a sample."""
    from bondcalc.portfolio.store_audit import audit_store
    from bondcalc.portfolio.store_audit_report import TITLE, store_audit_report
    from bondcalc.portfolio.store_reader import open_store
    from bondcalc.screen.many_progress import ManyProgress

    with open_store(store) as opened, ManyProgress() as progress:
        audited = audit_store(opened, engine, progress.heard, size=sample, seed=seed, folder=folder)
    return _Audited(store_audit_report(audited, store.name), TITLE, bool(audited.differences))


def _report_audited(report: Path, sources: "ReportSources", engine: "Callable[[], Engine]") -> _Audited:
    """Make a report of many projects again."""
    from bondcalc.audit.outcome import Status
    from bondcalc.portfolio.report_audit import audit_report
    from bondcalc.portfolio.report_audit_words import REPORT_TITLE, report_audit_report
    from bondcalc.screen.many_progress import ManyProgress

    with TemporaryDirectory() as temporary:
        store = None if sources.store is None else store_of(sources.store, Path(temporary), engine)
        with ManyProgress() as progress:
            audited = audit_report(report, replace(sources, store=store), engine, progress.heard)
    return _Audited(report_audit_report(audited, report.name), REPORT_TITLE, audited.status is Status.DIFFERENT)


def _form_audited(form: Path, where: Path | None) -> _Audited:
    """Make a pooled form again."""
    from bondcalc.portfolio.pooled.pooled_audit import audit_pooled
    from bondcalc.portfolio.pooled.pooled_audit_report import POOLED_TITLE, pooled_audit_report

    audited = audit_pooled(form, where)
    return _Audited(pooled_audit_report(audited, form.name), POOLED_TITLE, audited.differs)

"""The commands: each reads its options and calls one function."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bondcalc import __version__
from bondcalc.problem import Exit, FileError, ProjectError

app = typer.Typer(
    name="bondcalc", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="项目收益与融资自求平衡专项债券测算（财预〔2017〕89号）。Self-balancing special bonds of China's local governments.",
)  # fmt: skip

Source = Annotated[Path, typer.Argument(metavar="WORKBOOK", help="项目文件：.xlsx、.xlsm 或 .toml")]


class Language(StrEnum):
    """Languages of labels and messages."""

    ZH = "zh"
    EN = "en"


Lang = Annotated[Language, typer.Option("--lang", help="标签和提示的语言")]


def main() -> None:
    """Entry point of the `bondcalc` command; Chinese text goes out as UTF-8 whatever the console is set to."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # The library ends a wrong command line with 2, which here means problems in the input.
    for kind in typer.BadParameter.__mro__:
        if kind.__name__ == "UsageError":
            kind.exit_code = int(Exit.USAGE)  # type: ignore[attr-defined]
    app()


@contextmanager
def _reported(language: Language = Language.ZH) -> Iterator[None]:
    """Turn what is wrong with files into messages and exit codes."""
    from bondcalc.inputs.messages import set_language

    set_language(language.value)
    try:
        yield
    except ProjectError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        count = len(error.problems)
        typer.echo(f"共 {count} 处问题，未生成任何文件。" if language == "zh" else f"{count} problem(s); nothing was written.",
                   err=True)  # fmt: skip
        raise typer.Exit(Exit.PROBLEMS) from None
    except FileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(Exit.FILES) from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bondcalc {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本")] = False,
) -> None:
    """Read the options that stand before a command."""


@app.command()
def new(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="要生成的 .xlsx")],
    sample: Annotated[str | None, typer.Option("--from", help="用示例填好，如 hengyang-park")] = None,
    first_year: Annotated[int | None, typer.Option(help="分年列的首年，默认当年")] = None,
    years: Annotated[int, typer.Option(help="分年列的列数", min=1, max=60)] = 35,
) -> None:
    """生成录入表：空白的，或按示例填好的。A blank input workbook, or a filled sample."""
    from datetime import UTC, datetime

    from bondcalc.samples import write_input

    with _reported():
        first = first_year or datetime.now(tz=UTC).year
        write_input(workbook, sample, range(first, first + years))
    typer.echo(f"已生成 {workbook}")


@app.command()
def check(
    source: Source,
    mark: Annotated[Path | None, typer.Option(help="另存一份，问题单元格着色并加批注")] = None,
    lang: Lang = Language.ZH,
) -> None:
    """检查录入表，一次列出全部问题。Every problem of a project file, by sheet and cell."""
    from bondcalc.inputs.mark import write_marked
    from bondcalc.inputs.read import load, read_bytes

    with _reported(lang):
        file = load(source)
        try:
            project = read_bytes(file.name, file.data)
        except ProjectError as error:
            if mark is not None:
                write_marked(source, mark, file, error.problems)
            raise
    for notice in project.notices:
        typer.echo(notice)
    typer.echo("录入表没有问题。" if lang == "zh" else "No problems.")


@app.command()
def run(
    source: Source,
    out: Annotated[Path, typer.Option(help="输出文件夹：新建的，或本程序以前生成的")],
    filing: Annotated[str | None, typer.Option(help="只生成这些文件，用逗号隔开，如 plan")] = None,
    fonts: Annotated[Path | None, typer.Option(help="自有字体文件夹")] = None,
    strict: Annotated[bool, typer.Option(help="法定规则不通过或待补充时返回 3")] = False,
    lang: Lang = Language.ZH,
) -> None:
    """测算并生成 schedules.xlsx、申报 PDF 和校验清单。The main job."""
    from bondcalc import run as line
    from bondcalc.filings.draw import known
    from bondcalc.result import Options
    from bondcalc.terminal import findings_text, summary_text

    chosen = tuple(filing.split(",")) if filing else tuple(known())
    unknown = sorted(set(chosen) - set(known()))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}；可选：{', '.join(known())}", param_hint="--filing")
    with _reported(lang):
        result = line.run(source, out, Options(filings=chosen, fonts=fonts, language=lang.value))
    for notice in result.project.notices:
        typer.echo(notice)
    typer.echo(findings_text(result, lang.value))
    typer.echo(summary_text(result, lang.value))
    typer.echo(f"已写入 {out}" if lang == "zh" else f"written to {out}")
    if strict and any(found.fails_statute for found in result.findings):
        raise typer.Exit(Exit.FINDINGS)


@app.command()
def show(
    source: Source,
    schedule: Annotated[str | None, typer.Argument(help="表的编号，如 cash、coverage；留空显示结论和关键数")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON（稳定格式）")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV")] = False,
    lang: Lang = Language.ZH,
) -> None:
    """在终端显示测算结果。Figures on the terminal."""
    from bondcalc import run as line
    from bondcalc.inputs.read import read_project
    from bondcalc.terminal import shown

    with _reported(lang):
        result = line.compute(read_project(source))
    known = [table.id for table in result.book.tables]
    if schedule is not None and schedule not in known:
        raise typer.BadParameter(f"没有 {schedule}；可选：{', '.join(known)}", param_hint="SCHEDULE")
    typer.echo(shown(result, schedule, lang.value, as_json=as_json, as_csv=as_csv))


@app.command()
def rules(
    on: Annotated[str | None, typer.Option(help="日期，如 2021-05-01，默认今天")] = None,
    only: Annotated[str | None, typer.Option("--id", help="只列出这条规则或参数，如 C01")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    lang: Lang = Language.ZH,
) -> None:
    """列出当日有效的规则和参数、依据和核实情况。The rules in force, with article and status."""
    from datetime import UTC, date, datetime

    from bondcalc.rulebook import rulebook_json, rulebook_text

    try:
        day = date.fromisoformat(on) if on else datetime.now(tz=UTC).date()
    except ValueError:
        raise typer.BadParameter(f"{on} 不是日期，请写成 2021-05-01", param_hint="--on") from None
    with _reported(lang):
        typer.echo(rulebook_json(day, only) if as_json else rulebook_text(day, only, lang.value))

"""Commands that write or check an input workbook."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.said import said
from bondcalc.cli.written import OUT, ending_of, written
from bondcalc.problem import ProjectError


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

    with reported():
        first = first_year or datetime.now(tz=UTC).year
        write_input(workbook, sample, range(first, first + years))
    typer.echo(f"已生成 {workbook}")


@app.command()
def check(
    source: SourceArgument,
    mark: Annotated[Path | None, typer.Option(help="另存一份，问题单元格着色并加批注")] = None,
    fonts: Annotated[Path | None, typer.Option(help="自有字体文件夹，按其中的字体检查文字")] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """检查录入表，一次列出全部问题。Every problem of a project file, by sheet and cell."""
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.inputs.form.mark import marked
    from bondcalc.inputs.read import load, read_bytes
    from bondcalc.run import compute
    from bondcalc.typeset.fonts import FontSet

    with reported(lang, written=mark):
        file = load(source)
        try:
            project = read_bytes(file.name, file.data, FontSet.load(fonts).prints)
        except ProjectError as error:
            if mark is not None:
                write_whole(mark, marked(file, error.problems))
            raise
        result = compute(project)
    said(result, lang)
    typer.echo("录入表没有问题。" if lang == "zh" else "No problems.")


@app.command()
def ask(
    source: SourceArgument,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON（稳定格式）")] = False,
    out: Annotated[Path | None, typer.Option(help=OUT)] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """问题清单：还须补充、说明什么，采用了哪些默认值。What a project file still has to say, and the defaults it uses."""
    from bondcalc.inputs.read import read_project
    from bondcalc.reports.questions_report import TITLE, told
    from bondcalc.run import compute

    ending_of(out)
    with reported(lang):
        written(told(compute(read_project(source))), TITLE, out, lang, as_json=as_json)

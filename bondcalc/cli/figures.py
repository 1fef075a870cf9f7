"""Commands that compute a project: the main job, and figures on the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.refused import none_such, refused
from bondcalc.cli.said import said, said_kept
from bondcalc.cli.written import ends, folder, one_form, put, put_data, written
from bondcalc.problem import Exit
from bondcalc.wording.messages import listed

if TYPE_CHECKING:
    from bondcalc.result.result import Result
    from bondcalc.run import Written

SHOWN = (".csv", ".json", ".txt")
"""Endings of a file that figures are written to."""
IoOption = Annotated[Path | None, typer.Option("--io", help="官方投入产出表（.xlsx或.csv），核对园区企业的产业关联")]


@app.command()
def run(
    source: SourceArgument,
    out: Annotated[Path, typer.Option(help="输出文件夹：新建的，或本程序以前生成的", callback=folder)],
    filing: Annotated[str | None, typer.Option(help="只生成这些文件，用逗号隔开，如plan")] = None,
    forms: Annotated[
        bool, typer.Option("--forms", help="另生成绩效目标申报表、事前绩效评估报告、法律意见书事实表")
    ] = False,
    fonts: Annotated[Path | None, typer.Option(help="自有字体文件夹")] = None,
    docx: Annotated[bool, typer.Option("--docx", help="另存Word文件（.docx），数字锁定，供编辑")] = False,
    template: Annotated[
        Path | None,
        typer.Option(help="本单位的Word文件（.docx）：用其样式、页眉页脚和封面，含--docx", callback=ends(".docx")),
    ] = None,
    io: IoOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="输出文件夹里有其他文件也写，原文件夹改名保留")] = False,
    strict: Annotated[bool, typer.Option(help="法定核对事项不通过或待补充时，程序以代码3结束")] = False,
    as_json: JsonOption = False,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """测算并生成测算表、申报PDF和清单。The main job."""
    from bondcalc import run as line
    from bondcalc.filings import draw
    from bondcalc.inputs.values import in_list
    from bondcalc.result.result import Options

    asked = in_list(filing) if filing else draw.known()
    unknown = sorted(set(asked) - set(draw.every()))
    if unknown:
        raise none_such(listed(unknown), draw.every(), "--filing")
    chosen = tuple(name for name in draw.every() if name in asked or (forms and name in draw.forms()))
    options = Options(chosen, fonts, lang.value, replace=replace, docx=docx, template=template, io=io)
    with reported(lang):
        written = line.run(source, out, options)
    _told(written, out, lang, as_json=as_json)
    if strict and any(finding.fails_statute for finding in written.result.findings):
        raise typer.Exit(Exit.FINDINGS)


def _told(written: "Written", out: Path, lang: LanguageOption, *, as_json: bool) -> None:
    """Say what came of a run and where it stands, in words or as JSON."""
    from bondcalc.screen.run_end import run_text
    from bondcalc.screen.said_data import run_data

    if as_json:
        put_data(run_data(written, out, lang.value))
        return
    said(written.result, lang)
    names = [path.name for path in sorted(out.iterdir(), key=Path.as_posix)]
    typer.echo(run_text(written.result, out, names, lang.value, written.drafts))
    for remark in written.remarks:
        typer.echo(remark)
    said_kept(written.kept, lang)


@app.command()
def show(
    source: SourceArgument,
    schedule: Annotated[
        str | None, typer.Argument(metavar="SCHEDULE", help="表的编号，如cash、coverage；留空显示结论和关键数")
    ] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出CSV")] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="写入这个文件，格式按扩展名（.csv可用Excel打开，.json或.txt）", callback=ends(*SHOWN)),
    ] = None,
    io: IoOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """在终端显示测算结果。Figures on the terminal."""
    from bondcalc import run as line
    from bondcalc.inputs.read import read_project
    from bondcalc.screen.figures import shown

    ending = one_form(out, as_json=as_json, as_csv=as_csv)
    with reported(lang):
        result = line.compute(read_project(source))
    if io is not None:
        if schedule is not None or as_csv:
            raise refused("one_form_only", "--io", forms=listed(["--io", schedule or "--csv"]))
        _cross_checked(result, io, out, lang, as_json=as_json)
        return
    known = {table.id: table.zh for table in result.book.tables}
    schedule = next((id_ for id_, zh in known.items() if schedule in {id_, zh}), schedule)
    if schedule is not None and schedule not in known:
        raise none_such(schedule, (f"{id_}（{zh}）" for id_, zh in known.items()), "SCHEDULE")
    with reported(lang):
        put(shown(result, schedule, lang.value, as_json=ending == ".json", as_csv=ending == ".csv"), out)


def _cross_checked(result: "Result", table: Path, out: Path | None, lang: LanguageOption, *, as_json: bool) -> None:
    """Show the firms of the park beside an official table of sectors."""
    from bondcalc.inputs.read import load
    from bondcalc.reports.input_output_report import TITLE, cross_checked

    with reported(lang):
        document = load(table)
        written(cross_checked(result, document.name, document.data), TITLE, out, lang, as_json=as_json)

"""Commands that write or check an input workbook."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import AsOfOption, JsonOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.refused import none_such, refused
from bondcalc.cli.said import noticed, said
from bondcalc.cli.written import OutOption, ends, one_form, put_data, written
from bondcalc.problem import Exit, ProjectError

if TYPE_CHECKING:
    from bondcalc.result.result import Result


@app.command()
@told_as_json
def new(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="要生成的.xlsx文件", callback=ends(".xlsx"))],
    kind: Annotated[
        str | None,
        typer.Option(
            help="项目类型，只显示所需的表：park、plants、land-reserve、idle-land、housing、sewage、water、heat、road、parking、hospital、school、general"
        ),
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="金额单位：元、千元、万元、百万元、亿元，写进各表标题；不写为万元")
    ] = None,
    sample: Annotated[str | None, typer.Option("--from", help="用示例填好，如hengyang-park")] = None,
    portfolio: Annotated[bool, typer.Option("--portfolio", help="多个项目的清单，不是一个项目的录入文件")] = False,
    actuals: Annotated[Path | None, typer.Option(help="已发行项目的执行数据：按其录入文件列好各行，只填实际数")] = None,
    as_of: AsOfOption = None,
    grain: Annotated[str, typer.Option("--by", help="执行数据最后一年的填法：year、quarter或month")] = "year",
    previous: Annotated[Path | None, typer.Option(help="上一份执行数据，其中已填的照抄")] = None,
    first_year: Annotated[
        int | None, typer.Option(help="分年列的首年；不写则询问，默认当年", min=1990, max=2100)
    ] = None,
    years: Annotated[int, typer.Option(help="分年列的列数", min=1, max=60)] = 35,
) -> None:
    """生成录入文件：空白的、按项目类型的，或按示例填好的。A blank input workbook, one for a kind of project, or a filled sample."""
    from bondcalc.samples import write_input

    kind = _hold_blank(kind, unit, sample)
    if (portfolio or actuals) and (kind or unit or sample or first_year or (portfolio and actuals)):
        raise refused("list_alone" if portfolio else "actuals_alone", "--portfolio" if portfolio else "--actuals")
    if actuals is None:
        _refuse_of_actuals({"--by": grain != "year", "--as-of": as_of is not None, "--previous": previous is not None})
    with reported():
        if actuals is not None:
            _new_actuals(workbook, actuals, as_of, grain, previous)
        elif portfolio:
            _new_list(workbook)
        else:
            first = first_year or _usual_year(sample)
            write_input(workbook, sample, range(first, first + years), kind, unit)
    then = "monitor监测" if actuals else "portfolio run测算" if portfolio else "check检查"
    typer.echo(f"已生成{workbook}；填好后用bondcalc {then}。")


def _new_list(workbook: Path) -> None:
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.portfolio.project_list import list_workbook

    write_whole(workbook, list_workbook())


def _hold_blank(kind: str | None, unit: str | None, sample: str | None) -> str | None:
    """Give the kind by its word; refuse a kind or a unit of money that there is not, or one beside a sample."""
    from bondcalc.inputs.form.project_kinds import KINDS, kind_called
    from bondcalc.inputs.sheets.settings import YUAN

    if unit is not None and unit not in YUAN:
        raise none_such(unit, YUAN, "--unit")
    called = None if kind is None else kind_called(kind)
    if kind is not None and called is None:
        raise none_such(kind, (f"{id_}（{named.zh}）" for id_, named in KINDS.items()), "--kind")
    if (kind or unit) and sample is not None:
        raise refused("sample_has_no_kind", "--kind" if kind else "--unit")
    return called


def _refuse_of_actuals(given: Mapping[str, bool]) -> None:
    """Refuse options that speak of actuals where none are asked for, rather than pass them over."""
    alone = [option for option, typed in given.items() if typed]
    if alone:
        raise refused("only_actuals", alone[0], options="、".join(alone))


def _new_actuals(workbook: Path, source: Path, as_of: datetime | None, grain: str, previous: Path | None) -> None:
    from bondcalc.monitoring.new_actuals import WantedActuals, new_actuals
    from bondcalc.monitoring.prefilled import GRAINS

    if grain not in GRAINS:
        raise none_such(grain, GRAINS, "--by")
    if as_of is None:
        raise refused("as_of_needed", "--as-of")
    new_actuals(workbook, source, WantedActuals(as_of.date(), grain, previous))


def _usual_year(sample: str | None) -> int:
    """Ask once in which year spending begins; a sample, and whoever cannot be asked, gets this year."""
    from bondcalc.dates import today
    from bondcalc.inputs.values import FIRST_YEAR, LAST_YEAR

    if sample is not None or not sys.stdin.isatty():
        return today().year
    answer: int = typer.prompt("首笔投资或首期发债在哪一年", default=today().year, type=int)
    if not FIRST_YEAR <= answer <= LAST_YEAR:
        raise refused("year_refused", "--first-year", first=FIRST_YEAR, last=LAST_YEAR, found=answer)
    return answer


@app.command()
def check(
    source: SourceArgument,
    mark: Annotated[
        Path | None,
        typer.Option(
            help="另存一份（.xlsx，录入文件为.xlsm的存.xlsm），问题单元格着色并加批注", callback=ends(".xlsx", ".xlsm")
        ),
    ] = None,
    fonts: Annotated[Path | None, typer.Option(help="自有字体文件夹，按其中的字体检查文字")] = None,
    as_json: JsonOption = False,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """检查录入文件，一次列出全部问题。Every problem of a project file, by sheet and cell."""
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.inputs.form.mark import marked
    from bondcalc.inputs.read import load, read_bytes
    from bondcalc.run import compute
    from bondcalc.screen.said_data import problems_data
    from bondcalc.typeset.fonts import FontSet

    if mark is not None and {source.suffix.lower(), mark.suffix.lower()} == {".xlsx", ".xlsm"}:
        better = f"{mark.stem}{source.suffix}"
        raise refused("same_ending", "--mark", name=mark.name, ending=source.suffix, better=better)
    with reported(lang, written=mark):
        file = load(source)
        try:
            result = compute(read_bytes(file.name, file.data, FontSet.load(fonts).prints))
        except ProjectError as error:
            if mark is not None:
                write_whole(mark, marked(file, error.problems))
            if not as_json:
                raise
            put_data(problems_data(error.problems, ()))
            raise typer.Exit(Exit.PROBLEMS) from None
    if as_json:
        put_data(problems_data((), noticed(result)))
    else:
        _nothing_wrong(result, lang)


def _nothing_wrong(result: "Result", lang: LanguageOption) -> None:
    """Read back what was read, and say that there are no problems, but how much is to be looked at again."""
    from bondcalc.screen.unwritten_text import unwritten_text

    asked = said(result, lang)
    for line in unwritten_text(result.project):
        typer.echo(line)
    if asked:
        typer.echo(
            f"没有录入错误，以上{asked}处应再核对。" if lang == "zh" else f"No errors; look again at {asked} above."
        )
    else:
        typer.echo(
            "录入没有发现问题；合规核对是否通过，见bondcalc run。"
            if lang == "zh"
            else "No problems of entry; bondcalc run tells which rules are passed."
        )


@app.command()
def ask(
    source: SourceArgument, as_json: JsonOption = False, out: OutOption = None, lang: Lang = LanguageOption.ZH
) -> None:
    """问题清单：还须补充、说明什么，采用了哪些默认值。What a project file still has to say, and the defaults it uses."""
    from bondcalc.inputs.read import read_project
    from bondcalc.reports.questions_report import TITLE, told
    from bondcalc.run import compute

    one_form(out, as_json=as_json)
    with reported(lang):
        written(told(compute(read_project(source))), TITLE, out, lang, as_json=as_json)

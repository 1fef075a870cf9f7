"""The command that asks how much a project can carry."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.refused import answered, none_such
from bondcalc.cli.written import OutOption, ends, one_form, written
from bondcalc.screen.progress import followed
from bondcalc.wording.messages import Long, notice


def _savable(path: Path | None) -> Path | None:
    from bondcalc.project_file import WRITABLE

    return ends(*WRITABLE)(path)


@app.command()
def size(
    source: SourceArgument,
    find: Annotated[
        str, typer.Option(help="求什么：bond、land_price、operation_delay、coupon、term、price、occupancy、capital")
    ] = "bond",
    line: Annotated[str | None, typer.Option(help="收入行的编号或名称，用于price、occupancy；不写则全部收入行")] = None,
    save: Annotated[
        Path | None, typer.Option(help="把反算所得的项目另存为录入文件（.xlsx或.toml）", callback=_savable)
    ] = None,
    tests: Annotated[str | None, typer.Option(help="不得不通过的核对事项，用逗号隔开，如C01,C07；默认见说明")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """反算：所选核对事项没有不通过时最多发行多少、最低地价等。How much it can carry, at the quantum."""
    from bondcalc.disk.several_files import refuse_there
    from bondcalc.inputs.read import read_project
    from bondcalc.project_file import write_project
    from bondcalc.run import compute
    from bondcalc.sizing.answer import Sizing
    from bondcalc.sizing.finds import FINDS, tests_asked
    from bondcalc.sizing.size_report import TITLE, size_report

    one_form(out, as_json=as_json)
    if find not in FINDS:
        raise none_such(find, FINDS, "--find")
    with reported(lang):
        refuse_there(path for path in (save, out) if path is not None)
        result = compute(read_project(source))
        with answered("--tests"):
            chosen = tests_asked(tests or "", result)
        with answered("--line"):
            asked = FINDS[find] if line is None else FINDS[find].of_line(line, result.project)
        sizing = Sizing(result, asked, chosen)
        followed(sizing.work(), sizing.size, "反算" if lang == "zh" else "size")
        if save is not None and sizing.answer.project is not None:
            write_project(save, sizing.answer.project)
        written(size_report(result, sizing.answer), TITLE, out, lang, as_json=as_json)
    if save is not None:
        _said_saved(save, saved=sizing.answer.project is not None)


def _said_saved(save: Path, *, saved: bool) -> None:
    typer.echo(notice("size_saved" if saved else "size_not_saved", name=Long(str(save))), err=True)

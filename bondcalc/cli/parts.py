"""Commands for the work of several people: parts handed out, and taken back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, SourceArgument, app, brought_back, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.refused import refused
from bondcalc.cli.written import ends, folder, said_written
from bondcalc.problem import Exit, ProjectError

if TYPE_CHECKING:
    from bondcalc.departments.base import InputBook
    from bondcalc.departments.owners import Owners
    from bondcalc.departments.returned import Returned


@app.command()
@told_as_json
def split(
    source: SourceArgument,
    out: Annotated[Path | None, typer.Option(help="存放各部门文件的文件夹；不写则只列出分工", callback=folder)] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """按责任部门分发录入文件，每个部门一个文件。A workbook a department, with its own sheets and rows to fill in."""
    from bondcalc.departments.base import opened_workbook
    from bondcalc.departments.handed_out import parts_of
    from bondcalc.disk.several_files import write_new
    from bondcalc.inputs.read import load
    from bondcalc.screen.parts import handed_text

    with reported(lang):
        parts = parts_of(opened_workbook(load(source)))
        names = {part.department: part.file_name(source.stem) for part in parts}
        if out is not None:
            write_new(out, {names[part.department]: part.data for part in parts})
        typer.echo(handed_text(parts, names if out is not None else {}))


@app.command()
@told_as_json
def merge(
    base: SourceArgument,
    parts: Annotated[list[Path], typer.Argument(metavar="PART", help="各部门交回的文件", callback=brought_back)],
    out: Annotated[Path, typer.Option(help="合并后的录入文件，须是新文件", callback=ends(".xlsx", ".xlsm"))],
    lang: Lang = LanguageOption.ZH,
) -> None:
    """合并各部门交回的文件；有冲突则逐格列出，不生成文件。Take the parts back into a new file; conflicts are named by cell."""
    from bondcalc.departments.gathered import gathered
    from bondcalc.departments.handed_out import still_out
    from bondcalc.departments.written_in import merged
    from bondcalc.disk.several_files import refuse_there
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.screen.parts import clashes_text, formulas_text, merged_text, nothing_text, still_out_text

    if (out.suffix.lower() == ".xlsm") != (base.suffix.lower() == ".xlsm"):
        raise refused("same_ending", "--out", name=out.name, ending=base.suffix, better=f"{out.stem}{base.suffix}")
    with reported(lang):
        refuse_there([out])
        handed, owners, returns = _read(base, parts, lang)
        changes = gathered(handed, returns)
        typer.echo(still_out_text(still_out(handed, owners, (part.department for part in returns))), err=True, nl=False)
        if changes.clashes:
            typer.echo(clashes_text(changes.clashes, owners.whole), err=True)
            typer.echo(nothing_text(), err=True)
            raise typer.Exit(Exit.DIFFERENCE)
        data = merged(handed, changes)
        write_whole(out, data)
        typer.echo(merged_text(returns, changes))
        typer.echo(formulas_text(out.name, data), nl=False)
    said_written(out)


def _read(base: Path, parts: list[Path], lang: LanguageOption) -> tuple["InputBook", "Owners", list["Returned"]]:
    """Read the base and every part; what is wrong with one is listed under its name."""
    from bondcalc.departments.base import opened_workbook
    from bondcalc.departments.owners import owners_of
    from bondcalc.departments.returned import returned
    from bondcalc.inputs.read import load

    handed = opened_workbook(load(base))
    owners, returns = owners_of(handed), []
    for part in parts:
        try:
            returns.append(returned(handed, owners, load(part)))
        except ProjectError:
            typer.echo(f"{part.name}：" if lang == "zh" else f"{part.name}:", err=True)
            raise
    return handed, owners, returns

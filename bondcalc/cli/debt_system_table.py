"""The command that fills in the table of a debt-management system, and holds an export of it against the project."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.written import ends, said_written
from bondcalc.problem import Exit


@app.command("debt-system")
@told_as_json
def debt_system(
    source: SourceArgument,
    layout: Annotated[str, typer.Option(help="版式：OLD、2023，或自己的.toml版式文件")],
    out: Annotated[Path | None, typer.Option(help="要生成的导入表", callback=ends(".xlsx"))] = None,
    read: Annotated[Path | None, typer.Option(help="系统导出的表（.xlsx、.csv），与项目逐格核对")] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """生成债务管理系统导入表，或核对系统导出的表。The table of a debt-management system, or what it holds against the project."""
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.inputs.read import load, read_project
    from bondcalc.receiving.export import read_back
    from bondcalc.receiving.received_layout import layout_of
    from bondcalc.receiving.rows import received
    from bondcalc.receiving.sheet import written_sheet
    from bondcalc.run import compute
    from bondcalc.screen.debt_system_text import checks_text, differences_text, refusal_text

    with reported(lang):
        filled = received(compute(read_project(source)), layout_of(layout))
        typer.echo(checks_text(filled))
        exported = None if read is None else read_back(filled, load(read))
        if exported is not None:
            typer.echo(differences_text(*exported))
        if out is not None and refusal_text(filled):
            typer.echo(refusal_text(filled), err=True)
            raise typer.Exit(Exit.FINDINGS)
        if out is not None:
            write_whole(out, written_sheet(filled))
            said_written(out)
    if exported is not None and exported.differences:
        raise typer.Exit(Exit.DIFFERENCE)

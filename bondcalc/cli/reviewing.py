"""The command that writes a reviewer's working paper, and reads a filled one back."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.refused import refused
from bondcalc.cli.written import ends, said_written
from bondcalc.problem import Exit


@app.command("working-paper")
@told_as_json
def working_paper(
    source: SourceArgument,
    out: Annotated[Path | None, typer.Option(help="要生成的审核工作底稿", callback=ends(".xlsx"))] = None,
    read: Annotated[Path | None, typer.Option(help="填好的底稿，核对申报数和公式并列出审核调整")] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """生成审核工作底稿（申报数、审核调整、审核数，公式是活的），或核对填好的底稿。A reviewer's working paper, or one read back."""
    from bondcalc.audit.reviewed import read_paper
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.inputs.read import load, read_bytes
    from bondcalc.run import compute
    from bondcalc.screen.reviewed_text import reviewed_text
    from bondcalc.workbook.working_paper import working_paper as paper

    if out is None and read is None:
        raise refused("paper_for_what", "--out")
    with reported(lang, written=out):
        file = load(source)
        result = compute(read_bytes(file.name, file.data))
        reviewed = None if read is None else read_paper(result, file, load(read))
        if reviewed is not None:
            typer.echo(reviewed_text(result, reviewed))
        if out is not None:
            write_whole(out, paper(result, file))
            said_written(out)
    if reviewed is not None and (reviewed.differences or reviewed.uncounted):
        raise typer.Exit(Exit.DIFFERENCE)

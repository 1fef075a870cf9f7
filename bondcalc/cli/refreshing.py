"""The command that puts new figures into an edited Word filing."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, SourceArgument, app, brought_back, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.written import ends


@app.command()
@told_as_json
def refresh(
    document: Annotated[Path, typer.Argument(metavar="DOCX", help="改过的Word文件（.docx）", callback=brought_back)],
    source: SourceArgument,
    out: Annotated[Path, typer.Option(help="新文件（.docx），不覆盖原文件", callback=ends(".docx"))],
    lang: Lang = LanguageOption.ZH,
) -> None:
    """把新的数字填入改过的Word文件，自己写的文字保留。New figures into an edited Word filing, its own text kept."""
    from bondcalc import refresh as line
    from bondcalc.screen.refreshed_text import refreshed_text

    with reported(lang):
        done = line.refresh(document, source, out)
    typer.echo(refreshed_text(done, out.name, lang.value))

"""The command that makes public copies of filings."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, app, brought_back, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.said import said_kept
from bondcalc.cli.written import folder
from bondcalc.problem import Exit
from bondcalc.wording.messages import notice


@app.command()
@told_as_json
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="run生成的输出文件夹", callback=brought_back)],
    out: Annotated[Path, typer.Option(help="公开副本的文件夹，新建", callback=folder)],
    fonts: Annotated[Path | None, typer.Option(help="申报时所用的自有字体文件夹")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="文件夹里有其他文件也写，原文件夹改名保留")] = False,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """生成公开副本：页面不变，不带附件、作者和其他信息。Public copies: the same pages and nothing else."""
    from bondcalc import publish as line
    from bondcalc.disk.standing import is_draft
    from bondcalc.screen.audit import audit_text

    with reported(lang):
        made = line.publish(folder, out, fonts, replace=replace)
    if not made.names:
        typer.echo(audit_text(made.audit, lang.value))
        typer.echo(notice("nothing_published", name=out), err=True)
        raise typer.Exit(Exit.DIFFERENCE)
    typer.echo(
        f"已写入{out}：{'、'.join(made.names)}" if lang == "zh" else f"written to {out}: {', '.join(made.names)}"
    )
    if drafts := [name for name in made.names if is_draft(name)]:
        typer.echo(
            f"注意：{'、'.join(drafts)}是草稿，补齐、改正前不应公开。"
            if lang == "zh"
            else f"Note: {', '.join(drafts)}: drafts, not to be posted before they are completed."
        )
    said_kept(made.kept, lang)
    if made.seals:
        typer.echo(
            "说明：盖章文件的公开副本取盖章前的页面，不含印章；须带章公开的，请对公开副本重新盖章。"
            if lang == "zh"
            else "Note: copies of sealed filings are as they were before the seal; seal the copy itself where a seal is to be posted."
        )

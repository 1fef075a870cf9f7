"""The command that lets an assistant on this computer ask for figures."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, app, reported
from bondcalc.problem import Exit


@app.command()
def mcp(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="助手可以读写的文件夹，其他文件一律不读不写")],
    names: Annotated[bool, typer.Option("--names", help="回答中保留项目、单位、人员等名称；不写则一律隐去")] = False,
    understand: Annotated[
        bool, typer.Option("--i-understand", help="已知助手可能把回答发给其服务商；不写则只说明，不启动")
    ] = False,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """供本机的智能助手（MCP）查询，只用标准输入输出，不联网。For an assistant on this computer, over stdin and stdout only."""
    from bondcalc.mcp.server import notice_before, server

    with reported(lang):
        made = server(folder, names=names)
        # What is said goes beside the answers: an assistant reads nothing but them.
        typer.echo(notice_before(folder, names=names, agreed=understand), err=True)
        if not understand:
            raise typer.Exit(Exit.USAGE)
        made.run("stdio")

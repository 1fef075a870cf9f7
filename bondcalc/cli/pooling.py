"""The commands for a bond that several projects share (集合发行)."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import DAYS, JsonOption, Lang, LanguageOption, brought_back, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.portfolio_commands import portfolio
from bondcalc.cli.said import said_begun, said_kept
from bondcalc.cli.written import OutOption, ends, folder, one_form, written
from bondcalc.screen.progress import followed

ListArgument = Annotated[
    Path,
    typer.Argument(
        metavar="LIST", help="项目清单（.xlsx、.toml），或由portfolio run生成的测算库", callback=brought_back
    ),
]
BondOption = Annotated[str, typer.Option(help="债券代码，同“债券分配”表")]


@portfolio.command()
@told_as_json
def issue(
    source: ListArgument,
    bond: BondOption,
    out: Annotated[Path, typer.Option(help="输出文件夹，新建", callback=folder)],
    day: Annotated[
        datetime | None, typer.Option("--on", formats=DAYS, help="按这一天使用债券的项目；不写则为起息日")
    ] = None,
    plans: Annotated[
        Path | None, typer.Option(help="各项目的实施方案写入这个文件夹，一个项目一个子文件夹", callback=folder)
    ] = None,
    docx: Annotated[bool, typer.Option("--docx", help="同时生成Word文件")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="文件夹里有其他文件也写，原文件夹改名保留")] = False,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """集合发行债券的信息披露表：各项目分别测算后相加。The disclosure form of a pooled bond, the sum of its projects."""
    from bondcalc.portfolio.pooled.pooled_run import issue as pooled
    from bondcalc.portfolio.pooled.pooled_run import plans as written_plans
    from bondcalc.portfolio.pooled.stored_list import list_or_store
    from bondcalc.screen.pooled_text import pooled_text

    with reported(lang):
        listed = list_or_store(source)
        made = pooled(listed, bond, out, day and day.date(), docx=docx, replace=replace)
        typer.echo(pooled_text(made, out, lang.value))
        said_kept(made.kept, lang)
        if plans is not None:
            work = written_plans(listed, made.shared, plans, docx=docx, replace=replace)
            followed(work, len(made.shared.members), "实施方案" if lang == "zh" else "plans")
            typer.echo(f"各项目的实施方案已写入{plans}。" if lang == "zh" else f"the plans are written to {plans}.")


@portfolio.command()
@told_as_json
def members(
    source: ListArgument,
    bond: BondOption,
    project: Annotated[str, typer.Option(help="项目代码、项目文件或项目名称")],
    out: Annotated[Path, typer.Option(help="新录入文件（.xlsx或.toml）", callback=ends(".xlsx", ".toml"))],
    lang: Lang = LanguageOption.ZH,
) -> None:
    """在项目录入文件中填写集合发行的其他项目，另存为新文件。Fill in the other projects of its bond in a new project file."""
    from bondcalc.portfolio.pooled.member_rows import with_members
    from bondcalc.portfolio.pooled.stored_list import list_or_store

    with reported(lang):
        count = with_members(list_or_store(source), bond, project, out)
    typer.echo(f"“集合发行项目”表填写{count}个项目。" if lang == "zh" else f"{count} other project(s) filled in.")
    said_begun(out, lang)


@portfolio.command()
def reassigned(
    source: ListArgument,
    bond: BondOption,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """债券用途调整：调出、调入项目按调整后的金额重新测算。Change of use: the projects that give and take are tested again."""
    from bondcalc.portfolio.pooled.stored_list import list_or_store
    from bondcalc.portfolio.pooled.use_report import TITLE, use_report

    one_form(out, as_json=as_json)
    with reported(lang):
        written(use_report(list_or_store(source), bond), TITLE, out, lang, as_json=as_json)

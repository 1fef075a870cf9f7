"""The command that begins a project file from a public list or a table of the debt system."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, app, brought_back, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.refused import none_such
from bondcalc.cli.written import ends

UNITS = ("元", "万元", "亿元")


@app.command()
@told_as_json
def take(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="公开名单或系统导出的表（.xlsx、.csv）", callback=brought_back)
    ],
    layout: Annotated[
        str, typer.Option(help="版式：public-list、bond-list、issue-table、on-lending，或自己的.toml版式文件")
    ],
    unit: Annotated[
        str, typer.Option(help="表中金额的单位：元、万元、亿元", prompt="表中金额的单位（元、万元、亿元）")
    ],
    out: Annotated[Path, typer.Option(help="要生成的录入文件", callback=ends(".xlsx"))],
    project: Annotated[str | None, typer.Option(help="名单中有多个项目时，写名称或其中的字")] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """把公开名单、系统导出的表取入录入文件，每格注明来源。Begin a project file from a list; every field states its source."""
    from bondcalc.disk.several_files import refuse_there
    from bondcalc.disk.whole_file import write_whole
    from bondcalc.inputs.files.foreign_tables import tables_of
    from bondcalc.inputs.read import load
    from bondcalc.screen.taken_text import skeleton, taken_text
    from bondcalc.taking.record_layout import record_layout
    from bondcalc.taking.taken import taken

    if unit not in UNITS:
        raise none_such(unit, UNITS, "--unit")
    with reported(lang):
        refuse_there([out])
        file = load(source)
        result = taken(file.name, tables_of(file.name, file.data), record_layout(layout), unit, project)
        write_whole(out, skeleton(result))
        typer.echo(taken_text(result))
    typer.echo(f"已生成{out}" if lang == "zh" else f"written to {out}")

"""Where a report goes: the terminal, or a file that is whole or not there and holds what its ending says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import LanguageOption

if TYPE_CHECKING:
    from bondcalc.wording.report import Report, Words

WrittenFile = Path | None
"""A file to be written; None where none was named."""


def ends(*endings: str) -> Callable[[WrittenFile], WrittenFile]:
    """Make what refuses a file to write whose ending says something else than is written, before anything is computed."""

    def named(path: WrittenFile) -> WrittenFile:
        """Give the path back; BadParameter for another ending."""
        if path is None or path.suffix.lower() in endings:
            return path
        what = f"应为{endings[0]}" if len(endings) == 1 else f"应为{'、'.join(endings)}之一"
        raise typer.BadParameter(
            f"{path.name or path}的扩展名{what}，请改为{path.stem}{endings[0]}{'' if len(endings) == 1 else '等'}"
        )

    return named


FILES = (".xlsx", ".xlsm", ".xls", ".toml", ".csv", ".json", ".txt", ".pdf", ".docx", ".doc", ".ofd", ".html", ".zip")
"""Endings of files that people keep beside a project: a folder is not called so."""


def folder(path: WrittenFile) -> WrittenFile:
    """Give a folder to write back; BadParameter for the name of a file, unless a folder of that name is there."""
    if path is None or path.suffix.lower() not in FILES or path.is_dir():
        return path
    raise typer.BadParameter(f"{path.name}是文件名，此处应填文件夹，请改为{path.stem}")


ENDINGS = (".xlsx", ".csv", ".png", ".html", ".json", ".txt")
OutOption = Annotated[
    Path | None,
    typer.Option(
        help="写入这个文件，格式按扩展名（.xlsx、.csv、.png、.html、.json或.txt），不显示在终端",
        callback=ends(*ENDINGS),
    ),
]


def one_form(out: WrittenFile, *, as_json: bool, as_csv: bool = False) -> str:
    """Give the ending of what is asked for; refuse --json or --csv beside a file whose ending says something else."""
    asked = [ending for ending, wanted in ((".json", as_json), (".csv", as_csv)) if wanted]
    said = [*asked, *([] if out is None else [out.suffix.lower()])] or [".txt"]
    if len(set(said)) > 1:
        message = f"{'、'.join(sorted(set(said)))}只能选一种，请只保留一个选项或扩展名"
        raise typer.BadParameter(message, param_hint="--out" if out else "--json")
    return said[0]


def put(text: str, out: WrittenFile) -> None:
    """Show a text or write it to a file. Raises FileError."""
    from bondcalc.disk.whole_file import write_whole

    if out is None:
        typer.echo(text)
    else:
        # Spreadsheets take a table of Chinese text for another code page without the mark.
        write_whole(out, ("\ufeff" if out.suffix.lower() == ".csv" else "") + text + "\n")


def written(
    report: "Report", title: "Words", out: WrittenFile, language: LanguageOption, *, as_json: bool = False
) -> None:
    """Show a report, in words or as JSON, or write it to a file as its ending says. Raises FileError."""
    ending = one_form(out, as_json=as_json)
    drawn = _drawn(report, title, ending, language)
    if out is not None and drawn is not None:
        from bondcalc.disk.whole_file import write_whole

        write_whole(out, drawn)
    else:
        put(_text(report, ending, language), out)


def _drawn(report: "Report", title: "Words", ending: str, language: LanguageOption) -> bytes | None:
    """Draw a report as a file that is no text; None for another ending."""
    if ending == ".xlsx":
        from bondcalc.workbook.alone import report_book

        return report_book(report, title)
    if ending in {".html", ".htm"}:
        from bondcalc.pictures.report_page import report_page

        return report_page(report, title, language.value)
    if ending == ".png":
        from bondcalc.pictures.report_picture import report_picture

        return report_picture(report, title, language.value)
    return None


def _text(report: "Report", ending: str, language: LanguageOption) -> str:
    from bondcalc.screen.report_data import report_csv, report_data
    from bondcalc.screen.report_text import report_text

    if ending == ".json":
        return json.dumps(report_data(report, language.value), ensure_ascii=False, indent=1)
    return (report_csv if ending == ".csv" else report_text)(report, language.value)

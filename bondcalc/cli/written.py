"""Where a report goes: the terminal, or a file that is whole or not there and holds what its ending says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import LanguageOption, reported
from bondcalc.cli.refused import refused
from bondcalc.disk.file_names import refuse_new
from bondcalc.wording.messages import Long, language, listed, notice

if TYPE_CHECKING:
    from bondcalc.wording.report import Report, Words

WrittenFile = Path | None
"""A file to be written; None where none was named."""


def ends(*endings: str) -> Callable[[WrittenFile], WrittenFile]:
    """Make what refuses a file to write whose ending says something else than is written, before anything is computed."""

    def named(path: WrittenFile) -> WrittenFile:
        """Give the path back; BadParameter for another ending, and the end of the command for a name that no file may have."""
        _refuse_new(path)
        if path is None or path.suffix.lower() in endings:
            return path
        *others, last = endings
        what = notice("either_of", one=Long(listed(others)), other=last) if others else last
        raise refused("ending_refused", name=path.name or path, endings=what, better=f"{path.stem}{endings[0]}")

    return named


def _refuse_new(path: WrittenFile) -> None:
    """End the command with a sentence where something is to be written that cannot be called so."""
    if path is not None:
        with reported(LanguageOption(language())):
            refuse_new(path)


FILES = (".xlsx", ".xlsm", ".xls", ".toml", ".csv", ".json", ".txt", ".pdf", ".docx", ".doc", ".ofd", ".html", ".zip")
"""Endings of files that people keep beside a project: a folder is not called so."""


def folder(path: WrittenFile) -> WrittenFile:
    """Give a folder to write back; BadParameter for the name of a file, unless a folder of that name is there."""
    _refuse_new(path)
    if path is not None and path.suffix.lower() in FILES and not _is_folder(path):
        raise refused("folder_refused", name=path.name, better=path.stem)
    return path


def _is_folder(path: Path) -> bool:
    """Tell whether a path is that of a folder, or one that whoever writes there has to refuse."""
    try:
        return path.is_dir()
    except OSError:
        return True


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
    if out is not None and len(asked) == 1 and asked != said[1:]:
        option, better = f"--{asked[0][1:]}", f"{out.stem}{asked[0]}"
        raise refused("option_or_ending", "--out", option=option, name=out.name, better=better)
    if len(set(said)) > 1:
        raise refused("one_form_only", "--out" if out else "--json", forms=listed(sorted(set(said))))
    return said[0]


def put_data(data: object) -> None:
    """Show plain data as JSON."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def put(text: str, out: WrittenFile) -> None:
    """Show a text or write it to a file. Raises FileError."""
    if out is None:
        typer.echo(text)
    else:
        from bondcalc.disk.whole_file import write_whole

        # Spreadsheets take a table of Chinese text for another code page without the mark.
        write_whole(out, ("\ufeff" if out.suffix.lower() == ".csv" else "") + text + "\n")
        said_written(out)


def said_written(out: Path) -> None:
    """Name the file; a program, which is who takes JSON, knows it and reads nothing else."""
    if out.suffix.lower() != ".json":
        typer.echo(notice("file_written", name=Long(str(out))))


def written(
    report: "Report", title: "Words", out: WrittenFile, language: LanguageOption, *, as_json: bool = False
) -> None:
    """Show a report, in words or as JSON, or write it to a file as its ending says. Raises FileError."""
    ending = one_form(out, as_json=as_json)
    drawn = _drawn(report, title, ending, language)
    if out is not None and drawn is not None:
        from bondcalc.disk.whole_file import write_whole

        write_whole(out, drawn)
        said_written(out)
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

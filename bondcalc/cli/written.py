"""Where a report goes: the terminal, or a file that is whole or not there and holds what its ending says."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bondcalc.cli.console import LanguageOption

if TYPE_CHECKING:
    from bondcalc.wording.report import Report, Words

OutOption = Annotated[Path | None, typer.Option(help="写入这个文件（.json、.csv、.xlsx或.txt），不显示在终端")]
ENDINGS = (".json", ".csv", ".xlsx", ".txt")


def ending_of(out: Path | None) -> None:
    """Refuse a file whose ending says nothing that can be written, before anything is computed."""
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"{out.name}的扩展名应为{'、'.join(ENDINGS)}之一", param_hint="--out")


def put(text: str, out: Path | None) -> None:
    """Show a text or write it to a file. Raises FileError."""
    from bondcalc.disk.whole_file import write_whole

    if out is None:
        typer.echo(text)
    else:
        # Spreadsheets take a table of Chinese text for another code page without the mark.
        write_whole(out, ("\ufeff" if out.suffix.lower() == ".csv" else "") + text + "\n")


def written(
    report: "Report", title: "Words", out: Path | None, language: LanguageOption, *, as_json: bool = False
) -> None:
    """Show a report or write it to a file. Raises FileError."""
    if out is not None and out.suffix.lower() == ".xlsx":
        from bondcalc.disk.whole_file import write_whole
        from bondcalc.workbook.alone import report_book

        write_whole(out, report_book(report, title))
    else:
        ending = ".txt" if out is None else out.suffix.lower()
        put(_text(report, ".json" if as_json else ending, language), out)


def _text(report: "Report", ending: str, language: LanguageOption) -> str:
    from bondcalc.screen.report_data import report_csv, report_data
    from bondcalc.screen.report_text import report_text

    if ending == ".json":
        return json.dumps(report_data(report, language.value), ensure_ascii=False, indent=1)
    return (report_csv if ending == ".csv" else report_text)(report, language.value)

"""Draws filings: document, pages, archive with everything needed to make the filing again."""

import importlib
import pkgutil
from collections.abc import Mapping
from typing import TYPE_CHECKING

import bondcalc.filings
from bondcalc.data import digest
from bondcalc.filings.text import Writer
from bondcalc.inputs.read import ProjectFile
from bondcalc.result import Result

if TYPE_CHECKING:
    from bondcalc.output.document import Document
    from bondcalc.output.fonts import FontSet


def known() -> list[str]:
    """List the filings by name; a module of this package with a `document` function is a filing."""
    names = [module.name for module in pkgutil.iter_modules(bondcalc.filings.__path__)]
    return [name for name in names if hasattr(importlib.import_module(f"bondcalc.filings.{name}"), "document")]


def write(result: Result, filing: str, sealed: Mapping[str, str] | None = None) -> "Document":
    """Write the blocks of one filing; `sealed` gives the sha256 of the files it was made from, by name."""
    writer = Writer(result, filing, sealed or {})
    made: Document = importlib.import_module(f"bondcalc.filings.{filing}").document(writer)
    return made


def draw_filings(
    file: ProjectFile, result: Result, workbook: bytes, manifest: bytes, fonts: "FontSet", filings: tuple[str, ...]
) -> dict[str, bytes]:
    """Set every filing and attach input, workbook and manifest, so that the filing alone can be rerun."""
    from bondcalc.output.archive import Attachment, archive
    from bondcalc.output.pdf import typeset

    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    kind = xlsx if not file.name.lower().endswith(".toml") else "application/toml"
    attachments = [
        Attachment(file.name, file.data, kind, "Source", "项目录入文件"),
        Attachment("schedules.xlsx", workbook, xlsx, "Data", "测算表（含公式）"),
        Attachment("manifest.json", manifest, "application/json", "Supplement", "清单与校验值"),
    ]
    sealed = {attachment.name: digest(attachment.data) for attachment in attachments}
    drawn: dict[str, bytes] = {}
    for filing in filings:
        document = write(result, filing, sealed)
        drawn[f"{filing}.pdf"] = archive(typeset(document, fonts).data, document, attachments, result.filing_date)
    return drawn

"""未见原文的文件: what of the rule data nobody has held against the official text, and what would close it."""

import json
from typing import NamedTuple

from bondcalc.rules.load import Instrument, own_library
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Language

UNSEEN = "正文；所引条文编号"
HOW = "取得正文，逐行核对条文编号和数值后，将{file}的text_verified改为true"
HOW_PRACTICE = "取得正式文件，改写为该文件的条目"


class OpenDocument(NamedTuple):
    """A document read only second-hand: what of it is missing, what would verify it, which rows rest on it."""

    instrument: Instrument
    rules: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def missing(self) -> str:
        """What has not been seen."""
        return self.instrument.missing or UNSEEN

    @property
    def remedy(self) -> str:
        """What would verify it: the one line to change."""
        return HOW_PRACTICE if self.instrument.practice else HOW.format(file=self.instrument.file)


def open_documents() -> list[OpenDocument]:
    """List every document whose text has not been read, by the day it came into force; practices only where one is awaited."""
    library = own_library()
    waiting = [law for law in library.instruments if not law.text_verified and (not law.practice or law.missing)]
    return [
        OpenDocument(
            law,
            tuple(sorted({row.id for row in library.rules if row.instrument == law and not row.citation_verified})),
            tuple(
                sorted(
                    {
                        row.id
                        for row in library.values
                        if row.instrument == law and not (row.value_verified and row.citation_verified)
                    }
                )
            ),
        )
        for law in sorted(waiting, key=lambda law: (law.in_force_from, law.id))
    ]


def open_text(language: Language) -> str:
    """List them for people: document, what is missing, what rests on it, what would close it."""
    chinese, rows = language == "zh", []
    for document in open_documents():
        resting = in_turn((*document.rules, *document.values)) or "—"
        rows.append(
            f"{document.instrument.name}\n     {'缺' if chinese else 'missing'}：{document.missing}\n"
            f"     {'涉及' if chinese else 'rests on it'}：{resting}\n     {'核实办法' if chinese else 'to verify'}：{document.remedy}"
        )
    return "\n".join(rows)


def open_json() -> str:
    """Give them as JSON."""
    return json.dumps(
        [
            {
                "document": document.instrument.name,
                "file": document.instrument.file,
                "missing": document.missing,
                "rules": document.rules,
                "values": document.values,
                "to_verify": document.remedy,
            }
            for document in open_documents()
        ],
        ensure_ascii=False,
        indent=1,
    )


def open_page() -> list[str]:
    """Give the rows of docs/rules.md: one a document."""
    return [
        "## 未见原文的文件 (documents read only second-hand)\n",
        "Whoever gets a text holds the rows of its file against it and changes the one line `text_verified`; `bondcalc rules --unverified` lists what is open.\n",
        "| document | missing | rests on it | to verify |",
        "|---|---|---|---|",
        *(
            f"| {document.instrument.name} | {document.missing} | {in_turn((*document.rules, *document.values)) or '—'} | {document.remedy} |"
            for document in open_documents()
        ),
        "",
    ]

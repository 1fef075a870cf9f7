"""事前绩效评估报告: what was appraised, how, each of the eight points, and the conclusion that the assessors write."""

from collections import Counter

from bondcalc.filings.parts.ex_ante_points import RESULTS, UNARGUED, basis, concluded, points, shown, targets
from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.filing import Section, filing
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.written_chapters import written
from bondcalc.typeset.document import Document, PageBlock, PageTable, TableRows

TITLE = "专项债券项目事前绩效评估报告"
COUNTED = {RESULTS[True]: "已论证", RESULTS[False]: "未通过论证", UNARGUED: "缺论证内容", RESULTS[None]: "尚未作出结论"}
"""How the conclusion counts the points, by what stands at each."""


def document(writer: Writer) -> Document:
    """Write the report."""
    return filing(writer, TITLE, SECTIONS, public=True)


def _concluded(writer: Writer) -> list[PageBlock]:
    """Count what was argued, list it, and leave the conclusion to those who assess."""
    answers = [(label, concluded(writer, id_)) for id_, label in shown(writer)]
    count = Counter(answer for _, answer in answers)
    said = [f"{words}{count[answer]}项" for answer, words in COUNTED.items() if count[answer]]
    writer.words |= {
        "points": figured("count.points", str(len(answers))),
        "points_said": figured("count.points_said", "，".join(said)),
    }
    rows: TableRows = [[label, answer] for label, answer in answers]
    return [
        *writer.paragraphs("concluded"),
        PageTable("评估要点结论表", "", [["要点", "结论"]], rows, "lc", [3.0, 1.6]),
        *written(writer, "ex_ante_conclusion"),
    ]


SECTIONS: tuple[Section, ...] = (
    ("评估对象", lambda writer: writer.paragraphs("subject")),
    ("评估依据和组织实施", lambda writer: [*written(writer, "ex_ante_process"), *basis(writer)]),
    ("绩效目标", targets),
    ("评估内容", points),
    ("评估结论", _concluded),
)

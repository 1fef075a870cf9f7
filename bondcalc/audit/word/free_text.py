"""What somebody else wrote into a filing: every text that is not ours, in every story, and the numbers in it judged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondcalc.audit.difference import Cause
from bondcalc.audit.word.compared_controls import story_name
from bondcalc.audit.word.compared_tables import in_our_table
from bondcalc.audit.word.reading_order import UNREAD, WordPlace, in_box, is_gone, seen_cells, seen_text
from bondcalc.audit.word.word_findings import WordFindings, clipped
from bondcalc.audit.word.word_pair import WordPair, WordReading
from bondcalc.claims.judgement import Judge
from bondcalc.claims.number_claims import Judgement, NumberClaim
from bondcalc.claims.quantities import Dimension
from bondcalc.typeset.word.docx_names import level
from bondcalc.typeset.word.docx_pages import WORD_ART
from bondcalc.typeset.word.read_blocks import W, rows_in
from bondcalc.wording.messages import notice

if TYPE_CHECKING:
    from lxml.etree import _Element

_SENTENCE = re.compile(r"(?<=[。；;！!？?])")
_SHAPE_TEXT = ("{http://schemas.openxmlformats.org/drawingml/2006/main}t",)
_UNIT_LINE = re.compile(r"单位[:：]?\s*(?:人民币)?\s*(万元|亿元|千元|元)|[（(](万元|亿元|千元|元|倍|%)[）)]")


@dataclass(frozen=True)
class Passage:
    """A text that is not ours: where it stands and in what (正文, 脚注, 文本框…)."""

    text: str
    place: WordPlace
    story: str
    hidden: bool = False


def judge_text(pair: WordPair, judge: Judge, findings: WordFindings) -> None:
    """Judge the numbers of every text that is not ours."""
    ours = _our_sentences(pair.fresh)
    said: set[tuple[str, str]] = set()
    agreed: list[NumberClaim] = []
    for passage in passages(pair):
        text = "".join(piece for piece in _SENTENCE.split(passage.text) if level(piece) not in ours)
        if passage.hidden and text.strip():
            findings.warn(notice("word_hidden", name=findings.name, place=_where(passage), text=clipped(text)))
        for claim in judge.claims(text):
            if (claim.clause, claim.text) in said:
                continue
            said.add((claim.clause, claim.text))
            if claim.judgement is Judgement.AGREES:
                agreed.append(claim)
            else:
                _tell(findings, passage, claim)
    if agreed:
        listed = "、".join(dict.fromkeys(f"{claim.name}{claim.text}" for claim in agreed))
        findings.note(notice("word_agrees", name=findings.name, count=len(agreed), listed=clipped(listed, 120)))


def _tell(findings: WordFindings, passage: Passage, claim: NumberClaim) -> None:
    if claim.judgement is Judgement.CONTRADICTS:
        at = WordPlace(passage.place.chapter, passage.place.table, passage.place.row)
        what = f"{passage.story}“{clipped(claim.clause)}”"
        findings.differs(at, claim.name, claim.text, "、".join(claim.right), Cause.CONTRADICTS, what)
    elif claim.dimension is not Dimension.PLAIN:
        near = f"（{claim.name}：{'、'.join(claim.right)}）" if claim.name and claim.right else ""
        findings.warn(
            notice(
                "word_unattributed",
                name=findings.name,
                place=_where(passage),
                text=clipped(claim.clause),
                number=claim.text,
                near=near,
            )
        )


def _where(passage: Passage) -> str:
    """Name a place in one phrase."""
    return " ".join(part for part in (passage.place.chapter, passage.place.inside, passage.story) if part)


def passages(pair: WordPair) -> Iterator[Passage]:
    """Give every text that is not ours: paragraphs, changed ones of ours, rows of other tables, boxes, notes, headers."""
    reading = pair.filed
    known = {
        level(seen_text(element))
        for part in pair.fresh.package.stories[1:]
        for element in pair.fresh.package.tree(part).iter(f"{W}p")
    }
    for part in reading.package.stories:
        story = "" if part == reading.package.main else story_name(part)
        for passage in _of_story(pair, part, story):
            if not story or level(passage.text) not in known:
                yield passage
        for element in reading.package.tree(part).iter(WORD_ART, *_SHAPE_TEXT):
            text = element.get("string") or element.text or ""
            if text.strip() and not is_gone(element) and text not in pair.fresh.marks:
                yield Passage(text, WordPlace(story), "艺术字或图形")
    yield from _of_other_parts(pair)


def _of_other_parts(pair: WordPair) -> Iterator[Passage]:
    """Give texts of charts and diagrams, and of list numbers, that we did not write."""
    package, fresh = pair.filed.package, pair.fresh.package
    written = {
        element.text
        for name in fresh.parts
        if name.endswith(".xml") and "/charts/" in name
        for element in fresh.tree(name).iter(*_SHAPE_TEXT)
    }
    for name in sorted(package.parts):
        if name.endswith(".xml") and ("/diagrams/data" in name or "/charts/chart" in name):
            for element in package.tree(name).iter(*_SHAPE_TEXT):
                if (element.text or "").strip() and element.text not in written:
                    yield Passage(element.text or "", WordPlace(""), "图")
        if name.endswith("numbering.xml"):
            for element in package.tree(name).iter(f"{W}lvlText"):
                text = element.get(f"{W}val") or ""
                if re.search(r"\d", re.sub(r"%\d", "", text)):
                    yield Passage(text, WordPlace(""), "编号")


def _of_story(pair: WordPair, part: str, story: str) -> Iterator[Passage]:
    reading = pair.filed
    rows: set[object] = set()
    left = ""
    for element in reading.package.tree(part).iter(f"{W}p"):
        if is_gone(element):
            continue
        boxed = in_box(element)
        kind = "文本框" if boxed else story
        if not boxed and not story and _is_ours(pair, element):
            continue
        row = None if boxed else next(element.iterancestors(f"{W}tr"), None)
        if row is not None:
            if row not in rows:
                rows.add(row)
                yield Passage(_row_text(row), reading.order.place(element, story), kind, reading.hiding.hides(element))
            continue
        text = left + seen_text(element)
        # A number that goes on in the next paragraph is one number to whoever reads it.
        if re.search(r"[\d.,]\s*$", text) and not boxed:
            left = text
            continue
        left = ""
        if text.strip():
            yield Passage(text, reading.order.place(element, story), kind, reading.hiding.hides(element))
    if left:
        yield Passage(left, WordPlace(story), story)


def _is_ours(pair: WordPair, element: "_Element") -> bool:
    """Tell whether a paragraph is a generated one that reads as it was made; tables are compared cell by cell."""
    reading = pair.filed
    if any(True for _ in element.iter(*UNREAD)):
        return False
    if in_our_table(reading, element):
        return True
    block = reading.elements.get(element)
    if block is None:
        return False
    fresh = pair.fresh.blocks.get(block.name)
    return block.kind == "unit" or (fresh is not None and fresh.words == block.words)


def _row_text(row: "_Element") -> str:
    """Give a row of a table as a sentence: label, figures, with the unit its table states."""
    table = next(row.iterancestors(f"{W}tbl"))
    cells, first = seen_cells(row), next(rows_in(table))
    heads = seen_cells(first)
    before = table.getprevious()
    near = seen_text(before) if before is not None else ""
    label = cells[0] if cells else ""
    pieces = []
    for at, cell in enumerate(cells[1:], 1):
        head = heads[at] if at < len(heads) and row is not first else ""
        unit = next((match[1] or match[2] for text in (head, label, near) if (match := _UNIT_LINE.search(text))), "")
        bare = re.fullmatch(r"[-−]?[\d,.，]+", cell) is not None
        pieces.append(f"{label}{head if _names(head) else ''}{cell}{unit if bare else ''}")
    return "；".join(pieces) if len(cells) > 1 else label


def _names(head: str) -> bool:
    """Tell whether a head says more than that here stand numbers."""
    return head not in {"金额", "数值", "备注", "内容"} and not _UNIT_LINE.fullmatch(head)


def _our_sentences(reading: WordReading) -> set[str]:
    """Give every sentence of the filing as it was made."""
    texts = [seen_text(block.element) for block in reading.blocks.values() if block.kind != "table"]
    return {level(piece) for text in texts for piece in _SENTENCE.split(text) if level(piece)}

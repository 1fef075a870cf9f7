"""Generated paragraphs, captions, unit lines and charts as they stand now."""

import re
from collections import Counter
from itertools import zip_longest

from bondcalc.audit.difference import Cause
from bondcalc.audit.word.compared_tables import ComparedTable
from bondcalc.audit.word.reading_order import WordPlace, seen_text
from bondcalc.audit.word.word_findings import WordFindings, clipped
from bondcalc.audit.word.word_pair import WordPair
from bondcalc.typeset.word.docx_names import level
from bondcalc.typeset.word.read_blocks import ReadBlock
from bondcalc.wording.day import TO_WRITE
from bondcalc.wording.messages import notice
from bondcalc.wording.prompts import CLOSING

VERDICTS = re.compile(
    r"不通过|通过|不低于|低于|不高于|高于|不超过|超过|不足|缺口|为负|不|未|无|待补充|需说明|草稿|示例"
)
"""Words by which a sentence turns into its opposite."""
POINTS = 3
"""Points of a chart that are named."""
COVER = "封面"
_NUMBER = re.compile(r"\d[\d,.]*%?")
_UNIT = re.compile(r"万元|亿元|千元|元|倍|%|年|亩")
_FIGURE = re.compile(r"\{[^{}]*\}")
_CLAUSE_END = re.compile("[，。；：]")
_WORD = re.compile(r"[\d.,%]+|.")
LEADING = 24
"""Signs shown before a difference at most, so that it is not clipped away."""


class ComparedBlocks:
    """Compares every generated block with the one made again."""

    def __init__(self, pair: WordPair, findings: WordFindings) -> None:
        self._pair, self._findings = pair, findings
        self._captions = {block.words for block in pair.fresh.blocks.values() if block.kind == "caption"}

    def compare(self) -> None:
        """Tell what is gone and what says something else; a place to sign is there to be filled in."""
        compared = {
            "cover": self._text,
            "paragraph": self._text,
            "heading": self._heading,
            "caption": self._caption,
            "unit": self._unit,
            "table": self._table,
            "chart": self._chart,
        }
        for name, fresh in self._pair.fresh.blocks.items():
            filed = self._pair.filed.blocks.get(name)
            if filed is None:
                self._gone(fresh)
            elif filed.words != fresh.words and fresh.kind in compared:
                compared[fresh.kind](filed, fresh)

    def _gone(self, fresh: ReadBlock) -> None:
        """Tell a block that is no longer there; its figures are told by their controls."""
        at = self._pair.fresh.place(fresh)
        text = level(seen_text(fresh.element))
        if fresh.kind in {"unit", "chart", "table"} or (fresh.kind in {"cover", "paragraph"} and VERDICTS.search(text)):
            what = {"unit": "单位", "chart": "图", "table": "整表"}.get(fresh.kind, "")
            self._findings.differs(at, "", "", at.table or text, Cause.MISSING, what)
        elif fresh.kind not in {"signature", "heading"} and "{" not in fresh.words:
            self._warn("word_block_gone", at, text=clipped(text))

    def _text(self, filed: ReadBlock, fresh: ReadBlock) -> None:
        """Compare a paragraph: another number or another verdict in it is an error, other words are a remark."""
        at = self._pair.filed.place(filed)
        mine, right = (level(seen_text(block.element)) for block in (filed, fresh))
        if _filled(mine, right):
            self._findings.note(notice("word_filled", name=self._findings.name, place=at.chapter or COVER))
            return
        parts = differing_clauses(mine, right), differing_clauses(right, mine)
        if fresh.kind == "cover" or _lost(filed, fresh):
            self._findings.differs(at, "", *parts, Cause.TEXT)
        else:
            self._warn("word_reworded", at, filed=clipped(parts[0]), text=clipped(parts[1]))

    def _heading(self, filed: ReadBlock, fresh: ReadBlock) -> None:
        text, right = (level(seen_text(block.element)) for block in (filed, fresh))
        self._findings.note(notice("word_renamed", name=self._findings.name, text=clipped(text), was=clipped(right)))

    def _caption(self, filed: ReadBlock, fresh: ReadBlock) -> None:
        """Compare a caption: another unit, or the name of another table, is an error."""
        same = all(pattern.findall(filed.words) == pattern.findall(fresh.words) for pattern in (_UNIT, _NUMBER))
        if same and filed.words not in self._captions:
            self._heading(filed, fresh)
        else:
            self._findings.differs(self._pair.filed.place(filed), "", filed.words, fresh.words, Cause.HEADS)

    def _unit(self, filed: ReadBlock, fresh: ReadBlock) -> None:
        self._findings.differs(self._pair.filed.place(filed), "", filed.words, fresh.words, Cause.HEADS, "单位")

    def _table(self, filed: ReadBlock, fresh: ReadBlock) -> None:
        ComparedTable(self._pair, self._findings, filed, fresh).compare()

    def _chart(self, filed: ReadBlock, fresh: ReadBlock) -> None:
        """Compare what a chart draws, point by point."""
        here, there = ([line.split("\t") for line in block.words.split("\n")] for block in (filed, fresh))
        at = self._pair.filed.place(filed)
        wrong = [
            (right_line[0], there[0][column - 1] if 0 < column <= len(there[0]) else "", mine, right)
            for line, right_line in zip_longest(here[1:], there[1:], fillvalue=[""])
            for column, (mine, right) in enumerate(zip_longest(line, right_line, fillvalue=""))
            if mine != right
        ]
        if here[0] != there[0]:
            self._findings.differs(at, "", "、".join(here[0]), "、".join(there[0]), Cause.CHART, "图例")
        for category, series, mine, right in wrong[:POINTS]:
            self._findings.differs(at, f"{series} {category}".strip(), mine, right, Cause.CHART, "图")
        if len(wrong) > POINTS:
            self._findings.differs(at, "", f"另有{len(wrong) - POINTS}处", "", Cause.CHART, "图")

    def _warn(self, code: str, at: WordPlace, **facts: object) -> None:
        self._findings.warn(notice(code, name=self._findings.name, place=at.chapter or COVER, **facts))


def _filled(text: str, fresh: str) -> bool:
    """Tell whether what was to be written (【请填写：…】) is written now, and all around it stands as it was made."""
    lead, prompt, rest = fresh.partition(TO_WRITE)
    behind = rest.rpartition(CLOSING)[2]
    inside = text.startswith(lead) and text.endswith(behind) and len(text) > len(lead) + len(behind)
    return bool(prompt) and inside and TO_WRITE not in text


def _lost(filed: ReadBlock, fresh: ReadBlock) -> bool:
    """Tell whether a number, a unit or a word of verdict is gone; sentences of the bureau's own may bring in more."""
    here, there = (_FIGURE.sub("□", block.words) for block in (filed, fresh))
    return any(
        Counter(pattern.findall(there)) - Counter(pattern.findall(here)) for pattern in (_NUMBER, _UNIT, VERDICTS)
    )


def differing_clauses(text: str, other: str) -> str:
    """Give the clauses in which a text differs from another; of long ones a few words before it, and no number cut in two."""
    shorter = min(len(text), len(other))
    lead = next((at for at in range(shorter) if text[at] != other[at]), shorter)
    tail = next((at for at in range(shorter - lead) if text[-1 - at] != other[-1 - at]), shorter - lead)
    last = len(text) - tail
    first = max((clause.end() for clause in _CLAUSE_END.finditer(text, 0, max(lead - 1, 0))), default=0)
    behind = _CLAUSE_END.search(text, max(last - 1, 0))
    start = ""
    if lead - first > LEADING:
        first, start = next(word.start() for word in _WORD.finditer(text) if word.end() > lead - LEADING), "…"
    return start + text[first : max(behind.end() if behind else len(text), last)]

"""Figures in their controls: edited, missing, unknown; the store they are bound to; what is bound elsewhere."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from bondcalc.audit.difference import Cause
from bondcalc.audit.word.reading_order import STORY_NAMES, WordPlace
from bondcalc.audit.word.word_findings import WordFindings
from bondcalc.audit.word.word_pair import WordPair, WordReading
from bondcalc.typeset.word.docx_controls import STORE_GUID
from bondcalc.typeset.word.opened import said
from bondcalc.typeset.word.read_blocks import W
from bondcalc.typeset.word.read_controls import ReadControl
from bondcalc.wording.messages import notice

if TYPE_CHECKING:
    from lxml.etree import _Element

FEW = 3
"""Missing figures of one block that are told one by one."""
STORE = WordPlace("绑定数据")


def compare_controls(pair: WordPair, findings: WordFindings) -> None:
    """Compare every control with the figure it is."""
    for control in pair.filed.controls:
        right = pair.store.get(control.key)
        elsewhere = _bound_elsewhere(control.element)
        if "".join(control.text.split()) == right and not elsewhere:
            continue
        at = place_of(pair.filed, control)
        if right is None:
            findings.differs(at, pair.label(control.key), control.text, "", Cause.UNKNOWN_FIGURE)
        elif "".join(control.text.split()) != right:
            findings.differs(at, pair.label(control.key), control.text, right, Cause.TEXT)
        if elsewhere:
            findings.differs(at, pair.label(control.key), control.text, right or "", Cause.BINDING)
    here, there = (Counter(control.key for control in reading.controls) for reading in (pair.filed, pair.fresh))
    _missing(pair, findings, here, there)
    again = sum(count > there[key] > 0 for key, count in here.items())
    if again:
        findings.note(notice("word_repeated", name=findings.name, count=again))


def place_of(reading: WordReading, control: ReadControl) -> WordPlace:
    """Tell where a control stands."""
    if control.part != reading.package.main:
        return WordPlace(story_name(control.part))
    paragraph = next(control.element.iterancestors(f"{W}p"), control.element)
    return reading.order.place(paragraph)


def story_name(part: str) -> str:
    """Name the story of a part for people."""
    stem = part.rpartition("/")[2]
    return next((name for key, name in STORY_NAMES.items() if stem.startswith(key)), stem)


def _bound_elsewhere(element: "_Element") -> bool:
    """Tell whether a control of ours is bound to another store than ours."""
    binding = element.find(f"{W}sdtPr/{W}dataBinding")
    stated = "" if binding is None else said(binding, f"{W}storeItemID")
    return bool(stated) and stated.upper() != STORE_GUID.upper()


def _missing(pair: WordPair, findings: WordFindings, here: Counter[str], there: Counter[str]) -> None:
    """Tell figures that are there (`here`) less often than they were made (`there`), block by block."""
    if not there - here:
        return
    left = here.copy()
    lacking: dict[str, list[ReadControl]] = defaultdict(list)
    still = Counter((control.key, _block_name(pair.filed, control)) for control in pair.filed.controls)
    # Blocks that still hold the figure are served first, so that the block that lost it is named.
    for control in sorted(
        pair.fresh.controls, key=lambda control: not still[control.key, _block_name(pair.fresh, control)]
    ):
        if left[control.key] > 0:
            left[control.key] -= 1
        else:
            lacking[_block_name(pair.fresh, control)].append(control)
    for controls in lacking.values():
        at = place_of(pair.fresh, controls[0])
        if len(controls) > FEW:
            names = "、".join(pair.label(control.key) for control in controls[:FEW])
            rows = WordPlace(at.chapter, at.table)
            findings.differs(rows, f"{names}等", "", f"{len(controls)}处数字", Cause.MISSING)
            continue
        for control in controls:
            count = f"（应有{there[control.key]}处，现有{here[control.key]}处）"
            at = place_of(pair.fresh, control)
            findings.differs(at, pair.label(control.key), "", f"{control.text}{count}", Cause.MISSING)


def _block_name(reading: WordReading, control: ReadControl) -> str:
    block = reading.block_of(control.element)
    return block.name if block is not None else ""


def compare_store(pair: WordPair, findings: WordFindings) -> None:
    """Compare the store with what it should hold: an editor shows what stands there when it opens the file."""
    stores = list(pair.filed.package.every_travelling("figures"))
    if not stores:
        findings.note(notice("word_no_store", name=findings.name))
        return
    if len(stores) > 1:
        findings.differs(STORE, "", f"{len(stores)}份", "1份", Cause.BINDING)
    for part in stores:
        met: set[str] = set()
        for element in pair.filed.package.tree(part):
            key, text = element.tag.rpartition("}")[2], "".join(element.itertext())
            right = pair.store.get(key)
            if right is None or key in met or "".join(text.split()) != right:
                findings.differs(STORE, pair.label(key), text, right or "", Cause.BINDING)
            met.add(key)

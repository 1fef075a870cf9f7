"""What else a Word file holds: tracked changes, comments, pictures, shapes over the text, objects, fields, marks of headers."""

from collections import Counter
from typing import TYPE_CHECKING

from bondcalc.audit.difference import Cause
from bondcalc.audit.word.reading_order import UNREAD, WordPlace, in_box, is_gone, seen_text
from bondcalc.audit.word.word_findings import WordFindings, clipped
from bondcalc.audit.word.word_pair import WordPair
from bondcalc.typeset.word.docx_markup import DRAWING
from bondcalc.typeset.word.docx_names import level
from bondcalc.typeset.word.docx_pages import WORD_ART
from bondcalc.typeset.word.opened import said
from bondcalc.typeset.word.read_blocks import W
from bondcalc.wording.messages import notice

if TYPE_CHECKING:
    from lxml.etree import _Element

REVISIONS = ("ins", "del", "moveFrom", "moveTo")
KNOWN_FIELDS = {"TOC", "SEQ", "PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK", "REF", "PAGEREF", "STYLEREF"}
"""Fields whose result says nothing of its own."""
_WP = f"{{{DRAWING}}}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"


def look_beside(pair: WordPair, findings: WordFindings) -> None:
    """Tell what is no text and what is not seen as it stands."""
    _revisions(pair, findings)
    _pictures(pair, findings)
    _embedded(pair, findings)
    _hidden_blocks(pair, findings)
    _unread(pair, findings)
    _marks(pair, findings)


def _revisions(pair: WordPair, findings: WordFindings) -> None:
    package = pair.filed.package
    count = sum(1 for part in package.stories for _ in package.tree(part).iter(*(f"{W}{name}" for name in REVISIONS)))
    if count:
        findings.note(notice("word_revisions", name=findings.name, count=count))
    comments = [part for part in package.stories if part.rpartition("/")[2].startswith("comments")]
    said_in = sum(1 for part in comments for _ in package.tree(part).iter(f"{W}comment"))
    if said_in:
        findings.note(notice("word_comments", name=findings.name, count=said_in))


def _pictures(pair: WordPair, findings: WordFindings) -> None:
    """Count pictures, and name what floats over the text."""
    package = pair.filed.package
    own = {said(node, "name") for node in pair.fresh.package.body.iter(f"{_WP}docPr")}
    pictures, floating = Counter[str](), []
    for part in package.stories:
        for frame in package.tree(part).iter(f"{_WP}inline", f"{_WP}anchor"):
            shown = frame.find(f"{_WP}docPr")
            if is_gone(frame) or (shown is not None and said(shown, "name") in own) or _in_chart(pair, frame):
                continue
            pictures[part] += 1
            if frame.tag == f"{_WP}anchor" and _over(frame):
                floating.append(frame)
        floating += [
            shape
            for shape in package.tree(part).iter(f"{_VML}shape", f"{_VML}rect")
            if not is_gone(shape) and "position:absolute" in (shape.get("style") or "") and shape.find(WORD_ART) is None
        ]
    if pictures.total():
        findings.note(notice("word_pictures", name=findings.name, count=pictures.total()))
    for frame in floating:
        _covering(pair, findings, frame)


def _in_chart(pair: WordPair, frame: "_Element") -> bool:
    return any(paragraph in pair.filed.charts for paragraph in frame.iterancestors(f"{W}p"))


def _covering(pair: WordPair, findings: WordFindings, frame: "_Element") -> None:
    """Tell a shape that floats over the text: at a generated block it may cover a figure."""
    paragraph = next((node for node in frame.iterancestors(f"{W}p") if not in_box(node)), None)
    at = WordPlace("") if paragraph is None else pair.filed.order.place(paragraph)
    block = None if paragraph is None else pair.filed.block_of(paragraph)
    if block is not None and "{" in block.words:
        findings.differs(
            at, "", "浮动图形或文本框", "", Cause.LOOK, f"“{clipped(level(seen_text(block.element)), 20)}”"
        )
    else:
        findings.warn(notice("word_floating", name=findings.name, place=at.chapter or "封面"))


def _over(anchor: "_Element") -> bool:
    """Tell whether a drawing lies over the text and nothing makes room for it."""
    return said(anchor, "behindDoc") != "1" and anchor.find(f"{_WP}wrapNone") is not None


def _embedded(pair: WordPair, findings: WordFindings) -> None:
    """Tell objects, other documents and fields whose content no audit reads."""
    package = pair.filed.package
    for part in package.stories:
        tree = package.tree(part)
        objects = len(list(tree.iter(f"{_OFFICE}OLEObject")) or list(tree.iter(f"{W}object")))
        if objects:
            findings.warn(notice("word_objects", name=findings.name, count=objects))
        if any(True for _ in tree.iter(f"{W}altChunk", f"{W}subDoc")):
            findings.differs(WordPlace(""), "", "插入的其他文件", "", Cause.ADDED)
        codes = ["".join(node.itertext()) for node in tree.iter(f"{W}instrText")]
        codes += [said(node, f"{W}instr") for node in tree.iter(f"{W}fldSimple")]
        strange = sorted({code.split()[0].upper() for code in codes if code.split()} - KNOWN_FIELDS)
        strange = [code for code in strange if code.isalpha() or code.startswith("=")]
        if strange:
            findings.warn(notice("word_fields", name=findings.name, listed="、".join(strange)))


def _hidden_blocks(pair: WordPair, findings: WordFindings) -> None:
    """Tell generated text that is no longer seen."""
    reading = pair.filed
    for block in reading.blocks.values():
        if block.kind == "chart" or block.name not in pair.fresh.blocks:
            continue
        concealed = [run for run in reading.hiding.runs(block.element) if seen_text(run).strip()]
        fresh = pair.fresh.blocks[block.name]
        if concealed and not pair.fresh.hiding.hides(fresh.element):
            at = reading.place(block)
            text = "".join(seen_text(run) for run in concealed)
            findings.differs(at, "", "（隐藏）", clipped(text), Cause.HIDDEN)


def _unread(pair: WordPair, findings: WordFindings) -> None:
    """Tell formulas and symbols put into generated text."""
    reading = pair.filed
    for element, block in reading.elements.items():
        strange = "".join(node.text or "□" for node in element.iter(*UNREAD) if not is_gone(node))
        if strange and block.name in pair.fresh.blocks:
            at = reading.place(block)
            findings.differs(at, "", strange, "", Cause.ADDED, "公式或符号")


def _marks(pair: WordPair, findings: WordFindings) -> None:
    """Tell the mark of every page (草稿, 示例) where a header has lost it."""
    fresh, filed = pair.fresh.package, pair.filed.package
    shown = ["".join(fresh.tree(part).itertext()) for part in fresh.stories if "header" in part]
    wanted = {mark for mark in pair.fresh.marks if shown and all(mark in text for text in shown)}
    headers = [part for part in filed.stories if "header" in part.rpartition("/")[2]]
    for mark in sorted(wanted):
        bare = [part for part in headers if mark not in seen_text(filed.tree(part))]
        if bare or not headers:
            findings.differs(WordPlace("页眉"), "", "", mark, Cause.MISSING, "页标")

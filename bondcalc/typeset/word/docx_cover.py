"""The pages around the text of a Word filing: cover, contents, places to sign."""

from math import ceil

from bondcalc.typeset.document import Cover, Signatures
from bondcalc.typeset.paging import PORTRAIT
from bondcalc.typeset.pdf_cover import CLOSE_LEADING, DEEPEST, ENTRY_LEADING
from bondcalc.typeset.printed_texts import words_of
from bondcalc.typeset.word.docx_blocks import WordBlocks
from bondcalc.typeset.word.docx_controls import Worded
from bondcalc.typeset.word.docx_markup import field, paragraph, run, tab

NOTE = "本文件供编辑，以同名PDF为准；数字已锁定，改动后用bondcalc audit核对。"
"""Stands on the first page."""
DEPTH = PORTRAIT.depth - 12
"""Height of a page, in points, with a little kept back."""
TITLE, SUBTITLE, VERDICT, ROW, CLOSING = 42.0, 40.0, 29.0, 32.0, 50.0
"""Heights of a line of each, and of the note at the end."""
HEAD = 80.0
"""Height of the title of the contents."""
ROW_SIGNS, VERDICT_SIGNS = 16, 26
"""Signs a line of a row's value and of the verdict holds."""
FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="18" w:space="6" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
)
"""Round a verdict when something fails."""
RULED = '<w:u w:val="single"/>'
SIGNED, DAY = 5400, 8500
"""Where the line of a name ends, and the place of the day, in twips."""


def cover(blocks: WordBlocks, block: Cover) -> str:
    """Write the cover: title, subtitle, verdict, rows, and what the file is for."""
    first, second, third = (round(_spare(block) * share * 20) for share in (0.25, 0.33, 0.37))
    drop = f'<w:spacing w:before="{first}" w:line="840" w:lineRule="exact"/>'
    titles = [
        blocks.text("c", "title", "Title", line, "" if at else drop) for at, line in enumerate(block.title.splitlines())
    ]
    titles += [blocks.text("c", "subtitle", "Subtitle", line) for line in block.subtitle.splitlines()]
    frame = f"<w:pBdr>{FRAME}</w:pBdr>" if block.failing else ""
    look = f'{frame}<w:spacing w:before="{second}" w:after="{third}"/>'
    verdict = [blocks.text("c", "verdict", "BCVerdict", block.verdict, look)] if block.verdict else []
    widest = max((len(label) for label, _ in block.rows), default=0)
    # Without a verdict the white round it stands over the rows.
    drop = "" if verdict else f'<w:spacing w:before="{second + third}" w:line="640" w:lineRule="exact"/>'
    rows = [_row(blocks, label, value, widest, "" if at else drop) for at, (label, value) in enumerate(block.rows)]
    return "".join([*titles, *verdict, *rows, blocks.text("c", "note", "BCNote", block.note or NOTE)])


def _spare(block: Cover) -> float:
    """Give the white to share out, in points: a page less what stands on it."""
    lines = sum(max(1, ceil(len(value) / ROW_SIGNS)) for _, value in block.rows)
    verdict = ceil(len(words_of(block.verdict)) / VERDICT_SIGNS) * VERDICT + 30 if block.verdict else 0
    titles = len(block.title.splitlines()) * TITLE + len(block.subtitle.splitlines()) * SUBTITLE
    return max(DEPTH - titles - verdict - lines * ROW - CLOSING, 0)


def _row(blocks: WordBlocks, label: str, value: str, widest: int, look: str) -> str:
    # A rule under the value as far as the text goes, as on paper.
    runs = _spread(label, widest) + run("：") + tab() + run(value, RULED) + tab(RULED)
    return blocks.runs("c", f"row/{label}", "BCCoverRow", Worded(runs, f"{label}： {value}"), look)


def _spread(label: str, widest: int) -> str:
    """Spread the signs of a label over the width of the widest one."""
    if len(label) < 2 or len(label) == widest:
        return run(label)
    gap = round((widest - len(label)) * 320 / (len(label) - 1))
    return run(label[:-1], f'<w:spacing w:val="{gap}"/>') + run(label[-1])


def contents(entries: list[tuple[int, str, str]]) -> str:
    """Write the contents from (level, text, bookmark) of every heading: a field the editor can renew, with stored entries."""
    shown = [entry for entry in entries if entry[0] <= DEEPEST]
    return paragraph("BCContents", run("目\u3000录")) + (contents_field(shown) if shown else "")


def contents_field(entries: list[tuple[int, str, str]]) -> str:
    """Write the field from (level, text, bookmark of the heading); entries move together where that makes it one page."""
    begin, end = field(rf'TOC \o "1-{DEEPEST}" \h \z \u', "\0", dirty=True).split("\0")
    leading = (DEPTH - HEAD) / len(entries)
    leading = min(leading, ENTRY_LEADING) if leading >= CLOSE_LEADING else ENTRY_LEADING
    look = "" if leading == ENTRY_LEADING else f'<w:spacing w:line="{int(leading * 20)}" w:lineRule="exact"/>'
    inside = [f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}</w:hyperlink>' for _, text, name in entries]
    inside[0], inside[-1] = begin + inside[0], inside[-1] + end
    lines = [paragraph(f"TOC{deep}", entry, look) for (deep, _, _), entry in zip(entries, inside, strict=True)]
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def signatures(blocks: WordBlocks, block: Signatures) -> str:
    """Write places to sign: role, a line with the name or white on it, and a place for the day."""
    return "".join(_person(blocks, role, name, dated=role not in block.undated) for role, name in block.people)


def _person(blocks: WordBlocks, role: str, name: str, *, dated: bool) -> str:
    end = SIGNED if dated else DAY
    tabs = f'<w:tab w:val="left" w:leader="underscore" w:pos="{end}"/>' + (
        f'<w:tab w:val="right" w:pos="{DAY}"/>' if dated else ""
    )
    line = f"<w:tabs>{tabs}</w:tabs>"
    day = tab() + run("年\u3000\u3000月\u3000\u3000日") if dated else ""
    runs = run(f"{role}：") + run(name, RULED) + tab() + day
    words = f"{role}：{name} " + ("年\u3000\u3000月\u3000\u3000日" if dated else "")
    return blocks.runs("s", blocks.place(role), "BCSignature", Worded(runs, words), line)

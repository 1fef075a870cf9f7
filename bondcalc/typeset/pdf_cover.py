"""The pages around the text: cover, contents, signatures."""

from collections.abc import Sequence
from functools import partial
from math import ceil

from bondcalc.typeset.chinese import break_lines
from bondcalc.typeset.document import Cover, Document, Heading, Signatures, Text
from bondcalc.typeset.fonts import Style, Typefaces
from bondcalc.typeset.paging import BODY, LEADING, MIDDLE, PORTRAIT, Pen, Piece, blank, paragraph, target
from bondcalc.typeset.printed_texts import plain, words_of
from bondcalc.typeset.widths import TextLine

TITLE = 26.0
FRAME = 12.0
ENTRY = 14.0
ENTRY_LEADING = 25.0
CLOSE_LEADING = 18.0
"""Lines of the contents move together down to this, so that a few of them do not fill a page of their own."""
HAIR = 1e-6
"""A page that is full to within it is full."""
ROW = 32.0
PERSON = 42.0
"""Height of a row of the cover, and of a place to sign."""
DEEPEST = 2
"""Headings of this level and above stand in the contents."""


def cover_pieces(cover: Cover, faces: Typefaces) -> list[Piece]:
    """Set the cover: title in the upper third, the verdict in the middle, the rows at the foot."""
    head: list[Piece] = []
    for line in cover.title.splitlines():
        head += paragraph(faces, line, Style("title", TITLE), 42, align="c", together=True)
    for line in cover.subtitle.splitlines():
        head += [blank(10), *paragraph(faces, line, Style("body", 18), 30, align="c", together=True)]
    verdict = verdict_pieces(cover.verdict, faces, failing=cover.failing)
    rows = row_pieces(cover.rows, faces)
    spare = max(PORTRAIT.depth - sum(piece.height for piece in [*head, *verdict, *rows]), 0)
    first, second, third = (blank(spare * part) for part in (0.22, 0.28, 0.48))
    opening = first._replace(fresh=True)
    return [opening, *head, second, *verdict, third, *rows, blank(0, closing=True)]


def verdict_pieces(verdict: Text, faces: Typefaces, *, failing: bool) -> list[Piece]:
    """Set the verdict between two rules, or in a heavy frame when something fails."""
    if not words_of(verdict):
        return []
    width = PORTRAIT.measure - 2 * FRAME
    lines = paragraph(faces, verdict, Style("strong", BODY), LEADING, width=width, align="c" if not failing else "j")
    edge = partial(draw_edge, failing=failing)
    sides = [Piece(line.height, partial(draw_sides, line=line, failing=failing)) for line in lines]
    return [Piece(FRAME, partial(edge, down=0)), *sides, Piece(FRAME, partial(edge, down=FRAME))]


def draw_edge(pen: Pen, x: float, y: float, *, failing: bool, down: float) -> None:
    """Draw the upper (`down` 0) or lower edge of the verdict; the edge is `FRAME` high."""
    weight = 1.6 if failing else 0.6
    pen.rule(x - weight / 2, y - down, x + PORTRAIT.measure + weight / 2, y - down, weight)
    if failing:
        draw_posts(pen, x, y, FRAME)


def draw_sides(pen: Pen, x: float, y: float, *, line: Piece, failing: bool) -> None:
    """Draw a line of the verdict with its piece of the frame."""
    line.draw(pen, x + FRAME, y)
    if failing:
        draw_posts(pen, x, y, line.height)


def draw_posts(pen: Pen, x: float, y: float, height: float) -> None:
    """Draw both sides of the frame."""
    for side in (x, x + PORTRAIT.measure):
        pen.rule(side, y, side, y - height, 1.6)


def row_pieces(rows: Sequence[tuple[str, str]], faces: Typefaces) -> list[Piece]:
    """Set the rows: labels of one width, values over thin rules."""
    widest = min(max((faces.width(plain(label), "body", BODY) for label, _ in rows), default=0), 10 * BODY)
    indent = widest + 3 * BODY
    width = PORTRAIT.measure - 2 * BODY
    pieces = []
    for label, value in rows:
        lines = paragraph(faces, value, Style("body", BODY), ROW, width=width, left=indent, align="l")
        for number, line in enumerate(lines):
            shown = plain(label) if number == 0 else ""
            pieces.append(
                Piece(ROW, partial(draw_row, line=line, label=shown, widest=widest, indent=indent), keep=True)
            )
    return pieces


def draw_row(pen: Pen, x: float, y: float, *, line: Piece, label: str, widest: float, indent: float) -> None:
    """Draw a row of the cover; the label's characters are spread over the width of the widest label.

    GB/T 9704 puts the seal over name and date: the rows are kept for it.
    """
    pen.keep_for_seals(y, ROW)
    if label:
        spread = (widest - pen.faces.width(label, "body", BODY)) / max(len(label) - 1, 1)
        base = y - 16 - MIDDLE * BODY
        pen.string(label, Style("body", BODY), x + 2 * BODY, base, max(spread, 0) if len(label) > 1 else 0)
        pen.text("：", Style("body", BODY), x + 2 * BODY + widest, base)
    line.draw(pen, x, y)
    pen.rule(x + indent, y - 27, x + PORTRAIT.measure - 2 * BODY, y - 27, 0.4)


def contents_pieces(document: Document, faces: Typefaces) -> list[Piece]:
    """Set the table of contents on pages of its own, evenly filled where it takes several."""
    title = paragraph(faces, "目\u3000录", Style("title", 22), 40, align="c", together=True)
    pieces = [title[0]._replace(fresh=True), blank(10, keep=True)]
    entries = [
        entry
        for number, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level <= DEEPEST
        for entry in entry_lines(block, target(number), faces)
    ]
    room = PORTRAIT.depth - sum(piece.height for piece in pieces)
    leading = room / max(len(entries), 1)
    leading = min(leading, ENTRY_LEADING) if leading >= CLOSE_LEADING else ENTRY_LEADING
    turns = _turns([line for line, _ in entries], leading, PORTRAIT.depth - room)
    pieces += [
        Piece(leading, partial(draw, leading=leading), keep=not line.last, fresh=at in turns)
        for at, (line, draw) in enumerate(entries)
    ]
    return [*pieces, blank(0, closing=True)]


def _turns(lines: Sequence[TextLine], leading: float, above: float) -> set[int]:
    """Tell at which lines a page of the contents begins: as many a page on all of them, no entry parted."""
    pages = max(1, ceil((leading * len(lines) + above) / PORTRAIT.depth - HAIR))
    each = ceil(len(lines) / pages) or 1
    return {at for at in range(1, len(lines)) if at % each == 0 and lines[at - 1].last}


def entry_lines(heading: Heading, name: str, faces: Typefaces) -> list[tuple[TextLine, "partial[None]"]]:
    """Break one entry of the contents, with what draws each line; a long heading takes several, the last with the page number."""
    style = Style("heading" if heading.level == 1 else "body", ENTRY)
    left = 2 * ENTRY * (heading.level - 1)
    measure = faces.measure(style.role)
    lines = break_lines(heading.text, measure, (PORTRAIT.measure - left) / ENTRY - 3)
    return [(line, partial(draw_entry, line=line, style=style, left=left, name=name)) for line in lines]


def draw_entry(
    pen: Pen, x: float, y: float, *, line: TextLine, style: Style, left: float, name: str, leading: float
) -> None:
    """Draw a line of the contents as a link; the last line gets dots and the page number."""
    right, base = x + PORTRAIT.measure, y - leading / 2 - MIDDLE * ENTRY
    pen.text(line.text, style, x + left, base)
    if line.last:
        number = str(pen.targets[name])
        pen.text(number, Style("body", ENTRY), right, base, "r")
        stop = right - pen.faces.width(number, "body", ENTRY) - 6
        pen.canvas.saveState()
        pen.canvas.setDash([0.8, 3.2])
        # From the right end, so that the dots of all lines stand under each other.
        pen.rule(stop, base + 2, x + left + line.width * ENTRY + 6, base + 2, 0.8)
        pen.canvas.restoreState()
    pen.canvas.linkRect("", name, Rect=(x, y - leading, right, y), thickness=0)


def signature_pieces(signatures: Signatures, faces: Typefaces) -> list[Piece]:
    """Set the places to sign, all on one page."""
    widest = max((faces.width(plain(role), "body", BODY) for role, _ in signatures.people), default=0)
    rows = [
        Piece(
            PERSON,
            partial(draw_signature, person=person, widest=widest, dated=person[0] not in signatures.undated),
            keep=True,
        )
        for person in signatures.people
    ]
    return [blank(30, keep=True), *rows, blank(6)]


def draw_signature(pen: Pen, x: float, y: float, *, person: tuple[str, str], widest: float, dated: bool) -> None:
    """Draw one place to sign: role, name or white over a rule, date."""
    pen.keep_for_seals(y, PERSON)
    role, name = person
    base = y - 30
    pen.text(role, Style("body", BODY), x + 2 * BODY, base)
    left = x + 2 * BODY + widest
    pen.text("：", Style("body", BODY), left, base)
    right = x + PORTRAIT.measure
    if dated:
        pen.text("年\u3000\u3000月\u3000\u3000日", Style("body", BODY), right, base, "r")
    stop = right - 9 * BODY if dated else right
    pen.rule(left + BODY, base - 4, stop, base - 4, 0.5)
    pen.text(name, Style("body", BODY), (left + BODY + stop) / 2, base, "c")

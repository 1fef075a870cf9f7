"""Our cutter of TrueType faces against fontTools' own subset of the same face, glyph for glyph."""

from collections.abc import Iterator
from io import BytesIO
from string import ascii_letters, digits
from typing import NamedTuple

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from specimen import PROSE

from bondcalc.data import data_path
from bondcalc.typeset.truetype import Face

FILES = ("NotoSansSC-Regular.ttf", "NotoSerifSC-Bold.ttf", "NotoSerifSC-Regular.ttf")
COMPOSED = "éÅñ"
"""Letters put together of others in the fourth face, as faces of other makers have them; the bundled ones draw each whole."""
TEXT = PROSE + COMPOSED + ascii_letters + digits + "　 ，。（）〔〕％—…①Ⅱ㎡𠀀"
CODES = sorted({ord(character) for character in TEXT} | {0xE000})
"""What is cut: also a code no face has, which both leave out."""


class Shape(NamedTuple):
    """What a code draws: how far it goes on, where it begins, and its outline with every part of it in place."""

    advance: int
    bearing: int
    outline: tuple[tuple[str, tuple[tuple[float, float] | None, ...]], ...]


def composed() -> bytes:
    """A face with letters of parts: one moved, one turned and made smaller, one whose part is of parts itself."""
    source = data_path("templates", "fonts", FILES[0])
    face = TTFont(BytesIO(Face(source.read_bytes(), source.name).cut(CODES)))
    names = face.getBestCmap()
    parts = {
        "é": [("e", (1, 0, 0, 1, 0, 0)), (",", (1, 0, 0, 1, 180, 640))],
        "Å": [("A", (1, 0, 0, 1, 0, 0)), ("o", (0.5, 0.25, -0.25, 0.5, 210, 700))],
        "ñ": [("é", (0.75, 0, 0, 0.75, 10, 20)), ("n", (1, 0, 0, 1, 300, 0))],
    }
    for letter, placed in parts.items():
        pen = TTGlyphPen(face.getGlyphSet())
        for part, transform in placed:
            pen.addComponent(names[ord(part)], transform)
        face["glyf"][names[ord(letter)]] = pen.glyph()
    # What stands for a letter is drawn only as its part.
    for table in face["cmap"].tables:
        del table.cmap[ord("o")]
    written = BytesIO()
    face.save(written)
    return written.getvalue()


@pytest.fixture(
    scope="module", params=[FILES[0], *(pytest.param(name, marks=pytest.mark.slow) for name in FILES[1:]), "composed"]
)
def pair(request: pytest.FixtureRequest) -> tuple[TTFont, TTFont]:
    """The same face cut by us and by fontTools."""
    name = request.param
    data = composed() if name == "composed" else data_path("templates", "fonts", name).read_bytes()
    ours = Face(data, name).cut(CODES)
    theirs = TTFont(BytesIO(data))
    subsetter = Subsetter(Options(notdef_outline=True, layout_features=[], glyph_names=False, name_IDs=[]))
    subsetter.populate(unicodes=CODES)
    subsetter.subset(theirs)
    written = BytesIO()
    theirs.save(written)
    return TTFont(BytesIO(ours)), TTFont(BytesIO(written.getvalue()))


@pytest.fixture(scope="module")
def drawn(pair: tuple[TTFont, TTFont]) -> tuple[dict[int, Shape], dict[int, Shape]]:
    """What either cut face draws."""
    return shapes(pair[0]), shapes(pair[1])


def shapes(face: TTFont) -> dict[int, Shape]:
    glyphs, found = face.getGlyphSet(), {}
    for code, name in face.getBestCmap().items():
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        outline = tuple((step, tuple(points)) for step, points in pen.value)
        found[code] = Shape(*face["hmtx"][name], outline)
    return found


def differences(ours: dict[int, Shape], theirs: dict[int, Shape]) -> Iterator[str]:
    """Name the characters drawn otherwise. Digits get one width and are moved to its middle, which is ours alone."""
    numbers = {ord(digit) for digit in digits}
    widest = max(theirs[code].advance for code in numbers)
    for code in sorted(ours.keys() | theirs.keys()):
        if code not in ours or code not in theirs:
            yield chr(code)
            continue
        advance, bearing, outline = theirs[code]
        if code in numbers:
            advance, bearing = widest, bearing + (widest - advance) // 2
        if ours[code] != Shape(advance, bearing, moved(outline, bearing - theirs[code].bearing)):
            yield chr(code)


def moved(outline: tuple, by: int) -> tuple:
    """Readers put an outline where its bearing says."""
    return tuple((step, tuple(point and (point[0] + by, point[1]) for point in points)) for step, points in outline)


@pytest.mark.slow
def test_every_code_draws_what_fonttools_draws(drawn: tuple[dict[int, Shape], dict[int, Shape]]) -> None:
    ours, theirs = drawn
    assert len(ours) > 100
    assert 0xE000 not in ours
    assert not list(differences(ours, theirs))


def test_parts_are_renumbered_and_kept(pair: tuple[TTFont, TTFont]) -> None:
    """In the fourth face letters are made of parts, one of which no code draws by itself."""
    ours, theirs = pair
    made_of_parts = [
        {code for code, name in face.getBestCmap().items() if face["glyf"][name].isComposite()} for face in pair
    ]
    assert made_of_parts[0] == made_of_parts[1]
    assert made_of_parts[0] in (set(), {ord(letter) for letter in COMPOSED})
    assert (ord("o") in ours.getBestCmap()) == (ord("o") in theirs.getBestCmap()) == (not made_of_parts[0])


def test_as_many_glyphs_and_the_same_first_one(pair: tuple[TTFont, TTFont]) -> None:
    """No glyph is kept that nothing draws; the first is drawn for what is not there."""
    ours, theirs = pair
    assert len(ours.getGlyphOrder()) == len(theirs.getGlyphOrder())
    first = [face["glyf"][face.getGlyphOrder()[0]].getCoordinates(face["glyf"])[0] for face in pair]
    assert first[0] == first[1]


def test_measures_and_instructions_of_the_face_are_kept(pair: tuple[TTFont, TTFont]) -> None:
    ours, theirs = pair
    for table, entry in (("head", "unitsPerEm"), ("hhea", "ascent"), ("hhea", "descent"), ("hhea", "lineGap")):
        assert getattr(ours[table], entry) == getattr(theirs[table], entry)
    assert {tag for tag in ("cvt ", "fpgm", "prep") if tag in ours} == {
        tag for tag in ("cvt ", "fpgm", "prep") if tag in theirs
    }


@pytest.mark.parametrize("what", ["advance", "bearing", "point", "code"])
def test_a_planted_difference_is_found(drawn: tuple[dict[int, Shape], dict[int, Shape]], what: str) -> None:
    ours, theirs = drawn
    shape = ours[ord("债")]
    step, points = shape.outline[0]
    bent = ((step, ((points[0][0] + 1, points[0][1]),)), *shape.outline[1:])
    planted = {
        "advance": shape._replace(advance=shape.advance + 1),
        "bearing": shape._replace(bearing=shape.bearing - 1),
        "point": shape._replace(outline=bent),
        "code": ours[ord("券")],
    }
    assert list(differences(ours | {ord("债"): planted[what]}, theirs)) == ["债"]

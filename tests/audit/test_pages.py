"""A filed PDF against the one typeset again: whatever the eye or the clipboard gets otherwise is found and placed."""

import random
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from pikepdf import Array, Dictionary, Name, Pdf, String

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.pdf.glyphs import UNKNOWN, Glyphs
from bondcalc.audit.pdf.pages import PdfComparison, compare_pdf
from bondcalc.filings.draw import known
from bondcalc.typeset.pdf_attachments import attachments_of
from bondcalc.typeset.word.docx_controls import NUMBER
from bondcalc.typeset.word.docx_names import key_of
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import controls_of
from tests.audit.filed import START, appended, changed, filing, instruction, rewritten, with_font, with_image, with_note
from tests.audit.word.word_case import word_of
from tests.samples import filed_sample

PAGE = 8


def compared(change: Callable[[Pdf], object], name: str = START, **saving: object) -> list[Difference]:
    made = filing(name)
    return compare_pdf(made.name, changed(made.data, change, **saving), made.data, made.log)


def contents(found: list[Difference]) -> list[Difference]:
    return [one for one in found if one.content]


def font_of(pdf: Pdf, char: str) -> tuple[object, int]:
    """Find a font of the page with tables that can print a character, and the code of it."""
    for font in pdf.pages[PAGE].obj.Resources.Font.values():
        for code, text in Glyphs(font).characters.items():
            if text == char:
                return font, code
    raise AssertionError(char)


@pytest.mark.slow
def test_the_same_bytes_differ_in_nothing() -> None:
    made = filing(START)
    assert compare_pdf(made.name, made.data, made.data, made.log) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", known())
def test_pdf_and_word_file_show_the_same_number_for_an_id(name: str) -> None:
    drawn: dict[str, set[str]] = {}
    for figure in filing(name).log:
        drawn.setdefault(key_of(figure.id), set()).update(NUMBER.findall(figure.text))
    controls = controls_of(open_package("x.docx", word_of("hengyang-park", name)))
    assert {control.key for control in controls} <= drawn.keys()
    assert [(control.key, control.text) for control in controls if drawn[control.key] != {control.text}] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", known())
def test_every_figure_of_the_log_is_found_where_it_was_drawn(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pen is watched while it draws; what it knows is held against what the finished pages give back."""
    from bondcalc.audit.pdf.pages import FreshPage
    from bondcalc.typeset.fonts import FontSet
    from bondcalc.typeset.paging import Pen
    from bondcalc.typeset.pdf import typeset

    drawn: dict[int, int] = {}
    truth: list[tuple[int, int, str]] = []
    string, line = Pen.string, Pen.line

    def counted(self: Pen, text: str, *words: object, **more: object) -> None:
        string(self, text, *words, **more)
        drawn[self.page] = drawn.get(self.page, 0) + bool(text)

    def noted(self: Pen, *words: object, **more: object) -> None:
        before = len(self.log)
        line(self, *words, **more)
        truth.extend((self.page, drawn[self.page] - 1, id_) for _, id_, text, _ in self.log[before:] if text)

    monkeypatch.setattr(Pen, "string", counted)
    monkeypatch.setattr(Pen, "line", noted)
    made = typeset(filed_sample("hengyang-park", name), FontSet.load())
    found = []
    with pikepdf.open(BytesIO(made.data)) as one, pikepdf.open(BytesIO(made.data)) as other:
        sides = PdfComparison(name, one, other, made.log)
        for page in range(1, len(other.pages) + 1):
            at = FreshPage(sides.items(other, page - 1), [figure for figure in made.log if figure.page == page])
            found += [(page, spot.run, spot.id) for spot in at.spots]
            assert all(run.text == run.drawn(sides.names) for run in at.runs)
    assert found == truth
    assert len(found) > 50


Shown = tuple[int, int, Glyphs, str]
"""Page, number of the instruction on it, font, text."""


@cache
def texts(name: str) -> list[tuple[Shown, bool]]:
    """Find the texts of a filing, one instruction each; the truth says whether it is all that is drawn in one go."""
    found: list[tuple[Shown, bool]] = []
    faces: dict[tuple[int, int], Glyphs] = {}
    with pikepdf.open(BytesIO(filing(name).data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            own = page.obj.Resources.Font
            # Pages share their fonts: each is read once.
            faces |= {face.objgen: Glyphs(face) for face in own.values() if face.objgen not in faces}
            fonts, font = {key: faces[face.objgen] for key, face in own.items()}, None
            steps = list(pikepdf.parse_content_stream(page))
            for place, step in enumerate(steps):
                if str(step.operator) == "Tf":
                    font = fonts[str(step.operands[0])]
                elif str(step.operator) == "Tj":
                    text = "".join(char for char, _ in font.read(bytes(step.operands[0])))
                    alone = [str(one.operator) for one in steps[place - 4 : place + 2]] == [
                        "BT",
                        "Tm",
                        "Tf",
                        "TL",
                        "Tj",
                        "ET",
                    ]
                    found.append(((number, place, font, text), alone))
    return found


def redrawn(shown: Shown, new: str) -> Callable[[Pdf], None]:
    """Draw another text in place of one."""
    page, place, font, _ = shown
    codes = {char: code for code, char in font.characters.items()}
    step = instruction("Tj", String(bytes(codes[char] for char in new)))
    return lambda pdf: rewritten(pdf.pages[page - 1], lambda steps: [*steps[:place], step, *steps[place + 1 :]])


@pytest.mark.slow
@pytest.mark.parametrize("name", known())
def test_an_edited_digit_is_named_by_page_line_and_figure(name: str, count: int) -> None:
    """A digit of a figure becomes another, both where it is drawn and where it is copied from."""
    draw, made = random.Random(name), filing(name)
    figures = {(page, text) for page, _, text, _ in made.log if any(char.isdigit() for char in text)}
    places = [shown for shown, alone in texts(name) if alone and (shown[0], shown[3]) in figures]
    assert len(places) > 20
    for _ in range(count):
        shown = draw.choice(places)
        page, _, font, old = shown
        digits = set("0123456789") & set(font.characters.values())
        at = draw.choice([number for number, char in enumerate(old) if char in digits])
        new = old[:at] + draw.choice(sorted(digits - {old[at]})) + old[at + 1 :]
        found = compared(redrawn(shown, new), name)
        assert [(one.sheet, one.filed, one.recomputed, one.cause) for one in found] == [
            (f"第{page}页", new, old, Cause.TEXT)
        ]
        assert (page, found[0].label, old) in {figure[:3] for figure in made.log}
        assert old in found[0].place or found[0].place.endswith("…")


def by_page(drawn: list[tuple[Shown, bool]]) -> dict[int, list[Shown]]:
    pages: dict[int, list[Shown]] = defaultdict(list)
    for shown, _ in drawn:
        pages[shown[0]].append(shown)
    return pages


A_FILING = 3
"""Figures inside sentences that are changed in a filing: each costs a comparison of all its pages."""


@pytest.mark.slow
def test_a_figure_inside_a_sentence_is_named() -> None:
    """Of all filings that write sentences: how many figures stand alone on their page hangs on how pages break.

    The review is left out: its figures have cells of their own beside the sentence.
    """
    tried = 0
    for name in sorted(set(known()) - {"review"}):
        made, drawn, before = filing(name), by_page(texts(name)), tried
        for page, id_, text, _ in made.log:
            if tried == before + A_FILING:
                break
            inside = [shown for shown in drawn[page] if shown[3] != text and text in shown[3]]
            if inside and len(text) > 3 and sum(1 for entry in made.log if entry[0] == page and text in entry[2]) == 1:
                shown, new = inside[0], text.translate({ord("1"): "2", ord("2"): "1", ord("8"): "3", ord("3"): "8"})
                if new != text and set(new) <= set(shown[2].characters.values()):
                    (found,) = compared(redrawn(shown, shown[3].replace(text, new)), name)
                    assert (found.sheet, found.label, found.filed, found.recomputed) == (f"第{page}页", id_, new, text)
                    assert text in found.place
                    tried += 1
    assert tried >= A_FILING + 1


@pytest.mark.slow
def test_text_that_copies_otherwise_than_it_is_drawn_is_found() -> None:
    """The table of copied characters says 9 where 1 is drawn."""

    def change(pdf: Pdf) -> None:
        font, code = font_of(pdf, "1")
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<%02X> <0031>" % code, b"<%02X> <0039>" % code))

    found = compared(change)
    assert {one.cause for one in found} == {Cause.TEXT, Cause.FORM}
    first = next(one for one in found if one.label)
    assert "画出的字形" in first.filed
    assert first.recomputed.replace("1", "9") == first.filed.split("（")[0]


@pytest.mark.slow
def test_text_that_is_drawn_otherwise_than_it_copies_is_found() -> None:
    """Another code is drawn, and the table of copied characters mended so that the clipboard gets the old digit."""

    def change(pdf: Pdf) -> None:
        font, one = font_of(pdf, "1")
        _, nine = font_of(pdf, "9")
        table = font.ToUnicode.read_bytes().replace(b"<%02X> <0039>" % nine, b"<%02X> <0031>" % nine)
        font.ToUnicode.write(table)
        for page in pdf.pages:
            rewritten(
                page,
                lambda steps: [
                    instruction("Tj", String(bytes(step.operands[0]).replace(bytes([one]), bytes([nine]))))
                    if str(step.operator) == "Tj"
                    else step
                    for step in steps
                ],
            )

    # Every page is redrawn; figures stand on those whose tables are set in the font that was found.
    found = [one for one in compared(change) if one.label]
    assert found
    assert any("画出的字形" in one.filed and one.filed.startswith(one.recomputed) for one in found)


def with_swapped_map(pdf: Pdf) -> None:
    """Two codes of a font change places inside its programme, so that 7 is drawn for 1."""
    font, one = font_of(pdf, "1")
    _, other = font_of(pdf, "7")
    data = font.FontDescriptor.FontFile2.read_bytes()
    font.FontDescriptor.FontFile2.write(data.replace(*map_with(data, one, other)))


def map_with(data: bytes, one: int, other: int) -> tuple[bytes, bytes]:
    """Give the character map of a font programme, and the same with two codes exchanged."""
    table = TTFont(BytesIO(data)).reader["cmap"]
    words = [table[place : place + 2] for place in range(0, len(table), 2)]
    start = 11
    words[start + one], words[start + other] = words[start + other], words[start + one]
    return table, b"".join(words)


@pytest.mark.slow
def test_a_font_that_draws_another_digit_is_found() -> None:
    found = contents(compared(with_swapped_map))
    assert any(one.label for one in found)
    for one in found:
        assert one.filed.split("（画出的字形：")[0] == one.recomputed
        assert one.filed.split("（画出的字形：")[1][:-1].translate({ord("7"): "1"}) == one.recomputed.translate(
            {ord("7"): "1"}
        )


def saved_anew(pdf: Pdf, change: Callable[[TTFont], object] = lambda face: None) -> None:
    """Another program writes the font programme."""
    font, _ = font_of(pdf, "1")
    face, out = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes())), BytesIO()
    change(face)
    face.save(out)
    font.FontDescriptor.FontFile2.write(out.getvalue())


def with_program(face: TTFont) -> None:
    """A programme inside the font may move its outlines as it likes."""
    table = face["prep"] = face.get("prep") or newTable("prep")
    table.program = Program()
    table.program.fromBytecode(b"\xb0\x01\x1a")


@pytest.mark.slow
def test_a_font_whose_own_programme_was_changed_cannot_be_checked() -> None:
    """A face is embedded in parts: no character of the changed part can be told, those of the other parts can."""
    with pikepdf.open(BytesIO(filing(START).data)) as pdf:
        own = set(Glyphs(font_of(pdf, "1")[0]).characters.values())
    found = contents(compared(lambda pdf: saved_anew(pdf, with_program)))
    assert any(set(one.recomputed) <= own for one in found)
    for one in found:
        told = "".join(UNKNOWN if char in own else char for char in one.recomputed)
        assert UNKNOWN in told
        said = "字形无法核对" if set(told) == {UNKNOWN} else f"画出的字形：{told}"
        assert one.filed == f"{one.recomputed}（{said}）"


@pytest.mark.slow
def test_a_font_of_another_kind_cannot_pass() -> None:
    def change(pdf: Pdf) -> None:
        font, _ = font_of(pdf, "1")
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([0, Name.a]))

    assert any("字形无法核对" in one.filed for one in compared(change))


def recoded(pdf: Pdf) -> None:
    """Another program embeds the same glyphs under other codes: two codes change places, everywhere."""
    font, one = font_of(pdf, "1")
    _, other = font_of(pdf, "9")
    data = font.FontDescriptor.FontFile2.read_bytes()
    font.FontDescriptor.FontFile2.write(data.replace(*map_with(data, one, other)))
    table = font.ToUnicode.read_bytes()
    table = table.replace(b"<%02X> <0031>" % one, b"#").replace(b"<%02X> <0039>" % other, b"<%02X> <0031>" % other)
    font.ToUnicode.write(table.replace(b"#", b"<%02X> <0039>" % one))
    font.Widths[one], font.Widths[other] = font.Widths[other], font.Widths[one]
    swap = bytes.maketrans(bytes([one, other]), bytes([other, one]))
    name = next(key for key, value in pdf.pages[PAGE].obj.Resources.Font.items() if value.objgen == font.objgen)
    for page in pdf.pages:
        current = ""

        def edit(steps: list) -> list:
            nonlocal current
            done = []
            for step in steps:
                if str(step.operator) == "Tf":
                    current = str(step.operands[0])
                shows = str(step.operator) == "Tj" and current == name
                done.append(instruction("Tj", String(bytes(step.operands[0]).translate(swap))) if shows else step)
            return done

        rewritten(page, edit)


FORM = {
    "uncompressed": (
        lambda pdf: None,
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    ),
    "no object streams": (lambda pdf: None, {"object_stream_mode": pikepdf.ObjectStreamMode.disable}),
    "linearized": (lambda pdf: None, {"linearize": True}),
    "qdf": (lambda pdf: None, {"qdf": True}),
    "content normalised": (lambda pdf: None, {"normalize_content": True}),
    "content spelled anew": (lambda pdf: [rewritten(page, lambda steps: steps) for page in pdf.pages], {}),
    "dates and producer": (
        lambda pdf: pdf.docinfo.update({"/Producer": String("an editor"), "/ModDate": String("D:20260101000000Z")}),
        {},
    ),
    "codes of a font": (recoded, {}),
    "a font saved by another program": (saved_anew, {}),
    "an unused font": (
        lambda pdf: pdf.pages[0].obj.Resources.Font.update(
            {"/F9": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)}
        ),
        {},
    ),
    "opens with bookmarks": (lambda pdf: setattr(pdf.Root, "PageMode", Name.UseOutlines), {}),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", FORM)
def test_what_is_form_only_is_said_to_be(what: str) -> None:
    change, saving = FORM[what]
    found = compared(change, **saving)
    assert found
    assert {one.cause for one in found} == {Cause.FORM}


def hidden_layer(pdf: Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(BaseState=Name.OFF))


def heavier_watermark(pdf: Pdf) -> None:
    mark = pdf.pages[PAGE].obj.Resources.XObject["/FormXob.page-mark"]
    mark.write(mark.read_bytes().replace(b".945 g", b"0 g"))


def wider_digit(pdf: Pdf) -> None:
    """Make the ones of the cover wider: of the font that draws them there."""
    fonts, drawn = pdf.pages[0].obj.Resources.Font, Name("/F1")
    for step in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(step.operator) == "Tf":
            drawn = step.operands[0]
        elif str(step.operator) == "Tj":
            characters = Glyphs(fonts[drawn]).characters
            ones = [code for code in bytes(step.operands[0]) if characters.get(code) == "1"]
            if ones:
                fonts[drawn].Widths[ones[0]] = 20 * int(fonts[drawn].Widths[ones[0]])
                return
    raise AssertionError("1")


def renamed_bookmark(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("一、另一个标题")


def styled(operator: str, *operands: object) -> Callable[[Pdf], object]:
    """Put an instruction after the first BT of the page."""

    def edit(steps: list) -> list:
        at = next(number for number, step in enumerate(steps) if str(step.operator) == "BT")
        return [*steps[: at + 1], instruction(operator, *operands), *steps[at + 1 :]]

    return lambda pdf: rewritten(pdf.pages[PAGE], edit)


SEEN = {
    "white over a figure": (appended(PAGE, b"q 1 g 300 400 80 12 re f Q"), "第9页"),
    "text in another font": (with_font(PAGE, b"BT /Helv 9 Tf 300 400 Td (1.30) Tj ET"), "第9页"),
    "text under the rest": (
        lambda pdf: pdf.pages[PAGE].contents_add(pdf.make_stream(b"BT /Nothing 9 Tf (1.30) Tj ET"), prepend=True),
        "第9页",
    ),
    "an image": (with_image(PAGE), "第9页"),
    "an image in the instructions": (
        appended(PAGE, b"q 80 0 0 12 300 400 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"),
        "第9页",
    ),
    "a note": (with_note(PAGE), "第9页"),
    "invisible text": (styled("Tr", 3), "第9页"),
    "white text": (styled("rg", 1, 1, 1), "第9页"),
    "paper": (lambda pdf: setattr(pdf.pages[PAGE], "MediaBox", Array([0, 0, 400, 400])), "第9页"),
    "cut": (lambda pdf: setattr(pdf.pages[PAGE], "CropBox", Array([0, 0, 400, 400])), "第9页"),
    "turned": (lambda pdf: setattr(pdf.pages[PAGE], "Rotate", 180), "第9页"),
    "scaled": (lambda pdf: setattr(pdf.pages[PAGE].obj, "UserUnit", 2), "第9页"),
    "watermark": (heavier_watermark, "第1页"),
    "width of a digit": (wider_digit, "第1页"),
    "bookmark": (renamed_bookmark, ""),
    "layers": (hidden_layer, ""),
    "script": (
        lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        "",
    ),
    "title": (lambda pdf: pdf.docinfo.update({"/Title": String("另一个项目")}), ""),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", SEEN)
def test_what_the_eye_would_see_is_found_and_placed(what: str) -> None:
    change, sheet = SEEN[what]
    found = contents(compared(change))
    assert found
    assert found[0].sheet == sheet
    assert all(one.place and (one.filed or one.recomputed) for one in found)


@pytest.mark.slow
def test_a_page_taken_out_put_in_or_moved_is_named() -> None:
    def out(pdf: Pdf) -> None:
        del pdf.pages[PAGE]

    with pikepdf.open(BytesIO(filing(START).data)) as pdf:
        pages = len(pdf.pages)
    found = compared(out)
    assert ("", "页数", str(pages - 1), str(pages)) in {
        (one.sheet, one.place, one.filed, one.recomputed) for one in found
    }
    whole = [one for one in found if one.sheet == "第9页"]
    assert [one.place for one in whole] == ["整页缺失"]
    # What else is told are the contents and bookmarks that led to it.
    assert all(
        "/Dest" in one.place and one.recomputed == "第9页" for one in found if one not in whole and one.place != "页数"
    )

    found = compared(lambda pdf: pdf.add_blank_page())
    assert (f"第{pages + 1}页", "整页多出", "空白页") in {(one.sheet, one.place, one.filed) for one in found}

    def swap(pdf: Pdf) -> None:
        first, second = pdf.pages[PAGE], pdf.pages[PAGE + 1]
        del pdf.pages[PAGE]
        pdf.pages.insert(PAGE + 1, first)
        assert pdf.pages[PAGE].obj.objgen == second.obj.objgen

    assert {"第9页", "第10页"} <= {one.sheet for one in contents(compared(swap))}


@pytest.mark.parametrize(("data", "said"), [(b"", "损坏"), (b"%PDF-1.7\nnothing", "损坏"), (b"PK\x03\x04", "损坏")])
def test_a_file_that_is_no_pdf_is_a_difference(data: bytes, said: str) -> None:
    made = filing(START)
    (found,) = compare_pdf(made.name, data, made.data, made.log)
    assert said in found.filed
    assert found.content


def test_an_encrypted_file_is_a_difference_or_form() -> None:
    closed = compared(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert [one.filed for one in closed] == ["加密，无法打开"]
    opened = compared(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert {one.cause for one in opened} == {Cause.FORM}


@pytest.mark.slow
def test_bytes_cut_or_turned_at_random_never_raise_and_never_pass_as_the_same(count: int) -> None:
    made, draw = filing("disclosure"), random.Random(7)
    for _ in range(2 * count):
        data = bytearray(made.data)
        if draw.random() < 0.3:
            data = data[: draw.randrange(len(data))]
        else:
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        assert compare_pdf(made.name, bytes(data), made.data, made.log)


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: setattr(pdf.pages[0], "Annots", 7),
        lambda pdf: setattr(pdf.pages[0].obj, "Resources", Array([1])),
        lambda pdf: setattr(pdf.pages[0].obj, "Contents", Name.X),
        lambda pdf: setattr(pdf.Root, "Names", String("x")),
        lambda pdf: pdf.pages[0].obj.Resources.update({"/Font": 3}),
        lambda pdf: setattr(pdf.pages[0], "MediaBox", Array([Name.a])),
    ],
)
def test_objects_of_the_wrong_kind_are_differences(change: Callable[[Pdf], object]) -> None:
    assert contents(compared(change))


def test_deep_and_circular_objects_end() -> None:
    def deep(pdf: Pdf) -> None:
        inner = pdf.make_indirect(Array())
        first = inner
        for _ in range(3000):
            outer = pdf.make_indirect(Array([inner]))
            inner = outer
        first.append(inner)
        pdf.Root.Outlines.First.Title = inner

    assert contents(compared(deep))


def test_figures_on_one_line_stay_in_order() -> None:
    made = filing(START)
    places = [page for page, *_ in made.log]
    assert all(one <= other for one, other in pairwise(places))


def attachment_of(pdf: Pdf) -> Any:
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def other_spec(pdf: Pdf) -> Any:
    """Another file under the name of ours."""
    stream = pdf.make_stream(b"[project]\n", Type=Name.EmbeddedFile)
    return pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F="project.toml", UF="project.toml", EF=Dictionary(F=stream, UF=stream))
    )


def two_contents(pdf: Pdf) -> None:
    attachment_of(pdf).EF.F = pdf.make_stream(b"[project]\n", Type=Name.EmbeddedFile)


def one_name_twice(pdf: Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    pdf.Root.Names.EmbeddedFiles.Names = Array([names[0], other_spec(pdf), *names])


def two_names(pdf: Pdf) -> None:
    attachment_of(pdf).UF = String("evil.xlsx")


def outside_the_tree(pdf: Pdf) -> None:
    pdf.Root.AF = Array([*pdf.Root.AF, other_spec(pdf)])


@pytest.mark.parametrize("change", [two_contents, one_name_twice, two_names, outside_the_tree])
def test_an_attachment_that_readers_may_take_for_another_is_refused(change: Callable[[Pdf], object]) -> None:
    with pytest.raises(ValueError, match="attachment"):
        attachments_of(changed(filing(START).data, change))


def other_program(pdf: Pdf) -> None:
    """A second font program beside ours: another face's."""
    fonts = list(pdf.pages[PAGE].obj.Resources.Font.values())
    for font in fonts:
        font.FontDescriptor.FontFile = fonts[0].FontDescriptor.FontFile2


def default_space(pdf: Pdf) -> None:
    """Black becomes white: what a page draws in grey is drawn in a space of its own."""
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 1, 1], N=1)
    space = Array([Name.Separation, Name("/White"), Name.DeviceRGB, function])
    pdf.pages[PAGE].obj.Resources.ColorSpace = Dictionary(DefaultGray=space, DefaultRGB=space)


def default_space_in_a_form(pdf: Pdf) -> None:
    for page in pdf.pages:
        for thing in page.obj.Resources.get("/XObject", {}).values():
            if thing.get("/Subtype") == "/Form":
                space = Array([Name.CalGray, Dictionary(WhitePoint=[1, 1, 1])])
                thing.Resources.ColorSpace = Dictionary(DefaultGray=space)
                return
    raise AssertionError


@pytest.mark.slow
@pytest.mark.parametrize("change", [other_program, default_space, default_space_in_a_form])
def test_what_draws_the_same_instructions_otherwise_is_found(change: Callable[[Pdf], object]) -> None:
    assert contents(compared(change))

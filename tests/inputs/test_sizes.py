"""Every limit by its name: files made a little larger than it, with the limit lowered, are refused by all readers alike."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.inputs import bounds
from bondcalc.inputs.bounds import Bound
from bondcalc.inputs.files.toml_keys import longest_key
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import FileError, ProjectError
from bondcalc.wording.messages import set_language
from tests import hostile_sizes
from tests.commands import bondcalc
from tests.hostile_sizes import CASES, Made
from tests.parted import compute

Read = Callable[[str, bytes], object]
REFUSED: list[tuple[str, Bound, int, int]] = [
    ("empty texts", bounds.MARKS_HELD, 30_000, 40_000),
    ("texts", bounds.MARKS_HELD, 30_000, 20_000),
    ("cell styles", bounds.STYLES, 1_000, 1_100),
    ("fonts", bounds.STYLES, 1_000, 1_100),
    ("column formats", bounds.COLUMN_WIDTHS, 163_840, 11),
    ("column formats turned round", bounds.COLUMN_WIDTHS, 163_840, 11),
    ("nested", bounds.DEPTH, 100, 101),
    ("blank cells", bounds.MARKS_READ, 40_000, 60_000),
    ("long tag", bounds.STRETCH, 100_000, 200_000),
    ("nested texts", bounds.MARKS_HELD, 30_000, 40_000),
    ("attributes", bounds.NAMES_READ, 60_000, 70_000),
    ("merged", bounds.MERGED, 200, 300),
    ("cells", bounds.FILLED, 10_000, 20_000),
    ("long text", bounds.STRETCH, 300_000, 400_000),
    ("texts", bounds.SIGNS_HELD, 300_000, 20_000),
    ("sheets", bounds.SHEETS, 100, 101),
    ("empty tables", bounds.ROWS, 20, 21),
    ("dotted key", bounds.KEY_PARTS, 16, 16),
    ("dotted key in quotes", bounds.KEY_PARTS, 16, 16),
    ("unknown keys", bounds.KEYS_UNKNOWN, 50, 51),
    ("unknown years", bounds.TOML, 3_000, 1_000),
    ("bonds 500", bounds.LINES, 600, 30),
    ("revenue 2000", bounds.FIGURES, 4_000, 60),
    ("revenue 12000", bounds.ROWS, 50, 51),
]
"""File, the limit it passes, what the limit is lowered to, how many there are."""
ONLY_INPUT = {"merged"}
"""What an audit reads another way."""


def lowered(monkeypatch: pytest.MonkeyPatch, bound: Bound, most: int) -> None:
    monkeypatch.setitem(vars(bound), "most", most)


def readers(made: Made, case: str) -> list[Read]:
    whole: Read = lambda name, data: compute(read_bytes(name, data))  # noqa: E731
    return [whole, read_cells] if made[0].endswith(".xlsx") and case not in ONLY_INPUT else [whole]


@pytest.mark.parametrize(
    ("case", "bound", "most", "count"), REFUSED, ids=[f"{case}, {bound.en}" for case, bound, _, _ in REFUSED]
)
def test_what_passes_a_limit_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, case: str, bound: Bound, most: int, count: int
) -> None:
    made = CASES[case][0](count)
    lowered(monkeypatch, bound, most)
    for read in readers(made, case):
        with pytest.raises(FileError) as caught:
            read(*made)
        text = str(caught.value)
        assert bound.zh in text
        assert f"{most:,}" in text
        assert text.count("。") == 1


def test_every_limit_that_is_counted_here_is_one_of_the_list() -> None:
    """A limit nobody tries may hold nothing: those of size and place are tried in test_hostile, test_reader, test_odd_places, test_project_list."""
    tried = {id(bound) for _, bound, _, _ in REFUSED}
    stated = {name: one for name, one in vars(bounds).items() if isinstance(one, Bound)}
    elsewhere = {"FILE", "UNPACKED", "PARTS", "LAST_ROW", "CELLS", "PROBLEMS", "PROBLEMS_SHOWN", "LISTED"}
    assert {name for name, one in stated.items() if id(one) not in tried} == elsewhere
    assert all(one.zh and one.en and one.most > 0 for one in stated.values())


def test_parts_and_cells_have_their_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    made = CASES["blank cells"][0](40_000)
    lowered(monkeypatch, bounds.PARTS, 3)
    for read in (read_bytes, read_cells):
        with pytest.raises(FileError, match=bounds.PARTS.zh):
            read(*made)
    monkeypatch.undo()
    lowered(monkeypatch, bounds.CELLS, 30_000)
    with pytest.raises(FileError, match="超过"):
        read_bytes(*made)


def test_what_is_found_while_reading_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    years = CASES["unknown years"][0](60)[1]
    lowered(monkeypatch, bounds.PROBLEMS, 100)
    with pytest.raises(FileError, match=bounds.PROBLEMS.zh):
        read_bytes("project.toml", b"".join(years.replace(b'"a"', b'"a%d"' % at) for at in range(3)))


def test_a_remark_without_end_before_the_root_is_refused() -> None:
    made = CASES["long remark"][0](2_000_000)
    for read in (read_bytes, read_cells):
        with pytest.raises(FileError, match="损坏"):
            read(*made)


def test_limits_speak_english(monkeypatch: pytest.MonkeyPatch) -> None:
    lowered(monkeypatch, bounds.ROWS, 20)
    set_language("en")
    try:
        with pytest.raises(FileError, match="over the limit of 20 rows"):
            read_bytes(*CASES["empty tables"][0](21))
    finally:
        set_language("zh")


@pytest.mark.parametrize("count", [40, 400])
def test_a_wide_sheet_has_one_problem_a_column(count: int) -> None:
    """Columns that hold figures under names like years are told one by one, however many there are."""
    with pytest.raises(ProjectError) as caught:
        read_bytes(*CASES["columns"][0](count))
    assert len(caught.value.problems) == count


def test_a_few_hundred_problems_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    source = tmp_path / "project.toml"
    source.write_text("[[bonds]]\n" * 200, encoding="utf-8")
    done = bondcalc("check", source)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == bounds.PROBLEMS_SHOWN.most + 2
    total = int("".join(sign for sign in lines[-1].partition("处")[0] if sign.isdigit()))
    assert lines[-2] == f"还有{total - bounds.PROBLEMS_SHOWN.most}处"
    assert bondcalc("check", source, "--lang", "en").stderr.splitlines()[-2] == f"and {total - 300} more"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a = 1", 1),
        ("a.b.c = 1", 3),
        ("[a . b]", 2),
        ('a."b.c.d".e = 1', 3),
        ('a = "1.2.3.4.5.6"', 1),
        ("a = '1.2.3.4'  # x.y.z.u.v", 1),
        ('a = """\n1.2.3\n"quoted" 4.5.6.7\n"""', 1),
        ("a = '''it's 1.2.3.4'''\nb.c = 1", 2),
        ('a = "say \\"1.2.3.4.5\\""', 1),
        ("a = 3.5", 2),
        ('a = """never closed 1.2.3.4', 1),
        ('a = "never closed\nb.c.d = 1', 3),
    ],
)
def test_only_dots_of_keys_are_counted(text: str, parts: int) -> None:
    assert longest_key(text) == parts


TYPE = "<!DOCTYPE x>"
ENCODED = {
    "utf-8": "utf-8",
    "utf-8 with mark": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "iso-8859-1": "iso-8859-1",
    "cp037": "cp037",
}
PARTS = [
    hostile_sizes.BONDS,
    hostile_sizes.TEXTS,
    hostile_sizes.STYLES,
    hostile_sizes.BOOK,
    "xl/theme/theme1.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
    "[Content_Types].xml",
    "docProps/core.xml",
]


@pytest.mark.parametrize("part", PARTS)
def test_a_document_type_is_refused_in_any_part(part: str) -> None:
    made = hostile_sizes.changed(part, lambda xml: xml.replace(b"?>", b"?>" + TYPE.encode(), 1))
    for read in (read_bytes, read_cells):
        with pytest.raises(FileError, match="实体声明"):
            read(*made)


@pytest.mark.parametrize("code", list(ENCODED))
def test_a_document_type_is_refused_in_any_encoding(code: str) -> None:
    """Also after remarks that put it far down, and where its letters are no ASCII."""

    def declared(xml: bytes) -> bytes:
        body = xml.decode().partition("?>")[2]
        filler = "<!-- far down -->" * 10
        text = f'<?xml version="1.0" encoding="{code.split(maxsplit=1)[0]}"?>{filler}{TYPE}{body}'
        return (
            text.encode(ENCODED[code] if code != "cp037" else "utf-8", "replace") if code != "cp037" else _ebcdic(text)
        )

    made = hostile_sizes.changed(hostile_sizes.BONDS, declared)
    for read in (read_bytes, read_cells):
        with pytest.raises(FileError, match=r"实体声明|损坏"):
            read(*made)


def _ebcdic(text: str) -> bytes:
    """The first line as parsers find it, the rest in the encoding it names."""
    head, sign, rest = text.partition("?>")
    return (head + sign).encode() + rest.encode("cp037", "replace")

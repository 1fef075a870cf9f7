"""The bytes of a workbook changed as people and programs change them: answers taken out, a cell typed over.

It needs no library of spreadsheets, so that tests on a computer without one can use it.
"""

import io
import re
import zipfile
from collections.abc import Callable

from tests.raw_cells import sheet_names

Spot = tuple[str, str]
"""Sheet and cell."""
ANSWER = re.compile(rb"(<c [^>]*>)(<f>[^<]*</f>)<v>[^<]*</v>")
PRINT_TITLES = re.compile(rb'<definedName name="_xlnm.Print_Titles".*?</definedName>')


def without_answers(workbook: bytes, answer: bytes = b"") -> tuple[bytes, int]:
    """Take every stored answer of a formula out, or put the same wrong one everywhere; tells how many there were."""
    count = 0

    def emptied(found: re.Match[bytes]) -> bytes:
        nonlocal count
        count += 1
        opening = found[1].replace(b' t="str"', b"").replace(b' t="b"', b"")
        return opening + found[2] + (b"<v>" + answer + b"</v>" if answer else b"")

    return _sheets(workbook, lambda _, data: ANSWER.sub(emptied, data)), count


def without_print_titles(workbook: bytes, kept: int = 0) -> bytes:
    """Take out what is repeated on every sheet of paper: LibreOffice spends most of its loading time on them, and no figure rests on them.

    Those of the first sheets are `kept`.
    """

    def untitled(book: bytes) -> bytes:
        rest = [title.end() for title in PRINT_TITLES.finditer(book)][kept - 1] if kept else 0
        return book[:rest] + PRINT_TITLES.sub(b"", book[rest:])

    return _parts(workbook, lambda name, data: untitled(data) if name == "xl/workbook.xml" else data)


def patched(workbook: bytes, spot: Spot, formula: str) -> bytes:
    """Put another formula into one cell and leave its stored answer."""
    number = sheet_names(workbook).index(spot[0]) + 1
    cell = re.compile(rf'(<c r="{spot[1]}"[^>]*><f>)[^<]*(</f>)'.encode())
    text = formula.removeprefix("=").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()

    def changed(name: str, data: bytes) -> bytes:
        if name != f"xl/worksheets/sheet{number}.xml":
            return data
        data, times = cell.subn(lambda found: found[1] + text + found[2], data)
        assert times == 1, spot
        return data

    return _sheets(workbook, changed)


def typed_in(workbook: bytes, values: dict[Spot, float]) -> bytes:
    """Type figures into cells that hold a figure or are blank, as a person does, and leave every other byte of the sheets."""
    parts = {f"xl/worksheets/sheet{number}.xml": title for number, title in enumerate(sheet_names(workbook), 1)}

    def changed(name: str, data: bytes) -> bytes:
        for (_, place), value in (item for item in values.items() if item[0][0] == parts[name]):
            cell = re.compile(rf'<c r="{place}"( s="\d+")?(?:/>|><v>[^<]*</v></c>)'.encode())
            number = f"><v>{value!r}</v></c>".encode()
            data, times = cell.subn(
                lambda found, place=place, number=number: f'<c r="{place}"'.encode() + (found[1] or b"") + number, data
            )
            assert times == 1, (parts[name], place)
        return data

    return _sheets(workbook, changed)


def _sheets(workbook: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    return _parts(workbook, lambda name, data: change(name, data) if name.startswith("xl/worksheets/sheet") else data)


def _parts(workbook: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            made.writestr(entry, change(entry.filename, given.read(entry)))
    return buffer.getvalue()

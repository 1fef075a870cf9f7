"""Single changes to a workbook, made on its XML: nothing here knows how the program writes one."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(.*?)</c>', re.DOTALL)
FORMULA = re.compile(r"<f[^>]*>(.*?)</f>", re.DOTALL)
ADDRESS = re.compile(r"(?<![A-Za-z!'\w])(\$?[A-Z]{1,2}\$?)(\d+)(?![\w(!])")


@dataclass(frozen=True)
class Change:
    """What was done to a file: `sheet`, `places` any of which must be named, and the cause that must be given."""

    what: str
    data: bytes
    sheet: str
    places: tuple[str, ...]
    causes: tuple[str, ...]


class Parts:
    """The parts of a workbook, by name."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            self.names = opened.namelist()
            self.texts = {name: opened.read(name) for name in self.names}

    def with_part(self, name: str, text: str) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in self.names:
                packed.writestr(part, text.encode() if part == name else self.texts[part])
        return buffer.getvalue()

    def sheets(self) -> dict[str, str]:
        """Titles and the parts they stand in."""
        targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="([^"]+)"', self.text("xl/_rels/workbook.xml.rels")))
        targets |= {
            id_: target
            for target, id_ in re.findall(r'Target="([^"]+)"[^>]*Id="(\w+)"', self.text("xl/_rels/workbook.xml.rels"))
        }
        return {
            title: f"xl/{targets[id_]}"
            for title, id_ in re.findall(r'<sheet name="([^"]+)"[^>]*r:id="(\w+)"', self.text("xl/workbook.xml"))
        }

    def text(self, name: str) -> str:
        return self.texts[name].decode()

    def cell_of(self, name: str) -> str:
        """Where a defined name points: the address on its sheet, so that no test knows a row by heart."""
        found = re.search(rf"<definedName name=\"{name}\">[^<]*\$([A-Z]+)\$(\d+)<", self.text("xl/workbook.xml"))
        assert found, name
        return found[1] + found[2]

    def cell_beside(self, sheet: str, label: str) -> str:
        """The cell to the right of a label in the first column of a form."""
        number = re.findall(r"<si>(.*?)</si>", self.text("xl/sharedStrings.xml"), re.DOTALL)
        place = next(index for index, text in enumerate(number) if f">{label}</t>" in text)
        found = re.search(rf'<c r="A(\d+)"[^>]*t="s"[^>]*><v>{place}</v>', self.text(self.sheets()[sheet]))
        assert found, label
        return f"B{found[1]}"


def cells(text: str, *, formulas: bool) -> list[re.Match[str]]:
    """Cells of a sheet with a formula, or those with a plain number."""
    kept = []
    for found in CELL.finditer(text):
        if found[0].count("<c ") > 1:
            found = CELL.search(text, found.start() + found[0].rindex("<c "))  # noqa: PLW2901 - blank cells close themselves
        if found is None:
            continue
        formula = "<f" in found[3]
        if formula == formulas and (formulas or ('t="' not in found[2] and "<v>" in found[3])):
            kept.append(found)
    return kept


def pick(parts: Parts, draw: random.Random, titles: list[str], *, formulas: bool) -> tuple[str, str, re.Match[str]]:
    """A cell drawn from all cells of some sheets: title, part and where it stands."""
    sheets = parts.sheets()
    sizes = [parts.text(sheets[title]).count("<f>" if formulas else "<v>") for title in titles]
    while True:
        title = draw.choices(titles, sizes)[0]
        found = cells(parts.text(sheets[title]), formulas=formulas)
        if found:
            return title, sheets[title], draw.choice(found)


def replaced(parts: Parts, part: str, cell: re.Match[str], inner: str, attributes: str | None = None) -> bytes:
    text = parts.text(part)
    kept = cell[2] if attributes is None else attributes
    return parts.with_part(part, f'{text[: cell.start()]}<c r="{cell[1]}"{kept}>{inner}</c>{text[cell.end() :]}')


def value_of(cell: re.Match[str]) -> str:
    found = re.search(r"<v>(.*?)</v>", cell[3])
    return found[1] if found else ""


def moved(text: str, draw: random.Random) -> str:
    """Another number: a cent more, a tenth more, another sign, a digit changed."""
    try:
        number = float(text)
    except ValueError:
        return "1.23"
    new = draw.choice([number + 0.01, round(number * 1.1 + 1, 2), -number - 1, number + 100])
    return repr(round(new, 6))


def typed(data: bytes, draw: random.Random) -> Change:
    """A value typed over a formula, sometimes the very value the formula gives."""
    parts = Parts(data)
    title, part, cell = pick(parts, draw, list(parts.sheets()), formulas=True)
    value = value_of(cell)
    value = value if draw.random() < 0.2 and re.fullmatch(r"[-\d.eE]+", value) else moved(value, draw)
    attributes = re.sub(r' t="\w+"', "", cell[2])
    return Change("typed", replaced(parts, part, cell, f"<v>{value}</v>", attributes), title, (cell[1],), ("typed",))


def formula(data: bytes, draw: random.Random) -> Change:
    """A formula changed: a term added, a factor put before it, a reference moved by a row; its value kept."""
    parts = Parts(data)
    title, part, cell = pick(parts, draw, list(parts.sheets()), formulas=True)
    found = FORMULA.search(cell[3])
    assert found
    texts = [f"{found[1]}+0.01", f"1.01*({found[1]})", f"MAX({found[1]},0)"]
    if ADDRESS.search(found[1]):
        texts.append(ADDRESS.sub(lambda address: f"{address[1]}{int(address[2]) + 1}", found[1], count=1))
    inner = cell[3].replace(found[0], f"<f>{draw.choice(texts)}</f>")
    if draw.random() < 0.5 and 't="' not in cell[2]:
        inner = re.sub(r"<v>(.*?)</v>", lambda old: f"<v>{moved(old[1], draw)}</v>", inner)
    return Change("formula", replaced(parts, part, cell, inner), title, (cell[1],), ("formula",))


def stored(data: bytes, draw: random.Random) -> Change:
    """The stored value of a formula changed, the formula kept."""
    parts = Parts(data)
    while True:
        title, part, cell = pick(parts, draw, list(parts.sheets()), formulas=True)
        if 't="' not in cell[2]:
            break
    inner = re.sub(r"<v>(.*?)</v>", lambda old: f"<v>{moved(old[1], draw)}</v>", cell[3])
    return Change("stored", replaced(parts, part, cell, inner), title, (cell[1],), ("value", "rounding"))


def inputs(titles: list[str]) -> Callable[[bytes, random.Random], Change]:
    """A figure of an input sheet changed, or one typed where none stood."""

    def change(data: bytes, draw: random.Random) -> Change:
        parts = Parts(data)
        title, part, cell = pick(parts, draw, titles, formulas=False)
        new = f"<v>{moved(value_of(cell), draw)}</v>"
        return Change("input", replaced(parts, part, cell, new), title, (cell[1],), ("input",))

    return change


def hidden(data: bytes, draw: random.Random) -> Change:
    """A row, a column or a whole sheet hidden."""
    parts = Parts(data)
    title, part = draw.choice(list(parts.sheets().items())[1:])
    text, kind = parts.text(part), draw.choice(["row", "row", "row", "column", "sheet"])
    rows, columns = list(re.finditer(r'<row r="(\d+)"', text)), list(re.finditer(r'<col min="(\d+)" max="(\d+)"', text))
    if kind == "row" and rows:
        row = draw.choice(rows)
        changed = f'{text[: row.end()]} hidden="1"{text[row.end() :]}'
        return Change("hidden", parts.with_part(part, changed), title, (f"{row[1]}:{row[1]}",), ("hidden",))
    if kind == "column" and columns:
        column = draw.choice(columns)
        changed = f'{text[: column.end()]} hidden="1"{text[column.end() :]}'
        places = (f"{letters(int(column[1]))}:{letters(int(column[2]))}",)
        return Change("hidden", parts.with_part(part, changed), title, places, ("hidden",))
    book = parts.text("xl/workbook.xml").replace(
        f'<sheet name="{title}"', f'<sheet name="{title}" state="{draw.choice(["hidden", "veryHidden"])}"'
    )
    return Change("hidden", parts.with_part("xl/workbook.xml", book), title, (title,), ("hidden",))


def letters(column: int) -> str:
    return letters((column - 1) // 26) + chr(65 + (column - 1) % 26) if column else ""


def swapped(data: bytes, draw: random.Random) -> Change:
    """Two sheets change places, or the names over what they hold; or one goes missing, or a stranger comes in."""
    parts = Parts(data)
    book = parts.text("xl/workbook.xml")
    entries = re.findall(r"<sheet [^>]*/>", book)
    one, other = draw.sample(entries, 2)
    names = [re.search(r'name="([^"]+)"', entry)[1] for entry in (one, other)]  # type: ignore[index]
    kind = draw.choice(["order", "contents", "renamed"])
    if kind == "order":
        changed = book.replace(one, "\0").replace(other, one).replace("\0", other)
    elif kind == "contents":
        ids = [re.search(r'r:id="(\w+)"', entry)[1] for entry in (one, other)]  # type: ignore[index]
        changed = book.replace(one, one.replace(f'"{ids[0]}"', f'"{ids[1]}"')).replace(
            other, other.replace(f'"{ids[1]}"', f'"{ids[0]}"')
        )
    else:
        changed = book.replace(f'name="{names[0]}"', f'name="{names[0]}2"')
        names = [names[0], f"{names[0]}2"]
    return Change(f"swapped {kind}", parts.with_part("xl/workbook.xml", changed), "", tuple(names), ("sheets",))

"""Single changes to a filing PDF and to a manifest."""

import io
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from tests.audit.workbooks import Change, formula, inputs, typed

DIGITS = "0123456789"


def digit(data: bytes, draw: random.Random) -> Change:
    """One printed digit becomes another: its glyph in the content stream, nothing else."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        while True:
            number = draw.randrange(len(pdf.pages))
            page = pdf.pages[number]
            found = list(printed_digits(page))
            if found:
                break
        instructions, place, at, codes = draw.choice(found)
        operands, operator = instructions[place]
        text = bytearray(bytes(operands[0]))
        old = text[at]
        text[at] = draw.choice([code for code in codes if code != old])
        instructions[place] = ([pikepdf.String(bytes(text))], operator)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        return Change("digit", saved(pdf), f"第{number + 1}页", (), ("text",))


def printed_digits(page: Any) -> Iterator[tuple[list[Any], int, int, list[int]]]:
    """Digits a page shows: instructions, which of them, which byte of its text, and the codes of digits in that font."""
    instructions = [(list(one.operands), one.operator) for one in pikepdf.parse_content_stream(page)]
    fonts = {name: digit_codes(font) for name, font in page.resources.Font.items()}
    codes: list[int] = []
    for place, (operands, operator) in enumerate(instructions):
        if str(operator) == "Tf":
            codes = fonts.get(str(operands[0]), [])
        elif str(operator) == "Tj" and len(codes) > 1:
            for at, code in enumerate(bytes(operands[0])):
                if code in codes:
                    yield instructions, place, at, codes


def digit_codes(font: Any) -> list[int]:
    """Codes that a font's table of characters calls digits."""
    if "/ToUnicode" not in font:
        return []
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9A-Fa-f]{2})>\s*<(00[0-9A-Fa-f]{2})>", table)
    pairs += [
        (f"{int(first, 16) + step:02x}", f"{int(target, 16) + step:04x}")
        for first, last, target in re.findall(r"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>", table)
        for step in range(int(last, 16) - int(first, 16) + 1)
    ]
    return sorted({int(code, 16) for code, target in pairs if chr(int(target, 16)) in DIGITS})


def saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def attachment(data: bytes, draw: random.Random, others: dict[str, bytes]) -> Change:
    """An attached file replaced by one of another project or by one changed in one place, cut short, or taken out."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        name = draw.choice(sorted(pdf.attachments))
        held = pdf.attachments[name].get_file().read_bytes()
        kind, causes, places = draw.choice(["other", "changed", "cut", "gone"]), ("attachment",), (name,)
        if kind == "gone":
            del pdf.attachments[name]
            pdf.Root.AF = pikepdf.Array([spec for spec in pdf.Root.AF if str(spec.UF) != name])
        elif kind == "changed":
            change = changed(name, held, draw)
            pdf.attachments[name].obj.EF.F.write(change.data)
            if name == "manifest.json":
                causes, places = change.causes, change.places
        else:
            pdf.attachments[name].obj.EF.F.write(others[name] if kind == "other" else held[: len(held) // 2])
        return Change(f"attachment {kind} {name}", saved(pdf), "", places, causes)


def changed(name: str, held: bytes, draw: random.Random) -> Change:
    """A small change inside an attached file."""
    if name == "manifest.json":
        return manifest(held, draw)
    return formula(held, draw) if name == "schedules.xlsx" else inputs(["投资估算"])(held, draw)


def manifest(data: bytes, draw: random.Random) -> Change:
    """One entry of the manifest says something else."""
    stated = json.loads(data)
    path, holder, key = draw.choice(list(entries(stated, "")))
    old = holder[key]
    holder[key] = (
        (f"{old}1" if isinstance(old, str) else True if old is None else "x") if draw.random() < 0.5 else turned(old)
    )
    text = json.dumps(stated, ensure_ascii=False, indent=1) + "\n"
    return Change("manifest", text.encode(), "", (path,), ("manifest",))


def turned(old: Any) -> Any:
    """A text of the same kind: digits and letters moved on by one."""
    if not isinstance(old, str) or not old:
        return "1.2345"
    return old[:-1] + (chr(ord(old[-1]) + 1) if old[-1] not in "9zf" else "0")


def entries(value: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Every single entry: its path as an audit names it, what holds it, its key there."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(value, dict):
            name = f"{path}.{key}" if path else key
        else:
            name = f"{path}[{inner['rule']}]" if isinstance(inner, dict) else path
        if isinstance(inner, dict | list) and inner:
            yield from entries(inner, name)
        else:
            yield name, value, key


def overtyped(workbook: Path) -> Change:
    """Type a value over a formula of a workbook on disk."""
    change = typed(workbook.read_bytes(), random.Random(1))
    workbook.write_bytes(change.data)
    return change

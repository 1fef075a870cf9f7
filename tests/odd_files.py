"""Files with huge counts of something, and files that are odd as files: for the fuzz (tests/fuzz.py)."""

import random
import re
from collections.abc import Callable

Parts = dict[str, bytes]
Text = str
_BLOCK = re.compile(r"\[\[\w+\]\]\n(?:(?!\[).*\n)*")
_ELEMENT = re.compile(rb"<(\w+)\b[^<>]*/>|<(\w+)\b[^<>]*>[^<>]*</\2>")
_ROW = re.compile(rb"<row\b.*?</row>", re.DOTALL)


def many_lines(draw: random.Random, text: Text) -> bytes:
    """Repeat a table, a line, a key or a value of a TOML file very often."""
    count = int(10 ** draw.uniform(1, 4.5))
    kind = draw.randrange(5)
    if kind == 0:
        blocks = list(_BLOCK.finditer(text))
        one = draw.choice(blocks)[0]
        given = re.findall(r'^id = "(.*)"', one, re.MULTILINE)
        size = min(count, 3000)
        made = [
            re.sub(r'^id = ".*"', f'id = "{given[0]}{at}"', one, flags=re.MULTILINE) if given else one
            for at in range(size)
        ]
        return (text + "\n" + "".join(made)).encode()
    if kind == 1:
        return (
            text + draw.choice(("[[bonds]]\n", "[[land]]\n", "[x{}]\n", "y{} = 1\n", "[[costs]]\nby_year = {{}}\n"))
        ).replace("{}", "0").encode() + b"".join(b"[[bonds]]\n" for _ in range(count))
    if kind == 2:
        dots = draw.choice(("a.", '"a".', "'a' . ", "a .\t"))
        return (dots * count + "a = 1\n" + text).encode()
    if kind == 3:
        return (text + f"\nx = {draw.choice(('[', '{a=', '[[', '[1,')) * count}").encode()
    years = ", ".join(f"{1000 + at} = 1" for at in range(count))
    return re.sub(r"by_year = \{[^}]*\}", lambda _: f"by_year = {{ {years} }}", text, count=1).encode()


def many_elements(draw: random.Random, parts: Parts) -> Parts:
    """Repeat an element or a row of a part, nest it, or give it attributes, very often."""
    parts, count = dict(parts), int(10 ** draw.uniform(1, 4.5))
    name = draw.choice([part for part in parts if part.endswith((".xml", ".rels"))])
    data, kind = parts[name], draw.randrange(4)
    found = list((_ROW if kind == 0 else _ELEMENT).finditer(data)) or list(_ELEMENT.finditer(data))
    if not found:
        return parts
    one = draw.choice(found)
    if kind == 1:
        tag = (one[1] or one[2] if one.re is _ELEMENT else b"row") or b"x"
        made = (b"<" + tag + b">") * count + (b"</" + tag + b">") * count
    elif kind == 2:
        made = b"<x " + b" ".join(b'a%d="1"' % at for at in range(count)) + b"/>"
    else:
        # A part stays within what a file may unpack to.
        made = one[0] * min(count, 20_000_000 // len(one[0]))
    parts[name] = data[: one.end()] + made + data[one.end() :]
    return parts


def odd_text(draw: random.Random, text: Text) -> bytes:
    """Save a TOML file as no editor should: other encodings, ends of lines, signs that are no text."""
    kind = draw.randrange(7)
    if kind == 0:
        return text.encode(
            draw.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "gbk", "gb18030", "utf-7", "big5")), "replace"
        )
    if kind == 1:
        return text.replace("\n", draw.choice(("\r", "\r\n", "\n\r", "\u2028", "\x0b", "\x85"))).encode()
    place = draw.randrange(len(text))
    if kind == 2:
        sign = draw.choice(("\x00", "\ufeff", "\u202e", "\ufffe", "\x1b", "\u3000", "\U000e0041", "\u0301" * 500))
        return (text[:place] + sign * draw.randint(1, 50) + text[place:]).encode()
    if kind == 3:
        return (text[:place] + "\ud800" + text[place:]).encode("utf-8", "surrogatepass")
    if kind == 4:
        return text.encode()[: draw.randrange(200)]
    if kind == 5:
        head = draw.choice(
            (b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b", b"MZ", b"{\\rtf1")
        )
        return head + text.encode()
    return draw.choice((b"", b"\n", b" ", b"\xef\xbb\xbf", b"#", b"=", b"[", b"\xff" * 1000))


def odd_parts(draw: random.Random, parts: Parts) -> Parts:
    """Give a part another encoding, prolog, place or name, exchange two, or leave one empty."""
    parts = dict(parts)
    name = draw.choice(list(parts))
    data = parts[name]
    found = draw.choice(_ODD)(draw, data)
    kind = draw.random()
    if kind < 0.15:
        other = draw.choice(list(parts))
        parts[name], parts[other] = parts[other], data
    elif kind < 0.3:
        del parts[name]
        parts[
            draw.choice(
                (name.upper(), name.replace("/", "\\"), "/" + name, "../" + name, name + " ", "xl/" + name, "名" * 60)
            )
        ] = data
    else:
        parts[name] = found
    return parts


def _declared(draw: random.Random, data: bytes) -> bytes:
    code = draw.choice(("utf-8", "utf-16", "utf-16-be", "iso-8859-1", "cp037", "gbk", "utf-7", "x-none", "utf-32"))
    text = data.decode("utf-8", "replace").replace('encoding="UTF-8"', f'encoding="{code}"')
    try:
        return text.encode(code, "replace")
    except LookupError:
        return text.encode()


def _prolog(draw: random.Random, data: bytes) -> bytes:
    type_ = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    made = draw.choice((type_, b"<!-- - -->" * 1000, b"<?pi x?>" * 100, b"\n" * 1000, b"<!doctype x>"))
    return data.replace(b"?>", b"?>" + made, 1)


def _inside(draw: random.Random, data: bytes) -> bytes:
    made = draw.choice(
        (
            b"<![CDATA[<v>1</v>]]>",
            b"&#x0;",
            b"&#65;",
            b"&lol;",
            b"<!--v-->",
            b"\x00",
            b"\xff",
            b"<x xmlns='urn:x'/>",
            b"&lt;!DOCTYPE",
        )
    )
    ends = [one.end() for one in re.finditer(rb">", data)]
    place = draw.choice(ends) if ends else 0
    return data[:place] + made + data[place:]


def _empty(draw: random.Random, data: bytes) -> bytes:
    return draw.choice(
        (b"", b"\n", b"<x/>", b"<?xml version='1.0'?>", data[: len(data) // 2], data + data, data + b"\n")
    )


_ODD: tuple[Callable[[random.Random, bytes], bytes], ...] = (_declared, _prolog, _inside, _inside, _empty)

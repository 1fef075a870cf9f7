"""How a figure and a block are called inside a Word filing: keys, tags, bookmarks, and what is hashed of a block."""

import hashlib
import re

SCHEMA = "1"
"""Number of the form of Word filings."""
SPACE = "urn:bondcalc:word:1"
"""The namespace of the parts that travel inside."""
BINDING = "/f:figures[1]/f:{key}[1]"
LONGEST_TAG = 64
KINDS = {
    "c": "cover",
    "h": "heading",
    "p": "paragraph",
    "t": "table",
    "l": "caption",
    "u": "unit",
    "g": "chart",
    "s": "signature",
}
"""Kinds of generated blocks by the letter their bookmarks have."""
BOOKMARK = re.compile(r"_bc_([" + "".join(KINDS) + r"])[0-9a-f]{16}")
_OTHER = re.compile(r"[^A-Za-z0-9_.]")
_ESCAPED = re.compile(r"-(?:(y|n|-)|u([0-9A-F]{4,6})-)")
_BOUND = re.compile(r"/(?:\w+:)?figures(?:\[1\])?/(?:\w+:)?([^/\[\]:]+)(?:\[1\])?")
_BLANKS = re.compile(r"\s+")
_SHORT = {"@": "-y", "#": "-n", "-": "--"}
_LONG = {"y": "@", "n": "#", "-": "-"}


def key_of(id_: str) -> str:
    """Give the XML name of an id; `id_of` gives the id back."""
    key = _OTHER.sub(lambda match: _SHORT.get(match[0], f"-u{ord(match[0]):04X}-"), id_)
    return key if re.match(r"[A-Za-z]", key) else f"_{key}"


def id_of(key: str) -> str:
    """Give the id of an XML name."""
    return _ESCAPED.sub(
        lambda match: _LONG[match[1]] if match[1] else chr(min(int(match[2], 16), 0x10FFFF)), key.removeprefix("_")
    )


def tag_of(key: str) -> str:
    """Give the tag of a key; a long one is told by its hash."""
    tag = f"bc:{key}"
    return tag if len(tag) <= LONGEST_TAG else f"bc:~{sha256(key)[:24]}"


def bound_key(xpath: str) -> str | None:
    """Give the key a binding points to; None where it is none of ours."""
    match = _BOUND.fullmatch(xpath.strip())
    return match[1] if match else None


def bookmark(kind: str, id_: str) -> str:
    """Name the bookmark of a block of that kind (a letter of KINDS)."""
    return f"_bc_{kind}{sha256(f'{kind}/{id_}')[:16]}"


def sha256(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def level(text: str) -> str:
    """Give a text as it is compared: runs of blanks are one, ends cut off."""
    return _BLANKS.sub(" ", text).strip()


def number_of(text: str) -> str:
    """Write a number of a chart as it is compared, however a program wrote it; what is no number stays."""
    try:
        return format(float(text), ".12g")
    except ValueError:
        return level(text)

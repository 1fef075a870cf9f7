"""The controls, the store and the record of a Word filing, whoever saved it last."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bondcalc.inputs.further_file import KINDS, Further, FurtherFile
from bondcalc.typeset.word.docx_markup import MAIN
from bondcalc.typeset.word.docx_names import SPACE, bound_key, sha256
from bondcalc.typeset.word.opened import WordPackage, said, sound, told

if TYPE_CHECKING:
    from lxml.etree import _Element

W = f"{{{MAIN}}}"
OURS = f"{{{SPACE}}}"
GONE = (f"{W}del", f"{W}moveFrom")
"""What a tracked change takes out."""
CAME = (f"{W}ins", f"{W}moveTo")
"""What a tracked change brings in."""
CHANGED = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")
"""Tracked changes of looks."""


@dataclass(frozen=True)
class ReadControl:
    """One control of ours: key, the text shown, the part it stands in, its element, and what told the key (binding or tag)."""

    key: str
    text: str
    part: str
    element: "_Element"
    told_by: str


@dataclass(frozen=True)
class RecordedBlock:
    """A block as it was made: name, kind, id, hash of its words."""

    name: str
    kind: str
    id: str
    sha256: str


@dataclass(frozen=True)
class WordRecord:
    """What a Word filing says of its making; texts are empty where it says nothing."""

    schema: str
    version: str
    filing: str
    input: tuple[str, str]
    further: Further
    blocks: Mapping[str, RecordedBlock]


@dataclass(frozen=True)
class KeyReader:
    """Tells the key of a control; tags that hold a hash are known by the keys of the store."""

    by_hash: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Mapping[str, str]) -> "KeyReader":
        """Make a reader for a store."""
        return cls({sha256(key)[:24]: key for key in keys})

    def key(self, element: "_Element") -> tuple[str, str] | None:
        """Give key and what told it: the binding, else the tag; None for a control that is not ours."""
        properties = element.find(f"{W}sdtPr")
        if properties is None:
            return None
        binding = properties.find(f"{W}dataBinding")
        bound = None if binding is None else bound_key(said(binding, f"{W}xpath"))
        if bound:
            return bound, "binding"
        tag = properties.find(f"{W}tag")
        shown = "" if tag is None else said(tag, f"{W}val")
        if not shown.startswith("bc:"):
            return None
        key = shown[3:].partition("|")[0]
        return (self.by_hash.get(key[1:], key) if key.startswith("~") else key), "tag"


def reader_of(package: WordPackage, known: Mapping[str, str] | None = None) -> KeyReader:
    """Make the reader of keys for a filing; `known` are keys told by another, for one that lost its store."""
    return KeyReader.of({**(known or {}), **(store_of(package) or {})})


def controls_of(package: WordPackage, known: Mapping[str, str] | None = None) -> list[ReadControl]:
    """Give every control of ours in every story, in reading order; pieces of one key that adjoin are one."""
    reader = reader_of(package, known)
    return [control for part in package.stories for control in _controls(package, part, reader)]


def _controls(package: WordPackage, part: str, reader: KeyReader) -> Iterator[ReadControl]:
    last: ReadControl | None = None
    for element in package.tree(part).iter(f"{W}sdt"):
        key = reader.key(element)
        if key is None or taken_out(element):
            continue
        control = ReadControl(key[0], text_of(element), part, element, key[1])
        if last is not None and last.key == control.key and last.element.getnext() is element:
            last = ReadControl(last.key, last.text + control.text, part, last.element, last.told_by)
            continue
        if last is not None:
            yield last
        last = control
    if last is not None:
        yield last


def taken_out(element: "_Element") -> bool:
    """Tell whether a tracked change takes an element out."""
    return any(True for _ in element.iterancestors(*GONE))


def text_of(element: "_Element") -> str:
    """Give the text shown inside an element, without what a tracked change takes out."""
    shown = (text for text in element.iter(f"{W}t") if not taken_out(text))
    return "".join(text.text or "" for text in shown)


def store_of(package: WordPackage) -> dict[str, str] | None:
    """Give the store: text by key; None where there is none."""
    part = package.travelling("figures")
    if part is None:
        return None
    return {entry.tag.rpartition("}")[2]: "".join(entry.itertext()) for entry in package.tree(part)}


def record_of(package: WordPackage) -> WordRecord | None:
    """Give the record; None where there is none."""
    part = package.travelling("record")
    if part is None:
        return None
    root = package.tree(part)
    listed = [
        RecordedBlock(*(told(entry, f"{OURS}{key}") for key in ("name", "kind", "id", "sha256")))
        for entry in root.findall(f"{OURS}block")
    ]
    return WordRecord(
        schema=told(root, f"{OURS}schema"),
        version=told(root, f"{OURS}version"),
        filing=told(root, f"{OURS}filing"),
        input=_named(root, "input"),
        further=tuple(
            FurtherFile(kind, name, hashed) for kind in KINDS for name, hashed in [_named(root, kind)] if hashed
        ),
        blocks={block.name: block for block in listed},
    )


def _named(root: "_Element", what: str) -> tuple[str, str]:
    return told(root, f"{OURS}{what}/{OURS}name"), told(root, f"{OURS}{what}/{OURS}sha256")


def carried_in(package: WordPackage) -> dict[str, bytes]:
    """Give the files that travel inside, by name: the input first. Raises FileError for one that cannot be read."""
    from base64 import b64decode

    part = package.travelling("input")
    if part is None:
        return {}
    with sound(package.name):
        return {
            told(entry, f"{OURS}name"): b64decode("".join(told(entry, f"{OURS}data").split()), validate=True)
            for entry in package.tree(part).findall(f"{OURS}file")
        }


def looks_changed(trees: Iterable["_Element"]) -> bool:
    """Tell whether tracked changes of looks stand in parts."""
    kinds = [f"{W}{kind}" for kind in CHANGED]
    return any(True for tree in trees for _ in tree.iter(*kinds))


def revisions_of(package: WordPackage) -> int:
    """Count the tracked changes of text in every story."""
    kinds = (*GONE, *CAME, f"{W}cellIns", f"{W}cellDel")
    return sum(1 for part in package.stories for _ in package.tree(part).iter(*kinds))

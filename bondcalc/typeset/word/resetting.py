"""Sets the figures of a Word filing anew: every control, the store and the other parts that travel inside."""

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_controls import control_number
from bondcalc.typeset.word.docx_names import id_of
from bondcalc.typeset.word.docx_package import CONTENT, Relation, item_properties, relations
from bondcalc.typeset.word.docx_record import PARTS
from bondcalc.typeset.word.imported import link_part, state_type
from bondcalc.typeset.word.opened import WordPackage, relations_of, said
from bondcalc.typeset.word.read_controls import KeyReader, W, controls_of, reader_of, store_of
from bondcalc.typeset.word.tracked import set_deleted_figures

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass
class SetFigures:
    """What came of the figures: how many changed and how many stayed.

    `typed_over`: (name, what stood there) of figures somebody had changed by hand. `gone`: names of figures the new
    filing does not print, which stand in text that was kept.
    """

    changed: int = 0
    equal: int = 0
    typed_over: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def set_figures(edited: WordPackage, fresh: WordPackage, base: Mapping[str, str]) -> SetFigures:
    """Give every control the figure of the new filing, its lock and its binding. `base`: the figures as they were made."""
    store, reader, done = store_of(fresh) or {}, reader_of(edited), SetFigures()
    patterns = {control.key: control.element for control in controls_of(fresh)}
    met: Counter[str] = Counter()
    taken: set[int] = set()
    for control in controls_of(edited):
        if control.key not in store:
            done.gone.append(alias_of(control.element) or id_of(control.key))
            continue
        new, was = store[control.key], base.get(control.key, control.text)
        if control.text not in {was, new}:
            done.typed_over.append((alias_of(patterns[control.key]), control.text))
        # Those of blocks that were made anew read as they should already.
        moved = not control.text == was == new
        done.changed += moved
        done.equal += not moved
        _leave_one(control.element, control.key, reader)
        met[control.key] += 1
        number = control_number(control.key, met[control.key], taken)
        _set(control.element, patterns[control.key], new, number)
    set_deleted_figures(edited, store, reader)
    return done


def alias_of(element: "_Element") -> str:
    """Give the name a control shows to people."""
    alias = element.find(f"{W}sdtPr/{W}alias")
    return "" if alias is None else said(alias, f"{W}val")


def _leave_one(element: "_Element", key: str, reader: KeyReader) -> None:
    """Take out further pieces of a control that an editor split."""
    following = element.getnext()
    while following is not None and (reader.key(following) or ("",))[0] == key:
        beyond = following.getnext()
        parent = following.getparent()
        if parent is not None:
            parent.remove(following)
        following = beyond


def _set(element: "_Element", pattern: "_Element", text: str, number: int) -> None:
    """Write a figure into a control and make its properties those of ours; the look of its text stays."""
    old, new = element.find(f"{W}sdtPr"), pattern.find(f"{W}sdtPr")
    if old is None or new is None:
        return
    properties = deepcopy(new)
    for child in properties.findall(f"{W}id"):
        child.set(f"{W}val", str(number))
    element.replace(old, properties)
    shown = list(element.iter(f"{W}t"))
    for at, piece in enumerate(shown):
        piece.text = text if at == 0 else ""
    content = element.find(f"{W}sdtContent")
    if not shown and content is not None:
        for child in list(content):
            content.remove(child)
        for child in pattern.findall(f"{W}sdtContent/*"):
            content.append(deepcopy(child))


def mark_contents(edited: WordPackage) -> None:
    """Mark the table of contents to be renewed when the file is opened."""
    begins: list[_Element] = []
    for child in edited.body.iter(f"{W}fldChar", f"{W}instrText"):
        if child.tag == f"{W}instrText":
            if begins and (child.text or "").split()[:1] == ["TOC"]:
                begins[-1].set(f"{W}dirty", "true")
        elif said(child, f"{W}fldCharType") == "begin":
            begins.append(child)


def set_parts(edited: WordPackage, fresh: WordPackage) -> None:
    """Put the parts that travel inside in the place of the old ones, and say again how they hang together."""
    for root, guid in PARTS.items():
        source, target = fresh.travelling(root), edited.travelling(root)
        if source is None:
            continue
        if target is None:
            number = 1
            while f"customXml/item{number}.xml" in edited.parts:
                number += 1
            target = f"customXml/item{number}.xml"
        number_of = target.removeprefix("customXml/item").removesuffix(".xml")
        edited.put(target, fresh.parts[source])
        edited.put(f"customXml/itemProps{number_of}.xml", item_properties(guid).encode())
        link = Relation("rId1", "customXmlProps", f"itemProps{number_of}.xml")
        edited.put(relations_of(target), relations((link,)).encode())
        state_type(edited, f"customXml/itemProps{number_of}.xml", CONTENT["itemProps"])
        link_part(edited, target, "customXml")

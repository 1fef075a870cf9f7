"""Comments on the cells of a sheet: people write in them what they would not in the cell, and nobody reads them."""

from xml.etree.ElementTree import Element

from bondcalc.inputs.bounds import CELLS, hold
from bondcalc.inputs.files.package import Listed, Package, local
from bondcalc.inputs.files.stored import Spot, joined, spot_of


def comments_of(package: Package, page: Listed) -> dict[Spot, str]:
    """Give the text of each comment of a sheet by its cell, on one line; ParseError and the like for a damaged part."""
    parts = [link.target for link in package.linked(page.part) if link.kind == "comments" and link.target in package]
    texts: dict[Spot, str] = {}
    for element in (node for part in parts for node in package.tree(part).iter() if local(node.tag) == "comment"):
        texts[spot_of(element.get("ref", ""))] = " ".join(_text(element).split())
        hold(CELLS, len(texts), package.name, page.title)
    return texts


def _text(comment: Element) -> str:
    return "".join(joined(part) for part in comment if local(part.tag) == "text")

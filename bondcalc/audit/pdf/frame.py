"""Compares a page apart from its drawing: paper, turn, what it draws with, notes and fields laid over it."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from bondcalc.audit.pdf.objects import Gap, Pair, cut, data_of, entries, shown

if TYPE_CHECKING:
    from pikepdf import Object

HANDLED = frozenset({"/Type", "/Parent", "/Contents", "/Resources", "/Annots", "/MediaBox", "/CropBox", "/Rotate"})
UNSEEN = frozenset(
    {
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Tabs",
        "/StructParents",
        "/Metadata",
        "/PieceInfo",
        "/LastModified",
        "/Thumb",
        "/ID",
        "/PZ",
        "/Trans",
    }
)
"""Keys of a page that move nothing on it."""
SHARED = "图形对象 "
"""What the places begin with of things that pages share."""
BOXES = (("纸张尺寸", "/MediaBox", "/MediaBox"), ("裁切", "/CropBox", "/MediaBox"), ("转向", "/Rotate", "/Rotate"))
KINDS = {
    "/Link": "链接",
    "/Widget": "表单域",
    "/FreeText": "文字框",
    "/Stamp": "图章",
    "/Text": "便笺",
    "/FileAttachment": "附件批注",
}


def frame(pair: Pair, filed: "Object", fresh: "Object") -> Iterator[Gap]:
    """Find what differs about two pages except their drawing: (place, filed, recomputed)."""
    from pikepdf import Dictionary

    for what, key, default in BOXES:
        sizes = [box(page, key, default) for page in (filed, fresh)]
        if sizes[0] != sizes[1]:
            yield what, sizes[0], sizes[1]
    for key in sorted(({*filed.keys()} | {*fresh.keys()}) - HANDLED - UNSEEN):
        for path, *told in pair.gaps(filed.get(key), fresh.get(key), key):
            yield f"页面属性 {path}", told[0], told[1]
    mine, wanted = (inherited(page, "/Resources") or Dictionary() for page in (filed, fresh))
    # Fonts are compared by the glyphs drawn with them.
    yield from resources(pair, mine, wanted, SHARED, {*wanted.keys()} - {"/Font", "/ProcSet"})
    yield from annotations(pair, list(filed.get("/Annots") or ()), list(fresh.get("/Annots") or ()))


def resources(pair: Pair, filed: "Object", fresh: "Object", path: str, kinds: Collection[str]) -> Iterator[Gap]:
    """Compare what drawing refers to; what only the filing lists shows only where its drawing changed too."""
    from pikepdf import Dictionary

    for kind in sorted(kinds):
        for key, entry in fresh[kind].items():
            yield from referred(pair, filed.get(kind, Dictionary()).get(key), entry, f"{path}{kind}{key}")
    for key, space in filed.get("/ColorSpace", Dictionary()).items():
        # Such a space stands for a device's own wherever a drawing names that.
        if key.startswith("/Default") and key not in fresh.get("/ColorSpace", Dictionary()):
            yield f"{path}/ColorSpace{key}", shown(space), ""


def referred(pair: Pair, filed: "Object | None", fresh: "Object", path: str) -> Iterator[Gap]:
    """Compare one thing that drawing refers to: a drawing inside it is compared with what it uses itself, and no more."""
    from pikepdf import Dictionary, Stream

    forms = [one for one in (filed, fresh) if isinstance(one, Stream) and one.get("/Subtype") == "/Form"]
    if filed is None or len(forms) < 2:
        yield from pair.gaps(filed, fresh, path)
        return
    drawing = data_of(fresh)
    if data_of(filed) != drawing:
        yield path, shown(filed), shown(fresh)
    for one, other, where in entries(filed, fresh, path):
        if not where.endswith("/Resources"):
            yield from pair.gaps(one, other, where)
    mine, wanted = (entry.get("/Resources", Dictionary()) for entry in (filed, fresh))
    idle = {"/ProcSet"} | {kind for kind, use in (("/Font", b"Tf"), ("/XObject", b"Do")) if use not in drawing}
    yield from resources(pair, mine, wanted, path, {*wanted.keys()} - idle)


def annotations(pair: Pair, filed: list["Object"], fresh: list["Object"]) -> Iterator[Gap]:
    """Compare links, notes, stamps and fields, in any order."""
    left = list(fresh)
    added = []
    for entry in filed:
        match = next((index for index, other in enumerate(left) if pair.equal(entry, other)), None)
        if match is None:
            added.append(entry)
        else:
            del left[match]
    for entry in list(added):
        match = next((index for index, other in enumerate(left) if outline(entry) == outline(other)), None)
        if match is not None:
            added.remove(entry)
            for path, *told in pair.gaps(entry, left.pop(match)):
                yield f"{kind(entry)} {path}", told[0], told[1]
    yield from ((f"{kind(entry)}多出", described(entry), "") for entry in added)
    yield from ((f"{kind(entry)}缺失", "", described(entry)) for entry in left)


def kind(annotation: "Object") -> str:
    """Name the kind of an annotation."""
    return KINDS.get(str(annotation.get("/Subtype", "")), "批注")


def outline(annotation: "Object") -> tuple[str, str]:
    """Give kind and place of an annotation: two of one outline are the same one, changed."""
    return str(annotation.get("/Subtype", "")), box(annotation, "/Rect", "/Rect")


def described(annotation: "Object") -> str:
    """Show an annotation to a person."""
    said = cut(str(annotation.get("/Contents", "")))
    return f"{annotation.get('/Subtype', '')} {said} [{box(annotation, '/Rect', '/Rect')}]"


def inherited(page: "Object | None", key: str) -> "Object | None":
    """Give an entry of a page, from the nodes above it where it has none."""
    for _ in range(50):
        if page is None or key in page:
            break
        page = page.get("/Parent")
    return None if page is None else page.get(key)


def box(thing: "Object", key: str, default: str) -> str:
    """Show a size in points, or a turn in degrees."""
    from pikepdf import Array

    value = inherited(thing, key)
    value = inherited(thing, default) if value is None else value
    return " ".join(f"{float(side):g}" for side in value) if isinstance(value, Array) else shown(value or 0)


def fonts_of(page: "Object") -> Mapping[str, "Object"]:
    """Give the fonts of a page by name."""
    entry = inherited(page, "/Resources")
    fonts = None if entry is None else entry.get("/Font")
    return {} if fonts is None else dict(fonts.items())

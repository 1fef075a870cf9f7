"""Compares what belongs to a whole PDF and to no page: bookmarks, forms, scripts, layers, title, how it is stored."""

from collections.abc import Iterator
from typing import Any

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.pdf.objects import Pair, cut
from bondcalc.typeset.pdf_attachments import embedded, only_stream

ELSEWHERE = frozenset({"/Pages", "/AF", "/Type", "/Metadata"})
"""Entries of the catalog compared in other places: pages, attachments."""
MANNER = frozenset(
    {"/PageMode", "/PageLayout", "/ViewerPreferences", "/Lang", "/MarkInfo", "/Version", "/Extensions", "/PieceInfo"}
)
"""Entries that change how a reader opens the file, and nothing on a page."""
AREAS = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")
"""Manners of opening a file that show or print no more of a page than a box of it."""
CUTTING = frozenset({"/TrimBox", "/ArtBox", "/BleedBox"})
"""Boxes of a page that mean nothing unless a manner of opening names them."""
NAMES = {
    "/Outlines": "书签",
    "/AcroForm": "表单域",
    "/OutputIntents": "颜色",
    "/OCProperties": "图层",
    "/OpenAction": "打开时的动作",
    "/AA": "动作",
    "/Dests": "链接目标",
    "/StructTreeRoot": "辅助文字",
}
WORDS = {"/Title": "标题", "/Author": "作者", "/Subject": "主题", "/Keywords": "关键词"}
PACKET = {"dc:title": "标题", "dc:creator": "作者", "dc:description": "主题", "pdf:Keywords": "关键词"}


def whole_file(name: str, pair: Pair) -> Iterator[Difference]:
    """Find what differs outside the pages."""
    filed, fresh = pair.filed.Root, pair.fresh.Root
    for key in sorted({*filed.keys(), *fresh.keys()} - ELSEWHERE - {"/Names"}):
        for path, *told in pair.gaps(filed.get(key), fresh.get(key), key):
            cut_off = path.endswith(AREAS) and told[0] in CUTTING
            cause = Cause.FORM if key in MANNER and not cut_off else Cause.TEXT
            yield Difference(name, "", f"{NAMES.get(key, '文件属性')} {path}", "", told[0], told[1], cause)
    trees: list[Any] = [root.get("/Names", {}) for root in (filed, fresh)]
    for key in sorted({*trees[0].keys(), *trees[1].keys()} - {"/EmbeddedFiles"}):
        for path, *told in pair.gaps(trees[0].get(key), trees[1].get(key), f"/Names{key}"):
            yield Difference(name, "", f"文件属性 {path}", "", told[0], told[1], Cause.TEXT)
    yield from listed(name, pair)
    yield from described(name, pair)
    yield from stored(name, pair)


def listed(name: str, pair: Pair) -> Iterator[Difference]:
    """Compare what the list of attachments says of each: words about it, its kind; what is in it is compared elsewhere."""
    filed, fresh = (dict(embedded(pdf)) for pdf in (pair.filed, pair.fresh))
    for file in sorted(filed.keys() & fresh.keys()):
        one, other = filed[file], fresh[file]
        for what, *told in (
            ("说明", one.get("/Desc", ""), other.get("/Desc", "")),
            ("/AFRelationship", one.get("/AFRelationship", ""), other.get("/AFRelationship", "")),
            ("/Subtype", only_stream(file, one).get("/Subtype", ""), only_stream(file, other).get("/Subtype", "")),
        ):
            sides = [cut(str(side)) for side in told]
            # Tools that write a file anew may leave out what nobody is shown.
            if sides[0] != sides[1]:
                cause = Cause.TEXT if sides[0] else Cause.FORM
                yield Difference(name, "", f"附件 {file} {what}", "", sides[0], sides[1], cause)


def described(name: str, pair: Pair) -> Iterator[Difference]:
    """Compare title, author, subject and keywords, in both places where a PDF keeps them; the rest there is form."""
    filed, fresh = pair.filed.docinfo, pair.fresh.docinfo
    for key in sorted({*filed.keys(), *fresh.keys()}):
        told = [str(info.get(key, "")) for info in (filed, fresh)]
        if told[0] != told[1]:
            yield Difference(
                name,
                "",
                f"文件信息 {WORDS.get(key, key)}",
                "",
                cut(told[0]),
                cut(told[1]),
                Cause.TEXT if key in WORDS else Cause.FORM,
            )
    packets = [pdf.Root.get("/Metadata") for pdf in (pair.filed, pair.fresh)]
    if pair.equal(*packets):
        return
    words = [packet(pdf) for pdf in (pair.filed, pair.fresh)]
    changed = [key for key in PACKET if words[0].get(key) != words[1].get(key)]
    for key in changed:
        told = [str(one.get(key, "")) for one in words]
        yield Difference(name, "", f"文件信息 {PACKET[key]}（XMP）", "", cut(told[0]), cut(told[1]), Cause.TEXT)
    if not changed:
        yield Difference(name, "", "文件信息（XMP）", "", "内容不同", "", Cause.FORM)


def packet(pdf: Any) -> dict[str, Any]:
    """Read the metadata (XMP); one that cannot be read says nothing."""
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            return {key: told.get(key) for key in PACKET}
    except Exception:  # noqa: BLE001 the library lets errors of its XML reader through
        return {}


def stored(name: str, pair: Pair) -> Iterator[Difference]:
    """Tell a file that readers may show differently, because it is damaged and each mends it its own way."""
    if pair.filed.is_encrypted:
        yield Difference(name, "", "文件", "", "加密保存", "", Cause.FORM)
    damage = [str(warning) for warning in pair.filed.get_warnings()]
    if damage:
        yield Difference(name, "", "文件结构", "", f"损坏，不同阅读器显示可能不同：{cut(damage[0])}", "", Cause.TEXT)

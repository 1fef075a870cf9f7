"""The package of a Word filing: its parts, what each is, how they hang together, and the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bondcalc.data import data_path
from bondcalc.typeset.document import Document
from bondcalc.typeset.printed_texts import plain
from bondcalc.typeset.word.docx_markup import DECLARATION, RELATIONS, escaped
from bondcalc.typeset.word.docx_names import SPACE

STATIC = ("styles", "numbering", "settings", "fontTable", "theme/theme1")
"""Parts that are the same in every filing."""
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CONTENT = {
    "document": f"{WORDML}document.main+xml",
    "styles": f"{WORDML}styles+xml",
    "numbering": f"{WORDML}numbering+xml",
    "settings": f"{WORDML}settings+xml",
    "fontTable": f"{WORDML}fontTable+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "header": f"{WORDML}header+xml",
    "footer": f"{WORDML}footer+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "itemProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
"""Content types by how the name of a part begins."""
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


@dataclass(frozen=True)
class Relation:
    """One relationship: id, last word of its type, target from the folder of the part."""

    id: str
    kind: str
    target: str


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts in their order; the same parts give the same bytes with the same zlib."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            entry.external_attr = 0o600 << 16
            package.writestr(entry, part)
    return stream.getvalue()


def relations(listed: Sequence[Relation]) -> str:
    """Write the relationships of a part."""
    inside = "".join(
        f'<Relationship Id="{link.id}" Type="{_type_of(link.kind)}" Target="{link.target}"/>' for link in listed
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">{inside}</Relationships>'


def _type_of(kind: str) -> str:
    return CORE if kind == "core" else f"{RELATIONS}/{kind}"


def content_types(names: Sequence[str]) -> str:
    """State what every part is."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name in names if (kind := _content_of(name))
    )
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _content_of(name: str) -> str:
    stem = name.rpartition("/")[2]
    return next((kind for start, kind in CONTENT.items() if stem.startswith(start)), "")


def package_relations() -> str:
    """Write the relationships of the package."""
    return relations(
        (
            Relation("rIdDocument", "officeDocument", "word/document.xml"),
            Relation("rIdCore", "core", "docProps/core.xml"),
            Relation("rIdApp", "extended-properties", "docProps/app.xml"),
        )
    )


def static_parts() -> dict[str, str]:
    """Give the parts that are the same in every filing."""
    return {
        f"word/{name}.xml": data_path("templates", "word", f"{name.rpartition('/')[2]}.xml").read_text(encoding="utf-8")
        for name in STATIC
    }


def travelling(texts: Mapping[str, str]) -> dict[str, str]:
    """Give the custom parts with their properties; `texts` are the parts by their item's GUID."""
    parts = {}
    for number, (guid, text) in enumerate(texts.items(), 1):
        parts[f"customXml/item{number}.xml"] = text
        parts[f"customXml/itemProps{number}.xml"] = item_properties(guid)
        parts[f"customXml/_rels/item{number}.xml.rels"] = relations(
            (Relation("rId1", "customXmlProps", f"itemProps{number}.xml"),)
        )
    return parts


def item_properties(guid: str) -> str:
    """Write the properties of a custom part, by which bindings know it."""
    return (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{guid}"><ds:schemaRefs><ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def properties(document: Document, filed: date) -> dict[str, str]:
    """Write what the file says of itself; every date is midnight of `filed`, Beijing time."""
    moment = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{filed.isoformat()}T00:00:00+08:00</dcterms:{{0}}>'
    said = (plain(text) for text in (document.title, document.subject, document.author, document.keywords))
    title, subject, author, keywords = map(escaped, said)
    core = (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:keywords>{keywords}</cp:keywords>{moment.format('created')}{moment.format('modified')}"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    app = (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>bondcalc</Application></Properties>"
    )
    return {"docProps/core.xml": core, "docProps/app.xml": app}

"""Kinds of tampering with what belongs to a whole PDF: boxes, layers, labels, targets, notes, read-aloud text, attachments."""

import random
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.audit.filed import changed
from tests.audit.seal_kinds import Make, SealKind

Edit = Callable[[Pdf, random.Random], object]
SCRIPT = {"S": Name.JavaScript, "JS": String("app.alert(1)")}


def edited(change: Edit) -> Make:
    """Change a PDF and write it anew."""

    return lambda data, draw: changed(data, lambda pdf: change(pdf, draw))


def rooted(key: str, value: Callable[[Pdf], object]) -> Make:
    def change(pdf: Pdf, _: random.Random) -> None:
        pdf.Root[key] = value(pdf)

    return edited(change)


def paged(key: str, value: Callable[[Pdf], object]) -> Make:
    def change(pdf: Pdf, draw: random.Random) -> None:
        draw.choice(list(pdf.pages)).obj[key] = value(pdf)

    return edited(change)


def noted(kind: str, **entries: object) -> Make:
    """Lay a note of a kind over a page."""

    def change(pdf: Pdf, draw: random.Random) -> None:
        page = draw.choice(list(pdf.pages)).obj
        at = draw.randrange(60, 300)
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[at, at, at + 90, at + 20], F=4, **entries)
        page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(note)])

    return edited(change)


def trimmed(pdf: Pdf, draw: random.Random) -> None:
    """Have readers show and print no more than a box that cuts a part of every page off."""
    box = draw.choice(["TrimBox", "ArtBox", "BleedBox"])
    for page in pdf.pages:
        page.obj[f"/{box}"] = Array([0, 500, 595, 842])
    preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
    for key in draw.choice([("/ViewArea", "/ViewClip"), ("/PrintArea", "/PrintClip"), ("/ViewArea", "/PrintArea")]):
        preferences[key] = Name(f"/{box}")
    pdf.Root.ViewerPreferences = preferences


def layered(pdf: Pdf, draw: random.Random) -> None:
    """Put what a page draws into a layer that is off."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    page = draw.choice(list(pdf.pages))
    page.obj.Resources.Properties = Dictionary(L0=layer)
    page.contents_add(b"/OC /L0 BDC", prepend=True)
    page.contents_add(b"EMC")


def spoken(pdf: Pdf, draw: random.Random) -> None:
    """Have a page copied and read aloud as other words."""
    page = draw.choice(list(pdf.pages))
    page.contents_add(b"/Span <</ActualText (E/F 1.30)>> BDC", prepend=True)
    page.contents_add(b"EMC")


def described(pdf: Pdf, draw: random.Random) -> None:
    """Say something else of an attachment in the list of attachments."""
    _, spec = draw.choice(attached(pdf))
    spec.Desc = String(draw.choice(["已审核", "测算表（定稿）", "approved"]))


def attached(pdf: Pdf) -> list[tuple[str, pikepdf.Object]]:
    names = list(pdf.Root.Names.EmbeddedFiles.Names)
    return [(str(name), spec) for name, spec in zip(names[::2], names[1::2], strict=True)]


def renamed(pdf: Pdf, draw: random.Random) -> None:
    """Name an attachment otherwise wherever its name stands."""
    files = attached(pdf)
    at = draw.randrange(len(files))
    name, spec = files[at]
    new = String(name.replace(".", " ."))
    spec.F, spec.UF = new, new
    pairs = [(new if index == at else String(one), each) for index, (one, each) in enumerate(files)]
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([part for pair in pairs for part in pair]))


def retyped(pdf: Pdf, draw: random.Random) -> None:
    """Call an attachment a program."""
    _, spec = draw.choice(attached(pdf))
    spec.EF.F.Subtype = Name("/application/x-msdownload")


def structured(pdf: Pdf) -> Dictionary:
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String("1.30"), Pg=pdf.pages[0].obj)
    return pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=[pdf.make_indirect(figure)]))


def bookmarked(pdf: Pdf, draw: random.Random) -> None:
    """Let a bookmark lead to another page."""
    del draw
    pdf.Root.Outlines.First.Dest[0] = pdf.pages[-1].obj


def miscounted(data: bytes, draw: random.Random) -> bytes:
    """State fewer pages than there are."""
    with pikepdf.open(BytesIO(data)) as pdf:
        count = len(pdf.pages)
    plain = changed(data, lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    fewer = b"/Count %d" % draw.randrange(1, count)
    whole = b"/Count %d" % count
    assert whole in plain
    return plain.replace(whole, fewer.ljust(len(whole)), 1)


def targets(pdf: Pdf) -> Dictionary:
    names = pdf.Root.get("/Names", Dictionary())
    names.Dests = Dictionary(Names=[String("a"), Array([pdf.pages[3].obj, Name.Fit])])
    return names


PAGE = r"第\d+页"
WHOLE_KINDS = tuple(
    SealKind(f"{what}, whole file", place, make, cause)
    for what, place, make, cause in (
        ("fewer pages stated", "页数 写明", miscounted, "text"),
        ("a program before the head", "文件开头", lambda data, draw: b"MZ" + draw.randbytes(90) + data, "text"),
        ("a web page before the head", "文件开头", lambda data, _: b"<html><body>1.30</body></html>\n" + data, "text"),
        ("an archive behind the end", "文件末尾", lambda data, draw: data + b"PK\3\4" + draw.randbytes(90), "text"),
        ("the same document twice in one file", "文件结构", lambda data, _: data + data, "text"),
        ("boxes by which pages are cut", r"/(View|Print)(Area|Clip)", edited(trimmed), "text"),
        ("larger unit of a page", f"{PAGE} 页面属性 /UserUnit", paged("/UserUnit", lambda _: 3), "text"),
        ("page upside down", f"{PAGE} 转向", paged("/Rotate", lambda _: 180), "text"),
        (
            "paper of another size",
            f"{PAGE} (纸张尺寸|裁切)",
            paged("/MediaBox", lambda _: Array([0, 0, 595, 400])),
            "text",
        ),
        ("page that goes by itself", f"{PAGE} 页面属性 /Dur", paged("/Dur", lambda _: 1), "text"),
        ("page in a layer that is off", "图层", edited(layered), "text"),
        (
            "page labels",
            "/PageLabels",
            rooted("/PageLabels", lambda _: Dictionary(Nums=[0, Dictionary(S=Name.R)])),
            "text",
        ),
        ("named targets", "/Names/Dests", rooted("/Names", targets), "text"),
        ("bookmark to another page", "书签", edited(bookmarked), "text"),
        ("square over a page", f"{PAGE} 批注多出", noted("Square", IC=[1, 1, 1]), "text"),
        ("line through a page", f"{PAGE} 批注多出", noted("Line", L=[60, 60, 300, 300]), "text"),
        (
            "words struck out",
            f"{PAGE} 批注多出",
            noted("StrikeOut", QuadPoints=[60, 80, 150, 80, 60, 60, 150, 60]),
            "text",
        ),
        ("ink over a page", f"{PAGE} 批注多出", noted("Ink", InkList=[[60, 60, 90, 90]]), "text"),
        ("a stamp", f"{PAGE} 图章多出", noted("Stamp", Name=Name.Approved), "text"),
        ("redaction", f"{PAGE} 批注多出", noted("Redact", OverlayText=String("1.30")), "text"),
        ("a film", f"{PAGE} 批注多出", noted("Screen"), "text"),
        ("read-aloud text of a page", f"{PAGE}", edited(spoken), "text"),
        ("structure with other words", "辅助文字", rooted("/StructTreeRoot", structured), "text"),
        (
            "portfolio in place of pages",
            "/Collection",
            rooted("/Collection", lambda _: Dictionary(View=Name.D)),
            "text",
        ),
        ("words about an attachment", r"附件 .*说明", edited(described), "text"),
        ("attachment of another name", r"\.(json|toml|xlsx)", edited(renamed), "attachment"),
        ("attachment called a program", r"附件 .*/Subtype", edited(retyped), "text"),
        ("articles to follow", "/Threads", rooted("/Threads", lambda _: Array([])), "text"),
        ("base of addresses", "/URI", rooted("/URI", lambda _: Dictionary(Base=String("http://example.com"))), "text"),
        (
            "script by name",
            "/Names/JavaScript",
            rooted(
                "/Names",
                lambda pdf: Dictionary(
                    {
                        **dict(pdf.Root.Names.items()),
                        "/JavaScript": Dictionary(Names=[String("a"), Dictionary(**SCRIPT)]),
                    }
                ),
            ),
            "text",
        ),
    )
)

"""Pages of a Word filing by GB/T 9704: sections upright and on the long side, headers with the page mark, numbers outside."""

from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT, PageFormat
from bondcalc.typeset.word.docx_markup import DECLARATION, SPACES, escaped, field, paragraph, run, tab

GRID = '<w:docGrid w:type="lines" w:linePitch="580"/>'
"""22 lines of 29 points; a grid of characters would be set wrongly by Writer."""
HEADER, FOOTER = 1588, 1400
"""Where headers and footers stand from the edge of the paper, in twips: 28 mm and 25 mm, as in the PDF."""
PLACES = {"default": "right", "even": "left"}
"""Pages of odd and even numbers, and where their number stands."""
WATERMARK = (
    '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="bcmark{number}" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;'
    "width:{width}pt;height:{height}pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;"
    'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" '
    'fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{text}"/>'
    "</v:shape></w:pict></w:r>"
)
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
"""Text drawn as a picture, such as the mark of every page (草稿, 示例)."""
LONGEST_MARK = 460.0
"""Points a page mark may be long, from corner to corner."""


def twips(points: float) -> int:
    """Give twentieths of a point."""
    return round(points * 20)


def section(kind: PageFormat, family: str, *, footers: bool = True) -> str:
    """Give the properties of a section; `family` is that of its headers."""
    referred = "".join(
        f'<w:headerReference w:type="{pages}" r:id="rIdHeader{family}{pages.title()}"/>' for pages in PLACES
    )
    if footers:
        referred += "".join(
            f'<w:footerReference w:type="{pages}" r:id="rIdFooter{pages.title()}"/>' for pages in PLACES
        )
    turn = ' w:orient="landscape"' if kind is LANDSCAPE else ""
    margins = (kind.height - kind.top, kind.width - kind.right, kind.bottom, kind.left)
    top, right, bottom, left = map(twips, margins)
    return (
        f'<w:sectPr>{referred}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(kind.width)}" w:h="{twips(kind.height)}"{turn}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{min(HEADER, top - 500)}" '
        f'w:footer="{min(FOOTER, bottom - 500)}" w:gutter="0"/>{GRID}</w:sectPr>'
    )


def turn(properties: str) -> str:
    """End a section: what stands above has these properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="BCTurn"/>{properties}</w:pPr></w:p>'


def headers(title: str, mark: str) -> dict[str, str]:
    """Write the headers by name of their part: of the cover, of upright and of turned pages, odd and even."""
    parts = {}
    families = (("Cover", "", PORTRAIT), ("Upright", title, PORTRAIT), ("Turned", title, LANDSCAPE))
    for at, (family, shown, kind) in enumerate(families):
        for pages in PLACES:
            number = 2 * at + list(PLACES).index(pages) + 1
            parts[f"header{family}{pages.title()}"] = header(shown, mark, kind, number)
    return parts


def footers() -> dict[str, str]:
    """Write the footers by name of their part: the number outside, one sign in."""
    return {f"footer{pages.title()}": footer(side) for pages, side in PLACES.items()}


def header(title: str, mark: str, kind: PageFormat, number: int) -> str:
    """Write one header; `number` is that of its page mark."""
    look = f'<w:tabs><w:tab w:val="clear" w:pos="8844"/><w:tab w:val="right" w:pos="{twips(kind.measure)}"/></w:tabs>'
    if not title:
        look = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>' + look
    inside = run(title) + (tab() + _shown(mark) + _watermark(mark, number) if mark else "")
    return f"{DECLARATION}<w:hdr {SPACES}>{paragraph('Header', inside, look)}</w:hdr>"


def mark_alone(mark: str, number: int) -> str:
    """Write a header that holds nothing but the page mark; `number` is that of its mark."""
    look = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr><w:jc w:val="right"/>'
    return f"{DECLARATION}<w:hdr {SPACES}>{paragraph('Header', _shown(mark) + _watermark(mark, number), look)}</w:hdr>"


def _shown(mark: str) -> str:
    return run(mark, '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="21"/><w:szCs w:val="21"/>')


def _watermark(mark: str, number: int) -> str:
    wide = min(LONGEST_MARK, len(mark) * 60.0)
    return WATERMARK.format(
        number=number, width=round(wide), height=round(wide / max(len(mark), 1)), text=escaped(mark)
    )


def footer(side: str) -> str:
    """Write one footer."""
    look = f'<w:ind w:{side}="280"/><w:jc w:val="{side}"/>'
    inside = run("— ") + field("PAGE", run("1")) + run(" —")
    return f"{DECLARATION}<w:ftr {SPACES}>{paragraph('Footer', inside, look)}</w:ftr>"

"""Text that nobody sees is told however it is hidden; what is seen on its ground is not."""

import pytest
from lxml import etree

from bondcalc.audit.word.hidden_text import Hiding
from bondcalc.typeset.word.opened import open_package
from tests.audit.word.edits import MAIN, WordFile
from tests.audit.word.word_case import SHORT, word_of

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Under"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Back"><w:basedOn w:val="Gone"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ring"><w:basedOn w:val="Round"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Ring"/></w:style>'
    '<w:style w:type="character" w:styleId="Pale"><w:rPr><w:color w:val="FDFDFD"/></w:rPr></w:style>'
)
UNSEEN = {
    "nearly white": ("", '<w:color w:val="FEFEFE"/>'),
    "yellow on white": ("", '<w:color w:val="FFFF00"/>'),
    "ground of the theme": ("", '<w:color w:val="auto" w:themeColor="background1"/>'),
    "black on black": ("", '<w:color w:val="000000"/><w:shd w:fill="000000"/>'),
    "black on a shaded paragraph": ('<w:shd w:fill="101010"/>', '<w:color w:val="000000"/>'),
    "marked in its colour": ("", '<w:color w:val="FF0000"/><w:highlight w:val="red"/>'),
    "lowered": ("", '<w:position w:val="-3000"/>'),
    "pressed together": ("", '<w:spacing w:val="-400"/>'),
    "in a frame off the page": ('<w:framePr w:vAnchor="page" w:hAnchor="page" w:x="30000" w:y="1"/>', ""),
    "above the page": ('<w:framePr w:vAnchor="page" w:y="-20000"/>', ""),
    "pushed off the page": ('<w:ind w:left="20000"/>', ""),
    "style based on a hidden one": ('<w:pStyle w:val="Under"/>', ""),
    "pale style of letters": ("", '<w:rStyle w:val="Pale"/>'),
}
SEEN = {
    "plain": ("", ""),
    "grey": ("", '<w:color w:val="A6A6A6"/>'),
    "white on blue": ('<w:shd w:fill="1F3864"/>', '<w:color w:val="FFFFFF"/>'),
    "white under a dark marker": ("", '<w:color w:val="FFFFFF"/><w:highlight w:val="darkGreen"/>'),
    "of no colour on black": ("", '<w:shd w:fill="000000"/>'),
    "in a frame on the page": ('<w:framePr w:w="4000" w:x="2000" w:y="9000"/>', ""),
    "set in": ('<w:ind w:left="4000" w:firstLine="480"/>', ""),
    "raised": ("", '<w:position w:val="6"/>'),
    "style that shows again": ('<w:pStyle w:val="Back"/>', ""),
    "styles in a ring": ('<w:pStyle w:val="Ring"/>', ""),
}


def hides(paragraph: str, letters: str, *, everywhere: str = "") -> bool:
    """Tell whether a paragraph of such properties is hidden; `everywhere` stands in the defaults of the file."""
    file = WordFile(word_of("land-reserve", SHORT))
    styles = file.parts["word/styles.xml"].replace(b"</w:styles>", f"{STYLES}</w:styles>".encode())
    file.parts["word/styles.xml"] = styles.replace(
        b"<w:rPrDefault><w:rPr>", f"<w:rPrDefault><w:rPr>{everywhere}".encode()
    )
    made = etree.fromstring(
        f'<w:p xmlns:w="{MAIN}"><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t>1.25</w:t></w:r></w:p>'
    )
    file.body.insert(0, made)
    package = open_package("plan.docx", file.saved())
    return Hiding.of(package).hides(package.body[0][0])


@pytest.mark.parametrize("way", UNSEEN)
def test_what_nobody_sees_is_hidden(way: str) -> None:
    assert hides(*UNSEEN[way])


@pytest.mark.parametrize("way", SEEN)
def test_what_is_seen_on_its_ground_is_not(way: str) -> None:
    assert not hides(*SEEN[way])


def test_defaults_of_the_file_and_its_usual_style_hide() -> None:
    assert hides("", "", everywhere='<w:color w:val="FFFFFF"/>')
    assert not hides("", '<w:color w:val="000000"/>', everywhere='<w:color w:val="FFFFFF"/>')


@pytest.mark.parametrize(
    ("table", "cell", "hidden"),
    [
        ("", "", False),
        ("", '<w:vMerge w:val="restart"/>', False),
        ("", '<w:vMerge w:val="continue"/>', True),
        ("", "<w:vMerge/>", True),
        ('<w:tblpPr w:tblpX="30000" w:tblpY="1"/>', "", True),
        ('<w:tblpPr w:tblpX="900" w:tblpY="9000"/>', "", False),
    ],
)
def test_a_figure_in_a_cell_that_another_covers_or_off_the_page_is_hidden(table: str, cell: str, hidden: bool) -> None:
    """Of cells merged downwards only the first one is shown."""
    made = etree.fromstring(
        f'<w:tbl xmlns:w="{MAIN}"><w:tblPr>{table}</w:tblPr><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>'
        "<w:p><w:r><w:t>1.25</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert Hiding().hides(made) is hidden

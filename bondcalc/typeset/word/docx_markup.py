"""WordprocessingML as text: escaped characters, runs, paragraphs, fields."""

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" xmlns:wp="{DRAWING}" xmlns:a="{ART}" xmlns:c="{CHART}" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
"""Declarations of the namespaces a part of the document may use."""
_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\n": " ", "\r": " "})


def escaped(text: str) -> str:
    """Write a text into XML; what XML cannot hold is left out, tabs and line ends are blanks as on paper."""
    return _NEVER.sub("", text).translate(_ESCAPES)


def run(text: str, look: str = "") -> str:
    """Write a run of text; `look` are its properties."""
    return _run(f'<w:t xml:space="preserve">{escaped(text)}</w:t>', look) if text else ""


def tab(look: str = "") -> str:
    """Write a tab; `look` are the properties of its run."""
    return _run("<w:tab/>", look)


def _run(inside: str, look: str) -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside}</w:r>"


def field(code: str, stored: str, look: str = "", *, dirty: bool = False) -> str:
    """Write a field with the runs that show its stored result."""
    begin = '<w:fldChar w:fldCharType="begin" w:dirty="true"/>' if dirty else '<w:fldChar w:fldCharType="begin"/>'
    return (
        _run(begin, look)
        + _run(f'<w:instrText xml:space="preserve"> {escaped(code)} </w:instrText>', look)
        + _run('<w:fldChar w:fldCharType="separate"/>', look)
        + stored
        + _run('<w:fldChar w:fldCharType="end"/>', look)
    )


def paragraph(style: str, inside: str, look: str = "") -> str:
    """Write a paragraph of a style; `look` are further properties, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{inside}</w:p>'


def marked(name: str, number: int, inside: str) -> str:
    """Put the bookmark of a block round runs."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'

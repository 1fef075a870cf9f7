"""In which language a workbook was written that came without a manifest: its list of contents is headed so."""

from collections.abc import Mapping

from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.problem import FileError
from bondcalc.wording.terms import Language
from bondcalc.workbook.tabs import contents

HEAD_SPOT = (1, 1)


def options_behind(stated: Mapping[str, object], workbooks: Mapping[str, bytes]) -> dict[str, object]:
    """Give the options of a filing as its manifest states them; without any, the language its workbooks, by name, are written in."""
    options = stated.get("options")
    if isinstance(options, dict):
        return options
    languages = {language_of(name, data) for name, data in workbooks.items()}
    return {"language": "en"} if languages == {"en"} else {}


def language_of(name: str, data: bytes) -> Language:
    """Tell the language of a workbook; Chinese where it says none or cannot be opened."""
    try:
        page = read_cells(name, data).pages.get(contents.TITLE)
    except FileError:
        return "zh"
    head = page.cells.get(HEAD_SPOT) if page is not None else None
    return "en" if head is not None and head.value == contents.HEAD.en else "zh"

"""What a page may be made of, and the one function that makes it of each."""

from pathlib import Path

from bondcalc.audit.project_behind import project_of
from bondcalc.page.project_page import project_page
from bondcalc.run import compute
from bondcalc.wording.terms import Language

STORES = (".db", ".sqlite")
"""Endings of stores of many projects."""


def page_of(source: Path, language: Language = "zh") -> bytes:
    """Make the page of a project file, of a filing, or of a store of many projects.

    Raises ProjectError and FileError as whoever reads the source does.
    """
    if source.suffix.lower() in STORES:
        from bondcalc.page.many_page import store_page

        return store_page(source, language)
    return project_page(compute(project_of(source)), language)

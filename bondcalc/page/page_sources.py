"""What a page may be made of, and the one function that makes it of each."""

from pathlib import Path

from bondcalc.audit.project_behind import project_of
from bondcalc.inputs.read import load, read_bytes
from bondcalc.page.project_page import project_page
from bondcalc.run import compute
from bondcalc.wording.terms import Language

STORES = (".db", ".sqlite")
"""Endings of stores of many projects."""


def page_of(source: Path, language: Language = "zh", actuals: Path | None = None) -> bytes:
    """Make the page of a project file, of a filing, of a store of many projects, or of a project file with what happened since.

    Raises ProjectError and FileError as whoever reads the source does.
    """
    if source.suffix.lower() in STORES:
        from bondcalc.page.many_page import store_page

        return store_page(source, language)
    if actuals is not None:
        return _monitored(source, actuals, language)
    return project_page(compute(project_of(source)), language)


def _monitored(source: Path, actuals: Path, language: Language) -> bytes:
    from bondcalc.monitoring.actuals_file import read_actuals
    from bondcalc.monitoring.monitored import monitored
    from bondcalc.page.monitored_page import monitored_page

    filed = load(source)
    project = read_bytes(filed.name, filed.data)
    return monitored_page(monitored(compute(project), read_actuals(actuals, project, filed)), language)

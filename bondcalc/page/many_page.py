"""The page of a store of many projects: every page of its report; long lists stand as data, of which a part is shown."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bondcalc.page.bilingual import blocks, both, words
from bondcalc.page.held_data import held
from bondcalc.page.long_lists import LongLists
from bondcalc.page.page_assembly import EXAMPLE, PageParts, assembled
from bondcalc.page.page_charts import PageChart
from bondcalc.page.project_sections import drawn_twice, section
from bondcalc.pictures.report_page import part_markup
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.store_page import TOTAL_NAME, filled_in, unfilled_note
from bondcalc.portfolio.told.store_pages import pages
from bondcalc.portfolio.told.store_view import NOTATION, StoreView
from bondcalc.wording.report import Listing, Medium, Note, Report, Words, alone
from bondcalc.wording.terms import LANGUAGES, Language, Verdict

TITLE = (TOTAL_NAME, "Special-bond projects")
MANY = 40
"""Rows from which on a listing stands as data: a page draws a part of them at a time."""
SHEET = 26
"""Columns that a sheet of paper has room for; a matrix of many projects is printed from portfolio.xlsx."""


def store_page(store: Path, language: Language = "zh") -> bytes:
    """Write the page of a store; the same store gives the same bytes. Raises FileError."""
    with open_store(store) as opened:
        view = StoreView(opened, None, None)
        lists = LongLists()
        body = _verdict(view) + "".join(_section(page.id, page.title, page.report(view), lists) for page in pages(view))
        day, unit = view.day.isoformat(), NOTATION.money_unit
        return assembled(
            PageParts(
                title=TITLE,
                project=store.name,
                marks=[EXAMPLE] if view.example else [],
                facts=(f"统计日{day}；单位：{unit}；—表示不适用", f"as of {day}; unit: {unit}; — not applicable"),
                body=body,
                data=held(lists.data()),
                scripts=("page.js", "lists.js"),
                broad=True,
            ),
            language,
        )


def _verdict(view: StoreView) -> str:
    """Say how many projects fail a rule, are to be explained, are open, pass, and have no result."""
    done, failed = len(view.done), sum(member.stored.verdict == Verdict.FAIL for member in view.done)
    judged, left = Counter(view.verdict(member) for member in view.done), len(view.members) - done
    asked, explained = judged[Verdict.NEEDS_INPUT], judged[Verdict.WARN]
    passed = done - failed - asked - explained
    zh = f"{len(view.members)}个项目：{failed}个不通过，{explained}个需说明，{asked}个待补充，{passed}个通过，{left}个没有结果"
    en = (
        f"{len(view.members)} projects: {failed} fail a rule, {explained} are to be explained, {asked} are open, "
        f"{passed} pass, {left} without a result"
    )
    return f'<p class="verdict {"fail" if failed or left else "pass"}">{both(zh, en)}</p>'


def _section(id_: str, title: Words, report: Report, lists: LongLists) -> str:
    zh, en = title.said("zh", Medium.BOOK), title.said("en", Medium.BOOK)
    return section(id_, zh, en, "".join(_parts(report, lists)))


def _parts(report: Report, lists: LongLists) -> Iterator[str]:
    shown = alone(report)
    for part in shown.drawn(Medium.BOOK):
        if isinstance(part, Note):
            yield f"<p>{words(part.words)}</p>"
            continue
        if part.graph is not None and part.rows:
            yield drawn_twice(PageChart(part), report.notation)
        yield _listing(replace(filled_in(part), graph=None), lists)
        if note := unfilled_note(part, Medium.BOOK):
            yield f"<p>{words(note)}</p>"


def _listing(part: Listing, lists: LongLists) -> str:
    if len(part.rows) > MANY:
        markup = lists.markup(part)
    else:
        markup = blocks(*(part_markup(part, replace(NOTATION, language=language)) for language in LANGUAGES))
    return f'<div class="broad">{markup}</div>' if len(part.shown(Medium.BOOK)) > SHEET else markup

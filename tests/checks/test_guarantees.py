"""What the program keeps by the way it is built: each guarantee holds, and its proof fails when it is broken on purpose."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest

from bondcalc.algebra import excel
from bondcalc.algebra.table import Table
from bondcalc.checks.assured import GUARANTEES, PROOFS
from bondcalc.filings.draw import write
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.repayments import REPAYMENTS
from bondcalc.problem import ProjectError
from bondcalc.result.contract import ratios_of
from bondcalc.schedules import debt, disclosure, funding, repayable, revenue
from bondcalc.schedules.book import Book
from bondcalc.typeset import paging, pdf_archive
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import typeset
from bondcalc.workbook.assemble import draw_workbook
from tests.checks.test_statements import GOOD, plus, project, with_
from tests.parted import compute
from tests.recalculate import by_ironcalc, differences, stored
from tests.schedules import test_disclosure

Break = Callable[[pytest.MonkeyPatch], None]
FIVE = (
    "revenue_to_investment",
    "coverage_total_debt",
    "revenue_to_total_principal",
    "coverage_special_bond",
    "revenue_to_special_principal",
)


def earned(given: Project) -> tuple[Decimal, ...]:
    result = compute(given)
    return result.figures.amounts(result.book.use(repayable.schedule).amount)


def five_ratios() -> None:
    result = compute(project())
    assert all(ratios_of(result)[id_] is not None for id_ in FIVE)
    shown = {line.id for line in result.book.use(disclosure.schedule).totals.lines}
    assert {"e_a", "e_f", "e_g", "e_h", "e_c"} <= shown


def overlay_apart() -> None:
    line = '[[revenue]]\nid = "{0}"\nname = "{0}"\nbudget_class = "{0}"\nclaimed = true\nprice = 999\nquantity = 1\n'
    more = plus(project(), "revenue", line.format("subsidy") + line.format("other_project"))
    before, after = ratios_of(compute(project())), ratios_of(compute(more))
    assert after["coverage_total_debt"] == before["coverage_total_debt"] == before["coverage_with_overlay_memo"]
    assert Decimal(after["coverage_with_overlay_memo"]) > Decimal(after["coverage_total_debt"])


def borrowing_is_no_revenue() -> None:
    more = with_(project(), "funding", by_year={2021: Decimal(9000)})
    assert earned(more) == earned(project()) == earned(with_(project(), "bonds", face=Decimal(4000)))


def interest_is_not_deducted() -> None:
    assert earned(with_(project(), "bonds", coupon=Decimal("0.05"))) == earned(project())
    assert earned(with_(project(), "investment", asset_class="machinery")) == earned(project())


def modes_are_listed() -> None:
    text = GOOD.format(day="2021-08-01").replace("term_years = 15", 'term_years = 15\nrepayment = "balloon"')
    with pytest.raises(ProjectError):
        read_bytes("project.toml", text.encode())


def filed() -> pikepdf.Pdf:
    result = compute(project())
    document = write(result, "plan")
    data = pdf_archive.archive(typeset(document, FontSet.load(None)).data, document, [], result.filing_date)
    return pikepdf.open(io.BytesIO(data))


def a4_pages() -> None:
    with filed() as pdf:
        sizes = {tuple(round(float(side) / paging.MM) for side in page.mediabox[2:]) for page in pdf.pages}
    assert sizes <= {(210, 297), (297, 210)}
    block = paging.PORTRAIT
    margins = (block.left, block.width - block.right, block.height - block.top, block.bottom)
    assert [round(margin / paging.MM) for margin in margins] == [28, 26, 37, 35]


def text_and_archive() -> None:
    with filed() as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
        assert fonts
        assert all("/ToUnicode" in font for font in fonts)
        assert b"pdfaid:part" in pdf.Root.Metadata.read_bytes()


def formulas_recalculate() -> None:
    import tempfile
    from pathlib import Path

    workbook = draw_workbook(compute(project()))
    with tempfile.TemporaryDirectory() as folder:
        found = by_ironcalc(workbook, Path(folder))
    assert not list(differences(stored(workbook), found))


def added(flow: Callable[[Book], object], line: str, sign: int) -> Break:
    """Make 收益 take in another line."""

    def broken(patch: pytest.MonkeyPatch) -> None:
        original = repayable.schedule

        def schedule(book: Book) -> repayable.Repayable:
            given = original(book)
            table = book.table("broken", "坏", "Broken", 99)
            other = getattr(book.use(flow), line)
            return replace(given, amount=table.line("amount", given.amount + other * sign, "坏", "Broken", "坏"))

        patch.setattr(repayable, "schedule", schedule)

    return broken


def ratio_lost(patch: pytest.MonkeyPatch) -> None:
    original = Table.line
    patch.setattr(
        Table,
        "line",
        lambda self, id_, *rest, **more: original(self, f"{id_}_" if id_ == "e_g" else id_, *rest, **more),
    )


def page_shrunk(patch: pytest.MonkeyPatch) -> None:
    before = paging.PORTRAIT.width
    patch.setattr(paging, "PORTRAIT", replace(paging.PORTRAIT, width=before - 30))


PROVED: dict[str, tuple[Callable[[], None], Break]] = {
    "C05": (five_ratios, ratio_lost),
    "C12": (overlay_apart, lambda patch: patch.setattr(revenue, "ELIGIBLE", (*revenue.ELIGIBLE, "subsidy"))),
    "R05": (borrowing_is_no_revenue, added(funding.schedule, "sources", 1)),
    "R13": (interest_is_not_deducted, added(debt.schedule, "interest", -1)),
    "D10": (modes_are_listed, lambda patch: patch.setitem(REPAYMENTS, "balloon", "气球")),
    "F06": (
        test_disclosure.test_nine_columns_around_the_year_of_issue,
        lambda patch: patch.setattr(disclosure, "BUCKETS", disclosure.BUCKETS[:8]),
    ),
    "G01": (a4_pages, page_shrunk),
    "G02": (text_and_archive, lambda patch: patch.setattr(pdf_archive, "packet", lambda *_: b"<x/>")),
    "G03": (formulas_recalculate, lambda patch: patch.setitem(excel._BETWEEN, "-", "+")),
}


def test_every_guarantee_has_its_proof_here() -> None:
    assert PROVED.keys() == {one.rule for one in GUARANTEES}
    assert __file__.replace("\\", "/").endswith(PROOFS)


@pytest.mark.slow
@pytest.mark.parametrize("rule", PROVED)
def test_guarantee_holds(rule: str) -> None:
    PROVED[rule][0]()


@pytest.mark.slow
@pytest.mark.parametrize("rule", PROVED)
def test_proof_fails_when_the_guarantee_is_broken(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    proof, broken = PROVED[rule]
    broken(monkeypatch)
    with pytest.raises((AssertionError, KeyError, pytest.fail.Exception)):
        proof()

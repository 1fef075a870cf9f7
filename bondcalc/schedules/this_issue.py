"""本次发行债券存续期口径: revenue and debt service inside the life of the bonds of this application, beside those of the whole plan."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, by_year, copied, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.batches import new_money, several
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, coverage, inside, loans, repayable, timing
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.form_ratios import form_ratios
from bondcalc.schedules.lifetime import Window
from bondcalc.schedules.tranche import Tranche

SHEET = "本次发行债券存续期测算表"
SOURCE = "本次发行债券首期起息日至末期到期日"


class ThisIssue(NamedTuple):
    """What counts inside the life of the bonds of this issue; `by_year` is the revenue, `ratios` by the ids of the form."""

    window: Window
    by_year: Line
    revenue: Line
    service: Line
    bond_service: Line
    ratios: dict[str, Line]


class IssueLife(NamedTuple):
    """The issue of this application where its life differs from that of all bonds; else None: there is one period only."""

    issue: ThisIssue | None = None


def schedule(book: Book) -> IssueLife:
    """Build the table where bonds of several batches have another life than those of this issue.

    By hand in tests/schedules/test_batches.py: test_the_life_of_this_issue_by_hand.
    """
    tranches, chosen = book.use(bonds.schedule).tranches, new_money(book.project.rows(Bond))
    now = [tranche for tranche in tranches if tranche.row.data in chosen]
    if not now or not several(book.project.rows(Bond)) or timing.window(now) == timing.window(tranches):
        return IssueLife()
    yearly = book.table("this_issue_by_year", "本次发行债券存续期测算（分年）", "This issue by year", 65, sheet=SHEET)
    table = book.table("this_issue", "本次发行债券存续期测算", "This issue", 65, SCALAR, sheet=SHEET)
    window = timing.life(book, yearly, now, "issue_")
    earned = _revenue(book, yearly, window)
    special, loan = _service(book, yearly, window, tranches)
    basis = book.use(coverage.schedule).basis
    e = _line(table, "revenue", total(earned), "本次发行债券存续期内项目收益", "Revenue")
    h = _line(table, "bond_service", total(special) + copied(basis.fees), "专项债券本息", "Bond service")
    f = _line(table, "service", h + total(loan), "全部债务本息", "Service of all debt")
    # Amounts unrounded; A, G and C are those of the project.
    below = {"e_a": basis.investment, "e_f": f, "e_g": basis.principal, "e_h": h, "e_c": basis.special_bonds}
    ratios = form_ratios(table, e, below, SOURCE)
    return IssueLife(ThisIssue(window=window, by_year=earned, revenue=e, service=f, bond_service=h, ratios=ratios))


def _revenue(book: Book, table: Table, window: Window) -> Line:
    """收益 inside the life of this issue, edge years as the settings say."""
    months = inside.counted(book, table, window, "issue_").total
    prorated = settings(book).edge_years == "prorated"
    return table.line(
        "revenue",
        copied(months) if prorated else book.use(repayable.schedule).amount * window.whole,
        "本次发行债券存续期内项目收益",
        "Revenue inside this issue",
        "首末年按所选方式计入",
        total=True,
        strong=True,
        rests_on=book.keys(Settings, Settings.edge_years),
    )


def _service(book: Book, table: Table, window: Window, tranches: Sequence[Tranche]) -> tuple[Line, Line]:
    """By year: what the project bears of all bonds on days inside the life, and what loans take in its years."""
    special = [_inside(book, table, window, tranche) for tranche in tranches]
    loan = book.use(loans.schedule)
    owed = (loan.interest + loan.principal) * window.whole
    return (
        table.line("bond_service", add(special), "专项债券还本付息", "Bond service", SOURCE, total=True),
        table.line("loan_service", owed, "市场化融资还本付息", "Loan service", SOURCE, total=True),
    )


def _inside(book: Book, table: Table, window: Window, tranche: Tranche) -> Line:
    """What the project bears of a bond by calendar year on days inside the life; principal that refinancing repays is out."""
    id_ = tranche.row.data.id
    flags = [Decimal(int(window.first < day <= window.last)) for day in tranche.dates]
    inside_flags = tranche.table.structure(
        "in_issue",
        flags,
        "本次发行债券存续期标志",
        "Inside this issue",
        SOURCE,
        unit="count",
        rests_on=(*tranche.table.axis.rests_on, *book.keys(Bond, Bond.batch, Bond.status, Bond.value_date)),
    )
    refinanced = any(bond.refinances == id_ for bond in book.project.rows(Bond))
    borne: Expression = tranche.payment - tranche.table["rolled"] if refinanced else tranche.payment
    paid = tranche.table.line(
        "issue_payment", borne * inside_flags, "计入本次期间的本息", "Paid inside this issue", SOURCE, total=True
    )
    return table.line(
        f"bond_service.{id_}", by_year(paid), f"还本付息（{id_}）", f"Service of {id_}", SOURCE, total=True
    )


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, SOURCE)

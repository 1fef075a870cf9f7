"""Our returns and level payments held against numpy-financial: where the two differ by more than noise, nothing is written.

The library computes in floats, we in decimals. An internal rate begins from the library's root and is bisected around
it; a present value and a level payment may differ from the library's by their own rounding to the quantum.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.returns import HIGHEST, LOWEST, internal_rates, nearest_rate
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan, LoanRate
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import bonds, cash_flows
from bondcalc.schedules.book import Book, BuildError
from bondcalc.schedules.tranche import Tranche

NOISE = 1e-9
"""Part of the sum of amounts that floats may lose on the way."""
RATE_NOISE = 1e-9
"""How far two roots of the same flows may lie apart once both are bisected."""
WIDTH = 1e-5
"""How far from the library's root ours is looked for: its roots come from a companion matrix and lose digits."""


def hold(book: Book, figures: Figures) -> None:
    """Compare every internal rate, present value and level payment; BuildError names those that differ."""
    broken = [*_rates(book, figures), *_worth(book, figures), *_bonds(book, figures), *_loans(book, figures)]
    if broken:
        raise BuildError(f"numpy-financial disagrees: {', '.join(broken)}")


def _rates(book: Book, figures: Figures) -> Iterator[str]:
    flows = book.use(cash_flows.schedule)
    for name, line in (("before_tax", flows.before_tax), ("after_tax", flows.after_tax), ("capital", flows.capital)):
        if not same_rate(figures.amounts(line)):
            yield f"irr {name}"


def same_rate(flows: Sequence[Decimal]) -> bool:
    """Tell whether the library's internal rate is one of ours, or lies where we do not look because ours has none."""
    import numpy_financial

    ours = internal_rates(flows).rates
    start = float(numpy_financial.irr([float(flow) for flow in flows]))
    if not LOWEST <= start <= HIGHEST:  # also where it is not a number
        return not ours
    # Both roots are bisected on the same function, so that what is left between them is an error of one of us.
    begun = nearest_rate(flows, start - WIDTH, start + WIDTH)
    return begun is not None and any(abs(float(rate - begun)) <= RATE_NOISE for rate in ours)


def _worth(book: Book, figures: Figures) -> Iterator[str]:
    import numpy_financial

    lines, rate = book.use(cash_flows.schedule), book.project.form(Taxation).discount_rate
    if lines.npv is None or rate is None:
        return
    flows = [float(flow) for flow in figures.amounts(lines.after_tax)]
    theirs = float(numpy_financial.npv(float(rate), [0.0, *flows]))
    if not _alike(book, figures.amount(lines.npv), theirs, sum(map(abs, flows))):
        yield "npv"


def _bonds(book: Book, figures: Figures) -> Iterator[str]:
    for tranche in book.use(bonds.schedule).tranches:
        if tranche.row.data.repayment == "level" and not _same_payment(book, figures, tranche):
            yield f"level payment of {tranche.row.data.id}"


def _same_payment(book: Book, figures: Figures, tranche: Tranche) -> bool:
    bond, paid = tranche.row.data, [amount for amount in figures.amounts(tranche.table["level_payment"]) if amount]
    issued = Decimal(figures[tranche.closing][0] or 0)
    rate, count = _effective(book, bond) / bond.times(), len(bond.agreed_days()) - bond.grace_years * bond.times()
    return not issued or all(_level(book, amount, rate, count, issued) for amount in paid)


def _effective(book: Book, bond: Bond) -> Decimal:
    return bond.coupon if bond.status == "issued" else _raised(book, bond.coupon)


def _raised(book: Book, rate: Decimal) -> Decimal:
    return max(Decimal(0), rate + book.project.form(StressFactors).rate_rise)


def _loans(book: Book, figures: Figures) -> Iterator[str]:
    table, years = book.find("loans"), book.years.columns
    level = [row.data for row in book.rows(Loan) if row.data.repayment == "level"]
    for loan in (due for due in level if due.first_repayment in years):
        first = years.index(loan.first_repayment)
        owed, fixed = (figures.amounts(table[f"{what}.{loan.id}"])[first] for what in ("opening", "instalment"))
        count = loan.last_repayment - loan.first_repayment + 1
        if owed and not _level(book, fixed, _raised(book, _first_rate(book, loan)), count, owed):
            yield f"level payment of {loan.id}"


def _first_rate(book: Book, loan: Loan) -> Decimal:
    """The rate of the first year of repayment: the last stated by then, else the loan's own."""
    stated = {
        year: rate for row in book.project.rows(LoanRate) if row.loan == loan.id for year, rate in row.by_year.items()
    }
    before = [year for year in stated if year <= loan.first_repayment]
    return stated[max(before)] if before else loan.rate


def _level(book: Book, ours: Decimal, rate: Decimal, count: int, owed: Decimal) -> bool:
    import numpy_financial

    return _alike(book, ours, -float(numpy_financial.pmt(float(rate), count, float(owed))), float(owed))


def _alike(book: Book, ours: Decimal, theirs: float, scale: float) -> bool:
    """Tell whether a rounded figure of ours is the library's: half a quantum, and what floats lose."""
    return abs(float(ours) - theirs) <= float(book.project.form(Settings).quantum) / 2 + NOISE * max(1.0, scale)

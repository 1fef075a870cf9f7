"""Group W: credit of value-added tax paid back (留抵退税), and what there is to pay back."""

from decimal import Decimal

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.inputs.sheets.credit_refunds import CreditRefund
from bondcalc.schedules import vat
from bondcalc.wording.terms import Unit, Verdict


def _nothing_paid_back(case: Case) -> Outcome | None:
    if vat.paid_back(case.book) is not None:
        return None
    return Outcome(Verdict.NOT_APPLICABLE, "没有留抵退税", "no credit is paid back")


@check("W33", unless=_nothing_paid_back, unit=Unit.MONEY)
def refund_within_credit(case: Case) -> Outcome:
    """No year states a refund larger than the credit there is; what is larger is not counted, and that is said."""
    cut = _cut(case)
    lost = sum((stated - counted for stated, counted in cut.values()), Decimal(0))
    told = "；".join(
        f"{year}年录入退税{case.said(stated)}，可退{case.said(counted)}" for year, (stated, counted) in cut.items()
    )
    return Outcome(
        case.verdict("W33"),
        f"{told}；超过部分未计入，应核实退税金额和年份" if cut else "各年退税不超过当年可退的留抵税额",
        f"refunds of {case.money(lost)} above the credit are not counted" if cut else "no refund is above the credit",
        case.money(lost),
        "0.00",
    )


def _cut(case: Case) -> dict[int, tuple[Decimal, Decimal]]:
    """Give stated and counted refund of each year in which the credit is less than what is stated."""
    line = vat.paid_back(case.book)
    counted = case.figures.amounts(line) if line is not None else ()
    rows = case.project.rows(CreditRefund)
    stated = [sum((row.by_year.get(year, Decimal(0)) for row in rows), Decimal(0)) for year in case.book.years.years]
    years = zip(case.book.years.years, stated, counted, strict=True)
    return {year: (said, held) for year, said, held in years if said > held}

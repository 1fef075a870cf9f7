"""Figures of one filing that look alike and differ say why: fees, construction interest, investment of the cash flow."""

import re
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.result.result import Result
from bondcalc.samples import sample_names
from bondcalc.typeset.document import PageTable, printed
from tests.checks.test_statements import LOAN, plus, project, with_
from tests.parted import compute
from tests.samples import computed_sample, filed_sample
from tests.trials.trial import document_text, own_text

AMOUNT = r"(-?[\d,]+\.\d+)万元"


def told(pattern: str, text: str) -> Decimal | None:
    found = re.search(pattern.replace("AMOUNT", AMOUNT), text)
    return Decimal(found[1].replace(",", "")) if found else None


def total(result: Result, id_: str) -> Decimal:
    table, line = id_.split(".")
    return sum(result.figures.amounts(result.book.find(table)[line]), Decimal(0))


@pytest.mark.parametrize("name", sample_names())
@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_what_revenue_pays_and_f_differ_by_construction_interest(name: str, filing: str) -> None:
    """No sample refinances or borrows: F is what revenue pays and the interest of construction, which land reserve pays from revenue."""
    result, text = computed_sample(name), document_text(filed_sample(name, filing))
    interest = told("建设期利息AMOUNT计入总投资，由建设资金支付，不在由收益偿还的本息之内", text)
    service = told("分母为全部债务融资本息AMOUNT，包括该项利息", text)
    paid = total(result, "coverage_by_year.service")
    if name == "land-reserve":
        assert (interest, service) == (None, None)
        return
    assert interest is not None
    assert service == paid + interest


@pytest.mark.parametrize("name", sample_names())
@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_fees_of_construction_are_parted_from_all_fees(name: str, filing: str) -> None:
    text = document_text(filed_sample(name, filing))
    issue, payment = told("发行费用合计AMOUNT", text), told("兑付手续费合计AMOUNT", text)
    inside = told("上述发行费用和兑付手续费中，AMOUNT发生在建设期，计入总投资", text)
    assert issue is not None
    assert payment is not None
    assert inside is not None
    assert issue <= inside <= issue + payment
    assert inside == told("发行及兑付费用AMOUNT，由债券以外的资金支付", text)


def test_interest_added_to_a_loan_is_not_said_to_be_paid_by_capital() -> None:
    loan = LOAN.replace("repayment", 'construction_interest = "capitalised"\nrepayment', 1)
    text = own_text(compute(plus(project(), "loans", loan)), "plan")
    assert "不在由收益偿还的本息之内" not in text
    assert "不在由收益偿还的本息之内" in own_text(compute(project()), "plan")


def test_interest_paid_from_revenue_is_not_either() -> None:
    given = with_(project(), "settings", construction_interest="from_revenue")
    assert "不在由收益偿还的本息之内" not in own_text(compute(given), "plan")


@pytest.mark.parametrize("more", [0, 1, 137, -250])
def test_rounding_is_blamed_only_where_the_form_adds_up(more: int) -> None:
    """Capital of so much more than is needed: what the form says of its sum is true of the figures printed above."""
    given = compute(with_(project(), "funding", by_year={2021: Decimal("4.32"), 2022: Decimal("5069.50") + more}))
    form = write(given, "disclosure")
    (rows,) = [one.rows for one in form.blocks if isinstance(one, PageTable) and one.title == "项目总体信息"]
    whole, *parts = [Decimal(printed(row[1])) for row in rows[:4]]
    text = own_text(given, "disclosure")
    tied = whole == sum(parts)
    assert tied == (more == 0)
    assert ("总投资与各项资金来源之和不相等" in text) == (not tied)
    assert ("尾差计入项目资金" in text) == tied
    assert tied or "总投资等于各项资金来源之和" not in text


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
@pytest.mark.parametrize(("end", "before"), [(date(2024, 6, 30), True), (date(2022, 11, 30), False)])
def test_it_is_said_up_to_when_construction_interest_counts(filing: str, end: date, before: bool) -> None:
    """Opened on 1 January 2023: interest due from then on is revenue's, whether or not construction goes on."""
    given = with_(project(), "project", operation_start=date(2023, 1, 1), construction_end=end)
    text = own_text(compute(given), filing)
    assert "建设期利息计至投入运营（2023年1月1日）之前，其后的利息由项目收益支付" in text
    assert ("项目在建设期内投入运营" in text) == before

"""Published Chinese and American cases through project files: every figure that the source prints."""

from datetime import date
from decimal import Decimal

import pytest

from bondcalc.result.contract import ratios_of
from bondcalc.schedules import coverage, disclosure
from tests.schedules.stated import amounts, by_year, tranche_of
from tests.worked.printed import at, computed, rows

TEXTBOOKS = (
    "cn-textbook-construction-interest-a",
    "cn-textbook-construction-interest-b",
    "cn-textbook-construction-interest-c",
    "cn-textbook-level-payment-1731",
)


@pytest.mark.parametrize("row", rows("cn-shenzhen-2022q4-payments"), ids=lambda row: row["bond"])
def test_shenzhen_pays_to_the_yuan(row: dict[str, str]) -> None:
    result = computed("cn-shenzhen-2022q4-payments")
    bond = tranche_of(result, row["bond"])
    place = bond.dates.index(date.fromisoformat(row["day"]))
    assert amounts(result, bond.interest)[place] == Decimal(row["interest"])
    assert amounts(result, bond.principal)[place] == Decimal(row["principal"])


@pytest.mark.parametrize("folder", TEXTBOOKS)
def test_textbook_tables(folder: str) -> None:
    result = computed(folder)
    for row in rows(folder):
        found = by_year(result, "loans", row["line"])
        value = sum(found.values()) if row["year"] == "total" else found[int(row["year"])]
        assert value == Decimal(row["value"]), row


def test_the_textbooks_equal_payment() -> None:
    """402.12 five times, as the book has it; the sixth pays 364.28 that is left and 10.38 % of it, 37.81: 402.09."""
    result = computed("cn-textbook-level-payment-1731")
    interest, principal = by_year(result, "loans", "interest"), by_year(result, "loans", "principal")
    assert sum(principal.values()) == Decimal("1731.99")
    paid = [interest[year] + principal[year] for year in range(2023, 2029)]
    assert paid == [*[Decimal("402.12")] * 5, Decimal("402.09")]


@pytest.mark.parametrize("row", rows("cn-ningbo-2021-zx13"), ids=lambda row: row["line"])
def test_ningbo_discloses(row: dict[str, str]) -> None:
    result = computed("cn-ningbo-2021-zx13")
    lines = result.book.use(disclosure.schedule)
    if row["line"].isdigit():
        [yearly] = [line for line in lines.yearly.lines if line.id == "revenue"]
        value = dict(zip(result.book.years.years, amounts(result, yearly), strict=True))[int(row["line"])]
    else:
        [line] = [line for line in lines.totals.lines if line.id == row["line"]]
        value = result.figures.amount(line)
    assert f"{value:.4f}" == row["value"]


def test_ningbos_remainder_is_marked() -> None:
    """590.4898 less the ten printed years; nothing else in the project is not printed."""
    result = computed("cn-ningbo-2021-zx13")
    [unknown] = [line for line in result.project.tables["revenue"] if line.id == "unpublished"]
    printed = sum(Decimal(row["value"]) for row in rows("cn-ningbo-2021-zx13") if row["line"].isdigit())
    assert unknown.name.startswith("未公布部分")
    assert unknown.by_year == {2031: Decimal("590.4898") - printed}


@pytest.mark.parametrize("row", rows("cn-road-haikou-g15-36000"), ids=lambda row: row["figure"])
def test_haikou_from_printed_numbers_alone(row: dict[str, str]) -> None:
    """The record drops trailing zeros of two decimals: 1.2031 prints as 1.2."""
    result = computed("cn-road-haikou-g15-36000")
    basis = result.book.use(coverage.schedule).basis
    if row["figure"] == "coverage_total_debt":
        assert format(at(Decimal(ratios_of(result)[row["figure"]]), "0.00").normalize(), "f") == row["printed"]
    else:
        assert result.figures.amount(getattr(basis, row["figure"])) == Decimal(row["printed"])


def test_paris_has_three_multiples() -> None:
    """Against all debt, against revenue bonds, and against their heaviest year."""
    result = computed("us-paris-texas-2006-coverage")
    ratios, lines = ratios_of(result), result.book.use(coverage.schedule)
    dscr = dict(zip(result.book.years.years, result.figures.columns(lines.dscr), strict=True))
    found = {
        "average of revenue bonds": Decimal(ratios["coverage_special_bond"]),
        "maximum of revenue bonds": Decimal(dscr[2007] or 0),
        "average with general obligation": Decimal(ratios["coverage_total_debt"]),
    }
    assert {name: str(at(value, "0.00")) for name, value in found.items()} == {
        row["figure"]: row["printed"] for row in rows("us-paris-texas-2006-coverage")
    }

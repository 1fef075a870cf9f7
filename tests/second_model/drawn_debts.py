"""Bonds and loans drawn for the second model."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.second_model.draws import Frame, Row, Tables, cents, parted, pick
from tests.second_model.plain import add_months


def bond(draw: Random, frame: Frame, number: int, tables: Tables) -> Row:
    """A bond of any way of repayment, issued on days of every kind, with agreed and early principal."""
    first, years = frame.first, draw.choice([1, 2, 3, 5, 7, 10, 15, 20, 30])
    days = (date(first, 12, 31), date(first, 8, 31), date(first, 1, 1), date(2020, 2, 29), date(frame.opens, 3, 15))
    day, mode = draw.choice([*days, date(first, draw.randint(1, 12), draw.randint(1, 28))]), draw.choice(MODES)
    times, months = draw.choice([1, 2, 4]), 12 * years
    row: Row = {"id": f"B{number}", "status": "planned", "value_date": day, "face": cents(draw, 300, 9000)}
    row |= {"coupon": Decimal(draw.randint(100, 599)) / 10_000, "repayment": mode, "payments_a_year": times}
    if mode in {"bullet", "level", "custom"} and times > 1 and draw.random() < 0.2:
        months += 6
        row["maturity_date"] = add_months(day, months)
    else:
        row["term_years"] = years
    if mode in {"equal_principal", "level"} and years > 2:
        row["grace_years"] = pick(draw, 0, 1, years // 2)
    if mode == "instalments":
        early = draw.randint(1, years)
        row["by_bond_year"] = parted(draw, {early, years // 2 or 1, years})
    if draw.random() < 0.3:
        row |= {"issue_fee_rate": pick(draw, 0, Decimal("0.001")), "payment_fee_rate": pick(draw, 0, Decimal("0.0001"))}
    paid = [add_months(day, 12 // times * at) for at in range(1, months * times // 12 + 1)]
    principal(draw, row, paid, tables)
    return row


MODES = ("bullet", "bullet", "equal_principal", "level", "instalments", "custom")


def principal(draw: Random, row: Row, days: list[date], tables: Tables) -> None:
    """Agreed principal of a bond that asks for it; of some bonds a part, or all, is repaid early, or the option is used."""
    left = row["face"]
    assert isinstance(left, Decimal)
    if row["repayment"] == "custom":
        for day in sorted(draw.sample(days[:-1], min(2, len(days) - 1))):
            part = (left * draw.randint(10, 50) / 100).quantize(Decimal("0.01"))
            tables["principal"].append({"bond": row["id"], "day": day, "kind": "agreed", "amount": part})
            left -= part
        tables["principal"].append({"bond": row["id"], "day": days[-1], "kind": "agreed", "amount": left})
    elif "term_years" in row and len(days) > 12 and draw.random() < 0.1:
        day = row["value_date"]
        assert isinstance(day, date)
        row |= {"option_date": add_months(day, 12), "option": pick(draw, "redeemed", "held")}
        return
    if len(days) > 2 and draw.random() < 0.25:
        early: Row = {"bond": row["id"], "day": draw.choice(days[:-1]), "kind": "early"}
        if draw.random() < 0.6:
            early["amount"] = (left * draw.randint(5, 40) / 100).quantize(Decimal("0.01"))
        tables["principal"].append(early)


def rolled(draw: Random, bonds: list[Row]) -> list[Row]:
    """Sometimes a bond that refinances part of the first, on its last day or a month before."""
    old = bonds[0]
    if "term_years" not in old or "option" in old or draw.random() > 0.15:
        return []
    day, face, years = old["value_date"], old["face"], old["term_years"]
    assert isinstance(day, date)
    assert isinstance(face, Decimal)
    assert isinstance(years, int)
    issued = add_months(day, 12 * years - draw.choice([0, 1]))
    terms: Row = {"value_date": issued, "face": (face * 2 / 5).quantize(Decimal("0.01")), "coupon": Decimal("0.031")}
    return [{"id": "R", "status": "planned", "term_years": 5, "payments_a_year": 1, "refinances": "B0", **terms}]


def loan(draw: Random, frame: Frame, number: int, tables: Tables) -> Row:
    """A loan of any kind, some of them far longer than the bonds."""
    first, mode = frame.opens + draw.randint(0, 3), draw.choice(["equal_principal", "level", "as_given"])
    drawn = draw.randint(frame.first, min(first, frame.opens + 1) - 1)
    last = first + draw.choice([0, 3, 10, 25])
    row: Row = {
        "id": f"L{number}",
        "lender": "银行",
        "rate": Decimal(draw.randint(100, 650)) / 10_000,
        "repayment": mode,
    }
    row |= {"first_repayment": first, "last_repayment": last, "by_year": {drawn: cents(draw, 100, 3000)}}
    row |= {
        "drawn_at": pick(draw, "mid_year", "year_start"),
        "construction_interest": pick(draw, "paid", "capitalised"),
    }
    if row["construction_interest"] == "paid" and mode == "equal_principal":
        row["payments_a_year"] = pick(draw, 1, 2, 4)
    if mode == "as_given":
        tables["loan_repayments"].append({"loan": row["id"], "by_year": {first: Decimal(50)}})
    if draw.random() < 0.3:
        tables["loan_rates"].append({"loan": row["id"], "by_year": {draw.randint(drawn, last): Decimal("0.0525")}})
    return row

"""Projects drawn for the second model: unusual but legal ones, with edges of every kind."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from random import Random

from tests.second_model.drawn_debts import bond, loan, rolled
from tests.second_model.draws import Frame, Row, Tables, cents, parted, pick


def head(draw: Random, frame: Frame) -> dict[str, Row]:
    """The project and its settings."""
    opens, month = frame.opens, draw.choice([1, 1, 4, 7, 10, 12])
    ends = (date(opens - 1, 12, 31), date(opens, 6, 30), date(opens + 1, 3, 31), date(opens - 1, 10, 31))
    project: Row = {"name": "任意", "rule_date": date(2021, 5, 1), "forecast_end": frame.last}
    project["construction_end"] = draw.choice(ends)
    settings: Row = {
        "capital": pick(draw, "plug", "as_entered"),
        "edge_years": pick(draw, "prorated", "prorated", "whole"),
        "growth_steps": pick(draw, "calendar", "operating_year"),
        "fees_in_denominator": pick(draw, False, False, True),
        "contingency_rate": pick(draw, 0, Decimal("0.05"), Decimal("0.08")),
        "spending_order": pick(draw, "bond_first", "capital_first", "pro_rata"),
        "working_capital": pick(draw, 0, 0, cents(draw, 1, 300)),
    }
    if draw.random() < 0.2:
        settings["land_accrual_rate"] = pick(draw, Decimal("0.15"), Decimal("0.3"))
    if draw.random() < 0.3:
        settings |= {
            "price_contingency_rate": Decimal("0.03"),
            "years_before_construction": pick(draw, 0, 1, Decimal("1.5")),
        }
        project["construction_start"] = date(min(frame.first + draw.choice([0, 1]), opens - 1), 3, 1)
        settings["price_contingency_method"] = pick(draw, "method_and_parameters", "older_guide")
    if not frame.operates:
        return {"project": project, "settings": settings}
    project["operation_start"] = date(opens, month, draw.choice([1, 1, 1, 15, 30]))
    project["operation_end"] = date(frame.last + draw.choice([0, 0, -2, 5]), draw.choice([6, 12, 12, 9]), 30)
    settings["construction_interest"] = pick(draw, "in_investment", "in_investment", "from_revenue")
    taxation: Row = {"urban_construction_rate": pick(draw, Decimal("0.05"), Decimal("0.07"))}
    if frame.taxed:
        taxation |= {"method": "computed", "taxpayer": pick(draw, "company", "company", "institution")}
        taxation |= {"holiday_start": opens, "holiday_share": Decimal("0.6")} if draw.random() < 0.3 else {}
    return {"project": project, "settings": settings, "taxation": taxation}


def item(draw: Random, frame: Frame, number: int, _: Tables) -> Row:
    """A cost item, sometimes paid in part after the opening."""
    spans = list(range(frame.first, frame.opens + 1))
    years = draw.sample(spans, draw.randint(1, len(spans))) + [frame.opens + 1] * (draw.random() < 0.2)
    kinds = ("construction", "equipment", "installation", "other", "land_compensation")
    row: Row = {
        "id": f"I{number}",
        "category": draw.choice(kinds) if number else "construction",
        "name": f"费用{number}",
    }
    row |= {"amount": cents(draw, 300, 9000), "by_year": parted(draw, years), "payable_by_bond": draw.random() < 0.8}
    if number and row["category"] == "construction":
        row["asset_class"] = pick(draw, "buildings", "handed_over", "electronics")
    if frame.taxed:
        row |= {
            "vat_rate": pick(draw, Decimal("0.09"), Decimal("0.13")),
            "creditable_share": pick(draw, 0, 1, Decimal("0.5")),
        }
    return row


def parcel(draw: Random, frame: Frame, number: int, tables: Tables) -> Row:
    """A parcel sold at any time, also before the issue or after the forecast."""
    year = draw.randint(frame.first - 1, frame.last + 1)
    row: Row = {"id": f"P{number}", "use": "工业", "area_mu": cents(draw, 5, 200), "price": cents(draw, 5, 60)}
    row |= {"compensation": cents(draw, 0, 40), "development": cents(draw, 0, 5), "claimed": draw.random() < 0.8}
    row |= {"state_owned": draw.random() < 0.3, "by_year": parted(draw, [year, year + draw.choice([0, 1, 2])])}
    if draw.random() < 0.4:
        row["month"] = draw.randint(1, 12)
    if draw.random() < 0.3:
        row["cost_in_investment"] = True
    elif draw.random() < 0.4:
        tables["land_costs"].append({"parcel": row["id"], "by_year": parted(draw, [max(frame.first, year - 1), year])})
        tables["land_costs"][-1] |= {"month": draw.randint(1, 12)} if draw.random() < 0.5 else {}
    if draw.random() < 0.3:
        tables["land_accruals"] += local_accruals(draw, row["id"])
    return row


def local_accruals(draw: Random, parcel: object) -> list[Row]:
    """A local rate of an accrual for one parcel."""
    rate: Row = {
        "accrual": pick(draw, "revenue_fund", "business_fee", "single"),
        "rate": pick(draw, 0, Decimal("0.045")),
    }
    return [{"parcel": parcel, "document": "地方文件", **rate}]


def income(draw: Random, frame: Frame, number: int, _: Tables) -> Row:
    """A line of revenue that runs with operation, or is stated by calendar year, with or without a month."""
    row: Row = {
        "id": f"R{number}",
        "name": f"收入{number}",
        "price": cents(draw, 1, 30),
        "periods_a_year": pick(draw, 1, 1, 12),
    }
    row |= {"utilisation": pick(draw, 1, Decimal("0.95")), "claimed": draw.random() < 0.8}
    if not frame.operates or draw.random() < 0.3:
        begins = draw.randint(frame.opens, frame.opens + 4)
        row["by_year"] = {year: cents(draw, 1, 40) for year in range(begins, begins + draw.choice([1, 3, 12]))}
        row |= {"month": draw.randint(1, 12)} if draw.random() < 0.4 else {}
    else:
        row |= {"quantity": cents(draw, 2, 60)} | ({"ramp": "load"} if draw.random() < 0.6 else {})
    if "month" not in row:
        row["received"] = pick(draw, "monthly", "monthly", "quarterly", "half_yearly", "yearly")
    if frame.operates and draw.random() < 0.7:
        row |= {"growth_rate": Decimal(draw.randint(0, 9)) / 100, "growth_every": draw.randint(1, 4)}
        row |= {"price_limit": Decimal(32)} if draw.random() < 0.3 else {}
    return row | (
        {"output_vat_rate": pick(draw, Decimal("0.09"), Decimal("0.06"), Decimal("0.05"), 0)} if frame.taxed else {}
    )


def outlay(kinds: tuple[str, ...]) -> Callable[[Random, Frame, int, Tables], Row]:
    """Draw costs or taxes of these kinds, counted in every way."""

    def drawn(draw: Random, frame: Frame, number: int, tables: Tables) -> Row:
        bases = ["by_year", *(["fixed", "share_of_investment"] if frame.operates else [])]
        basis = draw.choice(
            [*bases, *(["share_of_revenue", "per_quantity"] if frame.operates and tables["revenue"] else [])]
        )
        row: Row = {"id": f"{kinds[0]}{number}", "kind": draw.choice(kinds), "name": f"支出{number}", "basis": basis}
        if basis == "by_year":
            begins = draw.randint(frame.opens, frame.last)
            row["by_year"] = {year: cents(draw, 1, 200) for year in range(begins, begins + draw.choice([1, 2, 25]))}
            return row | ({"month": draw.randint(1, 12)} if draw.random() < 0.4 else {})
        shares = {"share_of_revenue": Decimal("0.07"), "share_of_investment": Decimal("0.013")}
        row |= {
            "rate": shares.get(basis, cents(draw, 1, 20)),
            "growth_rate": pick(draw, 0, Decimal("0.03")),
            "growth_every": 2,
        }
        if basis in {"share_of_revenue", "per_quantity"}:
            row["of"] = (
                "all" if basis == "share_of_revenue" and draw.random() < 0.5 else draw.choice(tables["revenue"])["id"]
            )
        return row | ({"of": "I0"} if basis == "share_of_investment" else {})

    return drawn


def written(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {written(part)}" for key, part in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)


def drawn_project(seed: int) -> str:
    """Draw a project as TOML."""
    draw = Random(seed)
    first = draw.choice([2020, 2021, 2022])
    opens, operates = first + draw.choice([1, 2, 3]), draw.random() > 0.06
    frame = Frame(first, opens, opens + draw.choice([8, 12, 20, 25]), operates, operates and draw.random() < 0.5)
    forms = head(draw, frame)
    tables: Tables = {
        name: []
        for name in ("principal", "loan_repayments", "loan_rates", "land_costs", "land_accruals", "credit_refunds")
    }
    years = range(first, opens + 1)
    tables["ramps"] = [{"id": "load", "name": "负荷", "by_operating_year": {1: 0.5, 2: 0.75, 3: 0.93}}]
    tables["funding"] = [{"id": "K", "kind": "budget", "by_year": {year: cents(draw, 10, 3000) for year in years}}]
    costs, taxes = ("wages", "materials", "repair", "replacement"), ("stamp_duty", "land_use_tax")
    taxes += () if frame.taxed else ("income_tax", "value_added_tax")
    for name, row, most in (
        ("bonds", bond, 3),
        ("investment", item, 4),
        ("revenue", income, 3),
        ("node", income, 1),
        ("loans", loan, 2),
        ("land", parcel, 3),
        ("costs", outlay(costs), 3),
        ("taxes_paid", outlay(taxes), 2),
    ):
        least = int(name in {"bonds", "investment"} or (name == "revenue" and operates))
        tables[name] = [row(draw, frame, number, tables) for number in range(draw.randint(least, most))]
    tables["node"] = [{**row, "id": "N"} for row in tables["node"]]
    tables["bonds"] += rolled(draw, tables["bonds"])
    finish(draw, frame, tables)
    rows = [(f"[{name}]", row) for name, row in forms.items()]
    rows += [(f"[[{name}]]", row) for name, many in tables.items() for row in many]
    return "".join(
        f"{title}\n" + "".join(f"{key} = {written(value)}\n" for key, value in row.items()) for title, row in rows
    )


def finish(draw: Random, frame: Frame, tables: Tables) -> None:
    """Refunds of credit and a building, where there is what they rest on."""
    if frame.taxed and draw.random() < 0.5:
        given = {year: cents(draw, 1, 400) for year in draw.sample(range(frame.opens - 1, frame.opens + 4), 2)}
        tables["credit_refunds"] = [{"by_year": given}]
    lets = [line for line in tables["revenue"] if "quantity" in line]
    if frame.operates and draw.random() < 0.4:
        row: Row = {
            "name": "厂房",
            "original_value": cents(draw, 100, 5000),
            "deduction": pick(draw, Decimal("0.2"), Decimal("0.3")),
        }
        if lets and draw.random() < 0.7:
            row |= {"rent": lets[0]["id"], "area": lets[0]["quantity"]}
        if draw.random() < 0.5:
            row["completed"] = date(frame.opens - draw.choice([0, 0, 1]), draw.randint(1, 12), 20)
        tables["buildings"] = [row]

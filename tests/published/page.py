"""docs/method.md: the method in words, then every published case with published and computed figures."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.money import half_up_fraction
from bondcalc.rules.load import Rules
from tests.published.record import HERE, Record, others, records

Row = tuple[str, str, str, str, str, str]
HEAD = "| case | what | published | computed | difference | verdict |\n|---|---|---|---|---|---|\n"
REPRODUCED, IDENTITY, INTERVAL, NOTHING, WRONG = (
    "reproduced",
    "identity",
    "consistent",
    "not computable",
    "source's own error",
)


def method_page(rules: Rules) -> str:
    """Write the page."""
    rows = [
        *(row for case in others() for row in _other(case, rules)),
        *(row for record in records() for row in _record(record)),
    ]
    count = Counter(row[5].partition(":")[0].partition(" with")[0] for row in rows)
    figures = sum(case.get("figures", 0) for case in others()) - sum("figures" in case for case in others())
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return (
        (HERE / "method.txt").read_text(encoding="utf-8")
        + HEAD
        + table
        + f"""
Of {len(records()) + len(others())} cases: {count[REPRODUCED] + figures} figures reproduced from published numbers alone, {count[IDENTITY]} identities,
{count[WRONG]} where the source contradicts itself; {count[INTERVAL]} multiples are consistent with a rate interval and no proof, {count[NOTHING]} cannot be computed.

Sources of the project records (republished, none official):

"""
        + "".join(f"- {record.id}: {record.printed['title']}, {record.printed['date']}\n" for record in records())
        + """
Sources of the other cases:

"""
        + "".join(
            f"- {case['id']}: {case['title']} ({'official' if case['official'] else 'not official'})\n"
            for case in others()
        )
    )


def _other(case: dict[str, Any], rules: Rules) -> Iterator[Row]:
    name, what = case["id"], case["what"]
    if "tested" in case:
        yield name, what, f"{case['figures']} figures", "all, as printed", "0", f"{REPRODUCED}: `{case['tested']}`"
    if "identity" in case:
        total = sum(Decimal(part) for part in case["identity"]["parts"])
        whole = Decimal(case["identity"]["whole"])
        yield name, what, str(whole), str(total), str(total - whole), IDENTITY if total == whole else WRONG
    if "missing" in case:
        yield name, what, "see left", "–", "–", f"{NOTHING}: {case['missing']}"
    for years, times in case.get("frequency", ()):
        ours = times_of(int(years))
        yield name, f"{what}: {years} years", str(times), str(ours), str(ours - times), REPRODUCED
    for printed, ours in zip(case.get("fees", ()), fees_of(rules), strict=False):
        yield (
            name,
            what,
            printed,
            f"{ours.normalize():f}%",
            f"{ours - Decimal(printed.rstrip('%')):f}".rstrip("0").rstrip("."),
            REPRODUCED,
        )


def times_of(years: int) -> int:
    """Payments a year that a bond of this term gets unless stated otherwise."""
    return Bond(
        id="x", status="planned", value_date=date(2021, 1, 1), face=Decimal(1), coupon=Decimal(0), term_years=years
    ).times()


def fees_of(rules: Rules) -> tuple[Decimal, Decimal]:
    """Issue fee with registration of a long bond, and payment fee, in per cent."""
    issue = rules.value("issue_fee_long").number + rules.value("registration_fee").number
    return issue * 100, rules.value("payment_fee").number * 100


def _record(record: Record) -> Iterator[Row]:
    printed, name = record.printed, record.id
    total = record.investment()
    difference = "0 in the digits shown" if record.masked else str(total - Decimal(printed["investment"]))
    yield (
        name,
        "总投资 = 资本金 + 专项债 + 其他债务",
        printed["investment"],
        str(total),
        difference,
        IDENTITY if record.investment_as_printed() else WRONG,
    )
    if record.masked:
        yield name, "成本/收入", printed["cost_share"], "–", "–", f"{NOTHING}: digits of the revenue are hidden"
    else:
        share = half_up_fraction(record.cost_share() * 100, 2)
        yield (
            name,
            "成本/收入",
            printed["cost_share"],
            f"{share}%",
            str(share - Decimal(printed["cost_share"].rstrip("%"))),
            IDENTITY,
        )
    if printed["all_listed"] and printed["issued"]:
        issued = sum(Decimal(batch[0]) for batch in printed["issued"])
        applied = Decimal(printed["bonds"])
        same = issued == applied
        yield (
            name,
            "各批发行额合计与申请额",
            printed["bonds"],
            str(issued),
            str(issued - applied),
            IDENTITY if same else "issued so far: not what was applied for",
        )
    yield name, "覆盖倍数", printed["multiple"], *multiple_of(record)


def multiple_of(record: Record) -> tuple[str, str, str]:
    """What can be said of a printed multiple."""
    if record.id == "cn-road-haikou-g15-36000":
        return "1.2", "0", f"{REPRODUCED}: `tests/worked/test_printed.py` (revenue less cost, first batch's coupon)"
    gross, net = record.interval(net=False), record.interval(net=True)
    if gross is None or net is None:
        missing = (
            "terms of the other debt are not printed" if record.other else "neither term nor planning rate is printed"
        )
        return "–", "–", f"{NOTHING}: {missing}"
    shown = f"收益 as printed {_percent(gross)}, less cost {_percent(net)}"
    return shown, "–", f"{INTERVAL} with rate interval; the rate is not printed"


def _percent(interval: tuple[Fraction, Fraction]) -> str:
    low, high = (Decimal(one.numerator) / one.denominator * 100 for one in interval)
    if high <= 0:
        return "none (below the principal)"
    return f"[{low.quantize(Decimal('0.0001'), ROUND_HALF_UP)} %, {high.quantize(Decimal('0.0001'), ROUND_HALF_UP)} %]"

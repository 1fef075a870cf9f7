"""差异说明: how far 项目收益 of the closed year is from the plan, of what lines that comes, and why."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord, LifeYear
from bondcalc.in_life.life_words import noted, said
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording import number
from bondcalc.wording.report import Note

LEVELS = "monitoring_period_levels"
"""Rule value whose first level is the deviation from which a reason is asked for: a custom, no rule states one."""
MOST_LINES = 3
"""Lines that are named as what the gap comes of."""
LESS, MORE, SAME = "少", "多", "相同"


def gap_told(plan: LifePlan, record: LifeRecord) -> list[Note]:
    """Tell the gap in sentences below a form: the year, all years, the lines, the reason."""
    year = record.year(record.closed_year)
    if year is None or year.repayable is None:
        return [noted("gap_unknown", said("gap_unknown", year=str(record.closed_year)))]
    return [noted(id_, text) for id_, text in _sentences(plan, record, year, year.repayable)]


def remark(plan: LifePlan, record: LifeRecord) -> str:
    """Give the gap in the words of the column 备注."""
    year = record.year(record.closed_year)
    if year is None or year.repayable is None:
        return ""
    share = deviation(year.repayable, plan.repayable.get(year.year, Decimal(0)))
    words = said("remark", year=str(year.year), share=_share(share))
    return words + said("remark_reason")


def deviation(actual: Decimal, planned: Decimal) -> Fraction | None:
    """Give the deviation from the plan as a share of it; None where nothing was planned."""
    return Fraction(actual - planned) / Fraction(planned) if planned > 0 else None


def explained_from(plan: LifePlan) -> Decimal:
    """Give the deviation from which a reason is asked for."""
    return plan.result.rules.value(LEVELS).numbers[0]


def explained(plan: LifePlan, share: Fraction | None) -> bool:
    """Tell whether a deviation is to be explained; one without a plan always is."""
    return share is None or abs(share) > Fraction(explained_from(plan))


def _sentences(plan: LifePlan, record: LifeRecord, year: LifeYear, earned: Decimal) -> Iterator[tuple[str, str]]:
    """Tell the year and its parts, all years that are recorded against their plan, the lines, what is expected, the reason."""
    planned = plan.repayable.get(year.year, Decimal(0))
    yield "gap_year", said("gap_year", year=str(year.year), **_compared(plan, planned, earned))
    if year.revenue is not None and earned != planned:
        yield "gap_parts", said("gap_parts", **_parts(plan, year.year, earned - planned, year.revenue))
    amounts = {row.year: row.repayable for row in record.closed() if row.repayable is not None}
    if len(amounts) > 1:
        so_far = sum((plan.repayable.get(of, Decimal(0)) for of in amounts), Decimal(0))
        facts = _compared(plan, so_far, sum(amounts.values(), Decimal(0)))
        yield "gap_all", said("gap_all", first=str(min(amounts)), year=str(year.year), **facts)
    if parts := line_gaps(plan, year):
        yield "gap_lines", said("gap_lines", lines="；".join(parts))
    yield "gap_expected", _expected(plan, record, year)
    yield "gap_reason", _reason(plan, year, deviation(earned, planned))


def _parts(plan: LifePlan, year: int, gap: Decimal, revenue: Decimal) -> dict[str, str]:
    """Part the gap of a year: what revenue brings of it, and what costs and taxes do (land cost, operation, renewal).

    By hand in tests/in_life/test_in_life_forms.py: test_the_gap_is_parted_into_revenue_and_costs.
    """
    more_earned = revenue - plan.revenue.get(year, Decimal(0))
    return {"revenue": _off(plan, more_earned), "costs": _off(plan, more_earned - gap)}


def _off(plan: LifePlan, gap: Decimal) -> str:
    """Write how far an amount is off its plan: 少20.00万元."""
    notation = plan.result.project.form(Settings).notation()
    return f"{LESS if gap < 0 else MORE}{notation.amount(abs(gap))}" if gap else "与计划相同"


def _compared(plan: LifePlan, planned: Decimal, actual: Decimal) -> dict[str, str]:
    notation = plan.result.project.form(Settings).notation()
    gap, share = actual - planned, deviation(actual, planned)
    return {
        "planned": notation.amount(planned),
        "actual": notation.amount(actual),
        "gap": _off(plan, gap) + (f"（{_share(share)}）" if gap else ""),
    }


def _share(share: Fraction | None) -> str:
    if share is None:
        return "没有计划数"
    return f"比计划{'低' if share < 0 else '高'}{number.percent(abs(share))}" if share else "与计划相同"


def line_gaps(plan: LifePlan, year: LifeYear) -> list[str]:
    """Name the lines whose revenue is furthest from the plan, the furthest first; empty where only the sum is recorded."""
    project = plan.result.project
    names = {row.id: row.name for row in (*project.rows(RevenueLine), *project.rows(NodeLine))}
    names |= {row.id: f"{row.use}出让" for row in project.rows(Parcel)}
    gaps = {
        id_: actual - plan.revenue_lines[id_].get(year.year, Decimal(0))
        for id_, actual in year.by_line.items()
        if id_ in plan.revenue_lines
    }
    furthest = sorted((id_ for id_ in gaps if gaps[id_]), key=lambda id_: -abs(gaps[id_]))[:MOST_LINES]
    return [f"{names.get(id_, id_)}{_off(plan, gaps[id_])}" for id_ in furthest]


def _expected(plan: LifePlan, record: LifeRecord, of: LifeYear) -> str:
    """Say what is expected of the years to come: as the unit states it, else as the plan has it."""
    notation = plan.result.project.form(Settings).notation()
    later = {year: amount for year, amount in plan.repayable.items() if year > record.closed_year}
    if not later:
        return said("gap_nothing_later", year=str(record.closed_year))
    total = notation.amount(sum(later.values(), Decimal(0)))
    facts = {"first": str(min(later)), "last": str(max(later)), "amount": total}
    if of.expected is None:
        return said("gap_expected", **facts)
    latest = notation.amount(of.expected)
    return said("gap_expected_stated", latest=latest, **facts)


def _reason(plan: LifePlan, year: LifeYear, share: Fraction | None) -> str:
    if year.reason:
        return said("gap_reason", reason=year.reason.rstrip("。"))
    return (
        said("gap_reason_open")
        if explained(plan, share)
        else said("gap_within", level=number.share(explained_from(plan)))
    )

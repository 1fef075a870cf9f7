"""绩效自评表: money and targets of the closed year beside what was attained (财预〔2021〕61号); the layout is our own."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life.form_parts import bond_invested, capital_paid_in, invested, issued
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord, LifeTarget
from bondcalc.in_life.life_words import noted, said
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.day import TO_COME
from bondcalc.wording.report import DASH, Datum, Listing, Note, Report, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = "专项债券项目资金绩效自评表（表样未核实）"
MONEY_COLUMNS = (
    ReportColumn("item", Words("资金和收益"), align="l", width=2.4),
    ReportColumn("planned", Words("计划数"), Unit.MONEY, width=1.2),
    ReportColumn("actual", Words("执行数"), Unit.MONEY, width=1.2),
    ReportColumn("rate", Words("执行率"), Unit.FRACTION, width=0.9),
)
TARGET_COLUMNS = (
    ReportColumn("first", Words("一级指标"), align="l", width=0.8),
    ReportColumn("kind", Words("二级指标"), align="l", width=1.2),
    ReportColumn("name", Words("三级指标"), align="l", width=1.6),
    ReportColumn("target", Words("年度指标值"), align="l", width=1.3),
    ReportColumn("actual", Words("实际完成值"), align="l", width=1.1),
    ReportColumn("attained", Words("完成率"), Unit.FRACTION, width=0.8),
    ReportColumn("weight", Words("分值"), Unit.QUANTITY, align="c", width=0.6),
    ReportColumn("score", Words("得分"), align="c", width=0.6),
)


def told(plan: LifePlan, record: LifeRecord) -> Report:
    """Tell the table; points and grade are the unit's own judgment and are left to it."""
    year = record.closed_year
    parts: list[Note | Listing] = [
        noted("self_evaluation_note", said("self_evaluation_note", year=str(year))),
        Listing("money", Words(f"资金执行情况（{year}年度）"), MONEY_COLUMNS, list(_money(plan, record)), money=True),
        Listing(
            "targets",
            Words("绩效目标完成情况"),
            TARGET_COLUMNS,
            [_target(target) for target in record.targets],
            empty=Words("【待补充】绩效目标（应当量化，并反映融资成本和偿债风险）。"),
        ),
        *_reasons(record),
        noted("self_evaluation_grade", said("self_evaluation_grade")),
    ]
    return Report(plan.particulars.name, plan.result.project.form(Settings).notation(), parts)


def _reasons(record: LifeRecord) -> Iterator[Note]:
    """Say why it deviates and what is done, in the unit's words; both are still to be written where nothing is stated."""
    row = record.year(record.closed_year)
    reason, measures = (row.reason, row.measures) if row else ("", "")
    yield noted("self_evaluation_reason", said("self_evaluation_reason", reason=_sentence(reason)))
    yield noted("self_evaluation_measures", said("self_evaluation_measures", measures=_sentence(measures)))


def _sentence(text: str) -> str:
    return f"{text.rstrip('。')}。" if text else TO_COME


def _money(plan: LifePlan, record: LifeRecord) -> Iterator[ReportRow]:
    year = record.closed_year
    row, face = record.year(year), sum((bond.face for bond in issued(plan, record)), Decimal(0))
    works, capital = (
        sum((amount for of, amount in by_year.items() if of <= year), Decimal(0))
        for by_year in (plan.works, plan.capital)
    )
    revenue, paid_in, repayable = (row.revenue, row.paid_in, row.repayable) if row else (None, None, None)
    yield _line("bonds", "债券资金（累计）", face, bond_invested(record))
    yield _line("capital", "项目资本金（累计）", capital, capital_paid_in(record))
    yield _line("invested", "建设投资（累计，不含利息和费用）", works, invested(record))
    yield _line("revenue", "偿债资金来源收入（当年）", plan.revenue.get(year, Decimal(0)), revenue)
    yield _line("paid_in", "收入缴库（当年，计划数为实现的收入）", revenue, paid_in)
    yield _line("repayable", "项目收益（当年）", plan.repayable.get(year, Decimal(0)), repayable)


def _line(id_: str, item: str, planned: Decimal | None, actual: Decimal | None) -> ReportRow:
    """Give a row; a rate needs both, and a plan above zero."""
    rate = Fraction(actual) / Fraction(planned) if planned is not None and actual is not None and planned > 0 else None
    return {
        "item": item,
        "planned": _amount(planned, f"self_evaluation.planned.{id_}"),
        "actual": _amount(actual, f"self_evaluation.actual.{id_}"),
        "rate": Datum(rate, Unit.FRACTION, f"self_evaluation.rate.{id_}", none=DASH, places=2),
    }


def _amount(value: Decimal | None, id_: str) -> ReportCell:
    return TO_COME if value is None else Datum(value, Unit.MONEY, id_)


def _target(target: LifeTarget) -> ReportRow:
    """Give a target; its points are the unit's own judgment, a weight is as the unit states it."""
    id_ = f"self_evaluation.attained.{target.id}"
    return {
        "first": target.first,
        "kind": target.second or TO_COME,
        "name": target.name,
        "target": target.target,
        "actual": target.actual or TO_COME,
        "attained": Datum(target.attained, Unit.FRACTION, id_, none=DASH, places=2),
        "weight": None if target.weight is None else Datum(target.weight, Unit.QUANTITY),
    }

"""建设资金结余 in the words of the cash rules: a finding that counts it says what it is without it."""

from fractions import Fraction
from typing import NamedTuple

from bondcalc.algebra.line import Constant
from bondcalc.checks.judge import Case
from bondcalc.checks.short_days import days_said, days_told, short_days
from bondcalc.schedules import sources_and_uses, surplus
from bondcalc.wording import number


class SaidBeside(NamedTuple):
    """What is said behind a finding, in both tongues; empty where construction leaves nothing over."""

    zh: str = ""
    en: str = ""


def _left(case: Case) -> SaidBeside:
    """Name the money that construction leaves over."""
    left = case.figures.amount(case.use(sources_and_uses.schedule).left)
    if not left:
        return SaidBeside()
    return SaidBeside(
        f"；资金中含建设资金结余{case.said(left)}，扣除后",
        f"; without the {case.money(left)} left over from construction",
    )


def not_counted(case: Case) -> str:
    """Say behind opening cash that it is told without that money; empty where construction leaves none over."""
    return "（不含建设资金结余）" if _left(case).zh else ""


def cash_without(case: Case) -> SaidBeside:
    """Say what closing cash is without it, and which year or day then lacks its money."""
    left, without = _left(case), case.use(surplus.schedule)
    if not left.zh:
        return left
    lowest = case.figures.amount(without.closing_lowest)
    negative = case.years(Constant(0) > without.closing)
    if negative:
        return SaidBeside(
            f"{left.zh}{negative[0]}年起共{len(negative)}个年末资金为负，最低{case.said(lowest)}，各年末资金不为负依靠该项结余",
            f"{left.en} {len(negative)} year(s) from {negative[0]} are negative, lowest {case.money(lowest)}",
        )
    days = short_days(case.book, case.figures, without.opening)
    if days:
        return SaidBeside(
            f"{left.zh}最低{case.said(lowest)}，付款当日资金不足：{days_said(days, case.notation)}",
            f"{left.en} lowest {case.money(lowest)}, short on {days_told(days, case.notation)}",
        )
    return SaidBeside(f"{left.zh}最低{case.said(lowest)}", f"{left.en} lowest {case.money(lowest)}")


def cover_without(case: Case) -> SaidBeside:
    """Say what the least cover of a year with opening cash is without it, and in how many years it does not do."""
    left, without = _left(case), case.use(surplus.schedule)
    cover = case.figures.columns(without.cash_cover)
    covered = [(value, year) for value, year in zip(cover, case.book.years.years, strict=True) if value is not None]
    if not left.zh or not covered:
        return SaidBeside()
    least, year = min(covered)
    shown, short = number.against(Fraction(least), Fraction(1)), [value for value, _ in covered if value <= 1]
    hangs = f"，共{len(short)}个年度不足，依靠该项结余" if short else ""
    return SaidBeside(
        f"{left.zh}{year}年最低，为{shown}倍{hangs}",
        f"{left.en} lowest in {year}: {shown}" + (f", not enough in {len(short)} year(s)" if short else ""),
    )

"""Group T: terms."""

from datetime import date

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.dates import months_between
from bondcalc.inputs.bond_options import redeemed_last
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import bonds, repayable
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.terms import Unit, Verdict

NOTHING_ROLLED = Outcome(Verdict.NOT_APPLICABLE, "没有再融资债券", "no refinancing")
NOTHING_MOVED = Outcome(Verdict.NOT_APPLICABLE, "没有调整用途的债券", "no bond was reassigned")


NONE_PLANNED = Outcome(Verdict.NOT_APPLICABLE, "没有计划发行的债券", "no bond is still to be issued")


def planned_bonds(case: Case) -> list[Bond]:
    """Bonds still to be issued."""
    return [bond for bond in case.project.rows(Bond) if bond.status == "planned"]


@check("T01", unit=Unit.YEARS)
def permitted_term(case: Case) -> Outcome:
    """Each tranche's term is one of the permitted ones (财库〔2020〕36号). Issued tranches were tested when issued."""
    permitted, planned = case.rules.value("permitted_terms").numbers, planned_bonds(case)
    if not planned:
        return NONE_PLANNED
    wrong = []
    for bond in planned:
        years, months = divmod(months_between(bond.begins(), bond.due()), 12)
        if months or years not in permitted:
            wrong.append(f"{bond.id}（{years}年{f'{months}个月' if months else ''}）")
    allowed = in_turn(str(int(years)) for years in permitted)
    if wrong:
        return Outcome(
            Verdict.FAIL,
            f"{in_turn(wrong)}不在允许期限（{allowed}年）内",
            f"{in_english(wrong)} not permitted",
            in_turn(wrong),
            allowed,
        )
    return Outcome(
        Verdict.PASS, f"计划发行各期期限均在允许期限（{allowed}年）内", "every planned term is permitted", None, allowed
    )


def _option(case: Case, last: date) -> str:
    return redeemed_last(case.project.rows(Bond), last)


@check("T05", (Particulars, Particulars.operation_end))
def term_fits_project(case: Case) -> Outcome:
    """Bonds mature while the project operates, and not before its first revenue (财预〔2020〕94号; 36号)."""
    verdict, end = case.verdict("T05"), case.project.form(Particulars).operation_end
    last = max(tranche.last_day for tranche in case.use(bonds.schedule).tranches)
    earned = case.figures.amounts(case.use(repayable.schedule).amount)
    first = next((year for year, amount in zip(case.book.years.years, earned, strict=True) if amount > 0), None)
    early = [
        tranche.row.data.id
        for tranche in case.use(bonds.schedule).tranches
        if first is not None and tranche.last_day.year < first
    ]
    if end is not None and last > end:
        return Outcome(
            verdict,
            f"最后到期日{spelt(last)}{_option(case, last)}晚于运营期末{spelt(end)}",
            f"last maturity {last} is after the end of operation {end}",
            str(last),
            str(end),
        )
    if first is None:
        return Outcome(verdict, "项目没有收益年度", "no year has revenue", str(last))
    if early:
        return Outcome(
            verdict,
            f"债券{in_turn(early)}在项目取得收益之前到期",
            "a bond matures before the first revenue",
            str(last),
            f"{first}年",
        )
    return Outcome(
        verdict,
        f"最后到期日{spelt(last)}{_option(case, last)}不晚于运营期末{spelt(end)}，且不早于首个收益年度{first}年",
        "terms fit the project",
        str(last),
        str(end),
    )


@check("T06", (Particulars, Particulars.sector))
def within_charging_period(case: Case) -> Outcome:
    """A toll road's bonds mature while tolls are charged (财预〔2017〕97号)."""
    form = case.project.form(Particulars)
    if form.sector != "toll_road":
        return Outcome(Verdict.NOT_APPLICABLE, "不是收费公路项目", "not a toll road")
    if form.charging_end is None:
        return needs_input([Asked(Particulars, (Particulars.charging_end,))])
    last = max(tranche.last_day for tranche in case.use(bonds.schedule).tranches)
    good = last <= form.charging_end
    return Outcome(
        Verdict.PASS if good else Verdict.FAIL,
        f"最后到期日为{spelt(last)}{_option(case, last)}，收费期限届满日为{spelt(form.charging_end)}",
        f"last maturity {last}, charging ends {form.charging_end}",
        str(last),
        str(form.charging_end),
    )


def _nothing_rolled(case: Case) -> Outcome | None:
    return None if any(bond.refinances for bond in case.project.rows(Bond)) else NOTHING_ROLLED


@check("T07", (Particulars, Particulars.operation_end), unless=_nothing_rolled)
def refinancing_term(case: Case) -> Outcome:
    """A refinancing bond runs no longer than the project has left, rounded up to a permitted term (财库〔2020〕36号)."""
    rolled = [bond for bond in case.project.rows(Bond) if bond.refinances is not None]
    end = case.project.form(Particulars).operation_end or date.max
    permitted = sorted(case.rules.value("permitted_terms").numbers)
    long = []
    for bond in rolled:
        left = months_between(bond.value_date, end)
        most = next((years for years in permitted if 12 * years >= left), permitted[-1])
        if months_between(bond.value_date, bond.due()) > 12 * most:
            long.append(f"{bond.id}（项目剩余{left // 12}年，期限不超过{most}年）")
    return Outcome(
        Verdict.FAIL if long else Verdict.PASS,
        f"{in_turn(long)}期限过长" if long else "再融资债券期限不超过项目剩余期限",
        f"too long: {len(long)}",
        str(len(long)),
        "0",
    )


def _nothing_moved(case: Case) -> Outcome | None:
    return None if any(bond.assigned_on for bond in case.project.rows(Bond)) else NOTHING_MOVED


@check("T08", (Particulars, Particulars.operation_end), unless=_nothing_moved)
def reassigned_fits(case: Case) -> Outcome:
    """A bond reassigned to this project matures while the project operates (财预〔2021〕110号)."""
    moved = [tranche for tranche in case.use(bonds.schedule).tranches if tranche.row.data.assigned_on is not None]
    end = case.project.form(Particulars).operation_end or date.max
    late = [tranche.row.data.id for tranche in moved if tranche.last_day > end]
    return Outcome(
        Verdict.FAIL if late else Verdict.PASS,
        f"{in_turn(late)}剩余期限超过项目周期" if late else "调整用途的债券剩余期限与项目周期相符",
        f"longer than the project: {len(late)}",
        str(len(late)),
        "0",
    )

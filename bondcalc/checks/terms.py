"""Group T: terms."""

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.dates import months_between
from bondcalc.inputs.bonds import Bond
from bondcalc.inputs.particulars import Particulars
from bondcalc.schedules import repayable


@check("T01")
def permitted_term(case: Case) -> Outcome:
    """Each tranche's term is one of the permitted ones (财库〔2020〕36号). Issued tranches were tested when issued."""
    permitted = case.rules.value("permitted_terms").numbers
    wrong = []
    for bond in case.project.rows(Bond):
        years, months = divmod(months_between(bond.value_date, bond.due()), 12)
        if bond.status == "planned" and (months or years not in permitted):
            wrong.append(f"{bond.id}（{years}年{f'{months}个月' if months else ''}）")
    allowed = "、".join(str(int(years)) for years in permitted)
    if wrong:
        return Outcome("fail", f"{'、'.join(wrong)}不在允许期限（{allowed}年）内", f"{', '.join(wrong)} not permitted",
                       "、".join(wrong), allowed)  # fmt: skip
    return Outcome(
        "pass", f"计划发行各期期限均在允许期限（{allowed}年）内", "every planned term is permitted", None, allowed
    )


@check("T05", (Particulars, "operation_end"))
def term_fits_project(case: Case) -> Outcome:
    """Bonds mature while the project operates, and not before its first revenue (财预〔2020〕94号; 36号)."""
    end = case.project.form(Particulars).operation_end
    last = max(bond.last_day() for bond in case.project.rows(Bond))
    earned = case.figures.amounts(case.use(repayable.schedule).amount)
    first = next((year for year, amount in zip(case.book.years.years, earned, strict=True) if amount > 0), None)
    early = [bond.id for bond in case.project.rows(Bond) if first is not None and bond.last_day().year < first]
    if end is not None and last > end:
        return Outcome("fail", f"最后到期日{last}晚于运营期末{end}", f"last maturity {last} is after the end of operation {end}",
                       str(last), str(end))  # fmt: skip
    if early or first is None:
        return Outcome("fail", f"债券{'、'.join(early)}在项目取得收益之前到期" if early else "项目没有收益年度",
                       "a bond matures before the first revenue", str(last), str(first))  # fmt: skip
    return Outcome("pass", f"最后到期日{last}不晚于运营期末{end}，且不早于首个收益年度{first}", "terms fit the project",
                   str(last), str(end))  # fmt: skip

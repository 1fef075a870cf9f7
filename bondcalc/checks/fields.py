"""Groups L, N, T: what a bond may be used for, in which sector, for how long."""

from decimal import Decimal

from bondcalc.checks.judge import Case, Need, Outcome, check
from bondcalc.dates import months_between
from bondcalc.inputs.bonds import Bond
from bondcalc.inputs.compliance import Compliance
from bondcalc.inputs.particulars import SECTORS, Particulars
from bondcalc.money import grouped
from bondcalc.rules.load import Value
from bondcalc.schedules import bonds, coverage, investment, loans, repayable
from bondcalc.wording.terms import Verdict

SECTOR: Need = (Particulars, "sector")


def _barred(case: Case, value: Value) -> Outcome:
    """Refuse a sector that stands in a dated list; affordable housing is no real estate."""
    sector = case.project.form(Particulars).sector or "other"
    listed = value.texts
    housing = sector == "real_estate" and case.project.form(Compliance).affordable_housing is True
    bad = sector in listed and not housing
    names = "、".join(SECTORS[one] for one in listed)
    return Outcome(Verdict.FAIL if bad else Verdict.PASS, f"项目领域为{SECTORS[sector]}，{'属于' if bad else '不属于'}规则日禁止领域（{names}）",
                   f"sector {sector} is {'barred' if bad else 'not barred'}", SECTORS[sector], names)  # fmt: skip


@check("L06", SECTOR)
def negative_list(case: Case) -> Outcome:
    """The sector is not on the negative list (国办发〔2024〕52号)."""
    return _barred(case, case.rules.value("negative_list_sectors"))


@check("N07", SECTOR)
def barred_sectors(case: Case) -> Outcome:
    """No land reserve, real estate or industry while these were barred (财预〔2020〕94号)."""
    return _barred(case, case.rules.value("barred_sectors"))


@check("L03", (Compliance, "type_quota"))
def type_quota(case: Case) -> Outcome:
    """The planned issue fits the quota of its type (debt-management system)."""
    planned, quota = case.planned(), case.project.form(Compliance).type_quota or Decimal(0)
    fits = planned <= quota
    return Outcome(Verdict.PASS if fits else Verdict.FAIL, f"拟发行{grouped(planned, 2)}，{'不超过' if fits else '超过'}剩余额度{grouped(quota, 2)}",
                   f"planned {grouped(planned, 2)}, quota {grouped(quota, 2)}", grouped(planned, 2), grouped(quota, 2))  # fmt: skip


@check("L08")
def some_revenue(case: Case) -> Outcome:
    """A project without revenue may not borrow by special bonds (财预〔2017〕89号)."""
    total = sum(case.figures.amounts(case.use(repayable.schedule).revenue), Decimal(0))
    return Outcome(Verdict.PASS if total > 0 else Verdict.FAIL, f"列为偿债来源的收入合计{grouped(total, 2)}", f"revenue {grouped(total, 2)}",
                   grouped(total, 2), "> 0.00")  # fmt: skip


def _longest(case: Case, sector: str, value: Value, verdict: Verdict) -> Outcome:
    if case.project.form(Particulars).sector != sector:
        return Outcome(Verdict.NOT_APPLICABLE, f"项目领域不是{SECTORS[sector]}", f"not {sector}")
    years = int(value.number)
    long = [bond.id for bond in case.project.rows(Bond)
            if bond.status == "planned" and months_between(bond.value_date, bond.due()) > 12 * years]  # fmt: skip
    if long:
        return Outcome(verdict, f"{'、'.join(long)}期限超过{years}年，应说明理由", f"{', '.join(long)} longer than {years} years",
                       "、".join(long), f"{years}")  # fmt: skip
    return Outcome(
        Verdict.PASS, f"计划发行各期不超过{years}年", f"no planned bond is longer than {years} years", None, f"{years}"
    )


@check("T02", SECTOR)
def land_reserve_term(case: Case) -> Outcome:
    """Land reserve: five years in principle (财预〔2017〕62号)."""
    return _longest(case, "land_reserve", case.rules.value("land_reserve_term"), Verdict.WARN)


@check("T03", SECTOR)
def toll_road_term(case: Case) -> Outcome:
    """Toll roads: fifteen years at a single issue (财预〔2017〕97号)."""
    return _longest(case, "toll_road", case.rules.value("toll_road_term"), Verdict.FAIL)


@check("T04", SECTOR)
def shantytown_term(case: Case) -> Outcome:
    """Shantytown redevelopment: fifteen years in principle (财预〔2018〕28号)."""
    return _longest(case, "shantytown", case.rules.value("shantytown_term"), Verdict.WARN)


@check("D02")
def loans_repaid(case: Case) -> Outcome:
    """Loan principal repaid equals what was drawn (debt-management system)."""
    lines = case.use(loans.schedule)
    drawn, repaid = (sum(case.figures.amounts(line), Decimal(0)) for line in (lines.drawn, lines.principal))
    if not drawn:
        return Outcome(Verdict.NOT_APPLICABLE, "没有市场化融资", "no market loans")
    return Outcome(Verdict.PASS if drawn == repaid else Verdict.FAIL, f"市场化融资还本{grouped(repaid, 2)}，借款{grouped(drawn, 2)}",
                   f"repaid {grouped(repaid, 2)}, drawn {grouped(drawn, 2)}", grouped(repaid, 2), grouped(drawn, 2))  # fmt: skip


@check("D06", (Particulars, "construction_end"))
def drawn_in_construction(case: Case) -> Outcome:
    """New bonds are issued before construction ends (debt-management system); refinancing comes later by nature."""
    end = case.project.form(Particulars).construction_end
    late = [bond.id for bond in case.project.rows(Bond)
            if bond.refinances is None and end is not None and bond.value_date > end]  # fmt: skip
    return Outcome(Verdict.FAIL if late else Verdict.PASS, f"{'、'.join(late)}起息日晚于竣工日{end}" if late else f"各期起息日不晚于竣工日{end}",
                   f"issued after completion: {len(late)}", str(len(late)), "0")  # fmt: skip


@check("D09")
def rollover_principal_only(case: Case) -> Outcome:
    """Refinancing repays principal only, no more of it than falls due that year (财预〔2017〕89号; 155号第六条)."""
    rolled = [bond for bond in case.project.rows(Bond) if bond.refinances is not None]
    if not rolled:
        return Outcome(Verdict.NOT_APPLICABLE, "没有再融资债券", "no refinancing")
    found = {one.row.data.id: one for one in case.use(bonds.schedule).tranches}
    wrong = []
    for bond in rolled:
        old = found[bond.refinances or ""]
        due = sum((amount for day, amount in zip(old.dates, case.figures.amounts(old.principal), strict=True)
                   if day.year == bond.value_date.year and day >= bond.value_date), Decimal(0))  # fmt: skip
        face = case.issued(found[bond.id])
        if face > due:
            wrong.append(f"{bond.id}（{grouped(face, 2)}，到期本金{grouped(due, 2)}）")
    if wrong:
        return Outcome(Verdict.FAIL, f"再融资超过当年到期本金：{'、'.join(wrong)}", f"more than the principal due: {len(wrong)}",
                       str(len(wrong)), "0")  # fmt: skip
    return Outcome(
        Verdict.WARN, "使用再融资债券周转本金，收入实现后应及时归还", "principal is rolled over", str(len(rolled)), "0"
    )


@check("N01")
def not_beyond_need(case: Case) -> Outcome:
    """Bonds do not exceed what bond money may pay for (厅字〔2019〕33号)."""
    payable = sum(case.figures.amounts(case.use(investment.schedule).payable_by_bond), Decimal(0))
    total = case.figures.amount(case.use(coverage.schedule).basis.special_bonds)
    if not case.figures.amount(case.use(coverage.schedule).basis.investment):
        return Outcome(Verdict.NOT_APPLICABLE, "没有投资计划", "no investment plan")
    fits = total <= payable
    return Outcome(Verdict.PASS if fits else Verdict.FAIL, f"专项债券{grouped(total, 2)}，{'不超过' if fits else '超过'}可用债券资金支付的建设支出{grouped(payable, 2)}",
                   f"bonds {grouped(total, 2)}, payable {grouped(payable, 2)}", grouped(total, 2), grouped(payable, 2))  # fmt: skip

"""Groups L, N, T: what a bond may be used for, in which sector, for how long."""

from dataclasses import replace
from decimal import Decimal

from bondcalc.checks.bond_terms import NONE_PLANNED, planned_bonds
from bondcalc.checks.judge import Case, Need, Outcome, check
from bondcalc.dates import months_between, working_day_from
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.particulars import SECTORS, Particulars
from bondcalc.rules.load import DatedValue
from bondcalc.schedules import bonds, coverage, investment, loans, repayable
from bondcalc.schedules.tranche import Tranche
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.terms import Unit, Verdict

SECTOR: Need = (Particulars, Particulars.sector)


@check("L03", (Compliance, Compliance.type_quota), unit=Unit.MONEY)
def type_quota(case: Case) -> Outcome:
    """The planned issue fits the quota of its type (debt-management system)."""
    planned, quota = case.planned(), case.project.form(Compliance).type_quota or Decimal(0)
    verdict = case.verdict("L03")
    fits = verdict is Verdict.PASS
    return Outcome(
        verdict,
        f"拟发行{case.said(planned)}，{'不超过' if fits else '超过'}剩余额度{case.said(quota)}{case.planned_later()}",
        f"planned {case.money(planned)}, quota {case.money(quota)}",
        case.money(planned),
        case.money(quota),
    )


@check("L08", unit=Unit.MONEY)
def some_revenue(case: Case) -> Outcome:
    """A project without revenue may not borrow by special bonds (财预〔2017〕89号)."""
    total = sum(case.figures.amounts(case.use(repayable.schedule).revenue), Decimal(0))
    return Outcome(
        case.verdict("L08"),
        f"列为偿债资金来源的收入合计{case.said(total)}",
        f"revenue {case.money(total)}",
        case.money(total),
        "> 0.00",
    )


def _longest(case: Case, sector: str, value: DatedValue) -> Outcome:
    """Warn of a planned bond above a term that is a limit in principle (原则上): a reason may be given.

    Issued bonds have the term they were issued with: one above the limit is named, not judged again.
    """
    if case.project.form(Particulars).sector != sector:
        return Outcome(Verdict.NOT_APPLICABLE, f"投向领域不是{SECTORS[sector]}", f"not {sector}")
    years = int(value.number)
    above = [bond for bond in case.project.rows(Bond) if months_between(bond.begins(), bond.due()) > 12 * years]
    long = [bond.id for bond in above if bond.status == "planned"]
    issued = in_turn(
        f"{bond.id}（{months_between(bond.begins(), bond.due()) // 12}年）" for bond in above if bond.status == "issued"
    )
    stands = f"；已发行的{issued}按发行期限，不再判定" if issued else ""
    if not planned_bonds(case):
        return replace(NONE_PLANNED, zh=f"{NONE_PLANNED.zh}{stands}")
    if long:
        return Outcome(
            Verdict.WARN,
            f"{in_turn(long)}期限超过{years}年，应说明理由{stands}",
            f"{in_english(long)} longer than {years} years",
            in_turn(long),
            f"{years}",
        )
    return Outcome(
        Verdict.PASS,
        f"计划发行各期不超过{years}年{stands}",
        f"no planned bond is longer than {years} years",
        None,
        f"{years}",
    )


@check("T02", SECTOR, unit=Unit.YEARS)
def land_reserve_term(case: Case) -> Outcome:
    """Land reserve: five years in principle (财预〔2017〕62号)."""
    return _longest(case, "land_reserve", case.rules.value("land_reserve_term"))


@check("T03", SECTOR, unit=Unit.YEARS)
def toll_road_term(case: Case) -> Outcome:
    """Toll roads: fifteen years at a single issue in principle (财预〔2017〕97号)."""
    return _longest(case, "toll_road", case.rules.value("toll_road_term"))


@check("T04", SECTOR, unit=Unit.YEARS)
def shantytown_term(case: Case) -> Outcome:
    """Shantytown redevelopment: fifteen years in principle (财预〔2018〕28号)."""
    return _longest(case, "shantytown", case.rules.value("shantytown_term"))


@check("D02", unit=Unit.MONEY)
def loans_repaid(case: Case) -> Outcome:
    """Loan principal repaid equals what was drawn (debt-management system)."""
    lines = case.use(loans.schedule)
    borrowed = [line for line in (lines.drawn, lines.working) if line is not None]
    drawn = sum((sum(case.figures.amounts(line), Decimal(0)) for line in borrowed), Decimal(0))
    repaid = sum(case.figures.amounts(lines.principal), Decimal(0))
    verdict = case.verdict("D02")
    if not drawn:
        return Outcome(verdict, "没有市场化融资", "no market loans")
    return Outcome(
        verdict,
        f"市场化融资还本{case.said(repaid)}，借款{case.said(drawn)}",
        f"repaid {case.money(repaid)}, drawn {case.money(drawn)}",
        case.money(repaid),
        case.money(drawn),
    )


def _only_refinancing(case: Case) -> Outcome | None:
    new = any(bond.refinances is None for bond in case.project.rows(Bond))
    return None if new else Outcome(Verdict.NOT_APPLICABLE, "没有新增债券", "refinancing bonds only")


@check("D06", (Particulars, Particulars.construction_end), unless=_only_refinancing)
def drawn_in_construction(case: Case) -> Outcome:
    """New bonds are issued before construction ends (debt-management system); refinancing comes later by nature."""
    end = case.project.form(Particulars).construction_end
    late = [
        bond.id
        for bond in case.project.rows(Bond)
        if bond.refinances is None and end is not None and bond.value_date > end
    ]
    return Outcome(
        Verdict.FAIL if late else Verdict.PASS,
        f"{in_turn(late)}起息日晚于竣工日{spelt(end)}" if late else f"各期起息日不晚于竣工日{spelt(end)}",
        f"issued after completion: {len(late)}",
        str(len(late)),
        "0",
    )


@check("D09")
def rollover_principal_only(case: Case) -> Outcome:
    """Refinancing repays principal only, no more of it than falls due that year (财预〔2017〕89号; 155号第六条)."""
    verdict = case.verdict("D09")
    rolled = [bond for bond in case.project.rows(Bond) if bond.refinances is not None]
    if not rolled:
        return Outcome(verdict, "没有再融资债券", "no refinancing")
    found = {tranche.row.data.id: tranche for tranche in case.use(bonds.schedule).tranches}
    wrong = [fault for bond in rolled if (fault := _not_rolled(case, found[bond.id], found[bond.refinances or ""]))]
    if wrong:
        faults = dict.fromkeys(wrong)
        said = [*faults, *_unused(case)]
        return Outcome(verdict, "；".join(zh for zh, _ in said), "; ".join(en for _, en in said), str(len(faults)), "0")
    return Outcome(
        verdict, "使用再融资债券周转本金，收入实现后应及时归还", "principal is rolled over", str(len(rolled)), "0"
    )


def _unused(case: Case) -> list[tuple[str, str]]:
    """Say what of the refinancing money repays no principal: it is cash, and the project bears its repayment."""
    debt = case.use(bonds.schedule)
    raised, rolled = (sum(case.figures.amounts(line), Decimal(0)) for line in (debt.refinanced, debt.rolled))
    if raised == rolled:
        return []
    left = raised - rolled
    zh = f"未用于偿还到期本金的{case.said(left)}只列为资金流入，偿还时计入由项目资金承担的本息"
    return [(zh, f"{case.money(left)} of it repays no principal and is borne by the project")]


def _not_rolled(case: Case, new: Tranche, old: Tranche) -> tuple[str, str] | None:
    """Say what keeps a refinancing bond from repaying principal: it comes too late, too early, or is too large."""
    bond, there = new.row.data, new.row.data.value_date
    due_on = zip(old.dates, case.figures.amounts(old.principal), strict=True)
    paid = [(working_day_from(day), amount) for day, amount in due_on if amount]
    last, later = max(day for day, _ in paid), [day for day, _ in paid if day >= there]
    due = sum((amount for day, amount in paid if day.year == there.year and day >= there), Decimal(0))
    face, names, who = *_beside(case, bond), old.row.data.id
    if not later:
        return (
            f"{bond.id}于{spelt(there)}起息，晚于{who}的最后还本日{spelt(last)}，到期本金只能先由其他资金垫付，不属于再融资",
            f"{bond.id} comes on {there}, after {who} was repaid on {last}",
        )
    if not due:
        return (
            f"{bond.id}于{spelt(there)}起息，{who}当年没有到期本金，下一还本日为{spelt(min(later))}",
            f"{bond.id} comes on {there}, in a year without principal of {who}, next due on {min(later)}",
        )
    if face > due:
        return (
            f"{names}发行{case.said(face)}，超过{who}当年{spelt(there)}起到期本金{case.said(due)}",
            f"{names} of {case.money(face)} exceeds the principal of {who} due, {case.money(due)}",
        )
    return None


def _beside(case: Case, bond: Bond) -> tuple[Decimal, str]:
    """What this bond and the others for the same principal that come no earlier in its year raise, and their names."""
    together = [
        tranche
        for tranche in case.use(bonds.schedule).tranches
        if tranche.row.data.refinances == bond.refinances
        and tranche.row.data.value_date.year == bond.value_date.year
        and tranche.row.data.value_date >= bond.value_date
    ]
    raised = sum((case.issued(tranche) for tranche in together), Decimal(0))
    return raised, in_turn(tranche.row.data.id for tranche in together)


@check("N01", unit=Unit.MONEY)
def not_beyond_need(case: Case) -> Outcome:
    """Bonds do not exceed what bond money may pay for (厅字〔2019〕33号)."""
    payable = sum(case.figures.amounts(case.use(investment.schedule).payable_by_bond), Decimal(0))
    total = case.figures.amount(case.use(coverage.schedule).basis.special_bonds)
    verdict = case.verdict("N01")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有投资计划", "no investment plan")
    fits = verdict is Verdict.PASS
    return Outcome(
        verdict,
        f"专项债券{case.said(total)}，{'不超过' if fits else '超过'}可用债券资金支付的建设支出{case.said(payable)}",
        f"bonds {case.money(total)}, payable {case.money(payable)}",
        case.money(total),
        case.money(payable),
    )

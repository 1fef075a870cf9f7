"""Group K: project capital, and special bonds that serve as such."""

from fractions import Fraction

from bondcalc.checks.judge import Case, Need, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.debt_verdicts import more_capital
from bondcalc.checks.verdicts.limit_verdicts import borrowed_capital, capital_held
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import SECTORS, Particulars
from bondcalc.inputs.sheets.region import Region
from bondcalc.schedules import coverage
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn, spans
from bondcalc.wording.terms import Unit, Verdict

SECTOR: Need = (Particulars, Particulars.sector)


def serving_as_capital(case: Case) -> list[str]:
    """Ids of the bonds of which some part is project capital."""
    return [bond.id for bond in case.project.rows(Bond) if bond.used_as_capital]


NONE_SERVES = Outcome(Verdict.NOT_APPLICABLE, "没有用作资本金的专项债券", "no bond serves as capital")


@check("K02")
def capital_within_bonds(case: Case) -> Outcome:
    """In no year is more bond money designated as capital than is raised (debt-management system)."""
    verdict = case.verdict("K02")
    if verdict is Verdict.NOT_APPLICABLE:
        return NONE_SERVES
    above = case.years(more_capital(case.book)) if verdict is Verdict.FAIL else []
    return Outcome(
        verdict,
        f"{in_turn(spans(above))}年用作资本金大于专项债券融资" if above else "各年用作资本金不大于专项债券融资",
        f"years above: {len(above)}",
        str(len(above)),
        "0",
    )


def _none_serves(case: Case) -> Outcome | None:
    return None if serving_as_capital(case) else NONE_SERVES


def _judged_by_the_list(case: Case) -> Outcome | None:
    """The list of 国办发〔2024〕52号 is one fact: from its day K03 judges it, and N08 counts it no second time."""
    told = Outcome(Verdict.NOT_APPLICABLE, "同一事项由K03核对，不重复列", "judged by K03")
    return _none_serves(case) or (told if case.rules.rule("K03").in_force else None)


@check("N08", SECTOR, unless=_judged_by_the_list)
@check("K03", SECTOR, unless=_none_serves)
def capital_use_sectors(case: Case) -> Outcome:
    """Special bonds serve as project capital only in the sectors listed (厅字〔2019〕33号; 国务院 2019-09-04; 国办发〔2024〕52号)."""
    used = serving_as_capital(case)
    sector, listed = case.project.form(Particulars).sector or "other", case.rules.value("capital_use_sectors").texts
    reported = case.rules.value("capital_use_additions") if case.rules.has("capital_use_additions") else None
    unsure = reported is not None and not (reported.value_verified and sector in listed)
    if reported is not None and unsure and sector in reported.texts:
        return Outcome(
            Verdict.WARN,
            f"{in_turn(used)}用作资本金，{SECTORS[sector]}属于{reported.zh}，应附依据{reported.doubt}",
            f"sector {sector} is only reported as listed, text not read",
            SECTORS[sector],
            in_turn(SECTORS[one] for one in dict.fromkeys((*listed, *reported.texts))),
        )
    good = sector in listed
    return Outcome(
        Verdict.PASS if good else Verdict.FAIL,
        f"{in_turn(used)}用作资本金，{SECTORS[sector]}{'属于' if good else '不属于'}可用领域",
        f"sector {sector} {'may' if good else 'may not'} use bonds as capital",
        SECTORS[sector],
        in_turn(SECTORS[one] for one in listed),
    )


@check("K04", unit=Unit.MONEY)
def provincial_share(case: Case) -> Outcome:
    """The province's bonds used as capital stay within its share of new construction bonds (国办发〔2024〕52号)."""
    if not serving_as_capital(case):
        return NONE_SERVES
    region = case.project.form(Region)
    if region.capital_use_total is None or region.construction_bonds_total is None:
        return needs_input([Asked(Region, (Region.capital_use_total, Region.construction_bonds_total))])
    limit = case.rules.value("provincial_capital_share").number
    used, total = region.capital_use_total, region.construction_bonds_total
    fits = used <= limit * total
    return Outcome(
        Verdict.PASS if fits else Verdict.FAIL,
        f"全省用作资本金{case.said(used)}，{'不超过' if fits else '超过'}新增建设专项债券{case.said(total)}的{number.share(limit)}",
        f"{case.money(used)} of {case.money(total)}",
        *case.notation.beside(used, limit * total),
    )


@check("K01", SECTOR)
def minimum_capital(case: Case) -> Outcome:
    """Capital, bond money designated as such included and debt in disguise not, is at least the sector's share of total investment."""
    verdict = case.verdict("K01")
    if case.project.form(Particulars).sector == "land_reserve":
        return Outcome(
            verdict, "土地储备不是固定资产投资项目，不适用资本金制度", "land reserve is no fixed-asset investment"
        )
    total = Fraction(case.figures.amount(case.use(coverage.schedule).basis.investment))
    if not total:
        return Outcome(verdict, "没有投资计划", "no investment plan")
    [held], [borrowed] = case.amounts(capital_held(case.book)), case.amounts(borrowed_capital(case.book))
    share = Fraction(held) / total
    least = Fraction(case.rules.value("minimum_capital_share").number)
    shown, bound = number.percent_beside(share, least)
    return Outcome(
        verdict,
        f"项目资本金比例{shown}"
        + (f"（不含借款或明股实债{case.said(borrowed)}）" if borrowed else "")
        + f"，最低{bound}"
        + ("，基础设施项目下调须说明理由" if verdict == Verdict.WARN else ""),
        f"capital {shown}",
        shown,
        bound,
    )


@check("K05", unit=Unit.MONEY)
def room_for_loans(case: Case) -> Outcome:
    """Where bonds serve as capital, loans live on what E leaves after bond service: E - H >= F - H (厅字〔2019〕33号).

    All inside the life of the bonds: what is earned after the last of them repays none of it.
    """
    verdict, basis = case.verdict("K05"), case.use(coverage.schedule).basis
    earned, every, bonds_alone = (
        case.figures.amount(line) for line in (basis.revenue, basis.service, basis.bond_service)
    )
    room, service = earned - bonds_alone, every - bonds_alone
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有同时用专项债券作资本金并安排市场化融资", "no bond as capital beside loans")
    return Outcome(
        verdict,
        f"偿还专项债券后的收益{case.said(room)}，市场化融资本息{case.said(service)}",
        f"room {case.money(room)}, loan service {case.money(service)}",
        case.money(room),
        case.money(service),
    )

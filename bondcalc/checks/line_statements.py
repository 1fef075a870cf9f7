"""Group R: what each revenue and cost line must say for itself."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.revenue_verdicts import KINDS, claimed_lines, earned_without_cost
from bondcalc.inputs.affirmed import speaks_of
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import coverage, revenue
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn, spans
from bondcalc.wording.terms import Unit, Verdict


def claimed(case: Case) -> list[Drivers]:
    """Revenue and node lines listed as repayment sources."""
    return claimed_lines(case.project)


NOTHING_CLAIMED = Outcome(Verdict.NOT_APPLICABLE, "没有列为偿债资金来源的收入", "nothing is claimed")
NONE_CLAIMED = Outcome(Verdict.NOT_APPLICABLE, "没有列为偿债资金来源的经营收入", "no claimed operating revenue")


def _each(case: Case, missing: Callable[[Drivers], bool], what: str, en: str) -> Outcome:
    lines = claimed(case)
    if not lines:
        return NONE_CLAIMED
    names = [line.name for line in lines if missing(line)]
    if names:
        text = f"{in_turn(names)}未列明{what}"
        return Outcome(Verdict.WARN, text, f"{len(names)} line(s) without {en}", str(len(names)), "0")
    return Outcome(Verdict.PASS, f"列为偿债资金来源的收入均已列明{what}", f"every claimed line states {en}", "0", "0")


NOT_EARNED = (
    *(
        "保证金",
        "押金",
        "利息收入",
        "存款利息",
        "残值",
        "余值",
        "借款",
        "贷款",
        "融资款",
        "债券",
        "溢价",
        "资本金",
        "注资",
    ),
    *("原有", "已建成"),
)
"""Words of names of money that nothing built by the project earns: deposits, interest on cash, financing, older assets."""
TENANT = re.compile(r"(?:借款|贷款|债券|保证金|融资)(?=公司|企业|机构|银行|中心|服务|交易)")
"""Such a word in the name of who rents or is served: 小额贷款公司租金."""


def _taken(case: Case) -> list[str]:
    """Claimed parcels that are stated to be sold already, or to repay another bond."""
    return [parcel.id for parcel in case.project.rows(Parcel) if parcel.claimed and parcel.unencumbered is False]


@check("R04")
def no_other_project(case: Case) -> Outcome:
    """Revenue of another project, or a parcel that another bond is repaid from, repays none of this one's (财预〔2017〕89号)."""
    if parcels := _taken(case):
        return Outcome(
            Verdict.FAIL,
            f"地块{in_turn(parcels)}已出让或已列为其他债券偿债资金来源，不得用于偿还本项目债券，收益中仍含该收入，应改为不列",
            f"{len(parcels)} parcel(s) sold or repaying another bond",
            str(len(parcels)),
            "0",
        )
    if not claimed(case):
        return NONE_CLAIMED
    names = [line.name for line in claimed(case) if line.budget_class == "other_project"]
    if names:
        return Outcome(
            Verdict.FAIL,
            f"{in_turn(names)}为其他项目收入，不得用于偿还本项目债券，已从收益中剔除",
            f"{len(names)} line(s) of another project; left out",
            str(len(names)),
            "0",
        )
    return Outcome(Verdict.PASS, "偿债资金来源中没有其他项目收入", "no revenue of another project is claimed", "0", "0")


@check("R06")
def account_named(case: Case) -> Outcome:
    """Each claimed line names its account in the government-fund budget (debt-management system)."""
    if not claimed(case):
        return NONE_CLAIMED
    blank = {
        kind: tuple(row.name for row in case.project.rows(kind) if row.claimed and not row.account) for kind in KINDS
    }
    if any(blank.values()):
        asked = [Asked(kind, (Drivers.account,), names) for kind, names in blank.items() if names]
        return needs_input(asked, figure=str(sum(map(len, blank.values()))), threshold="0")
    return Outcome(
        Verdict.PASS, "列为偿债资金来源的收入均已列明预算科目", "every claimed line states an account", "0", "0"
    )


@check("R07")
def evidence_given(case: Case) -> Outcome:
    """Volume, price and utilisation of each claimed line rest on evidence (财预〔2021〕61号)."""
    return _each(case, lambda line: not line.evidence, "依据", "evidence")


def _not_earned(name: str) -> bool:
    """Tell whether a name says that its money is of none of the works."""
    said = TENANT.sub(" ", name)
    return any(speaks_of(said, word) for word in NOT_EARNED)


@check("R08")
def from_what_is_built(case: Case) -> Outcome:
    """Each claimed line comes from something that is built, and is called nothing that only money or older assets bring."""
    names = [line.name for line in claimed(case) if _not_earned(line.name)]
    if names:
        return Outcome(
            Verdict.WARN,
            f"{in_turn(f'“{name}”' for name in names)}不像建设内容产生的收入（保证金、利息、残值、融资、原有资产等不是项目收益），应核实",
            f"{len(names)} name(s) of money that nothing built earns",
            str(len(names)),
            "0",
        )
    return _each(case, lambda line: not line.scope_item, "对应建设内容", "a scope item")


@check("R09", unit=Unit.MONEY)
def own_operating_revenue(case: Case) -> Outcome:
    """The project has operating revenue of its own (debt-management system); land reserve has none but its land."""
    verdict = case.verdict("R09")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "土地储备项目以土地出让收入偿还", "land reserve is repaid from land")
    total = sum(case.figures.amounts(case.use(revenue.schedule).claimed), Decimal(0))
    return Outcome(
        verdict,
        f"自身经营收入合计{case.said(total)}",
        f"operating revenue {case.money(total)}",
        case.money(total),
        "> 0.00",
    )


def _nothing_earned(case: Case) -> Outcome | None:
    verdict = case.verdict("R10")
    return Outcome(verdict, "没有经营收入", "no operating revenue") if verdict is Verdict.NOT_APPLICABLE else None


@check("R10", (Particulars, Particulars.operation_start), unless=_nothing_earned)
def operating_cost(case: Case) -> Outcome:
    """No year of operation with revenue is without cost (debt-management system)."""
    verdict = case.verdict("R10")
    free = case.years(earned_without_cost(case.book)) if verdict is Verdict.FAIL else []
    return Outcome(
        verdict,
        f"{in_turn(spans(free))}年有收入而没有运营成本" if free else "有收入的年度均有运营成本",
        f"years without cost: {len(free)}",
        str(len(free)),
        "0",
    )


@check("C04", (Settings, Settings.coverage_upper), unit=Unit.RATIO)
def suspiciously_high(case: Case) -> Outcome:
    """A multiple above the reviewer's upper level is looked at twice."""
    ratio = case.figures.scalar(case.use(coverage.schedule).ratios["coverage_total_debt"])
    upper = case.project.form(Settings).coverage_upper or Decimal(0)
    verdict = case.verdict("C04")
    if ratio is None:
        return Outcome(verdict, "没有债务本息", "no debt service")
    high = verdict is Verdict.WARN
    text = number.ratio(Fraction(ratio))
    return Outcome(
        verdict=verdict,
        zh=f"覆盖倍数{text}倍，{'高于' if high else '不高于'}复核上限{number.limit(upper)}倍",
        en=f"coverage {text}, upper level {number.limit(upper)}",
        figure=text,
        threshold=number.limit(upper),
        live=case.use(coverage.schedule).ratios["coverage_total_debt"],
    )

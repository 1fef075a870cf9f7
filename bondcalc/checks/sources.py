"""Group R: what may repay a special bond."""

import re
from typing import NamedTuple

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.line_statements import NOTHING_CLAIMED, claimed
from bondcalc.inputs.sheets.enterprise_taxes import TAX_KINDS, TaxRevenueLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.volume_lines import BUDGET_CLASSES
from bondcalc.inputs.unstated_class import public_words
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.terms import Verdict


class Claim(NamedTuple):
    """A line its bureau lists as repayment source, with its budget class and who pays."""

    name: str
    budget_class: str
    payer: str = ""


def claims(case: Case) -> list[Claim]:
    """Every line marked 列为偿债资金来源; tax lines are general-budget revenue whatever they are called."""
    found = [Claim(line.name, line.budget_class, line.payer or "") for line in claimed(case)]
    return found + [
        Claim(f"{tax.group}{TAX_KINDS[tax.kind]}（{tax.id}）", "general_budget")
        for tax in case.project.rows(TaxRevenueLine)
        if tax.claimed
    ]


def nothing_claimed(case: Case) -> Outcome | None:
    """Leave out a project that claims neither a line nor a parcel, whose price is government-fund revenue by law."""
    return None if claims(case) or any(parcel.claimed for parcel in case.project.rows(Parcel)) else NOTHING_CLAIMED


OF_TAX = ("税", "返还", "贡献")
"""Words of a name that may be tax, a general-budget revenue; the other words of public money speak of subsidies."""
FISCAL = re.compile(r"(?!上?缴|交[入至]).*(?:财政(?:局|厅|部|所|分局)|(?:人民|[省市州县区镇乡])政府)(?:办公室)?")
"""A payer (付费方) who pays out of a budget: 县财政局, 某县人民政府; not 市政府投资集团, nor who only collects (由县财政局代收、缴入县财政局)."""
STATED = "按填报的收入性质，"
"""What a bureau states is all that is known of a line: whether it is so is for the reader of its evidence."""


def _none_of(case: Case, budget_class: str, zh: str, en: str) -> Outcome:
    names = [claim.name for claim in claims(case) if claim.budget_class == budget_class]
    if not names:
        return _none_stated(case, budget_class)
    return Outcome(
        Verdict.FAIL,
        f"{in_turn(names)}：{zh}，已从收益中剔除",
        f"{in_english(names)}: {en}; left out of the ratio",
        str(len(names)),
        "0",
    )


def _none_stated(case: Case, budget_class: str) -> Outcome:
    """No line is stated to be of a class; one whose name or payer speaks of it is named, with what was stated."""
    others = [claim for claim in claims(case) if claim.budget_class != budget_class]
    named = [claim for claim in others if _speaks_of(claim.name, budget_class)]
    paid = [claim for claim in others if claim not in named and budget_class == "subsidy" and _fiscal(claim.payer)]
    doubtful = [*named, *paid]
    points = [f"{STATED}偿债资金来源中没有{BUDGET_CLASSES[budget_class]}"]
    points += [f"{in_turn(map(_stated, named))}名称存疑，应核实"] if named else []
    points += [f"{in_turn(map(_paid, paid))}由财政付费，应核实"] if paid else []
    return Outcome(
        Verdict.WARN if doubtful else Verdict.PASS,
        "；".join(points),
        f"no claimed line is stated as {budget_class}, {len(doubtful)} doubtful name(s)",
        str(len(doubtful)),
        "0",
    )


def _stated(claim: Claim) -> str:
    return f"“{claim.name}”（填为{BUDGET_CLASSES[claim.budget_class]}）"


def _paid(claim: Claim) -> str:
    return f"“{claim.name}”（填为{BUDGET_CLASSES[claim.budget_class]}，付费方{claim.payer}）"


def _fiscal(payer: str) -> bool:
    """Tell whether one of the payers pays out of a budget."""
    return any(FISCAL.fullmatch(name.strip()) for name in re.split("[、，,；;/（）()]", payer))


def _speaks_of(name: str, budget_class: str) -> bool:
    """Tell whether a name speaks of tax, or of other public money where that is asked."""
    return any((word in OF_TAX) is (budget_class == "general_budget") for word in public_words(name))


@check("R01", unless=nothing_claimed)
def only_own_revenue(case: Case) -> Outcome:
    """Each claimed line is 政府性基金收入 or 项目专项收入 (财预〔2017〕89号; 155号第六条)."""
    wrong = [claim for claim in claims(case) if claim.budget_class not in {"government_fund", "project_special"}]
    if not wrong:
        return Outcome(
            Verdict.PASS,
            f"{STATED}列为偿债资金来源的收入均为政府性基金收入或项目专项收入",
            "every claimed line is of a permitted class",
            "0",
            "0",
        )
    names = in_turn(f"{claim.name}（{BUDGET_CLASSES[claim.budget_class]}）" for claim in wrong)
    return Outcome(
        Verdict.FAIL,
        f"{names}不属于规定的偿债资金来源，已从收益中剔除",
        f"{names}: not a permitted source; left out",
        str(len(wrong)),
        "0",
    )


@check("R02", unless=nothing_claimed)
def no_tax(case: Case) -> Outcome:
    """Tax is general-budget revenue and never repays a special bond (预算法第二十七条; 155号第六条)."""
    return _none_of(
        case,
        "general_budget",
        "税收等一般公共预算收入是一般债券的偿债资金来源，不得用于偿还专项债券",
        "tax is general-budget revenue and repays general bonds only",
    )


@check("R03", unless=nothing_claimed)
def no_subsidy(case: Case) -> Outcome:
    """Fiscal subsidies are not in the 2017-rule coverage (财预〔2017〕89号)."""
    return _none_of(
        case,
        "subsidy",
        "财政补助不是项目自身收益，不计入2017年规则的覆盖倍数",
        "a fiscal subsidy is not the project's own revenue",
    )

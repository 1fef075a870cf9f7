"""Group W: the risk register."""

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.inputs.sheets.risk_register import Risk
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict


@check("W22")
def owned(case: Case) -> Outcome:
    """Each risk of the register (风险清单) names who looks after it."""
    risks = case.project.rows(Risk)
    if not risks:
        return Outcome(Verdict.NOT_APPLICABLE, "未列风险清单", "no risk register")
    alone = [risk.name for risk in risks if risk.owner is None]
    if alone:
        return Outcome(
            Verdict.WARN,
            f"未明确责任人的风险：{in_turn(alone)}",
            f"{len(alone)} risk(s) without an owner",
            str(len(alone)),
            "0",
        )
    return Outcome(Verdict.PASS, f"{len(risks)}项风险都有责任人", f"{len(risks)} risk(s), each with an owner", "0", "0")

"""Group W: the project's own texts beside its figures."""

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict

SHOWN = 20
"""Contradictions that a finding names; check lists all of them."""


@check("W41")
def own_words(case: Case) -> Outcome:
    """No text that a filing prints says another number, day or way of repayment than the tables (practice of reviews)."""
    from bondcalc.claims.input_texts import contradictions

    wrongs = contradictions(case)
    if not wrongs:
        return Outcome(
            Verdict.PASS, "文字中没有发现与测算数据不一致的数字", "no text contradicts the figures", "0", "0"
        )
    listed = [
        f"{wrong.at.place}写“{wrong.claim.text}”，{wrong.claim.name}为{in_turn(wrong.claim.right)}"
        for wrong in wrongs[:SHOWN]
    ]
    more = f"；另有{len(wrongs) - SHOWN}处" if len(wrongs) > SHOWN else ""
    return Outcome(
        Verdict.WARN,
        f"文字与测算数据不一致{len(wrongs)}处：{'；'.join(listed)}{more}；应改正，确有不同的应说明",
        f"{len(wrongs)} text(s) contradict the figures",
        str(len(wrongs)),
        "0",
    )

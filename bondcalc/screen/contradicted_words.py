"""文字与数据不一致: what a text of the input says and the tables do not, at its cell."""

from collections.abc import Iterator

from bondcalc.result.result import Result
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long, notice
from bondcalc.wording.terms import Verdict


def contradicted(result: Result) -> Iterator[str]:
    """Ask about every text that contradicts the figures; where the check of them passed there is none."""
    from bondcalc.claims.input_texts import RULE, contradictions

    if any(finding.rule.id == RULE and finding.verdict is Verdict.PASS for finding in result.findings):
        return
    where = result.project.where
    for at, claim in contradictions(result):
        yield notice(
            "words_contradict",
            place=Long(where(at.sheet.id, at.row, at.cell.id) if where is not None else at.sheet.zh),
            what=Long(at.place),
            found=Long(claim.text),
            name=Long(claim.name),
            right=Long(in_turn(claim.right)),
        )

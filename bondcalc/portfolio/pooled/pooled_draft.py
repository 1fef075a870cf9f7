"""Why the form of a pooled bond is a draft (草稿): members that do not stand by themselves, places still to be filled in."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bondcalc.filings.parts.draft import fails, prompts
from bondcalc.portfolio.pooled.ring_fence import MemberCover, covers
from bondcalc.portfolio.pooled.shared_bond import PoolMember, SharedBond
from bondcalc.typeset.document import PageBlock
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.number import against
from bondcalc.wording.terms import Severity, Verdict

IDENTITIES = ("F02", "F03", "F04", "F05")
"""Rules of the form's own sums; a member that fails one keeps the form a draft."""
MOST_NAMED = 3


class MemberFault(NamedTuple):
    """What some members lack: `said` of how many, the members by name, with their ratio where it is that."""

    said: str
    names: Sequence[str]

    def told(self, most: int | None = None) -> str:
        """Say it in a sentence without a full stop, naming all or at most some."""
        named = in_turn(self.names[:most])
        return f"{len(self.names)}{self.said}：{named}{'等' if most and self.names[most:] else ''}"


def member_faults(shared: SharedBond) -> Iterator[MemberFault]:
    """Say which members do not cover their own debt, fail a rule, or leave open what law asks for: the form stands without their plans."""
    faults = (
        MemberFault("个项目收益不能覆盖本项目债务", [_covered(cover) for cover in covers(shared) if cover.short]),
        MemberFault("个项目有核对事项不通过", [member.name for member in shared.members if _failing(member)]),
        MemberFault("个项目有法定事项待补充", [member.name for member in shared.members if _asked_by_law(member)]),
    )
    yield from (fault for fault in faults if fault.names)


def why_draft(shared: SharedBond, blocks: Sequence[PageBlock]) -> Iterator[str]:
    """Say why the form is a draft, a sentence a reason; empty where it is none."""
    yield from (fault.told(MOST_NAMED) for fault in member_faults(shared))
    places = len(list(prompts(blocks)))
    if places:
        yield f"{places}处尚未填写"


def _failing(member: PoolMember) -> bool:
    return any(fails(finding, IDENTITIES) for finding in member.result.findings)


def _asked_by_law(member: PoolMember) -> bool:
    return any(
        finding.verdict is Verdict.NEEDS_INPUT and finding.rule.severity is Severity.STATUTORY
        for finding in member.result.findings
    )


def _covered(cover: MemberCover) -> str:
    return cover.name if cover.ratio is None else f"{cover.name}（{against(cover.ratio, Fraction(cover.floor))}倍）"

"""Sheet 事项说明: what the bureau says of a finding, in its own words."""

from collections.abc import Iterator

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.rules.load import own_library
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long
from bondcalc.wording.terms import Department


@sheet(
    "explanations",
    zh="事项说明",
    en="Explanations",
    number=34,
    department=Department.FINANCE,
    help_="复核表中不通过或提示的事项逐项说明；印在该事项之后，不改变结论。没有说明的提示视为未办结。",
)
class FindingNote:
    """事项说明 — one row a finding that is explained."""

    id: Input[str] = cell("规则编号", "Rule", why="复核表第一栏的编号，如W03")
    words: Input[str] = cell("说明", "FindingNote", why="事实、原因、依据和拟采取的措施")

    @check
    def known(self, _: Project) -> Iterator[Fault]:
        """The rule is one of those tested."""
        ids = sorted({rule.id for rule in own_library().rules})
        if self.id not in ids:
            yield Fault("id", "unknown_rule", {"found": self.id, "rules": Long(in_turn(ids))})

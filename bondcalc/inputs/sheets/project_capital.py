"""Sheet 资本金: project money that is not borrowed."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, member_of, sheet
from bondcalc.inputs.far_amounts import years_far_off
from bondcalc.inputs.fault import Fault, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.row_names import named_as_borrowed
from bondcalc.wording.terms import Department


@sheet(
    "funding", zh="资本金", en="Capital", number=5, department=Department.FINANCE, help_="专项债券在“专项债券”表填写。"
)
class CapitalSource:
    """项目资本金 — capital without special bonds, by year."""

    id: Input[str] = code()
    kind: Input[str] = cell(
        "资金来源", "Source", choices={"budget": "财政预算资金", "own": "单位自有资金", "grant": "上级补助资金"}
    )
    name: Input[str | None] = cell("说明", "Remark", default=None)
    debt_like: Input[bool] = cell(
        "是否为借款或明股实债", "Loan or debt in disguise", default=False, why="债务性资金不得作为项目资本金"
    )
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    sub_project: Input[str | None] = member_of()
    by_year: Input[dict[int, Decimal]] = cell("分年到位金额", "Amount by year", unit="money", low="0", index="calendar")

    @question
    def plausible(self, project: Project) -> Iterator[Fault]:
        """No year brings far more than the investment."""
        yield from years_far_off(project, "by_year", self.by_year)

    @question
    def own_money(self, _: Project) -> Iterator[Fault]:
        """Capital whose remark speaks of a loan says whether it is one."""
        if not self.debt_like:
            yield from named_as_borrowed(self.name)

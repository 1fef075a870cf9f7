"""Sheet 参数来源: where a figure was taken from, and how far it can be relied on."""

from collections.abc import Iterator

from bondcalc.inputs.cell import Cell, Input, Sheet, cell, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.division import Aimed, named_sheet
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long

CONFIDENCE = {"high": "高", "low": "低"}
"""Whether the figure stands in a signed or public paper, or is an estimate still to be confirmed."""


@sheet(
    "sources",
    zh="参数来源",
    en="Sources",
    number=35,
    help_="任何一格都可以写明取自哪份文件；可信度低的列入问题清单和提示。",
)
class SourceNote(Aimed):
    """参数来源 — one row a figure, or a whole row or form where no field is named."""

    field: Input[str | None] = cell("栏目", "Field", default=None, why="栏目名称，如 单价；留空为整行")
    document: Input[str] = cell("文件", "Document", why="名称和文号")
    page: Input[str | None] = cell("页码", "Page", default=None, why="页码、表号或条款")
    confidence: Input[str | None] = cell(
        "可信度", "Confidence", default=None, choices=CONFIDENCE, why="签署或公开的为高，估计的为低"
    )

    @property
    def reliance(self) -> str:
        """Say how far it can be relied on (可信度), as filings print it."""
        return f"可信度{'未填' if self.confidence is None else CONFIDENCE[self.confidence]}"

    def about(self) -> str:
        """Name what the note is about in words."""
        parts = (f"“{self.table}”表", self.row, f"“{self.field}”" if self.field else None)
        return "".join(part for part in parts if part)

    @check
    def field_known(self, _: Project) -> Iterator[Fault]:
        """The field is a heading of that sheet."""
        named = named_sheet(self.table)
        if named is not None and self.field is not None and _field(named, self.field) is None:
            names = Long(in_turn(field.zh for field in named.cells))
            yield Fault("field", "unknown_field_named", {"found": self.field, "fields": names})


def _field(named: Sheet, name: str) -> Cell | None:
    return next((field for field in named.cells if name in field.names), None)

"""The form of an actuals workbook (执行数据): whose it is, up to which day, and what it was written after."""

import re
from collections.abc import Iterator
from datetime import date

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.settings import Settings

SHA256 = re.compile(r"[0-9a-f]{64}")


@sheet(
    "actuals_of",
    family="actuals",
    zh="执行数据说明",
    en="About the actuals",
    number=1,
    form=True,
    required=True,
    help_="由bondcalc new --actuals填好项目和校验值；本文件不改动申报文件。",
)
class ActualsParticulars:
    """执行数据说明 — the project, the day up to which it is told, and the files before this one."""

    project_name: Input[str | None] = cell("项目名称", "Project", default=None)
    project_code: Input[str | None] = cell("项目代码", "Project code", default=None, why="与申报文件一致")
    as_of: Input[date] = cell("数据截至日", "As of", why="本文件所填的数据截至哪一天")
    filed_sha256: Input[str | None] = cell(
        "申报文件校验值", "SHA-256 of the project file", default=None, why="申报所用录入文件的SHA-256，由程序填写"
    )
    previous_sha256: Input[str | None] = cell(
        "上一份执行数据校验值", "SHA-256 of the actuals before", default=None, why="首份留空；由程序填写"
    )
    money_unit: Input[str] = cell("金额单位", "Money unit", default="万元", why="与申报文件一致；交易流水和合同填元")
    statement_from: Input[date | None] = cell(
        "流水起始日", "Statement from", default=None, why="填交易流水的，这段时间的支出只按流水汇总"
    )
    statement_to: Input[date | None] = cell("流水截止日", "Statement to", default=None, why="与流水起始日同时填写")
    example: Input[bool] = cell("示例数据", "Example", default=False, why="虚构的数据填“是”")
    prepared_by: Input[str | None] = cell("填报人", "Prepared by", default=None)
    reviewed_by: Input[str | None] = cell("复核人", "Reviewed by", default=None)

    @check
    def same_unit(self, project: Project) -> Iterator[Fault]:
        """The unit of money is that of the project file beside which the actuals are read."""
        for settings in project.rows(Settings):
            if self.money_unit != settings.money_unit:
                yield Fault("money_unit", "actuals_unit", {"found": self.money_unit, "unit": settings.money_unit})

    @check
    def hashes(self, _: Project) -> Iterator[Fault]:
        """What is stated as a hash is one."""
        for field in ("filed_sha256", "previous_sha256"):
            stated = getattr(self, field)
            # str: a pattern asks a value that could not be read for nothing, and would break on it.
            if stated is not None and not SHA256.fullmatch(str(stated)):
                yield Fault(field, "actuals_hash", {"found": stated})

    @check
    def statement_dated(self, _: Project) -> Iterator[Fault]:
        """A statement has a first and a last day, in this order, and ends with the actuals at the latest."""
        first, last = self.statement_from, self.statement_to
        if (first is None) != (last is None):
            yield Fault("statement_to" if last is None else "statement_from", "statement_half")
        elif first is not None and last is not None and last < first:
            yield Fault("statement_to", "statement_order", {"found": last, "start": first})
        elif last is not None and last > self.as_of:
            yield Fault("statement_to", "after_as_of", {"found": last, "day": self.as_of})


def day_faults(field: str, day: date | None, project: Project) -> Iterator[Fault]:
    """What happened lies on or before the day up to which the actuals are told."""
    for form in project.rows(ActualsParticulars):
        if day is not None and day > form.as_of:
            yield Fault(field, "after_as_of", {"found": day, "day": form.as_of})

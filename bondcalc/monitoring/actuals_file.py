"""An actuals workbook (执行数据): read beside its project from .xlsx or TOML, and the workbook to fill in."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from bondcalc.data import digest
from bondcalc.dates import today
from bondcalc.inputs.form.drawing import draw_form, draw_list
from bondcalc.inputs.form.guide_page import draw_guide
from bondcalc.inputs.form.template import MADE, SPARE_ROWS
from bondcalc.inputs.look import GUIDE, Look, closed, opened
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import ProjectFile, load, raw_of
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.validate import validate_rows
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import Advance, Contract, FundingStep, Transaction
from bondcalc.monitoring.period_sheets import PeriodAmount, TreasuryPayment
from bondcalc.monitoring.state_sheets import (
    AccountBalance,
    AlarmAnswer,
    EvidencePaper,
    MeasuredTarget,
    ProgressReading,
    ServicePayment,
    YearMatter,
)
from bondcalc.monitoring.whose_actuals import hold_to_project, hold_to_today

STATEMENTS_OF_ACTUALS = (
    ActualsParticulars,
    PeriodAmount,
    TreasuryPayment,
    FundingStep,
    Advance,
    Contract,
    Transaction,
    ProgressReading,
    AccountBalance,
    ServicePayment,
    MeasuredTarget,
    YearMatter,
    AlarmAnswer,
    EvidencePaper,
)
"""The sheets of the workbook in the order of its tabs."""
_GUIDE_LINES = (
    "1.发行后每次监测填一份，另存为新文件；申报文件不改动，程序把本文件叠加在申报文件上。",
    "2.“分期执行”表按月、按季、按年填均可，同一项目同一时间只填一次；未统计的留空，没有发生的填0。",
    "3.金额单位与申报文件一致，含税；交易流水和合同金额填元。编号、债券、投资项目填申报文件中的编号或名称。",
    "4.有银行流水的，粘贴到“交易流水”表并填流水起止日，这段时间的支出由程序汇总，不在“资金流转”表重复填写。",
    "5.各表只填数据截至日及以前的事项；预警处置只用于内部报告，不公开。",
    "6.填好后运行bondcalc monitor，程序按工作表和单元格列出全部问题，再生成监测报告。",
)


def read_actuals(path: Path, project: Project, filed: ProjectFile) -> Actuals:
    """Read actuals from a workbook or TOML beside the project file they are of.

    Raises ProjectError with every Problem found, FileError for a file that cannot be read at all.
    """
    return actuals_of(load(path), project, filed, today())


def actuals_of(file: ProjectFile, project: Project, filed: ProjectFile, now: date | None = None) -> Actuals:
    """Read actuals already in memory, such as an attachment; raises what `read_actuals` does.

    They end by `now` at the latest, the day on which they are told; None where that day is past, as in an audit.
    """
    settings, known = project.form(Settings), [sheet_of(statement) for statement in STATEMENTS_OF_ACTUALS]
    raw = raw_of(file.name, file.data, known)
    hashed = digest(filed.data)
    hold_to_project(raw, project, filed.name, hashed)
    stated = validate_rows(raw, settings.money_unit, project)
    if now is not None:
        hold_to_today(raw, stated.form(ActualsParticulars).as_of, now)
    own = {sheet.id: stated.tables[sheet.id] for sheet in known}
    return Actuals(
        name=file.name,
        sha256=digest(file.data),
        filed_sha256=hashed,
        stated=Project(own, stated.notices, stated.unread),
        yuan_per_unit=settings.yuan_per_unit,
        quantum=settings.quantum,
    )


def actuals_workbook(project: Project, stated: Project, years: Sequence[int], spare: int = SPARE_ROWS) -> bytes:
    """Make the workbook of the actuals of a project with the rows stated, blank rows below; the same call gives the same bytes.

    `years` are those for which targets have a column.
    """
    buffer = BytesIO()
    book = opened(buffer)
    book.set_properties({"title": "专项债券项目执行数据", "comments": "bondcalc", "created": MADE})
    settings = project.form(Settings)
    look = Look(book, settings.money_unit, settings.quantum)
    draw_guide(book.add_worksheet(GUIDE), look, _GUIDE_LINES)
    for statement in STATEMENTS_OF_ACTUALS:
        sheet, rows = sheet_of(statement), stated.rows(statement)
        page = book.add_worksheet(sheet.zh)
        if sheet.form:
            draw_form(page, sheet, {cell.id: getattr(rows[0], cell.id) for cell in sheet.cells}, look)
        else:
            draw_list(page, sheet, rows, years if sheet.yearly else (), look, spare)
    return closed(book, buffer, EXAMPLE_MARK if stated.form(ActualsParticulars).example else "")

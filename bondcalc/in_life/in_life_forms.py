"""存续期公开: the rows of 30 June in the three forms that provinces use, each in its own unit and decimals."""

from collections.abc import Sequence
from dataclasses import dataclass

from bondcalc.in_life import anhui_form, rule_209_form, zhejiang_form
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.life_words import noted, said
from bondcalc.in_life.revenue_gap import gap_told
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, Note, Report

WIDTH = 13
"""Characters of a workbook's column for a width of one on paper."""


@dataclass(frozen=True)
class InLifeForm:
    """One form: its id, its title, the report that tells it."""

    id: str
    title: str
    report: Report


def forms(plan: LifePlan, record: LifeRecord) -> list[InLifeForm]:
    """Give the three forms of the closed year, and the gap explained; none knows alarms, or who was paid."""
    made_forms = [
        _form(plan, record, made.ID, made.TITLE, made.NOTATION, [made.listing(plan, record)])
        for made in (zhejiang_form, rule_209_form, anhui_form)
    ]
    notation = plan.result.project.form(Settings).notation()
    return [*made_forms, InLifeForm("gap", "差异说明", Report(plan.particulars.name, notation, gap_told(plan, record)))]


def _widths(parts: Sequence[Note | Listing]) -> list[int]:
    """Give the widths of a workbook's columns, in characters."""
    columns = [part.columns for part in parts if isinstance(part, Listing)]
    return [int(WIDTH * column.width) for column in columns[0]]


def _form(
    plan: LifePlan, record: LifeRecord, id_: str, title: str, notation: Notation, parts: Sequence[Note | Listing]
) -> InLifeForm:
    note = noted(f"{id_}_note", said(f"{id_}_note", year=str(record.closed_year), later=str(record.closed_year + 1)))
    return InLifeForm(id_, title, Report(plan.particulars.name, notation, [note, *parts], widths=_widths(parts)))

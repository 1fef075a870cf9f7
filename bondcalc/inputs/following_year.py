"""次年: the project as next year's file begins, from this year's; what is of this year alone is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bondcalc.inputs.batches import LATER, THIS, batch_of, issued_before
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.last_disclosure import Disclosed
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region import Region
from bondcalc.inputs.sheets.rule_statements import RuleStatements
from bondcalc.wording.messages import file_error, listed

StatedForm = TypeVar("StatedForm")
OF_THE_YEAR: tuple[FieldId[object], ...] = (
    Region.debt_limit,
    Region.debt_balance,
    Region.repaid_this_year,
    Region.new_limit,
    Region.prior_limit,
    Region.prior_balance,
    Region.general_revenue,
    Region.fund_revenue,
    Region.capital_use_total,
    Region.construction_bonds_total,
)
"""What the sheet 地区限额 says of one year: blank in the next file, so that the rules ask for it."""
VOUCHED: tuple[FieldId[object], ...] = (
    Compliance.type_quota,
    Compliance.prior_room_approved,
    Compliance.earlier_spent,
    Compliance.audit_closed,
)
"""What 合规事项 says of one year: a quota, an approval, how far earlier bonds are spent and audited."""
AREAS: tuple[FieldId[object], ...] = (RuleStatements.retaken_area, RuleStatements.resold_area)
"""What 规定事项 says of one year: land taken back and supplied again within it."""


def following(project: Project, day: date, disclosed: Mapping[str, Decimal]) -> Project:
    """Give the project as it stands on a later day; `disclosed` are the figures of this year's form by field of 上次披露.

    FileError where the day is not later, or a planned bond was due before it and has no result of issue.
    """
    form = project.form(Particulars)
    if day <= form.rule_date:
        raise file_error("day_not_later", found=day, before=form.rule_date)
    bonds = project.rows(Bond)
    waiting = [bond.id for bond in bonds if bond.status == "planned" and bond.value_date <= day]
    if waiting:
        raise file_error("bonds_not_issued", bonds=listed(waiting))
    tables = {
        "project": (
            replace(form, rule_date=day, filing_date=None, prepared_by=None, reviewed_by=None, approved_by=None),
        ),
        "region": (_without(project.form(Region), OF_THE_YEAR),),
        "compliance": (
            replace(_without(project.form(Compliance), VOUCHED), earlier_issued=_issued_before(bonds, day)),
        ),
        "statements": (_without(project.form(RuleStatements), AREAS),),
        "disclosed": (replace(project.form(Disclosed), **disclosed, remark=None),),
        "bonds": tuple(_batched(bonds)),
        "explanations": (),
    }
    return replace(project, tables={**project.tables, **tables})


def _without(form: StatedForm, fields: Sequence[FieldId[object]]) -> StatedForm:
    """Give a form with fields blank."""
    return replace(form, **{field.name: None for field in fields})  # type: ignore[type-var]


def _issued_before(bonds: Sequence[Bond], day: date) -> Decimal | None:
    """Add up the bonds of new money that were issued in the years before; None where none was."""
    return sum((bond.face for bond in issued_before(bonds, day.year)), Decimal(0)) or None


def _batched(bonds: Sequence[Bond]) -> Iterator[Bond]:
    """Mark the planned bonds of the earliest year as those of this application, the rest as later; blank where all are one."""
    years = {bond.value_date.year for bond in bonds if bond.status == "planned"}
    for bond in bonds:
        if bond.status == "issued" or len(years) <= 1:
            yield replace(bond, batch=None)
        else:
            yield replace(bond, batch=THIS if bond.value_date.year == min(years) else LATER)


def moved_batches(before: Project, after: Project) -> Iterator[tuple[str, str, str]]:
    """Give each bond with its batch before and after."""
    old, new = before.rows(Bond), after.rows(Bond)
    for was, is_ in zip(old, new, strict=True):
        yield is_.id, batch_of(was, old), batch_of(is_, new)

"""发行结果: what an issue fixed (coupon, day, size, price), taken over into a project."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from bondcalc.data import LoadedData
from bondcalc.inputs.batches import next_in_line
from bondcalc.inputs.divided_bond import divided, in_its_term, in_proportion, with_days_of
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.values import WrongError, convert
from bondcalc.problem import Place, Problem, ProjectError
from bondcalc.wording.messages import Long, file_error, label, listed, problem

FIELDS = ("coupon", "value_date", "face", "issue_price", "first_value_date", "name")
"""Fields of a bond that a result states, in the order of the command's options."""
NO_REST = ("无", "none")
"""What says that nothing more of a bond is issued."""
YEARS_FROM_PLAN, TIMES_THE_PLAN = 10, 100
"""How far day and amount of an issue may lie from the plan: farther off they are mistyped, or in another unit of money."""


class Rest(NamedTuple):
    """余额: what becomes of the part of a bond that was not issued, the day for which it is planned; None where it is not issued any more."""

    day: date | None


@dataclass(frozen=True)
class IssueResult:
    """The result of one issue: the bond by id or name (blank where one only is next), what was fixed, and what becomes of the rest."""

    bond: str | None
    stated: LoadedData
    rest: Rest | None = None


def result_of(bond: str | None, typed: Mapping[str, str | None], rest: str | None = None) -> IssueResult:
    """Judge what was typed as the cells of the sheet are judged; ProjectError with every value that is none."""
    stated, wrong = dict[str, object](), list[Problem]()
    for number, field in enumerate(FIELDS):
        text = typed.get(field)
        if text is not None:
            stated[field] = _judged(field, number, text, wrong)
    day = None if rest is None or rest in NO_REST else _judged("value_date", len(FIELDS), rest, wrong)
    if wrong:
        raise ProjectError(wrong)
    return IssueResult(bond, stated, None if rest is None else Rest(day if isinstance(day, date) else None))


def _judged(field: str, number: int, text: str, wrong: list[Problem]) -> object:
    """Read what was typed for a field of a bond; what is none is added to what is wrong."""
    sheet = sheet_of(Bond)
    cell = sheet.cell(field)
    try:
        return convert(cell, text)
    except WrongError as error:
        place = Place(label(sheet), 0, number, label(cell))
        wrong.append(problem(place, error.code, label=label(cell), **error.facts))
        return None


def taken_over(project: Project, result: IssueResult) -> Project:
    """Give the project with one bond issued as the result says, and the rest of it planned where there is such.

    FileError where it is not told which bond, or what becomes of a rest, or it is issued already.
    """
    bond = meant_bond(project, result)
    face = result.stated.get("face", bond.face)
    if result.rest is not None and result.rest.day is not None:
        project, bond = divided(project, bond, face, result.rest.day)
    else:
        project = in_proportion(project, bond, face)
    return as_issued(project, bond, result.stated)


def as_issued(project: Project, bond: Bond, stated: LoadedData) -> Project:
    """Give the project with a bond as it was issued; what nobody stated stays as the file has it."""
    issued = _issued(bond, stated)
    rows = tuple(issued if row is bond else row for row in project.rows(Bond))
    principal = tuple(
        with_days_of(payment, bond, issued) if payment.bond == bond.id else payment
        for payment in project.rows(PrincipalPayment)
    )
    return replace(project, tables={**project.tables, "bonds": rows, "principal": principal})


def _issued(bond: Bond, stated: LoadedData) -> Bond:
    """The bond as issued: its term in months stays, so that a stated maturity moves with the day of issue."""
    planned = bond.status == "planned"
    issued: Bond = replace(
        bond,
        **stated,
        status="issued",
        batch=None,
        result_coupon=stated.get("coupon", bond.result_coupon),
        planned_coupon=bond.coupon if planned else bond.planned_coupon,
        planned_face=bond.face if planned else bond.planned_face,
        coupon_like=None,
    )
    return in_its_term(issued, bond)


def meant_bond(project: Project, result: IssueResult) -> Bond:
    """Find the bond a result is of: by id or name; without one, the only bond that is next.

    FileError where it is not told, or issued already; ProjectError for a day or an amount so far from its plan that it was mistyped.
    """
    bond = _called(project, result.bond)
    if far := list(_far(project, bond, result.stated)):
        raise ProjectError(far)
    _hold_rest(project, bond, result)
    return bond


def _hold_rest(project: Project, bond: Bond, result: IssueResult) -> None:
    """Refuse a part of a bond without a word on the rest, and a word on a rest that there is not (FileError)."""
    face, amount = result.stated.get("face", bond.face), project.form(Settings).notation().amount
    if face < bond.face and result.rest is None:
        raise file_error("issue_in_part", bond=bond.id, face=amount(face), planned=amount(bond.face))
    if face >= bond.face and result.rest is not None:
        raise file_error("issue_without_rest", bond=bond.id, face=amount(face), planned=amount(bond.face))


def _far(project: Project, bond: Bond, stated: LoadedData) -> Iterator[Problem]:
    """Refuse what would only be told by its consequences: a day decades off, an amount in another unit."""
    sheet, amount = sheet_of(Bond), project.form(Settings).notation().amount
    day, face = stated.get("value_date"), stated.get("face")
    places = {field: Place(label(sheet), 0, number, label(sheet.cell(field))) for number, field in enumerate(FIELDS)}
    if day is not None and abs(day.year - bond.value_date.year) > YEARS_FROM_PLAN:
        facts = {"found": day, "planned": bond.value_date, "years": YEARS_FROM_PLAN}
        yield problem(places["value_date"], "issue_day_far", label=label(sheet.cell(Bond.value_date)), **facts)
    if face is not None and not bond.face / TIMES_THE_PLAN < face < bond.face * TIMES_THE_PLAN:
        facts = {"found": amount(face), "planned": amount(bond.face), "times": TIMES_THE_PLAN}
        yield problem(places["face"], "issue_face_far", label=label(sheet.cell(Bond.face)), **facts)


def _called(project: Project, named: str | None) -> Bond:
    bonds = project.rows(Bond)
    meant = next_in_line(bonds) if named is None else [bond for bond in bonds if named in (bond.id, bond.name)]
    if len(meant) != 1:
        planned = Long(listed(bond.id for bond in bonds if bond.status == "planned"))
        code = "bond_unknown" if named else "bond_not_told" if str(planned) else "bond_none_planned"
        raise file_error(code, found=named, bonds=planned)
    if meant[0].status == "issued":
        raise file_error("bond_issued", found=meant[0].id)
    return meant[0]

"""The project with one input at another value, as a bureau would fill it in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from bondcalc.inputs.batches import size_is_open
from bondcalc.inputs.cell import InputRow, Sheet
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.sub_projects import SubProject, SubShare, shares_of
from bondcalc.inputs.values import typed_in
from bondcalc.money import half_up

ChangeOfRow = Callable[[Any], InputRow]
"""Takes a row of one sheet and gives it changed."""


def planned(project: Project) -> list[Bond]:
    """Planned first issues: what is still open. Refinancing follows the bond it repays."""
    return [bond for bond in project.rows(Bond) if bond.status == "planned" and bond.refinances is None]


def each(project: Project, statement: type, changed: ChangeOfRow) -> Project:
    """Change the rows of one sheet; numbers that come of it are such as can be typed in."""
    sheet = sheet_of(statement)
    rows = tuple(_typed(sheet, row, changed(row)) for row in project.tables[sheet.id])
    return replace(project, tables={**project.tables, sheet.id: rows})


def _typed(sheet: Sheet, stated: InputRow, row: InputRow) -> InputRow:
    """Bring the numbers that were changed to what a cell holds; the others stay."""
    moved = [cell for cell in sheet.cells if getattr(row, cell.id) != getattr(stated, cell.id)]
    numbers = {cell.id: (cell, getattr(row, cell.id)) for cell in moved if isinstance(getattr(row, cell.id), Decimal)}
    fit = {field: typed_in(cell, number) for field, (cell, number) in numbers.items()}
    return replace(row, **fit) if fit else row


def plugged(project: Project) -> Project:
    """Let capital fill what debt leaves open (资本金按缺口补足); amounts entered are 0, their years stay stated.

    Capital of a bundled project stays as entered: a gap of the whole belongs to no sub-project.
    """
    if project.rows(SubProject):
        return project

    def emptied_row(row: CapitalSource) -> CapitalSource:
        """Put 0 in every year that was filled in: the years fix the horizon."""
        return replace(row, by_year=dict.fromkeys(row.by_year, Decimal(0)))

    emptied = each(project, CapitalSource, emptied_row)
    return each(emptied, Settings, lambda row: replace(row, capital="plug"))


def with_bonds(project: Project, total: Decimal) -> Project:
    """Issue that much in planned bonds, shared as stated; the first takes what rounding leaves.

    What serves as capital, principal by agreement, early redemption, what sub-projects have of a bond and refinancing of
    these bonds, however many times over, keep their shares.
    """
    quantum, open_ = project.form(Settings).quantum, planned(project)
    whole = sum((bond.face for bond in open_), Decimal(0))
    faces = {bond.id: half_up(bond.face * total / whole, quantum) for bond in open_}
    faces[open_[0].id] += total - sum(faces.values(), Decimal(0))
    follow = {
        bond.id: half_up(bond.face * total / whole, quantum)
        for bond in project.rows(Bond)
        if bond.refinances is not None and size_is_open(bond, project.rows(Bond))
    }
    stated = {bond.id: bond.face for bond in project.rows(Bond)}

    def sized(row: Bond) -> Bond:
        """Give a bond its new face; what of it serves as capital keeps its share of the face."""
        face = (faces | follow).get(row.id)
        if face is None:
            return row
        capital = min(face, half_up(row.used_as_capital * face / row.face, quantum))
        return replace(row, face=face, used_as_capital=capital)

    sized_bonds = each(project, Bond, sized)
    return _divided(_agreed(_following(sized_bonds, faces | follow, stated)))


def _following(project: Project, faces: Mapping[str, Decimal], stated: Mapping[str, Decimal]) -> Project:
    """Let amounts that are part of a face keep their share of it: agreed principal, and what sub-projects have of a bond."""
    quantum = project.form(Settings).quantum

    def share(bond: str, amount: Decimal) -> Decimal:
        """Give as much of the new face as the amount was of the stated one."""
        return half_up(amount * faces[bond] / stated[bond], quantum)

    def paid(row: PrincipalPayment) -> PrincipalPayment:
        """Change a stated payment of principal; one of the whole rest states no amount."""
        if row.bond not in faces or row.amount is None:
            return row
        return replace(row, amount=share(row.bond, row.amount))

    def divided(row: SubShare) -> SubShare:
        """Change an amount that a sub-project has of a bond."""
        if row.table != "bonds" or row.row not in faces or row.amount is None:
            return row
        return replace(row, amount=share(row.row, row.amount))

    return each(each(project, PrincipalPayment, paid), SubShare, divided)


def _divided(project: Project) -> Project:
    """Let the last amount of a bond that sub-projects share take what rounding left, so that all of it is the face."""

    def amounts(bond: Bond) -> list[SubShare]:
        """Give the shares of a bond that are stated as amounts: all of them or none."""
        return [share for share in shares_of(project, "bonds", bond.id) if share.amount is not None]

    return _whole(project, SubShare, amounts)


def _agreed(project: Project) -> Project:
    """Let the last principal agreed on for a bond take what rounding left, so that all of it is the face."""

    def payments(bond: Bond) -> list[PrincipalPayment]:
        """Give what is agreed on for a bond, by day."""
        rows = (row for row in project.rows(PrincipalPayment) if row.bond == bond.id and row.kind == "agreed")
        return sorted(rows, key=attrgetter("day"))

    return _whole(project, PrincipalPayment, payments)


def _whole(project: Project, statement: type, parts: Callable[[Bond], Sequence[Any]]) -> Project:
    """Let the last of the amounts that make up a bond take what they leave of its face."""
    rows: list[Any] = list(project.rows(statement))
    for bond in project.rows(Bond):
        if amounts := parts(bond):
            left = bond.face - sum((row.amount for row in amounts), Decimal(0))
            rows[rows.index(amounts[-1])] = replace(amounts[-1], amount=amounts[-1].amount + left)
    return replace(project, tables={**project.tables, sheet_of(statement).id: tuple(rows)})


def with_prices(project: Project, share: Decimal) -> Project:
    """Sell all land at a share of its stated price."""
    return each(project, Parcel, lambda row: replace(row, price=row.price * share))


def lines(project: Project) -> list[RevenueLine | NodeLine]:
    """Every revenue line, of both sheets."""
    return [*project.rows(RevenueLine), *project.rows(NodeLine)]


def with_line_prices(project: Project, share: Decimal, line: str | None = None) -> Project:
    """Sell a revenue line, or all of them, at a share of its stated price; a limit of the price stays stated."""
    return _of_lines(project, line, lambda row: replace(row, price=row.price * share))


def with_utilisation(project: Project, share: Decimal, line: str | None = None) -> Project:
    """Let a share of the stated utilisation (有效使用率) of a revenue line, or of all of them, be used."""
    return _of_lines(project, line, lambda row: replace(row, utilisation=row.utilisation * share))


def _of_lines(project: Project, line: str | None, changed: ChangeOfRow) -> Project:
    def asked(row: RevenueLine | NodeLine) -> InputRow:
        """Change the line asked for; the others stay."""
        return changed(row) if line is None or row.id == line else row

    return each(each(project, RevenueLine, asked), NodeLine, asked)


def with_coupons(project: Project, rise: Decimal) -> Project:
    """Issue planned bonds, refinancing included, at coupons higher by so much."""
    return each(project, Bond, lambda row: replace(row, coupon=row.coupon + rise) if row.status == "planned" else row)


def with_term(project: Project, years: int) -> Project:
    """Issue planned bonds for a term; instalments due after it are paid with the last, grace ends a year before."""

    def shortened(row: Bond) -> Bond:
        """Give a planned bond the term; the last year takes the shares that would fall after it."""
        if row not in planned(project):
            return row
        shares = {year: share for year, share in row.by_bond_year.items() if year < years}
        if row.by_bond_year:
            shares[years] = 1 - sum(shares.values(), Decimal(0))
        return replace(
            row,
            term_years=years,
            maturity_date=None,
            option_date=None,
            option=None,
            by_bond_year=shares,
            grace_years=min(row.grace_years, years - 1),
        )

    return each(project, Bond, shortened)

"""All bonds of one project over the years: those before this one, this one, those to come, by what the list shares out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.portfolio.pooled.pool_writer import PoolWriter
from bondcalc.portfolio.pooled.shared_bond import PoolMember, SharedBond, disclosed
from bondcalc.typeset.document import PageBlock, PageTable, Sum, TableRows

PAST, THIS, BESIDE, FUTURE = "以前年度发行", "本次发行", "本年其他债券", "以后年度发行"
ORDER = (PAST, THIS, BESIDE, FUTURE)


@dataclass(frozen=True)
class ProjectBond:
    """A bond of the project of new money: when, and how much of it the project has, 亿元 with four decimals."""

    name: str
    value_date: date
    amount: Decimal
    when: str


def bonds_of(shared: SharedBond, member: PoolMember) -> list[ProjectBond]:
    """Give every bond of new money in the project's file, past, this and future; refinancing counts no principal twice.

    Amounts are the steps of their rounded running sum, this bond first: they add up to C, and this one is the project's share.
    """
    project, this = member.result.project, shared.terms.begins()
    yuan = project.form(Settings).yuan_per_unit
    new = [bond for bond in project.rows(Bond) if bond.refinances is None]
    bonds, so_far = [], Decimal(0)
    for bond in sorted(new, key=lambda bond: bond is not member.bond):
        when = THIS if bond is member.bond else _when(bond.begins().year - this.year)
        amount = disclosed(so_far + bond.face * yuan) - disclosed(so_far)
        so_far += bond.face * yuan
        bonds.append(ProjectBond(bond.name or bond.id, bond.value_date, amount, when))
    return sorted(bonds, key=lambda bond: (ORDER.index(bond.when), bond.value_date, bond.name))


def _when(years_after: int) -> str:
    return FUTURE if years_after > 0 else PAST if years_after < 0 else BESIDE


def bonds_table(writer: PoolWriter, shared: SharedBond, number: int, member: PoolMember) -> Iterator[PageBlock]:
    """Print them where there is more than this one; they add up to C of the project's form."""
    bonds = bonds_of(shared, member)
    if bonds[1:]:
        yield _table(writer, number, bonds)


def _table(writer: PoolWriter, number: int, bonds: Sequence[ProjectBond]) -> PageTable:
    rows: TableRows = [
        [
            bond.when,
            bond.name,
            str(bond.value_date),
            writer.amount(f"member.{number}.bond.{at}", bond.amount, f"{bond.name}发行额"),
        ]
        for at, bond in enumerate(bonds, 1)
    ]
    total = sum((bond.amount for bond in bonds), Decimal(0))
    rows.append(["合计", "", "", writer.amount(f"member.{number}.bonds", total, "专项债券合计")])
    last = len(bonds)
    return PageTable(
        f"项目各期专项债券（项目{number}）",
        "单位：亿元",
        [["发行", "债券", "起息日", "金额"]],
        rows,
        "llcr",
        [1.3, 2.2, 1.2, 1.2],
        strong=frozenset({last}),
        sums=(Sum("row", last, tuple(range(last))),),
    )

"""预算科目 of debt service: which account of the government-fund budget principal, interest and fees of a bond stand in, as dated data."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bondcalc.data import own_toml

FILE = Path(__file__).with_name("accounts.toml")


@dataclass(frozen=True)
class BudgetAccounts:
    """The accounts of one sector (blank: of all that have none of their own) from a day on; not `verified`: printed as 未核实."""

    begins: date
    sector: str
    principal: str
    interest: str
    fee: str
    zh: str
    verified: bool


@cache
def _stated() -> tuple[BudgetAccounts, ...]:
    rows = own_toml(FILE)["accounts"]
    return tuple(BudgetAccounts(begins=row.pop("from"), **row) for row in rows)


def accounts_of(sector: str | None, day: date) -> BudgetAccounts:
    """Find the accounts of a sector in force on a day; those of all other sectors where it has none. LookupError before the first."""
    known = sorted((row for row in _stated() if row.begins <= day), key=lambda row: row.begins)
    own = [row for row in known if row.sector == (sector or "")]
    others = [row for row in known if not row.sector]
    return (own or others)[-1]

"""Common factors (共同因素) as read: what is drawn for each project, and the stresses that are put to all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from bondcalc.analysis.risk.sampling import Marginal
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import load, raw_of
from bondcalc.inputs.sheets.distributions import least_change
from bondcalc.inputs.validate import validate_rows
from bondcalc.portfolio.list_sheets import MONEY_UNIT
from bondcalc.portfolio.shocks.factor_sheets import FactorDriver, FactorLoading, FactorStress, filled
from bondcalc.portfolio.told.region_codes import lies_in
from bondcalc.portfolio.told.store_view import StoreMember

OWN = Path(__file__).with_name("factors.toml")
Weighted = tuple[tuple[str, float], ...]
"""Common factors by name, with the weight of each."""


@dataclass(frozen=True)
class FactorModel:
    """What many projects are drawn from together; `name` is that of the file, `own` tells that of the program."""

    name: str
    own: bool
    drivers: Sequence[FactorDriver]
    loadings: Sequence[FactorLoading]
    stresses: Sequence[FactorStress]

    @cached_property
    def marginals(self) -> Mapping[str, Marginal]:
        """The distribution of each driver; nothing falls by more than all of it."""
        return {
            row.driver: Marginal(
                row.driver, row.distribution, (float(row.mean), float(row.sigma)), lower=float(least_change(row.driver))
            )
            for row in self.drivers
        }

    def weights(self, member: StoreMember, driver: str) -> Weighted:
        """Give the common factors in a driver of a project, in the order of the file; loadings of one factor are one."""
        loadings: dict[str, Decimal] = {}
        for row in (row for row in self.loadings if row.driver == driver and concerned(row, member)):
            factor = named(row.factor, member)
            loadings[factor] = loadings.get(factor, Decimal(0)) + row.weight
        return tuple((factor, float(loading)) for factor, loading in loadings.items() if loading)

    @property
    def scenarios(self) -> dict[str, list[FactorStress]]:
        """The stresses by name, in the order of the file."""
        rows: dict[str, list[FactorStress]] = {}
        for row in self.stresses:
            rows.setdefault(row.name, []).append(row)
        return rows


def named(factor: str, member: StoreMember) -> str:
    """Put the region and sector of a project into the name of a factor."""
    return filled(factor, member.stored.placed, member.sector)


def concerned(row: FactorLoading | FactorStress, member: StoreMember) -> bool:
    """Tell whether a row is about a project: it lies in its region and is of its sector, where it names one."""
    inside = row.region is None or lies_in(member.stored.placed, row.region)
    return inside and row.sector in {None, member.stored.sector}


def factor_model(path: Path | None = None) -> FactorModel:
    """Read a file of factors, that of the program where none is named.

    Raises ProjectError with every Problem in it, FileError for a file that cannot be read.
    """
    file = load(path or OWN)
    sheets = [sheet_of(statement) for statement in (FactorDriver, FactorLoading, FactorStress)]
    stated = validate_rows(raw_of(file.name, file.data, sheets), MONEY_UNIT)
    return FactorModel(
        name=file.name,
        own=path is None,
        drivers=stated.rows(FactorDriver),
        loadings=stated.rows(FactorLoading),
        stresses=stated.rows(FactorStress),
    )

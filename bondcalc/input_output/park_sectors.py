"""The firms of a park beside an official table: its coefficients, what the leading firm buys in the park, what stays there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bondcalc.input_output.leontief import (
    LocalTable,
    NoInverseError,
    direct_inputs,
    leontief_inverse,
    local_table,
    supply_response,
)
from bondcalc.input_output.table_file import FlowTable, read_flows
from bondcalc.inputs.further_file import FurtherFile, further_file
from bondcalc.inputs.project import Project
from bondcalc.inputs.sectors import SECTORS
from bondcalc.inputs.sheets.firms import Firm, Supply
from bondcalc.probability.normal import Array
from bondcalc.wording.messages import Long, file_error


@dataclass(frozen=True, eq=False)
class ParkSectors:
    """A table with its direct inputs A and Leontief inverse L, and the supplies to the leading firm by sector.

    `file` is where it came from; `leader` is the leading firm's place in the table (None without one), `output` what it makes at full production and
    `supplied` what it buys of listed firms, by sector, in the project's unit of money.
    """

    file: FurtherFile
    table: FlowTable
    inputs: Array
    inverse: Array
    supply: Array
    supplied: Array
    leader: int | None
    output: float

    @cached_property
    def needed(self) -> Array:
        """What the leading firm needs of each sector by the table: A times its output, in the project's unit of money."""
        if self.leader is None:
            return np.zeros(len(self.table.codes))
        return np.asarray(self.inputs[:, self.leader] * self.output)

    @cached_property
    def beyond(self) -> Array:
        """What the firm list says is bought of each sector above what the table knows a need of; no share counts it.

        By hand in tests/reports/test_input_output_report.py: test_what_the_table_knows_no_need_of_is_told.
        """
        return np.asarray(np.maximum(self.supplied - self.needed, 0.0))

    @cached_property
    def shares(self) -> Array:
        """Share of each input that the leading firm buys in the park (ρ): supplies to it over A times its output, at most 1.

        By hand in tests/reports/test_input_output_report.py: test_what_the_firm_list_says_of_local_shares.
        """
        shares = np.divide(self.supplied, self.needed, out=np.zeros_like(self.needed), where=self.needed > 0)
        return np.asarray(np.minimum(shares, 1.0))

    @cached_property
    def local(self) -> LocalTable:
        """What of the inputs is bought in the park."""
        return local_table(self.inputs, self.shares)


def park_sectors(project: Project, name: str, data: bytes) -> ParkSectors:
    """Hold the firms against a file; FileError for one that cannot be read or leaves nothing over."""
    return beside_table(project, name, read_flows(name, data), further_file("io", name, data))


def beside_table(project: Project, name: str, table: FlowTable, file: FurtherFile) -> ParkSectors:
    """Hold the firms against a table, called `name` where it is refused; `file` is what an output states of it.

    Raises FileError for one that leaves nothing over.
    """
    _same_sectors(project, name, table)
    inputs = direct_inputs(table.flows, table.output)
    try:
        inverse, supply = leontief_inverse(inputs), supply_response(table.flows, table.output)
    except NoInverseError:
        raise file_error("io_inverse", name=name) from None
    firms = {firm.id: firm for firm in project.rows(Firm)}
    leading = next((firm for firm in firms.values() if firm.leads and firm.sector in table.codes), None)
    supplied = np.zeros(len(table.codes))
    for row in project.rows(Supply):
        sector = firms[row.supplier].sector
        if leading is not None and row.buyer == leading.id and sector in table.codes:
            supplied[table.codes.index(sector)] += float(row.largest)
    return ParkSectors(
        file=file,
        table=table,
        inputs=inputs,
        inverse=inverse,
        supply=supply,
        supplied=supplied,
        leader=None if leading is None else table.codes.index(leading.sector),
        output=0.0 if leading is None else float(leading.output),
    )


def _same_sectors(project: Project, name: str, table: FlowTable) -> None:
    """Refuse a table whose codes mean something else: until 2007 the 42 stood in another order, finer tables count on.

    A sector is known by its name, of which our short one has more than half of the signs; a table without names is taken as it is.
    """
    named = dict(zip(table.codes, table.names, strict=True))
    other = [
        code
        for code in sorted({firm.sector for firm in project.rows(Firm)})
        if named.get(code, code) != code
        and sum(sign in named[code] for sign in SECTORS[code]) * 2 <= len(SECTORS[code])
    ]
    if other:
        raise file_error(
            "io_sectors", name=name, codes=Long("、".join(f"{code}（{named[code]}）" for code in other[:5]))
        )

"""投入产出核对: the firms of a park beside an official table of sectors; on screen and a tab of schedules.xlsx, chapter of no filing."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from bondcalc.data import digest
from bondcalc.input_output.leontief import (
    NoInverseError,
    direct_inputs,
    influence,
    leontief_inverse,
    local_table,
    response,
    supply_response,
)
from bondcalc.input_output.table_file import FlowTable, read_flows
from bondcalc.inputs.sectors import SECTORS
from bondcalc.inputs.sheets.firms import Firm, Supply
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.probability.normal import Array
from bondcalc.reports.analyses import analysis, of_no_project
from bondcalc.result.result import Result
from bondcalc.wording.messages import Long, file_error
from bondcalc.wording.number import rounded
from bondcalc.wording.report import Datum, Listing, Medium, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("投入产出核对", "Input-output cross-check")
NO_TABLE = Words("没有随附投入产出表。", "No input-output table was handed in.")
EMPTY = Words("没有填写园区企业。", "No firms are stated.")
PLACES = 4
"""Decimals to which a coefficient is rounded before it is told."""
COLUMNS = (
    ReportColumn("sector", Words("部门", "sector"), align="l", width=1.6),
    ReportColumn("influence", Words("影响力系数", "influence"), Unit.RATIO),
    ReportColumn("response", Words("感应度系数", "response"), Unit.RATIO),
    ReportColumn("supply", Words("感应度系数（供给侧）", "response, Ghosh"), Unit.RATIO),
    ReportColumn("bought", Words("主导企业园区内采购占该投入", "bought in the park"), Unit.FRACTION),
)
FIGURES = (
    ReportColumn("figure", Words("指标", "figure"), align="l", width=2.2),
    ReportColumn("value", Words("数值", "value"), Unit.RATIO),
)


def handed_in(result: Result) -> bool:
    """Tell whether an official table was handed in with the project."""
    return result.flows is not None


@analysis("input_output", TITLE, 27, on=frozenset({Medium.BOOK}), handed_on=of_no_project, concerns=handed_in)
def told(result: Result) -> Report:
    """Tell how the firms stand beside the table handed in, in schedules.xlsx; without one there is nothing to tell."""
    if result.flows is None:
        project = result.project
        note = Note("io_none", NO_TABLE)
        return Report(project.form(Particulars).name, project.form(Settings).notation(), [note])
    return cross_checked(result, result.flows.name, result.flows.data)


def cross_checked(result: Result, name: str, data: bytes) -> Report:
    """Hold the firms against a table; FileError for one that cannot be read or leaves nothing over."""
    table = read_flows(name, data)
    _same_sectors(result, name, table)
    inputs = direct_inputs(table.flows, table.output)
    try:
        inverse = leontief_inverse(inputs)
    except NoInverseError:
        raise file_error("io_inverse", name=name) from None
    shares = bought_here(result, table, inputs)
    project = result.project
    source = f"{name}，{len(table.codes)}个部门，SHA-256 {digest(data)}"
    note = Note(
        "io_source", Words(f"投入产出表：{source}。推算数，不计入任何比率。", f"{name}, {len(table.codes)} sectors")
    )
    rows = list(
        _sectors(
            result, table, (influence(inverse), response(inverse), supply_response(table.flows, table.output), shares)
        )
    )
    listed = [
        Listing("io_sectors", Words("部门关联系数", "Linkage of sectors"), COLUMNS, rows, empty=EMPTY),
        *_of_leader(result, table, inputs, shares),
    ]
    return Report(project.form(Particulars).name, project.form(Settings).notation(), [note, *listed])


def _same_sectors(result: Result, name: str, table: FlowTable) -> None:
    """Refuse a table whose codes mean something else: until 2007 the 42 stood in another order, finer tables count on.

    A sector is known by its name, of which our short one has more than half of the signs; a table without names is taken as it is.
    """
    named = dict(zip(table.codes, table.names, strict=True))
    other = [
        code
        for code in sorted({firm.sector for firm in result.project.rows(Firm)})
        if named.get(code, code) != code
        and sum(sign in named[code] for sign in SECTORS[code]) * 2 <= len(SECTORS[code])
    ]
    if other:
        raise file_error(
            "io_sectors", name=name, codes=Long("、".join(f"{code}（{named[code]}）" for code in other[:5]))
        )


def leading_sector(result: Result, table: FlowTable) -> int | None:
    """Give the place of the leading firm's sector in the table; None without one."""
    sector = next((firm.sector for firm in result.project.rows(Firm) if firm.leads), None)
    return table.codes.index(sector) if sector in table.codes else None


def bought_here(result: Result, table: FlowTable, inputs: Array) -> Array:
    """Share of each input that the leading firm buys in the park (ρ): supplies to it over A times its output, at most 1.

    By hand in tests/reports/test_input_output_report.py: test_what_the_firm_list_says_of_local_shares.
    """
    shares, firms = np.zeros(len(table.codes)), {firm.id: firm for firm in result.project.rows(Firm)}
    leader, column = next((firm for firm in firms.values() if firm.leads), None), leading_sector(result, table)
    if leader is None or column is None or not leader.output:
        return shares
    for supply in result.project.rows(Supply):
        sector = firms[supply.supplier].sector
        if supply.buyer == leader.id and sector in table.codes and inputs[table.codes.index(sector), column]:
            needed = inputs[table.codes.index(sector), column] * float(leader.output)
            shares[table.codes.index(sector)] += float(supply.largest) / needed
    return np.asarray(np.minimum(shares, 1.0))


def _sectors(result: Result, table: FlowTable, figures: Sequence[Array]) -> Iterator[ReportRow]:
    """Give a row a sector that a firm of the park belongs to."""
    stated = {firm.sector for firm in result.project.rows(Firm)}
    for number, code in enumerate(table.codes):
        if code in stated:
            values = [_told(column[number]) for column in figures]
            yield {
                "sector": f"{code} {table.names[number]}",
                **{
                    key: Datum(value, Unit.RATIO)
                    for key, value in zip(("influence", "response", "supply"), values, strict=False)
                },
                "bought": Datum(values[3], Unit.FRACTION),
            }


def _of_leader(result: Result, table: FlowTable, inputs: Array, shares: Array) -> Iterator[Listing]:
    """Tell what the leading firm's sector calls forth in all, what of it stays in the park, what leaks away."""
    column = leading_sector(result, table)
    if column is None:
        return
    kept = local_table(inputs, shares)
    of_all = float((shares * inputs[:, column]).sum() / inputs[:, column].sum()) if inputs[:, column].sum() else 0.0
    stated = (
        ("完全乘数（每单位最终需求带动的总产出）", "output multiplier", kept.whole.sum(axis=0)[column], Unit.RATIO),
        ("园区内乘数", "multiplier in the park", kept.multiplier[column], Unit.RATIO),
        ("漏出比例（带动的产出在园区以外的部分）", "leakage", kept.leakage[column], Unit.FRACTION),
        ("中间投入在园区内采购的比例（按企业名单）", "inputs bought in the park", of_all, Unit.FRACTION),
    )
    rows: list[ReportRow] = [
        {"figure": Words(zh, en), "value": Datum(_told(value), unit)} for zh, en, value, unit in stated
    ]
    yield Listing("io_leader", Words("主导企业所在部门", "Sector of the leading firm"), FIGURES, rows)


def _told(value: float) -> Decimal:
    return rounded(float(value), PLACES)

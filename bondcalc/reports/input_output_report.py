"""投入产出核对: the firms of a park beside an official table of sectors; part of no filing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from bondcalc.data import digest
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.wording.number import rounded
from bondcalc.wording.report import Datum, Keyed, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

if TYPE_CHECKING:
    from bondcalc.input_output.park_sectors import ParkSectors

TITLE = Words("投入产出核对", "Input-output cross-check")
EMPTY = Words("没有填写园区企业。", "No firms are stated.")
PLACES = 4
"""Decimals to which a coefficient is rounded before it is told."""
MONEY_PLACES = 6
"""Decimals to which an amount is: a hundred yuan in 亿元."""
COLUMNS = (
    ReportColumn("sector", Words("部门", "sector"), align="l", width=1.6),
    ReportColumn("influence", Words("影响力系数", "influence"), Unit.RATIO),
    ReportColumn("response", Words("感应度系数", "response"), Unit.RATIO),
    ReportColumn("supply", Words("感应度系数（供给侧）", "response, Ghosh"), Unit.RATIO),
    ReportColumn("bought", Words("主导企业园区内采购占该投入", "bought in the park"), Unit.FRACTION),
    ReportColumn("beyond", Words("名单采购额超出该表需要、不计的部分", "bought above need"), Unit.MONEY),
)
LEADER_FIGURES = {
    "multiplier": Words("完全乘数（每单位最终需求带动的总产出）", "output multiplier"),
    "park_multiplier": Words("园区内乘数", "multiplier in the park"),
    "leakage": Words("漏出比例（带动的产出在园区以外的部分）", "leakage"),
    "bought": Words("中间投入在园区内采购的比例（按企业名单，不超过该表需要）", "inputs bought in the park"),
}
"""Figures of the leading firm's sector by id; the tab of schedules.xlsx has the same."""
FIGURES = (
    ReportColumn("figure", Words("指标", "figure"), align="l", width=2.2),
    ReportColumn("value", Words("数值", "value"), Unit.RATIO),
)


def cross_checked(result: Result, name: str, data: bytes) -> Report:
    """Hold the firms against a table; FileError for one that cannot be read or leaves nothing over."""
    # Every run looks through the files of this room; few are given a table.
    from bondcalc.input_output.park_sectors import park_sectors

    held = park_sectors(result.project, name, data)
    project = result.project
    source = f"{name}，{len(held.table.codes)}个部门，SHA-256 {digest(data)}"
    note = Note(
        "io_source",
        Words(f"投入产出表：{source}。推算数，不计入任何比率。", f"{name}, {len(held.table.codes)} sectors"),
    )
    listed = [
        Listing(
            "io_sectors",
            Words("部门关联系数", "Linkage of sectors"),
            COLUMNS,
            list(_sectors(project, held)),
            empty=EMPTY,
        ),
        *_of_leader(held),
    ]
    return Report(project.form(Particulars).name, project.form(Settings).notation(), [note, *listed])


def _sectors(project: Project, held: "ParkSectors") -> Iterator[ReportRow]:
    """Give a row a sector that a firm of the park belongs to."""
    from bondcalc.input_output.leontief import influence, response

    stated = {firm.sector for firm in project.rows(Firm)}
    figures = (influence(held.inverse), response(held.inverse), held.supply, held.shares)
    for number, code in enumerate(held.table.codes):
        if code in stated:
            values = [_told(column[number]) for column in figures]
            yield {
                "sector": Keyed(code, Words(f"{code} {held.table.names[number]}")),
                **{
                    key: Datum(value, Unit.RATIO)
                    for key, value in zip(("influence", "response", "supply"), values, strict=False)
                },
                "bought": Datum(values[3] if held.needed[number] > 0 else None, Unit.FRACTION),
                "beyond": Datum(rounded(float(held.beyond[number]), MONEY_PLACES), Unit.MONEY),
            }


def _of_leader(held: "ParkSectors") -> Iterator[Listing]:
    """Tell what the leading firm's sector calls forth in all, what of it stays in the park, what leaks away."""
    column = held.leader
    if column is None:
        return
    kept, needed = held.local, held.inputs[:, column]
    of_all = float((held.shares * needed).sum() / needed.sum()) if needed.sum() else 0.0
    figures = {
        "multiplier": Datum(_told(kept.whole.sum(axis=0)[column]), Unit.RATIO),
        "park_multiplier": Datum(_told(kept.multiplier[column]), Unit.RATIO),
        "leakage": Datum(_told(kept.leakage[column]), Unit.FRACTION),
        "bought": Datum(_told(of_all), Unit.FRACTION),
    }
    rows: list[ReportRow] = [
        {"figure": Keyed(id_, words), "value": figures[id_]} for id_, words in LEADER_FIGURES.items()
    ]
    yield Listing("io_leader", Words("主导企业所在部门", "Sector of the leading firm"), FIGURES, rows)


def _told(value: float) -> Decimal:
    return rounded(float(value), PLACES)

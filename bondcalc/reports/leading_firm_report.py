"""主导企业情形 as a report: on time, late, at half, never; output, plant, node, tax and coverage of each."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.algebra.part_program import PartProgram
from bondcalc.analysis.drivers import DRIVERS, change_said, change_text_en, leaves
from bondcalc.analysis.stress.stress_point import has_late
from bondcalc.analysis.stress.stressed import steps
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analysis
from bondcalc.reports.late_costs_note import WITH_LATE
from bondcalc.reports.surplus_note import surplus_notes, where
from bondcalc.result.result import Result
from bondcalc.schedules import chain_shares, firm_chain, tax_revenue
from bondcalc.schedules.firm_chain import Chain
from bondcalc.wording.number import rounded
from bondcalc.wording.report import DASH, Datum, Keyed, Listing, Medium, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.spelt_units import spelt_unit
from bondcalc.wording.terms import Unit

TITLE = Words("主导企业情形", "Cases of the leading firm")
NOTE = Words(
    "主导企业及随它而来的产值、厂房、节点、地块和税收同时变动，其余不变；产值、面积、企业数为园区产值最多的年度，按“园区企业”表推算。",
    "The leading firm and what comes with it move together, all else stays; output, area and firms are those of the year of most output.",
    paper="主导企业及随它而来的产值、厂房、节点和地块同时变动，其余不变；产值、面积、企业数为园区产值最多的年度，按入园企业推算。",
)
EMPTY = Words("没有填写主导企业。", "No leading firm is stated.")
SHOWN = 2
"""Decimals of an area or a number of firms: a share of one leaves fractions."""
INSIDE = frozenset({Medium.SCREEN, Medium.BOOK})
"""Tax is no repayment source: filings do not put it beside the coverage."""


def has_leader(result: Result) -> bool:
    """Tell whether a project states a leading firm."""
    return any(firm.leads for firm in result.project.rows(Firm))


@analysis("leading_firm", TITLE, 15, concerns=has_leader)
def told(result: Result) -> Report:
    """Tell what is left of the park, and whether the bonds are served, in each case of the leading firm."""
    project = result.project
    listing = Listing("leading_firm_cases", TITLE, _columns(result), list(_rows(result)), empty=EMPTY, money=True)
    return Report(
        project.form(Particulars).name,
        project.form(Settings).notation(),
        [Note("leading_firm_note", NOTE), *surplus_notes(result.book), listing],
    )


def cases(result: Result) -> Iterator[tuple[str, Words, Mapping[str, Decimal]]]:
    """Give the cases by id and name, as changes of drivers: as planned, then the steps of the rule data."""
    yield "planned", Words("按期到位", "as planned"), {}
    for driver in ("anchor_delay", "anchor"):
        for change in steps(result.rules, driver):
            yield f"{driver}@{change}", _named(driver, change), {driver: change}


def _named(driver: str, change: Decimal) -> Words:
    if driver == "anchor" and change == -1:
        return Words("不入驻", "never")
    text = change_said(driver, change)
    return Words(text if driver == "anchor_delay" else f"产值{text}", change_text_en(driver, change))


def _quantities(result: Result) -> dict[str, tuple[Words, Line]]:
    """Lines read in the year of most output: output, then what tenants and node customers take."""
    chain = result.book.use(firm_chain.schedule)
    if not isinstance(chain, Chain) or chain.as_it_comes is None:
        return {}
    held = result.book.use(chain_shares.schedule).taken
    rows = {
        id_: (
            Words(f"{row.row.data.name}（{spelt_unit(row.row.data.quantity_unit) or '数量'}）", f"{id_}, quantity"),
            row.left,
        )
        for id_, row in held.items()
    }
    return {"output": (Words("园区企业产值", "output of the park"), chain.as_it_comes), **rows}


def _columns(result: Result) -> list[ReportColumn]:
    quantities = [ReportColumn(id_, words, line.unit, width=1.4) for id_, (words, line) in _quantities(result).items()]
    return [
        ReportColumn("case", Words("情形", "case"), align="l", width=1.4),
        *quantities,
        ReportColumn("tax", Words("本级税收合计（仅供参考）", "tax kept (memo)"), Unit.MONEY, width=1.4, on=INSIDE),
        ReportColumn("coverage", Words("覆盖倍数", "E/F"), Unit.RATIO),
        ReportColumn("coverage_with_late_costs", WITH_LATE, Unit.RATIO, width=1.3, on=where(_late(result))),
        ReportColumn("cash", Words("最低期末资金", "lowest cash"), Unit.MONEY, width=1.4),
        ReportColumn("short", Words("首个资金为负年度", "first year short"), Unit.YEAR),
    ]


def _late(result: Result) -> bool:
    """Tell whether costs are paid after the last maturity in any case."""
    return has_late(result.stress.at(changes) for _, _, changes in cases(result))


def _rows(result: Result) -> Iterator[ReportRow]:
    quantities = _quantities(result)
    if not quantities:
        return
    year, tax = full_year(result), result.book.use(tax_revenue.schedule).local
    column = result.book.years.years.index(year)
    part = PartProgram(result.book.program(), [tax, *(line for _, line in quantities.values())])
    for id_, name, changes in cases(result):
        figures, point, at = part.run(leaves(result.book, changes)), result.stress.at(changes), f"leading_firm.{id_}"
        held = {
            key: Datum(rounded(figures.amounts(line)[column], SHOWN), line.unit, f"{at}.{key}")
            for key, (_, line) in quantities.items()
        }
        yield {
            "case": _case_cell(id_, name, changes),
            **held,
            "tax": Datum(sum(figures.amounts(tax), Decimal(0)), Unit.MONEY, f"{at}.tax"),
            "coverage": Datum(point.ratio, Unit.RATIO, f"{at}.coverage"),
            "coverage_with_late_costs": Datum(point.late_ratio, Unit.RATIO, f"{at}.coverage_with_late_costs"),
            "cash": Datum(point.lowest_cash, Unit.MONEY, f"{at}.cash"),
            "short": Datum(point.short, Unit.YEAR, f"{at}.short", none=DASH),
        }


def _case_cell(id_: str, name: Words, changes: Mapping[str, Decimal]) -> Keyed | Datum:
    """Name a case; one with a number in its name is a figure."""
    for driver, change in changes.items():
        return Datum(change, DRIVERS[driver].unit, f"leading_firm.{id_}", name, exact=True)
    return Keyed(id_, name)


def full_year(result: Result) -> int:
    """Give the first year in which the park makes most, as planned."""
    chain = result.book.use(firm_chain.schedule)
    made = result.figures.amounts(chain.output) if isinstance(chain, Chain) else [Decimal(0)]
    return result.book.years.years[made.index(max(made))]

"""信息披露表: the figures of the official form in 亿元 with four decimals, so rounded that every identity holds exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.line import Expression, Line, previous, ratio, rounded, running, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.bonds import Bond
from bondcalc.inputs.settings import Settings
from bondcalc.schedules import bonds, coverage, loans, repayable
from bondcalc.schedules.book import Book

PLACES = 4
FORM = "信息披露模板（财办库〔2019〕364号）"
BUCKETS = ("Y−3及以前", "Y−2", "Y−1", "Y", "Y+1", "Y+2", "Y+3", "Y+4", "Y+5及以后")


@dataclass(frozen=True)
class Disclosure:
    """Yearly rows and totals in 亿元; `buckets` by row of the financing plan."""

    yearly: Table
    totals: Table
    buckets: dict[str, list[Line]]


def schedule(book: Book) -> Disclosure:
    """Build the disclosure figures."""
    yearly = book.table("disclosure_by_year", "信息披露表（分年，亿元）", "Disclosure by year", 66)
    table = book.scalars("disclosure", "信息披露表（亿元）", "Disclosure", 67)
    basis = book.use(coverage.schedule).basis
    drawn = _spread(book, yearly, "special_bonds", book.use(bonds.schedule).drawn, "专项债券融资", "Special bonds")
    other = _spread(book, yearly, "market_loans", book.use(loans.schedule).drawn, "其他债务融资", "Other debt")
    income = _spread(book, yearly, "revenue", book.use(repayable.schedule).counted, "分年收益", "Revenue by year")
    frame = [_in_bucket(book, yearly, place) for place in range(len(BUCKETS))]

    def line(id_: str, formula: Expression, zh: str, en: str) -> Line:
        return table.line(id_, formula, zh=zh, en=en, unit="disclosed", source=FORM)

    table.heading("项目总体信息", "Project")
    a = line("investment", _hundred_million(book, basis.investment), "项目总投资", "Total investment")
    c, d = (
        line("special_bonds", total(drawn), "专项债券融资", "Special bonds"),
        line("market_loans", total(other), "其他债务融资", "Other debt"),
    )
    line("capital", a - c - d, "不含专项债券的项目资本金", "Capital")
    table.heading("项目分年融资计划", "Financing plan")
    buckets = {name: [line(f"{name}.{place + 1}", total(row, flags), f"{zh} {BUCKETS[place]}", f"{en} {place - 3:+d}")
                      for place, flags in enumerate(frame)]
               for name, row, zh, en in (("bonds", drawn, "专项债券", "Bonds"), ("other", other, "其他债务", "Other"))}  # fmt: skip
    table.heading("收益与融资", "Revenue and financing")
    e = line("revenue", total(income), "债券存续期内项目总收益", "Revenue within the bonds' life")
    f = line("service", _hundred_million(book, basis.service), "项目总债务融资本息", "All debt service")
    g = line("principal", c + d, "项目总债务融资本金", "All principal")
    h = line("bond_service", _hundred_million(book, basis.bond_service), "项目总地方债券融资本息", "Bond service")
    table.heading("覆盖倍数（按披露数）", "Ratios of the figures disclosed")
    for id_, below, zh in (("e_a", a, "项目总收益/项目总投资"), ("e_f", f, "项目总收益/项目总债务融资本息"), ("e_g", g, "项目总收益/项目总债务融资本金"),
                           ("e_h", h, "项目总收益/项目总地方债券融资本息"), ("e_c", c, "项目总收益/项目总地方债券融资本金")):  # fmt: skip
        table.line(id_, ratio(e, below), zh=zh, en=id_.upper().replace("_", "/"), unit="ratio", source=FORM)
    return Disclosure(yearly, table, buckets)


def issue_year(project_bonds: Sequence[Bond]) -> int:
    """Year of the issue disclosed: the first planned bond, else the last one issued."""
    planned = [bond.value_date.year for bond in project_bonds if bond.status == "planned"]
    return min(planned) if planned else max(bond.value_date.year for bond in project_bonds)


def _hundred_million(book: Book, amount: Expression) -> Expression:
    return rounded(amount * book.form(Settings).cell("yuan_per_unit") / book.rule("yuan_a_hundred_million"), PLACES)


def _spread(book: Book, table: Table, id_: str, line: Line, zh: str, en: str) -> Line:
    """Round the running total and take its steps, so that the years add up to the rounded sum."""
    so_far = table.line(
        f"so_far.{id_}", running(line), zh=f"累计{zh}（元口径单位）", en=f"Running {en.lower()}", source="逐年累加"
    )
    shown = table.line(f"rounded.{id_}", _hundred_million(book, so_far), zh=f"累计{zh}（亿元）", en=f"Running {en.lower()}, rounded",
                       unit="disclosed", source="四舍五入到四位小数")  # fmt: skip
    return table.line(id_, shown - previous(shown), zh=zh, en=en, unit="disclosed", total=True, strong=True,
                      source="累计数四舍五入后的本年增量")  # fmt: skip


def _in_bucket(book: Book, table: Table, place: int) -> Line:
    """Flag the calendar years of one of the nine columns of the form."""
    year, last = issue_year(book.project.rows(Bond)) + place - 3, len(BUCKETS) - 1
    flags = [
        Decimal(int(one <= year if place == 0 else one >= year if place == last else one == year))
        for one in book.years.years
    ]
    return table.structure(f"bucket_{place + 1}", flags, zh=f"列标志 {BUCKETS[place]}", en=f"Column {place - 3:+d}", unit="count",
                           source="Y为发行年", rests_on=book.keys(Bond, "status", "value_date"))  # fmt: skip

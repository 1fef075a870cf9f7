"""信息披露表: the figures of the official form in 亿元 with four decimals, so rounded that every identity holds exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.line import Expression, Line, if_, largest, money, previous, ratio, rounded, running, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, coverage, loans, repayable
from bondcalc.schedules.book import Book

PLACES = 4
FORM = "信息披露模板（财办库〔2019〕364号）"
BUCKETS = (
    "发行年前3年及以前",
    "发行年前2年",
    "发行年前1年",
    "发行年",
    *(f"发行年后{years}年" for years in range(1, 5)),
    "发行年后5年及以后",
)


@dataclass(frozen=True)
class Plain:
    """A figure of the form beside the same amount rounded by itself: where they differ, the form lists it."""

    zh: str
    shown: Line
    rounded: Line


@dataclass(frozen=True)
class Disclosure:
    """Yearly rows and totals in 亿元; `buckets` by row of the financing plan."""

    yearly: Table
    totals: Table
    buckets: dict[str, list[Line]]
    plain: tuple["Plain", ...]


def schedule(book: Book) -> Disclosure:
    """Build the disclosure figures.

    Proved by tests/worked/test_printed.py: cn-ningbo-2021-zx13.
    """
    yearly = book.table("disclosure_by_year", "信息披露表（分年，亿元）", "Disclosure by year", 66)
    table = book.scalars("disclosure", "信息披露表（亿元）", "Disclosure", 67)
    raw = {"bonds": book.use(bonds.schedule).drawn, "other": book.use(loans.schedule).drawn}
    drawn = _spread(book, yearly, "special_bonds", raw["bonds"], "专项债券融资", "Special bonds")
    other = _spread(book, yearly, "market_loans", raw["other"], "其他债务融资", "Other debt")
    income = _spread(book, yearly, "revenue", book.use(repayable.schedule).counted, "分年收益", "Revenue by year")
    frame = [_in_bucket(book, yearly, index) for index in range(len(BUCKETS))]
    a, b, c, d = _project(book, table, drawn, other)
    table.heading("项目分年融资计划", "Financing plan")
    buckets = {
        name: [
            _figure(table, f"{name}.{index + 1}", total(row, flags), f"{zh} {BUCKETS[index]}", f"{en} {index - 3:+d}")
            for index, flags in enumerate(frame)
        ]
        for name, row, zh, en in (("bonds", drawn, "专项债券", "Bonds"), ("other", other, "其他债务", "Other"))
    }
    g = _covered(book, table, (a, c, d), income)
    basis = book.use(coverage.schedule).basis
    sums = [
        (shown, total(raw[name], flags))
        for name, row in buckets.items()
        for shown, flags in zip(row, frame, strict=True)
    ]
    plain = _plainly(book, [(b, basis.capital), (g, basis.principal), *sums])
    by_itself = yearly.line(
        "plain.revenue",
        _hundred_million(book, book.use(repayable.schedule).counted),
        "分年收益（直接四舍五入）",
        "Revenue rounded by itself",
        "只供核对",
        unit="disclosed",
    )
    return Disclosure(yearly, table, buckets, (*plain, Plain("分年收益", income, by_itself)))


def _figure(table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, FORM, unit="disclosed")


def _project(book: Book, table: Table, drawn: Line, other: Line) -> tuple[Line, Line, Line, Line]:
    """State A, B, C, D of 项目总体信息."""
    basis = book.use(coverage.schedule).basis
    table.heading("项目总体信息", "Project")
    a = _figure(table, "investment", _hundred_million(book, basis.investment), "项目总投资", "Total investment")
    c = _figure(table, "special_bonds", total(drawn), "专项债券融资", "Special bonds")
    d = _figure(table, "market_loans", total(other), "其他债务融资", "Other debt")
    # Rounded one by one, A might miss B + C + D by the last digit, and the form is returned: B takes the difference.
    b = _figure(table, "capital", _tied(book, basis, a - c - d), "不含专项债券的项目资金", "Capital")
    return a, b, c, d


def _covered(book: Book, table: Table, debts: tuple[Line, Line, Line], income: Line) -> Line:
    """State revenue, service and the ratios of the figures as disclosed; give all principal (G)."""
    basis, (a, c, d) = book.use(coverage.schedule).basis, debts
    table.heading("收益与融资", "Revenue and financing")
    e = _figure(table, "revenue", total(income), "债券存续期内项目总收益", "Revenue within the bonds' life")
    f = _figure(table, "service", _hundred_million(book, basis.service), "项目总债务融资本息", "All debt service")
    g = _figure(table, "principal", c + d, "项目总债务融资本金", "All principal")
    h = _figure(
        table, "bond_service", _hundred_million(book, basis.bond_service), "项目总地方债券融资本息", "Bond service"
    )
    table.heading("覆盖倍数（按披露数）", "Ratios of the figures disclosed")
    for id_, below, zh in (
        ("e_a", a, "项目总收益/项目总投资"),
        ("e_f", f, "项目总收益/项目总债务融资本息"),
        ("e_g", g, "项目总收益/项目总债务融资本金"),
        ("e_h", h, "项目总收益/项目总地方债券融资本息"),
        ("e_c", c, "项目总收益/项目总地方债券融资本金"),
    ):
        table.line(id_, ratio(e, below), zh, id_.upper().replace("_", "/"), FORM, unit="ratio")
    return g


def _tied(book: Book, basis: coverage.Basis, rest: Expression) -> Expression:
    """B is what A, C and D leave on the form, which is off by rounding alone (0.0002 at most); where they do not tie, as entered.

    A gap too small to show on the form (F02 warns of it) is rounding as well.
    """
    gap = _hundred_million(book, money(basis.investment - basis.capital - basis.special_bonds - basis.market_loans))
    return if_(largest(gap, -gap) > 0, _hundred_million(book, basis.capital), rest)


def _plainly(book: Book, pairs: Sequence[tuple[Line, Expression]]) -> list[Plain]:
    """Round every figure by itself that the form gets from sums and running totals."""
    table = book.scalars("disclosure_plain", "信息披露表取整核对", "Disclosure rounded figure by figure", 69)
    return [
        Plain(
            shown.zh,
            shown,
            table.line(
                shown.id,
                _hundred_million(book, amount),
                f"{shown.zh}（直接四舍五入）",
                f"{shown.en}, rounded by itself",
                "只供核对",
                unit="disclosed",
            ),
        )
        for shown, amount in pairs
    ]


def issue_year(project_bonds: Sequence[Bond]) -> int:
    """Year of the issue disclosed: the first planned bond, else the last one issued."""
    planned = [bond.value_date.year for bond in project_bonds if bond.status == "planned"]
    return min(planned) if planned else max(bond.value_date.year for bond in project_bonds)


def _hundred_million(book: Book, amount: Expression) -> Expression:
    return rounded(
        amount * book.form(Settings).cell(Settings.yuan_per_unit) / book.rule("yuan_a_hundred_million"), PLACES
    )


def _spread(book: Book, table: Table, id_: str, line: Line, zh: str, en: str) -> Line:
    """Round the running total and take its steps, so that the years add up to the rounded sum."""
    so_far = table.line(
        f"so_far.{id_}", running(line), f"累计{zh}（未换算为亿元）", f"Running {en.lower()}", "逐年累加"
    )
    shown = table.line(
        f"rounded.{id_}",
        _hundred_million(book, so_far),
        f"累计{zh}（亿元）",
        f"Running {en.lower()}, rounded",
        "四舍五入到四位小数",
        unit="disclosed",
    )
    return table.line(
        id_, shown - previous(shown), zh, en, "累计数四舍五入后的本年增量", unit="disclosed", total=True, strong=True
    )


def _in_bucket(book: Book, table: Table, place: int) -> Line:
    """Flag the calendar years of one of the nine columns of the form."""
    year, last = issue_year(book.project.rows(Bond)) + place - 3, len(BUCKETS) - 1
    flags = [
        Decimal(int(one <= year if place == 0 else one >= year if place == last else one == year))
        for one in book.years.years
    ]
    return table.structure(
        f"bucket_{place + 1}",
        flags,
        f"列标志：{BUCKETS[place]}",
        f"Column {place - 3:+d}",
        "本次披露债券的发行年",
        unit="count",
        rests_on=book.keys(Bond, Bond.status, Bond.value_date),
    )

"""信息披露表: the figures of the official form in 亿元 with four decimals, so rounded that every identity holds exactly."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, if_, largest, money, previous, ratio, running, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.batches import new_money, told_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, coverage, loans, repayable, this_issue
from bondcalc.schedules.batch_amounts import Batches, batches
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.coverage_basis import Basis
from bondcalc.schedules.form_ratios import FORM_RATIOS, form_ratios
from bondcalc.schedules.hundred_million import hundred_million
from bondcalc.schedules.part_amounts import part_amounts

FORM = "信息披露模板（财办库〔2019〕364号）"
UNROUNDED = {
    "e_a": "revenue_to_investment",
    "e_f": "coverage_total_debt",
    "e_g": "revenue_to_total_principal",
    "e_h": "coverage_special_bond",
    "e_c": "revenue_to_special_principal",
}
"""The ratio of the amounts not rounded, by that of the form."""
BUCKETS = (
    "发行年前3年及以前",
    "发行年前2年",
    "发行年前1年",
    "发行年",
    *(f"发行年后{years}年" for years in range(1, 5)),
    "发行年后5年及以后",
)


class Plain(NamedTuple):
    """A figure of the form beside the same amount rounded by itself: where they differ, the form lists it."""

    zh: str
    shown: Line
    rounded: Line


class Period(NamedTuple):
    """What the form's revenue and service count: the life of all bonds, or (`issue`) that of the bonds of this application."""

    revenue: Line
    service: Line
    bond_service: Line
    by_year: Line
    ratios: dict[str, Line]
    issue: bool = False


class Disclosure(NamedTuple):
    """Yearly rows and totals in 亿元; `buckets` by row of the financing plan; `batches` where bonds are issued in several."""

    yearly: Table
    totals: Table
    buckets: dict[str, list[Line]]
    plain: tuple["Plain", ...]
    period: Period
    batches: Batches
    parts: dict[str, dict[str, Line]]


def schedule(book: Book) -> Disclosure:
    """Build the disclosure figures.

    Proved by tests/worked/test_printed.py: cn-ningbo-2021-zx13.
    """
    yearly = book.table("disclosure_by_year", "信息披露表（分年，亿元）", "Disclosure by year", 66)
    table = book.scalars("disclosure", "信息披露表（亿元）", "Disclosure", 67)
    raw = {"bonds": book.use(bonds.schedule).drawn, "other": book.use(loans.schedule).drawn}
    drawn = _spread(book, yearly, "special_bonds", raw["bonds"], "专项债券融资", "Special bonds")
    other = _spread(book, yearly, "market_loans", raw["other"], "其他债务融资", "Other debt")
    period = _period(book)
    income = _spread(book, yearly, "revenue", period.by_year, "分年收益", "Revenue by year")
    frame = [_in_bucket(book, yearly, index) for index in range(len(BUCKETS))]
    a, b, c, d = _project(book, table, drawn, other)
    table.heading("项目分年融资计划", "Financing plan")
    buckets = _buckets(table, frame, drawn, other)
    g = _covered(book, table, (a, c, d), income, period)
    _other_period(book, table, period)
    issued = batches(book, table)
    sums = [
        (shown, total(raw[name], flags))
        for name, row in buckets.items()
        for shown, flags in zip(row, frame, strict=True)
    ]
    basis = book.use(coverage.schedule).basis
    plain = _plainly(book, [(b, basis.capital), (g, basis.principal), *sums, *issued.amounts])
    return Disclosure(
        yearly=yearly,
        totals=table,
        buckets=buckets,
        plain=(*plain, _years_plainly(book, yearly, income, period)),
        period=period,
        batches=issued,
        parts=part_amounts(book, table, _whole_life(table, period)),
    )


def _buckets(table: Table, frame: Sequence[Line], drawn: Line, other: Line) -> dict[str, list[Line]]:
    """The nine columns of the financing plan, by its rows."""
    return {
        name: [
            _figure(table, f"{name}.{index + 1}", total(row, flags), f"{zh} {BUCKETS[index]}", f"{en} {index - 3:+d}")
            for index, flags in enumerate(frame)
        ]
        for name, row, zh, en in (("bonds", drawn, "专项债券", "Bonds"), ("other", other, "其他债务", "Other"))
    }


def _period(book: Book) -> Period:
    """The life of all bonds; that of this issue where it differs and the settings choose it."""
    whole, issue = book.use(coverage.schedule), book.use(this_issue.schedule).issue
    if issue is None or settings(book).disclosure_period == "plan":
        basis = whole.basis
        return Period(
            revenue=basis.revenue,
            service=basis.service,
            bond_service=basis.bond_service,
            by_year=book.use(repayable.schedule).counted,
            ratios={id_: whole.ratios[named] for id_, named in UNROUNDED.items()},
        )
    return Period(
        revenue=issue.revenue,
        service=issue.service,
        bond_service=issue.bond_service,
        by_year=issue.by_year,
        ratios=issue.ratios,
        issue=True,
    )


def _figure(table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, FORM, unit="disclosed")


def _project(book: Book, table: Table, drawn: Line, other: Line) -> tuple[Line, Line, Line, Line]:
    """State A, B, C, D of 项目总体信息."""
    basis = book.use(coverage.schedule).basis
    table.heading("项目总体信息", "Project")
    a = _figure(table, "investment", hundred_million(book, basis.investment), "项目总投资", "Total investment")
    c = _figure(table, "special_bonds", total(drawn), "专项债券融资", "Special bonds")
    d = _figure(table, "market_loans", total(other), "其他债务融资", "Other debt")
    # Rounded one by one, A might miss B + C + D by the last digit, and the form is returned: B takes the difference.
    b = _figure(table, "capital", _tied(book, basis, a - c - d), "不含专项债券的项目资金", "Capital")
    return a, b, c, d


def _other_period(book: Book, table: Table, period: Period) -> None:
    """State the period that the form does not count, and by how much it differs, for the note of the form."""
    issue, basis = book.use(this_issue.schedule).issue, book.use(coverage.schedule).basis
    if issue is None:
        return
    table.heading("另一期间", "The other period")
    earned, owed = (basis.revenue, basis.service) if period.issue else (issue.revenue, issue.service)
    chosen = book.keys(Settings, Settings.disclosure_period)
    made = {}
    for id_, amount, zh, en in (
        ("revenue", earned, "项目总收益", "Revenue"),
        ("service", owed, "项目总债务融资本息", "Service"),
    ):
        made[id_] = table.line(
            f"other.{id_}",
            hundred_million(book, amount),
            f"另一期间{zh}",
            f"{en}, other",
            FORM,
            unit="disclosed",
            rests_on=chosen,
        )
        apart = table[id_] - made[id_] if not period.issue else made[id_] - table[id_]
        _figure(table, f"outside.{id_}", apart, f"本次发行债券存续期以外的{zh}", f"{en} outside this issue")
    zh = f"另一期间{FORM_RATIOS['e_f']}"
    table.line("other.e_f", ratio(made["revenue"], made["service"]), zh, "E/F, other", FORM, unit="ratio")


def _whole_life(table: Table, period: Period) -> dict[str, Line]:
    """Give the totals that sub-projects add up to: revenue and service in the life of all bonds, whichever the form counts."""
    prefix = "other." if period.issue else ""
    own = {what: table[what] for what in ("investment", "capital", "special_bonds", "market_loans")}
    return {**own, **{what: table[f"{prefix}{what}"] for what in ("revenue", "service")}}


def _covered(book: Book, table: Table, debts: tuple[Line, Line, Line], income: Line, period: Period) -> Line:
    """State revenue, service and the ratios of the figures as disclosed; give all principal (G)."""
    a, c, d = debts
    table.heading("收益与融资", "Revenue and financing")
    e = _figure(table, "revenue", total(income), "债券存续期内项目总收益", "Revenue within the bonds' life")
    f = _figure(table, "service", hundred_million(book, period.service), "项目总债务融资本息", "All debt service")
    g = _figure(table, "principal", c + d, "项目总债务融资本金", "All principal")
    h = _figure(
        table, "bond_service", hundred_million(book, period.bond_service), "项目总地方债券融资本息", "Bond service"
    )
    table.heading("覆盖倍数（按披露数）", "Ratios of the figures disclosed")
    form_ratios(table, e, {"e_a": a, "e_f": f, "e_g": g, "e_h": h, "e_c": c}, FORM)
    return g


def _tied(book: Book, basis: Basis, rest: Expression) -> Expression:
    """B is what A, C and D leave on the form, which is off by rounding alone (0.0002 at most); where they do not tie, as entered.

    A gap too small to show on the form (F02 warns of it) is rounding as well.
    """
    gap = hundred_million(book, money(basis.investment - basis.capital - basis.special_bonds - basis.market_loans))
    return if_(largest(gap, -gap) > 0, hundred_million(book, basis.capital), rest)


def _plainly(book: Book, pairs: Sequence[tuple[Line, Expression]]) -> list[Plain]:
    """Round every figure by itself that the form gets from sums and running totals."""
    table = book.scalars("disclosure_plain", "信息披露表取整核对", "Disclosure rounded figure by figure", 69)
    return [
        Plain(
            shown.zh,
            shown,
            table.line(
                shown.id,
                hundred_million(book, amount),
                f"{shown.zh}（直接四舍五入）",
                f"{shown.en}, rounded by itself",
                "只供核对",
                unit="disclosed",
            ),
        )
        for shown, amount in pairs
    ]


def _years_plainly(book: Book, yearly: Table, income: Line, period: Period) -> Plain:
    """Round the revenue of each year by itself."""
    by_itself = yearly.line(
        "plain.revenue",
        hundred_million(book, period.by_year),
        "分年收益（直接四舍五入）",
        "Revenue rounded by itself",
        "只供核对",
        unit="disclosed",
    )
    return Plain("分年收益", income, by_itself)


def issue_year(project_bonds: Sequence[Bond]) -> int:
    """Year of the issue disclosed: the first bond of this application (本次), else the last one issued."""
    years = [bond.value_date.year for bond in told_of(project_bonds)]
    return min(years) if new_money(project_bonds) else max(years)


def _spread(book: Book, table: Table, id_: str, line: Line, zh: str, en: str) -> Line:
    """Round the running total and take its steps, so that the years add up to the rounded sum."""
    so_far = table.line(
        f"so_far.{id_}", running(line), f"累计{zh}（未换算为亿元）", f"Running {en.lower()}", "逐年累加"
    )
    shown = table.line(
        f"rounded.{id_}",
        hundred_million(book, so_far),
        f"累计{zh}（亿元）",
        f"Running {en.lower()}, rounded",
        "四舍五入到四位小数",
        unit="disclosed",
    )
    return table.line(
        id_, shown - previous(shown), zh, en, "累计数四舍五入后的本年增量", unit="disclosed", total=True, strong=True
    )


def _in_bucket(book: Book, table: Table, column: int) -> Line:
    """Flag the calendar years of one of the nine columns of the form."""
    own, last = issue_year(book.project.rows(Bond)) + column - 3, len(BUCKETS) - 1
    flags = [
        Decimal(int(year <= own if column == 0 else year >= own if column == last else year == own))
        for year in book.years.years
    ]
    return table.structure(
        f"bucket_{column + 1}",
        flags,
        f"列标志：{BUCKETS[column]}",
        f"Column {column - 3:+d}",
        "本次披露债券的发行年",
        unit="count",
        rests_on=book.keys(Bond, Bond.status, Bond.value_date, Bond.batch),
    )

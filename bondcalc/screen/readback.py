"""What was read, said aloud before anything else: ten lines at most, and what should be looked at again."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import places_of
from bondcalc.result.result import Result
from bondcalc.schedules import coverage, funding, revenue, timing
from bondcalc.screen.contradicted_words import contradicted
from bondcalc.screen.heavy_lines import heavy_lines
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long, notice
from bondcalc.wording.number import fixed, trimmed
from bondcalc.wording.terms import Language

TEN_THOUSAND, HUNDRED_MILLION = 10_000, 100_000_000
LEAST = 2
"""Decimals of an amount in 万元 where the project counts in another unit; more where the amount has them."""
HIGHEST_MULTIPLE = Fraction(3)
"""Coverage above which the inputs are asked about, whatever limits a province sets."""
NAMED = 6
"""Names of one kind in one line."""


def read_back(result: Result, language: Language) -> list[str]:
    """Say what was read, in ten lines at most: bonds, capital, loans, revenue, costs, horizon, and what was not read."""
    index = 0 if language == "zh" else 1
    lines = [*_money_read(result), *_operation_read(result), *_unread(result)]
    return [("已读取：", "Read:")[index], *(f"  {line[index]}" for line in lines)]


def questions(result: Result, today: date) -> list[str]:
    """Ask about figures that are possible but seldom meant, texts that contradict them, and a rule date after `today`."""
    return [
        *_high_multiple(result),
        *_rich_lines(result),
        *heavy_lines(result),
        *contradicted(result),
        *_rule_date(result, today),
    ]


def _amount(result: Result, value: Fraction | Decimal | int) -> tuple[str, str]:
    """Write an amount in 万元 and 亿元, whatever the unit of the project; in 万元 none of its decimals is left out."""
    settings = result.project.form(Settings)
    yuan, own = Fraction(value) * Fraction(settings.yuan_per_unit), settings.yuan_per_unit == TEN_THOUSAND
    places = places_of(settings.quantum) if own else LEAST
    small, large = trimmed(yuan / TEN_THOUSAND, places, grouped=True), fixed(yuan / HUNDRED_MILLION, 4)
    return f"{small}万元（{large}亿元）", f"{small} x CNY 10,000 ({large} x CNY 100m)"


def _money_read(result: Result) -> Iterator[tuple[str, str]]:
    project = result.project
    bonds, sources, loans = project.rows(Bond), project.rows(CapitalSource), project.rows(Loan)
    faces = _amount(result, sum(bond.face for bond in bonds))
    yield f"专项债券{len(bonds)}期，{faces[0]}", f"special bonds: {len(bonds)}, {faces[1]}"
    paid = _amount(result, sum(map(Fraction, result.figures.amounts(result.book.use(funding.schedule).capital))))
    yield f"项目资本金{len(sources)}行，{paid[0]}", f"capital: {len(sources)} row(s), {paid[1]}"
    drawn = _amount(result, sum(sum(loan.by_year.values()) for loan in loans))
    yield (
        (f"市场化融资{len(loans)}笔，{drawn[0]}", f"loans: {len(loans)}, {drawn[1]}")
        if loans
        else ("市场化融资：无", "loans: none")
    )


def _operation_read(result: Result) -> Iterator[tuple[str, str]]:
    project = result.project
    lines = len(project.rows(RevenueLine)) + len(project.rows(NodeLine))
    costs, taxes, parcels = len(project.rows(CostLine)), len(project.rows(TaxLine)), len(project.rows(Parcel))
    zh, en = _first_full_year(result) if lines else ("无经营收入", "none in operation")
    yield f"收入{lines}行，{zh}；土地{parcels}宗", f"revenue: {lines} line(s), {en}; parcels: {parcels}"
    yield f"运营成本{costs}行，税费{taxes}行", f"costs: {costs} line(s), taxes: {taxes}"
    years = result.book.years.columns
    zh_operation, en_operation = _operation_counted(result)
    yield f"计算期{years[0]}年至{years[-1]}年{zh_operation}", f"horizon {years[0]} to {years[-1]}{en_operation}"


def _operation_counted(result: Result) -> tuple[str, str]:
    """Say from when to when operation is counted: not beyond the last year of the tables, whatever was entered."""
    days = timing.operation(result.book)
    if days is None:
        return "，没有运营期", ", no operation"
    start, last_year = days[0], date(result.book.years.years[-1], 12, 31)
    end, stated = min(days[1], last_year), result.project.form(Particulars).operation_end
    if start > last_year:
        return f"，投入运营日期{start}在计算期之后", f", operation from {start}, after the horizon"
    beyond = stated is not None and stated > end
    zh, en = (f"（录入至{stated}，其后不计）", f" (entered to {stated}, not counted after)") if beyond else ("", "")
    return f"，运营{start}至{end}{zh}", f", operation {start} to {end}{en}"


def _first_full_year(result: Result) -> tuple[str, str]:
    """Give operating revenue of the first calendar year with twelve months of operation, or of the first that has any."""
    months = result.figures.amounts(result.book.use(timing.schedule).operating_months)
    years = result.book.years.years
    income = result.figures.amounts(result.book.use(revenue.schedule).total)
    full = next((at for at, count in enumerate(months) if count == 12), None)
    if full is not None and income[full]:
        zh, en = _amount(result, Fraction(income[full]))
        return f"首个完整运营年度{years[full]}年{zh}", f"first full operating year {years[full]}: {en}"
    told = (
        ("没有完整运营年度", "no full operating year")
        if full is None
        else (f"首个完整运营年度{years[full]}年没有收入", f"first full operating year {years[full]}: no income")
    )
    first = _first_income(result, income)
    return f"{told[0]}，{first[0]}", f"{told[1]}, {first[1]}"


def _first_income(result: Result, income: Sequence[Decimal]) -> tuple[str, str]:
    earning = next((at for at, amount in enumerate(income) if amount), None)
    if earning is None:
        return "各年都没有收入", "no income in any year"
    year, (zh, en) = result.book.years.years[earning], _amount(result, Fraction(income[earning]))
    return f"首个有收入的年度{year}年{zh}", f"first year with income {year}: {en}"


def _unread(result: Result) -> Iterator[tuple[str, str]]:
    unread = result.project.unread
    columns = [f"{sheet}：{name}" for sheet, names in unread.columns.items() for name in names]
    rows = [f"{sheet}：{name}" for sheet, names in unread.rows.items() for name in names]
    kinds: Sequence[tuple[str, str, list[str]]] = (
        ("未读取的工作表", "sheets not read", unread.sheets),
        ("未读取的栏", "columns not read", columns),
        ("未读取的行", "rows not read", rows),
    )
    for zh, en, names in kinds:
        if names:
            shown = in_turn(names[:NAMED])
            more = len(names) > NAMED
            yield (
                f"{zh}：{shown}{f'等{len(names)}项' if more else ''}",
                f"{en}: {shown}{f' ... {len(names)} in all' if more else ''}",
            )
    if not any(names for _, _, names in kinds):
        yield "未读取的工作表、栏、行：无", "sheets, columns and rows not read: none"


def _high_multiple(result: Result) -> Iterator[str]:
    ratio = result.figures.scalar(result.book.use(coverage.schedule).ratios["coverage_total_debt"])
    if ratio is not None and Fraction(ratio) > HIGHEST_MULTIPLE:
        yield notice("high_multiple", found=Long(fixed(Fraction(ratio), 2)), most=Long(fixed(HIGHEST_MULTIPLE, 2)))


def _rich_lines(result: Result) -> Iterator[str]:
    invested = result.figures.scalar(result.book.use(coverage.schedule).basis.investment)
    whole = Fraction(invested or 0)
    for name, line in _named_lines(result):
        by_year = dict(zip(result.book.years.columns, result.figures.amounts(line), strict=True))
        year, most = max(by_year.items(), key=lambda entry: Fraction(entry[1] or 0))
        if whole and Fraction(most or 0) > whole:
            notation = result.project.form(Settings).notation("zh")
            yield notice(
                "rich_line",
                name=name,
                year=year,
                found=Long(notation.whole(most, "money")),
                total=Long(notation.whole(invested, "money")),
            )


def _named_lines(result: Result) -> Iterator[tuple[str, Line]]:
    amounts = result.book.use(revenue.schedule).amounts
    for row in (*result.project.rows(RevenueLine), *result.project.rows(NodeLine)):
        yield row.name, amounts[row.id]


def _rule_date(result: Result, today: date) -> Iterator[str]:
    day = result.project.form(Particulars).rule_date
    if day > today:
        yield notice("rule_date_ahead", found=day, today=today)

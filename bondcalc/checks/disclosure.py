"""Groups F and X: the forms to be filled in, and what is made public."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.funding_verdicts import largest_unit_gap, stated_amounts
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.last_disclosure import Disclosed
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import bonds, debt_system, disclosure
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_english, in_turn, spans
from bondcalc.wording.terms import Unit, Verdict

WANTED: tuple[FieldId[object], ...] = (
    Particulars.region,
    Particulars.sector,
    Particulars.department,
    Particulars.unit,
    Particulars.description,
    Particulars.construction_start,
    Particulars.construction_end,
    Particulars.operation_start,
    Particulars.operation_end,
)
YEAR = r"[\[［(（【]\d{4}[\]］)）】]"
BRACKETED = re.compile(YEAR)
"""A year in any bracket: few texts have one, and it is quickly looked for."""
WRONG_NUMBER = rf"[\u4e00-\u9fff]{{1,8}}{YEAR}\s*第?\s*\d+\s*号"
"""Compiled where it is wanted: a class of all Chinese characters takes as long as ten other patterns."""


def _sums(case: Case, which: str, what: str) -> tuple[Decimal, Decimal]:
    """Give what the nine columns of a financing plan add up to, and its total."""
    lines = case.use(disclosure.schedule)
    columns = sum((case.figures.amount(line) for line in lines.buckets[which]), Decimal(0))
    return columns, case.figures.amount(lines.totals[what])


@check("F03", unit=Unit.DISCLOSED)
def financing_plan_sums(case: Case) -> Outcome:
    """The yearly financing plan adds up to C and to D in 亿元 with four decimals (disclosure template)."""
    both = _sums(case, "bonds", "special_bonds"), _sums(case, "other", "market_loans")
    zh = [f"分年合计{columns}亿元，总数{whole}亿元" for columns, whole in both]
    en = [f"columns {columns}, total {whole}" for columns, whole in both]
    columns, whole = next((pair for pair in both if pair[0] != pair[1]), both[0])
    return Outcome(
        case.verdict("F03"),
        f"专项债券：{zh[0]}；其他债务：{zh[1]}",
        f"bonds: {en[0]}; other: {en[1]}",
        str(columns),
        str(whole),
    )


@check("F04", unit=Unit.DISCLOSED)
def yearly_revenue_sums(case: Case) -> Outcome:
    """The yearly 收益 disclosed add up to E (disclosure template)."""
    lines = case.use(disclosure.schedule)
    [yearly], [total] = (
        [line for line in table.lines if line.id == "revenue"] for table in (lines.yearly, lines.totals)
    )
    columns, whole = sum(case.figures.amounts(yearly)), case.figures.amount(total)
    return Outcome(
        case.verdict("F04"),
        f"分年收益合计{columns}亿元，总收益{whole}亿元",
        f"years {columns}, total {whole}",
        str(columns),
        str(whole),
    )


@check("F05", unit=Unit.MONEY)
def units_agree(case: Case) -> Outcome:
    """Disclosed 亿元 x 10,000 and the schedules' 万元 differ by less than one (disclosure template)."""
    verdict, [worst] = case.verdict("F05"), case.amounts(case.use(largest_unit_gap))
    text, bound = number.beside(worst, 1)
    return Outcome(
        verdict, f"亿元与万元换算最大差异{text}万元", f"largest difference {text}, in CNY 10,000", text, bound
    )


@check(
    "F07",
    (Particulars, Particulars.feasibility_approved),
    (Particulars, Particulars.operation_start),
    (Particulars, Particulars.operation_end),
)
def use_after_approval(case: Case) -> Outcome:
    """The project comes into use after its approval, and its term is stated (debt-management system)."""
    form = case.project.form(Particulars)
    approved, start = form.feasibility_approved, form.operation_start
    good = approved is None or start is None or start.year >= approved.year
    return Outcome(
        Verdict.PASS if good else Verdict.FAIL,
        f"投入运营日期为{spelt(start)}，可研批复日期为{spelt(approved)}",
        f"in use {start}, approved {approved}",
        str(start),
        str(approved),
    )


@check("F08", unit=Unit.MONEY)
def liaoning(case: Case) -> Outcome:
    """Liaoning's system asks that bond principal is within what is left: Σ06 <= (Σ02 + Σ01) - (Σ04 + Σ03)."""
    verdict = case.verdict("F08")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "不是辽宁省项目", "not in Liaoning")
    system = {
        line.id: sum(case.figures.amounts(line), Decimal(0)) for line in case.use(debt_system.schedule).table.lines
    }
    left = system["row_02"] + system["row_01"] - system["row_04"] - system["row_03"]
    repaid = sum(case.figures.amounts(case.use(bonds.schedule).principal), Decimal(0))
    return Outcome(
        verdict,
        f"专项债券还本{case.said(repaid)}，可用余额{case.said(left)}",
        f"principal {case.money(repaid)}, left {case.money(left)}",
        case.money(repaid),
        case.money(left),
    )


@check("F09", unit=Unit.YEARS)
def columns_of_the_system(case: Case) -> Outcome:
    """The debt-management system takes years T to T+30; what comes later is lumped into its last column."""
    limit, count = int(case.rules.value("system_columns").number), len(case.book.years.years)
    return Outcome(
        Verdict.PASS if count <= limit else Verdict.WARN,
        f"测算{count}个年度，系统最多填{limit}个年度" + ("" if count <= limit else "，超过部分并入末栏“及以后”"),
        f"{count} years, {limit} columns",
        str(count),
        str(limit),
    )


@check("X01")
def nothing_missing(case: Case) -> Outcome:
    """Every field of the issue-time template is there (财预〔2018〕209号; 财办库〔2019〕364号)."""
    form = case.project.form(Particulars)
    blank = tuple(field for field in WANTED if field.of(form) is None)
    nameless = tuple(bond.id for bond in case.project.rows(Bond) if not bond.name)
    asked = [Asked(Particulars, blank)] if blank else []
    asked += [Asked(Bond, (Bond.name,), nameless)] if nameless else []
    if asked:
        return needs_input(asked, figure=str(len(blank) + bool(nameless)), threshold="0")
    return Outcome(Verdict.PASS, "信息披露模板所需内容齐全", "every field of the template is there", "0", "0")


@check("X02")
def yearly_publication(case: Case) -> Outcome:
    """Each year's figures are public by 30 June of the next (财库〔2020〕43号; 财预〔2018〕209号)."""
    rows = case.project.rows(Actual)
    if not rows:
        return Outcome(Verdict.NOT_APPLICABLE, "没有存续期执行情况", "no actuals yet")
    today = case.project.form(Particulars).rule_date
    late = [str(row.year) for row in rows if row.disclosed_on and row.disclosed_on > row.disclosed_on_time()]
    blank = [row for row in rows if row.disclosed_on is None and today > row.disclosed_on_time()]
    if blank and not late:
        return needs_input([Asked(Actual, (Actual.disclosed_on,), tuple(f"{row.year}年" for row in blank))])
    return Outcome(
        Verdict.FAIL if late else Verdict.PASS,
        f"{in_turn(spans(late))}年情况未在次年6月30日前公开" if late else "存续期信息均按期公开",
        f"late: {in_english(spans(late, '–')) or 'none'}",
        str(len(late)),
        "0",
    )


@check("X03")
def gap_explained(case: Case) -> Outcome:
    """A figure that moved by more than the parameter since the last disclosure carries a remark (template)."""
    last, amounts = case.project.form(Disclosed), stated_amounts(case.book)
    told = (Disclosed.investment, Disclosed.special_bonds, Disclosed.revenue, Disclosed.service)
    pairs = [(field, field.of(last)) for field in told]
    verdict, known = case.verdict("X03"), [(field, value) for field, value in pairs if value]
    if not known:
        return Outcome(verdict, "首次披露", "first disclosure")
    limit, stated = Fraction(case.rules.value("disclosure_gap").number), sheet_of(Disclosed)
    moved = [
        stated.cell(field).zh
        for field, value in known
        if abs(Fraction(case.figures.amount(amounts[field.name])) / Fraction(value) - 1) > limit
    ]
    shown = number.share(limit)
    if verdict is Verdict.NEEDS_INPUT:
        return needs_input([Asked(Disclosed, tuple(field for field, value in pairs if value is None))])
    if verdict is Verdict.FAIL:
        return Outcome(
            verdict,
            f"{in_turn(moved)}与上次披露相差超过{shown}，未作说明",
            f"{len(moved)} gap(s) without a remark",
            str(len(moved)),
            "0",
        )
    return Outcome(
        verdict,
        f"与上次披露相差超过{shown}的{len(moved)}项已作说明" if moved else f"与上次披露相差不超过{shown}",
        f"{len(moved)} gap(s), explained",
        str(len(moved)),
        "0",
    )


@check("X06")
def document_numbers(case: Case) -> Outcome:
    """Years in document numbers stand in 〔 〕 (GB/T 9704)."""
    numbered = ((place, re.findall(WRONG_NUMBER, text)) for place, text in _texts(case) if BRACKETED.search(text))
    wrong = [f"{place}的{found}" for place, numbers in numbered for found in numbers]
    return Outcome(
        Verdict.WARN if wrong else Verdict.PASS,
        f"文号年份应使用六角括号〔〕：{'；'.join(wrong)}" if wrong else "文号格式正确",
        f"{len(wrong)} document number(s) with other brackets",
        str(len(wrong)),
        "0",
    )


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    """Every text filled in, with where it stands."""
    for sheet in sheets():
        cells = [cell for cell in sheet.cells if cell.kind == "text"]
        for row in case.project.tables[sheet.id]:
            for cell in cells:
                if text := getattr(row, cell.id):
                    yield f"“{sheet.zh}”表“{cell.zh}”", text

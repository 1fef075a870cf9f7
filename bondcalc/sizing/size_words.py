"""What a sizing found, in a sentence: the value, the stated one, the range, what stops it."""

from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import coverage
from bondcalc.sizing.answer import Answer, failing
from bondcalc.sizing.ranges import Range
from bondcalc.wording import number
from bondcalc.wording.report import Words

MONEY = ("bond", "capital")
"""What is found as an amount."""
SHARES = {"land_price": Words("录入单价的"), "price": Words("录入单价的"), "occupancy": Words("录入有效使用率的")}
"""What is found as a share of what is stated."""


def money(result: Result, amount: Decimal, *, zh: bool) -> str:
    """Write an amount; a Chinese sentence names its unit."""
    notation = result.project.form(Settings).notation()
    return notation.amount(amount) if zh else notation.money(amount)


def said(result: Result, answer: Answer) -> Words:
    """Say in a sentence what was found, or that there is no solution and which tests stand against it."""
    return Words(_said(result, answer, zh=True), _said(result, answer, zh=False))


def _said(result: Result, answer: Answer, *, zh: bool) -> str:
    find = answer.find
    name = find.zh if zh else find.en
    if answer.nothing is not None:
        return f"{name}：{answer.nothing}，无从测算。" if zh else f"{name}: {answer.nothing.en}, nothing to find."
    if answer.value is None or answer.range is None:
        return f"{name}{_no_solution(result, answer, zh)}"
    ids = _against(answer, zh)
    return f"{name}{'：' if zh else ': '}{_head(result, answer, answer.value, zh)}{_range(answer, zh)}{_stop(answer, ids, zh)}"


def _no_solution(result: Result, answer: Answer, zh: bool) -> str:
    """Say that no value holds: what fails at every one of them or, where nothing does, what is left where least fails."""
    if answer.looked_at is None or answer.always:
        ids = _against(answer, zh)
        return f"：无解。所查的每个数值，都有{ids}。" if zh else f": no solution. At every value looked at: {ids}."
    at, ids = shown_value(result, answer, answer.looked_at, zh=zh), _against(answer, zh)
    return (
        f"：无解。所查的每个数值，都有所选核对事项不通过；不通过最少的是{at}，仍有{ids}。"
        if zh
        else f": no solution. At every value looked at some chosen test fails; the fewest at {at}: {ids}."
    )


def searched(result: Result, answer: Answer, over: Range) -> Words:
    """Say which values were looked through, in which step, and that all other inputs stand as entered."""
    zh, en = _values(result, answer, over, zh=True), _values(result, answer, over, zh=False)
    if not answer.changes:
        return Words(f"查找范围：{zh}；其余录入不变。", f"looked through: {en}; all other inputs as entered.")
    return Words(
        f"查找范围：{zh}；除下列改动外，其余录入不变。", f"looked through: {en}; inputs not listed below as entered."
    )


def _values(result: Result, answer: Answer, over: Range, *, zh: bool) -> str:
    if over.listed:
        return ("、" if zh else ", ").join(shown_value(result, answer, value, zh=zh) for value in over.listed)
    low, high = (shown_value(result, answer, value, zh=zh) for value in (over.low, over.high))
    bonds = answer.find.id in MONEY
    return (
        f"{'计划发行额' if bonds else ''}{low}至{high}" if zh else f"{'planned bonds ' if bonds else ''}{low} to {high}"
    )


def _against(answer: Answer, zh: bool) -> str:
    """Name what stands against the next step: tests that fail, or inputs that stay where they are and no longer fit."""
    if answer.misfits:
        fields = [(SHEETS[sheet], field) for sheet, field in answer.misfits]
        named = [
            f"“{sheet.zh}”表的“{sheet.cell(field).zh}”" if zh else f"{sheet.en}: {sheet.cell(field).en}"
            for sheet, field in fields
        ]
        return f"{'、'.join(named)}固定，与之不符" if zh else f"{', '.join(named)} is fixed and does not fit"
    ids = ("、" if zh else ", ").join(finding.rule.id for finding in answer.binding)
    return f"{ids}不通过" if zh else f"{ids} fail(s)"


def _head(result: Result, answer: Answer, value: Decimal, zh: bool) -> str:
    """Give the value, with the stated one where it is not plain from the words."""
    shown, base = shown_value(result, answer, value, zh=zh), answer.range.base if answer.range else value
    if answer.find.id == "capital":
        least = money(result, answer.capital or Decimal(0), zh=zh)
        stated = money(result, result.figures.amount(_capital_of(result)), zh=zh)
        return (
            f"{least}（录入{stated}），此时计划发行额{shown}"
            if zh
            else f"{least} (stated: {stated}), with planned bonds of {shown}"
        )
    if answer.find.id in {"bond", "term"}:
        return (
            f"{shown}（录入{shown_value(result, answer, base, zh=zh)}）"
            if zh
            else f"{shown} (stated: {shown_value(result, answer, base, zh=zh)})"
        )
    return shown


def _capital_of(result: Result) -> Line:
    return result.book.use(coverage.schedule).basis.capital


def _range(answer: Answer, zh: bool) -> str:
    if answer.which == "base" or answer.range is None:
        return ""
    if answer.range.listed:
        return f"，为可行档次中{answer.find.extreme}的一档" if zh else ", the furthest of all that hold"
    entered = {finding.rule.id for finding in failing(answer.entered)}
    stated = ("、" if zh else ", ").join(
        [test for test in answer.tests if test in entered] or [finding.rule.id for finding in answer.at_base]
    )
    return (
        f"；按录入数值{stated}不通过，所列为满足所选核对事项的{answer.find.extreme}值"
        if zh
        else f"; {stated} fail(s) at the stated value, the furthest range that holds is taken"
    )


def _stop(answer: Answer, ids: str, zh: bool) -> str:
    over = answer.range
    if answer.ends_the_range or over is None:
        end = over.end[0 if zh else 1] if over else ""
        return (
            f"，已到所查范围的一端（{end}），所选核对事项没有不通过的。"
            if zh
            else f", the end of what was looked at ({end}); no chosen test fails."
        )
    step = (
        ("再改变一档" if zh else "one step further")
        if over.listed
        else ("再改变一个最小幅度" if zh else "one quantum further")
    )
    need = (
        (f"（已达{over.end[0]}）" if zh else f" ({over.end[1]})")
        if over.bound and answer.beyond and answer.beyond > over.high
        else ""
    )
    return f"；{step}即{ids}{need}。" if zh else f"; {step} {ids}{need}."


def shown_value(result: Result, answer: Answer, value: Decimal, *, zh: bool) -> str:
    """Write a value of what is looked for, in its own unit."""
    if answer.find.id in MONEY:
        return money(result, value, zh=zh)
    if answer.find.id in SHARES:
        return (
            f"{SHARES[answer.find.id].zh}{number.percent(value)}"
            if zh
            else f"{number.percent(value)} of what is stated"
        )
    if answer.find.id == "coupon":
        return (
            f"计划发行各期票面利率{number.fixed(value * 10000, 0, signed=True)}个基点"
            if zh
            else f"{number.fixed(value * 10000, 0, signed=True)} bp on planned bonds"
        )
    if answer.find.id == "operation_delay":
        return f"{number.exact(value)}个月" if zh else f"{number.exact(value)} months"
    return f"{number.trimmed(value)}年" if zh else f"{number.trimmed(value)} {'year' if value == 1 else 'years'}"

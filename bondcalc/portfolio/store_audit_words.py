"""What an audit of a store calls what differs, and how it writes both sides: lines, rules and amounts as an officer knows them."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.portfolio.kept_record import FEN, FileState
from bondcalc.portfolio.shocks.factor_sheets import SHOCKED
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import build
from bondcalc.wording import number
from bondcalc.wording.terms import Severity, Term, Verdict

HASH = re.compile(r"[0-9a-f]{64}")
SHOWN_OF_HASH = 12
LONGEST = 60
"""Characters of a text that are shown."""
STATES = {
    FileState.DONE: "已测算",
    FileState.PROBLEMS: "录入有问题",
    FileState.UNREADABLE: "读不出",
    FileState.CRASHED: "程序出错",
    FileState.TOO_LONG: "超时",
    FileState.TOO_LARGE: "超出内存",
    FileState.KILLED: "被终止",
    FileState.DOUBLE: "重复",
    FileState.OTHER_CODE: "项目代码与清单不同",
}
FACTS = {
    "name": "项目名称",
    "code": "项目代码",
    "region": "地区",
    "sector": "投向领域",
    "use": "用途类别",
    "unit": "项目单位",
    "rule_date": "适用规定日期",
    "money_unit": "金额单位",
    "first_year": "预测首年",
    "last_year": "预测末年",
    "operation_start": "运营开始日",
    "threshold": "本项目标准",
    "break_even": "收入临界下降幅度",
    "short_year": "首次资金缺口年份",
    "verdict": "核对结论",
    "example": "示例",
}
FIELDS = {
    "severity": "性质",
    "verdict": "结论",
    "figure": "数值",
    "threshold": "标准",
    "reason": "说明",
    "name": "名称",
    "status": "状态",
    "value_date": "起息日",
    "last_day": "到期日",
    "face": "发行额",
    "coupon": "票面利率",
    "used_as_capital": "用作资本金",
    "refinances": "再融资所还债券",
    "paid_on": "支付日",
    "interest": "利息",
    "principal": "本金",
    "fee": "费用",
    "use": "用途",
    "area": "面积（亩）",
    "revenue": "收益变动",
    "service": "本息变动",
    "first_year": "首年",
    "closing": "各年末资金变动",
}
MONEY = {"face", "used_as_capital", "interest", "principal", "fee", "revenue", "service"}
"""Fields in 分; verdicts and severities are words, all others stand as they are."""
TERMS: Mapping[str, type[Term]] = {"verdict": Verdict, "severity": Severity}


class NamedKept(NamedTuple):
    """A thing that is kept: what it is called by the names of lines and rules, and its field ("" for an amount)."""

    said: str
    field: str


def kept_of(what: str, names: Mapping[str, str]) -> NamedKept:
    """Say what a difference is about; what nobody named keeps its id."""
    table, _, rest = what.partition(".")
    if table in _NAMED:
        return _NAMED[table](rest, names)
    return NamedKept({"file": "项目文件（SHA-256）", "state": "测算状态"}.get(what, what), table)


def _line(rest: str, names: Mapping[str, str]) -> NamedKept:
    line, _, year = rest.rpartition(".")
    return NamedKept(f"{names.get(line, line)}　{year}年", "")


def _rule(rest: str, names: Mapping[str, str]) -> NamedKept:
    rule, _, field = rest.rpartition(".")
    return NamedKept(f"{rule}{names.get(f'findings.{rule}', '')}　{FIELDS.get(field, field)}", field)


def _row(kind: str) -> Callable[[str, Mapping[str, str]], NamedKept]:
    def kept(rest: str, _: Mapping[str, str]) -> NamedKept:
        """Name a row by its id, and a payment by its day too."""
        id_, field = rest.rsplit(".", 1)
        return NamedKept(f"{kind}{id_}　{FIELDS.get(field, field)}", field)

    return kept


def _response(rest: str, _: Mapping[str, str]) -> NamedKept:
    driver, more = rest.split(".", 1)
    change, field = more.rsplit(".", 1)
    moved = (
        number.share(Decimal(change)) if driver != "rate_rise" else f"{number.trimmed(Decimal(change) * 100)}个百分点"
    )
    return NamedKept(f"压力推算：{SHOCKED.get(driver, driver)}变动{moved}　{FIELDS.get(field, field)}", field)


_NAMED: Mapping[str, Callable[[str, Mapping[str, str]], NamedKept]] = {
    "facts": lambda rest, _: NamedKept(FACTS.get(rest, rest), rest),
    "amounts": lambda rest, names: NamedKept(names.get(rest, rest), ""),
    "lines": _line,
    "ratios": lambda rest, names: NamedKept(names.get(f"ratios.{rest}", rest), "ratio"),
    "findings": _rule,
    "bonds": _row("债券"),
    "payments": _row("应付："),
    "parcels": _row("地块"),
    "responses": _response,
}


def values_told(kept: NamedKept, stored: str | None, now: str | None) -> tuple[str | None, str | None]:
    """Write both sides as people read them: 万元, Chinese words, a list by its first difference, hashes and texts cut."""
    if kept.field == "closing" and stored is not None and now is not None:
        return _lists(json.loads(stored), json.loads(now))
    return _value(kept.field, stored), _value(kept.field, now)


def _lists(stored: list[int], now: list[int]) -> tuple[str, str]:
    """Show two lists of amounts at the first place in which they differ."""
    pairs = zip(stored, now, strict=False)
    place = next((place for place, (old, new) in enumerate(pairs) if old != new), min(len(stored), len(now)))

    def shown(amounts: list[int]) -> str:
        """Show one of them at that place."""
        there = _money(str(amounts[place])) if place < len(amounts) else "无"
        return f"第{place + 1}年{there}（共{len(amounts)}年）"

    return shown(stored), shown(now)


def _value(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    if field == "" or field in MONEY:
        return _money(value)
    if field == "state":
        return STATES.get(FileState(value), value) if value in set(FileState) else value
    if field == "break_even":
        return number.share(Decimal(value))
    if field in TERMS:
        return TERMS[field](value).zh
    if HASH.fullmatch(value):
        return f"{value[:SHOWN_OF_HASH]}…"
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def _money(value: str) -> str:
    try:
        return number.trimmed(Decimal(value) / FEN, 2, grouped=True)
    except InvalidOperation:
        return value


def names_in(what: str) -> str | None:
    """Give the name that a difference needs: of a line, a ratio, a rule; None for what has its words here."""
    table, _, rest = what.partition(".")
    if table == "lines":
        return rest.rpartition(".")[0]
    if table == "findings":
        return f"findings.{rest.rpartition('.')[0]}"
    return {"amounts": rest, "ratios": what}.get(table)


def names_of(name: str, data: bytes) -> dict[str, str]:
    """Give what the lines and rules of a project file are called in Chinese. Raises what reading and building it raises."""
    project = read_bytes(name, data)
    rules = rules_on(project.form(Particulars).rule_date)
    book = build(project, rules)
    lines = [(table, line) for table in book.tables for line in table.lines]
    named = {f"ratios.{line.id}": line.zh for _, line in reversed(lines)}
    named |= {f"{table.id}.{line.id}": line.zh for table, line in lines}
    named |= {f"findings.{rule.id}": rule.zh for rule in rules.rules}
    book.take_apart()
    return named

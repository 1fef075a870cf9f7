"""The closed sets of words everything speaks in: each one enumeration, in its order, with its Chinese and English name.

A member is a string, its id in rule files, TOML and JSON; `zh`, `en` are what people read, `order` its place, from 0.
"""

from enum import StrEnum
from typing import Literal, Self

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")


class Term(StrEnum):
    """A word of a closed set: id, Chinese name, English name."""

    zh: str
    en: str
    order: int

    def __new__(cls, id_: str, zh: str = "", en: str = "") -> Self:
        """Make a member of its id and its two names."""
        made = str.__new__(cls, id_)
        made._value_ = id_
        made.zh, made.en, made.order = zh, en, len(cls.__members__)
        return made

    def said(self, language: Language) -> str:
        """Give its name in a language."""
        return self.zh if language == "zh" else self.en


class Verdict(Term):
    """结论: how a rule is answered, worst first."""

    FAIL = "fail", "不通过", "fail"
    WARN = "warn", "需说明", "warn"
    NEEDS_INPUT = "needs_input", "待补充", "needs input"
    PASS = "pass", "通过", "pass"
    NOT_APPLICABLE = "not_applicable", "不适用", "not applicable"


NOT_PASSED = (Verdict.FAIL, Verdict.WARN, Verdict.NEEDS_INPUT)
"""Verdicts of rules that somebody has to look at, worst first."""


class Severity(Term):
    """规则性质: how binding a rule or value is, the most binding first."""

    STATUTORY = "statutory", "法定", "statutory"
    SYSTEM = "system", "系统校验", "system"
    CUSTOMARY = "customary", "惯例", "customary"
    ADVISORY = "advisory", "关注", "advisory"


class Group(Term):
    """规则类别: what a rule is about, in the order of the rulebook."""

    LIMITS = "limits", "限额与用途", "limits"
    REVENUE = "revenue", "收入", "revenue"
    COVERAGE = "coverage", "覆盖倍数", "coverage"
    TERMS = "terms", "期限", "terms"
    DEBT = "debt", "债务", "debt"
    CAPITAL = "capital", "资本金", "capital"
    FUNDING = "funding", "资金筹措", "funding"
    DISCLOSURE = "disclosure", "信息披露", "disclosure"
    PERFORMANCE = "performance", "绩效", "performance"
    NEGATIVE_LIST = "negative list", "负面清单", "negative list"
    LAYOUT = "layout", "版式与存档", "layout"
    WARNINGS = "warnings", "审计关注", "warnings"


class Department(Term):
    """责任部门: who usually fills in a sheet; a bureau names its own on the sheet 责任分工."""

    UNIT = "unit", "项目单位", "project unit"
    FINANCE = "finance", "财政部门", "finance bureau"
    SECTOR = "sector", "主管部门", "sector department"
    LAND = "land", "自然资源部门", "natural resources bureau"
    TAX = "tax", "税务部门", "tax bureau"


class Unit(Term):
    """单位: what a figure is counted in. The name of money is the project's (万元); `zh` here heads a column of units."""

    NONE = "", "", ""
    MONEY = "money", "金额", "money"
    ACCRUED = "accrued", "金额", "money"  # before its rounding
    DISCLOSED = "disclosed", "亿元", "CNY 100m"
    YUAN = "yuan", "元", "CNY"  # to the fen, whatever the unit of money is
    DAY = "day", "日期", "date"  # counted as workbooks count days
    RATIO = "ratio", "倍", "x"
    INTEREST_COVER = "interest_cover", "倍", "x"
    FRACTION = "fraction", "%", "%"
    QUANTITY = "quantity", "数量", "quantity"
    COUNT = "count", "—", "—"
    FLAG = "flag", "是/否", "yes/no"
    YEAR = "year", "年", "year"
    YEARS = "years", "年", "years"
    MONTHS = "months", "个月", "months"
    DAYS = "days", "天", "days"
    SHARE = "share", "%", "%"
    POINTS = "points", "个基点", "bp"
    SHARE_POINTS = "share_points", "个百分点", "points"  # of the difference of two shares
    AREA = "亩", "亩", "mu"
    MONEY_PER_AREA = "money/亩", "金额/亩", "money/mu"
    YUAN_PER_SQUARE_METRE = "yuan_per_square_metre", "元/平方米", "CNY/m²"
    PER_UNIT = "per_unit", "换算", "per unit"
    SECTORS = "sectors", "领域", "sectors"
    WORDS = "words", "文字", "words"

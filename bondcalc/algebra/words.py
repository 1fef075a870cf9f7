"""The words reading: a line as a sentence, in Chinese or English."""

from typing import Literal

from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure

Language = Literal["zh", "en"]

_SIGNS = {
    "+": " + ",
    "-": " − ",
    "*": " × ",
    "/": " ÷ ",
    "^": " ^ ",
    ">=": " ≥ ",
    ">": " > ",
    "sum": " + ",
    "ratio": " ÷ ",
}
_LEVEL = {"if": -1, ">=": 0, ">": 0, "+": 1, "-": 1, "sum": 1, "*": 2, "/": 2, "ratio": 2, "^": 3}
_WORDS = {
    "money": ("四舍五入({0})", "round({0})"),
    "round": ("四舍五入({0}，{1}位小数)", "round({0}, {1} places)"),
    "if": ("若 {0} 则 {1} 否则 {2}", "{1} if {0} else {2}"),
    "min": ("取小({0})", "smallest({0})"),
    "max": ("取大({0})", "largest({0})"),
    "and": ("{0}", "{0}"),
    "previous": ("上期{0}", "previous {0}"),
    "total": ("{0}合计", "total of {0}"),
    "weighted": ("{0}按{1}加权合计", "total of {0} weighted by {1}"),
    "lowest": ("{0}最小值", "lowest {0}"),
    "running": ("累计{0}", "running total of {0}"),
    "by_year": ("{0}按年合计", "{0} by calendar year"),
    "in_year": ("当年{0}", "{0} of that year"),
    "to_date": ("当年截至该日的{0}", "{0} of the year up to that day"),
    "structure": ("按日期确定", "fixed by dates"),
    "pick": ("按{1}取{0}", "{0} of {1}"),
    "series": ("分年录入值：{0}", "yearly input: {0}"),
}


def sentence(line: Line, language: Language = "zh") -> str:
    """State what a line is: `应付利息 = 四舍五入(期初余额 × 票面利率 ÷ 每年付息次数)`."""
    return f"{label(line, language)} = {formula(line.definition, language)}"


def label(part: Line | Leaf | Constant, language: Language) -> str:
    """Name a line, a leaf or a constant that has a name."""
    return part.zh if language == "zh" else part.en


def formula(part: Expression, language: Language) -> str:
    """Put an expression into words."""
    if isinstance(part, Constant):
        return label(part, language) if part.zh else str(part.value)
    if isinstance(part, Line | Leaf):
        return label(part, language)
    if isinstance(part, Previous):
        return _say("previous", language, label(part.line, language))
    if isinstance(part, Pick):
        return _say("pick", language, label(part.leaves[0], language), label(part.number, language))
    if isinstance(part, Series):
        return _say("series", language, label(part.leaves[0], language))
    if isinstance(part, Structure):
        return _say("structure", language)
    if isinstance(part, Gather):
        if part.weight is not None:
            return _say("weighted", language, label(part.line, language), label(part.weight, language))
        return _say(part.name, language, label(part.line, language))
    if isinstance(part, Operation):
        return _operation(part, language)
    raise TypeError(type(part).__name__)


def _operation(part: Operation, language: Language) -> str:
    texts = [formula(inner, language) for inner in part.arguments]
    if part.name in _SIGNS:
        wrapped = [_wrap(inner, text, part.name, place > 0)
                   for place, (inner, text) in enumerate(zip(part.arguments, texts, strict=True))]  # fmt: skip
        return _SIGNS[part.name].join(wrapped)
    if part.name in {"min", "max"}:
        return _say(part.name, language, ("，" if language == "zh" else ", ").join(texts))
    if part.name == "and":
        return (" 且 " if language == "zh" else " and ").join(texts)
    return _say(part.name, language, *texts)


def _wrap(part: Expression, text: str, outer: str, right: bool) -> str:
    level = _LEVEL.get(part.name, 4) if isinstance(part, Operation) else 4
    below = level < _LEVEL[outer] or (right and level == _LEVEL[outer] and outer in {"-", "/", "ratio"})
    below = below or (outer == "^" and level == _LEVEL["^"])
    return f"({text})" if below else text


def _say(key: str, language: Language, *texts: str) -> str:
    return _WORDS[key][0 if language == "zh" else 1].format(*texts)

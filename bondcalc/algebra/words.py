"""The words reading: a line as a sentence, in Chinese or English; with figures in place of names, a sum worked out."""

import re
from collections.abc import Mapping

from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.algebra.solved import Solved
from bondcalc.wording.terms import Language

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
_NAME = 4
"""The level of what cannot come apart: a name, or a phrase with brackets of its own."""
_COMPARED = ("min", "max")
_WORDS = {
    "money": ("四舍五入({0})", "round({0})"),
    "round": ("四舍五入({0}，{1}位小数)", "round({0}, {1} places)"),
    "if": ("若{0}，则{1}，否则{2}", "{1} if {0} else {2}"),
    "min": ("{0}中较小者", "smallest({0})"),
    "max": ("{0}中较大者", "largest({0})"),
    "and": ("{0}", "{0}"),
    "previous": ("上期{0}", "previous {0}"),
    "total": ("各{1}{0}之和", "total of {0}"),
    "weighted": ("各年{0}与{1}的乘积之和", "total of {0} weighted by {1}"),
    "flagged": ("“{1}”为1的各年{0}之和", "total of {0} in the years with {1}"),
    "copied": ("取自{0}的“{1}”", "{1} of {0}"),
    "lowest": ("{0}最小值", "lowest {0}"),
    "running": ("上一{1}累计 + 本{1}{0}", "running total of {0}"),
    "by_year": ("{0}按年合计", "{0} by calendar year"),
    "in_year": ("取当年的{0}", "{0} of that year"),
    "to_date": ("当年截至该日的{0}", "{0} of the year up to that day"),
    "on_day": ("取当日的{0}", "{0} on that day"),
    "structure": ("按日期确定", "fixed by dates"),
    "solved": ("由程序求解", "solved for"),
    "pick": ("按{1}取{0}", "{0} of {1}"),
    "series": ("分年录入值：{0}", "yearly input: {0}"),
    "none": ("各栏均不适用", "no column has a figure"),
    "zeros": ("（其余{0}项为0）", " (the other {0} are 0)"),
    "more": ("…（共{0}项）", "… ({0} in all)"),
}


BEFORE, MEMO = re.compile(r"^(\d+ )?(?:其中：|减：)"), "（仅供参考）"
"""What a table puts before and behind the bare name of a line."""
FLAG, ORDER = "标志", "年序"
"""Stand in the names of lines that are 1 in the years they mark and 0 in the others, and that count years."""


class Naming:
    """What stands for the parts of a formula. This one gives names; another may give figures.

    `most` terms of a list are written out, the rest counted.
    """

    def __init__(self, language: Language, most: int | None = None) -> None:
        self.language, self.most = language, most

    def text(self, part: Expression) -> str:
        """Name a part that is no operation."""
        if isinstance(part, Constant):
            return bare(part, self.language) if part.zh else str(part.value)
        if isinstance(part, Line | Leaf):
            return bare(part, self.language)
        if isinstance(part, Previous):
            return self.say("previous", bare(part.line, self.language))
        if isinstance(part, Pick):
            return self.say("pick", bare(part.leaves[0], self.language), bare(part.number, self.language))
        if isinstance(part, Series):
            return self.say("series", bare(part.leaves[0], self.language))
        if isinstance(part, Structure):
            return self.say("solved" if isinstance(part, Solved) else "structure")
        if isinstance(part, Gather) and part.weight is not None:
            kind = "flagged" if FLAG in part.weight.zh else "weighted"
            return self.say(kind, bare(part.line, self.language), bare(part.weight, self.language))
        if isinstance(part, Gather):
            span = "期" if part.line.axis.kind == "payments" else "年"
            return self.say(part.name, bare(part.line, self.language), span)
        raise TypeError(type(part).__name__)

    def live(self, terms: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """Give the terms of a sum that are worth writing."""
        return terms

    def say(self, key: str, *texts: str) -> str:
        """Put texts into a phrase."""
        return _WORDS[key][0 if self.language == "zh" else 1].format(*texts)


def sentence(line: Line, language: Language = "zh", tables: Mapping[Line, str] | None = None) -> str:
    """State what a line is: `应付利息 = 四舍五入(期初余额 × 票面利率 ÷ 每年付息次数)`.

    A copy says where it is taken from; `tables` names the table of every line: `取自项目收益测算表的“项目收益”`.
    """
    origin = copied_from(line)
    if origin is not None and tables is not None and origin in tables:
        return Naming(language).say("copied", tables[origin], bare(origin, language))
    return f"{bare(line, language)} = {formula(line.definition, Naming(language))}"


def copied_from(line: Line) -> Line | None:
    """Give the line that another one only shows again; None where it is computed."""
    part = line.definition
    if isinstance(part, Operation) and part.name == "+":
        copied, nothing = part.arguments
        return copied if isinstance(copied, Line) and isinstance(nothing, Constant) and nothing.value == 0 else None
    return part if isinstance(part, Line) else None


def bare(part: Line | Leaf | Constant, language: Language) -> str:
    """Name a part in a sentence or formula: without 其中, 减 and 仅供参考, which belong to a table that shows it."""
    name = label(part, language)
    if language == "en":
        return name
    return BEFORE.sub(r"\1", name).removesuffix(MEMO)


def label(part: Line | Leaf | Constant, language: Language) -> str:
    """Name a line, a leaf or a constant that has a name."""
    return part.zh if language == "zh" else part.en


def formula(part: Expression, naming: Naming) -> str:
    """Write an expression; `naming` says what stands for its parts."""
    if not isinstance(part, Operation):
        return naming.text(part)
    if part.name == "sum":
        terms = naming.live(part.arguments)
        zeros = len(part.arguments) - len(terms) if terms else 0
        return _joined(part, terms, naming) + (naming.say("zeros", str(zeros)) if zeros else "")
    if part.name in _SIGNS:
        return _joined(part, part.arguments, naming)
    if part.name in _COMPARED:
        return naming.say(part.name, _compared(part, naming))
    texts = [formula(inner, naming) for inner in part.arguments]
    if part.name == "and":
        return (" 且 " if naming.language == "zh" else " and ").join(texts)
    return naming.say(part.name, *texts)


def _compared(part: Operation, naming: Naming) -> str:
    """Join what is compared: 甲与乙, 甲、乙与丙; in Chinese what has signs or comparisons of its own stands in brackets."""
    texts = [formula(inner, naming) for inner in part.arguments]
    if naming.language == "en":
        return ", ".join(_cut(texts, naming))
    kept = [
        f"({text})" if _level(inner, naming) < _NAME else text
        for inner, text in zip(part.arguments, texts, strict=True)
    ]
    texts = _cut(kept, naming)
    return "与".join(part for part in ("、".join(texts[:-1]), texts[-1]) if part)


def _level(part: Expression, naming: Naming) -> int:
    """How closely a part holds together, the least where a word binds it; a copy holds as what it copies does."""
    if not isinstance(part, Operation):
        return _NAME
    if _copies(part):
        return _level(part.arguments[0], naming)
    if part.name in _COMPARED and naming.language == "zh":
        return _LEVEL["if"]
    return _LEVEL.get(part.name, _NAME)


def _copies(part: Operation) -> bool:
    """Tell a plus zero, by which one line copies another."""
    return part.name == "+" and isinstance(part.arguments[1], Constant) and part.arguments[1].value == 0


def _joined(part: Operation, terms: tuple[Expression, ...], naming: Naming) -> str:
    """Write operands with the sign between them; a plus zero is left out."""
    if _copies(part):
        return formula(terms[0], naming)
    texts = [_wrap(inner, naming, part.name, index > 0) for index, inner in enumerate(terms)]
    return _SIGNS[part.name].join(_cut(texts, naming)) or "0"


def _cut(texts: list[str], naming: Naming) -> list[str]:
    if naming.most is None or len(texts) <= naming.most:
        return texts
    return [*texts[: naming.most - 1], naming.say("more", str(len(texts)))]


def _wrap(part: Expression, naming: Naming, outer: str, right: bool) -> str:
    text, level = formula(part, naming), _level(part, naming)
    below = level < _LEVEL[outer] or (right and level == _LEVEL[outer] and outer in {"-", "/", "ratio"})
    below = below or (outer == "^" and level == _LEVEL["^"])
    negative = text.startswith("−") and (right or outer == "^")
    return f"({text})" if below or negative else text

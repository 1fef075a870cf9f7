"""What a name says of itself, without what it says it is not: 其他费用（不含折旧、利息） holds neither, 非税收入 is no tax."""

import re
from functools import lru_cache

_LEFT_OUT = r"(?:不含|不包括|不包含|不计|未含|未计|未使用|不属于|扣除|剔除|并非|不是)(?!(?:\d+%)?(?:增值)?税)[^，,。；;:：（）()的]*"
"""不含折旧、利息 to the end of the clause; but 不含税, which speaks of the price of all that follows."""
_BESIDE = r"除[^，,。；;：（）()]*外|[^，,。；;：（）()]*以外"
_NOT = re.compile(rf"{_LEFT_OUT}|{_BESIDE}|非税(?:收入)?")


@lru_cache(maxsize=4096)
def affirmed(name: str) -> str:
    """Leave out the clauses of a name that say what it does not hold."""
    return _NOT.sub(" ", name)


def speaks_of(name: str, word: str) -> bool:
    """Tell whether a name says a word of itself: not 非借款 or 无补贴, nor in a clause of what it does not hold."""
    return re.search(rf"(?<![非无]){re.escape(word)}", affirmed(name)) is not None

"""The text of the function that computes all lines, in parts where it is long: compilers take long ones out of proportion."""

import re
from collections.abc import Mapping, Sequence

LONGEST_FUNCTION = 2000
"""Groups of lines from which the function is one of calls."""
LONGEST_PART = 200
"""Groups of lines of a part."""
_NAME = re.compile(r"\b[cv]\d+\b")
"""Names of leaves and lines in the text."""
_DEFINED = re.compile(r"(v\d+) = ")


def run_of(rows: Sequence[Sequence[str]], leaves: Mapping[str, str], names: Sequence[str]) -> str:
    """Write `run(L, S)`, which gives the values named; `rows` are the statements of each group of lines, in order.

    `leaves` says by name where a leaf is found.
    """
    given = f"return ({', '.join(names)},)"
    if len(rows) <= LONGEST_FUNCTION:
        return _function("run", ["L", "S"], [row for group in rows for row in group], leaves, given)
    parts, calls = [], []
    for number, start in enumerate(range(0, len(rows), LONGEST_PART)):
        body = [row for group in rows[start : start + LONGEST_PART] for row in group]
        defined = dict.fromkeys(match[1] for row in body if (match := _DEFINED.match(row)))
        read = dict.fromkeys(name for row in body for name in _NAME.findall(row) if name[0] == "v")
        taken = ["L", "S", *(name for name in read if name not in defined)]
        of = {name: leaves[name] for row in body for name in _NAME.findall(row) if name[0] == "c"}
        parts.append(_function(f"part{number}", taken, body, of, f"return ({', '.join(defined)},)"))
        calls.append(f"{', '.join(defined)}, = part{number}({', '.join(taken)})")
    return "".join([*parts, _function("run", ["L", "S"], calls, {}, given)])


def _function(name: str, taken: Sequence[str], body: Sequence[str], leaves: Mapping[str, str], given: str) -> str:
    rows = [*(f"{leaf} = {source}" for leaf, source in leaves.items()), *body, given]
    return f"def {name}({', '.join(taken)}):\n" + "".join(f"    {row}\n" for row in rows)

"""An explanation on the terminal: a tree that fits on a screen."""

import shutil
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.algebra.trace import At
from bondcalc.explain.node import Node
from bondcalc.explain.tree import Explanation, Reference
from bondcalc.screen.width import screen_width, wrapped

ROWS, LEAST_ROWS = 38, 22
"""Lines an explanation may take when no depth is asked for, on a tall and on a small screen."""
NARROWEST, WIDEST = 80, 120
DEEPEST = 200
ROOM = 12
"""Places kept free for the stem of the tree where both formulas stand on one line."""
SHOWN = 4
"""Terms of a long sum that are shown one by one when no depth is asked for."""
MOST = 8
"""Parts of any other formula that are shown one by one; a page for a browser shows all."""
REST, REST_EN = "（加--depth 1列出）", " (--depth 1 lists them)"
"""Says how to see what was cut."""
CELLS = 3
"""Cells that only fix dates or choose a formula, shown one by one when no depth is asked for."""


def explained(explanation: Explanation, root: At, depth: int | None) -> str:
    """Draw the tree to a depth; without one as much as a screen holds, long sums cut to their largest terms."""
    size = shutil.get_terminal_size((NARROWEST, ROWS + 2))
    width, rows = min(max(size.columns, NARROWEST), WIDEST), min(max(size.lines - 2, LEAST_ROWS), ROWS)
    if depth is not None:
        return "\n".join(Screen(explanation, width).lines(root, depth))
    return "\n".join(_fitting(explanation, root, width, rows))


def _fitting(explanation: Explanation, root: At, width: int, rows: int) -> list[str]:
    """Unfold one figure after the other while the lines fit; a line not unfolded yet goes before another year of one."""
    unfolded: set[Reference] = {root}
    screen = Screen(explanation, width, unfolded)
    best, waiting = screen.lines(root), screen.figures(root)
    while waiting:
        seen = {step.line for step in unfolded if isinstance(step, At)}
        reference = min(waiting, key=lambda part: (part.line in seen, not screen.figures(part)))
        waiting.remove(reference)
        lines = Screen(explanation, width, unfolded | {reference}).lines(root)
        if len(lines) <= rows:
            best = lines
            unfolded.add(reference)
            waiting += [part for part in screen.figures(reference) if part not in waiting and part not in unfolded]
    return best


class Screen:
    """Draws one tree; what was drawn once is referred to, not drawn again.

    `unfolded` are the figures below which the tree goes on; without it all are, and nothing is cut.
    """

    def __init__(self, explanation: Explanation, width: int, unfolded: set[Reference] | None = None) -> None:
        self._explanation, self._width, self._unfolded = explanation, width, unfolded
        self._zh = explanation.language == "zh"
        self._drawn: set[Reference] = set()
        self._told: set[Line] = set()

    def lines(self, root: At, depth: int = DEEPEST) -> list[str]:
        """Give the lines of the whole tree, to a depth."""
        return list(self._tree(root, "", "", depth))

    def _tree(self, step: Reference, first: str, rest: str, depth: int, *, shut: bool = False) -> Iterator[str]:
        node, again, idle = self._explanation.node(step), step in self._drawn, set(self._explanation.idle(step))
        closed = again or depth == 0 or shut or (self._unfolded is not None and step not in self._unfolded)
        inside = [] if closed else self.branches(step)
        mark = self._say("（见上）", " (see above)") if again and self._explanation.parts(step) else ""
        yield from wrapped(f"{_title(node)}{mark}", self._width, first, rest)
        self._drawn.add(step)
        if again:
            return
        stem = rest + ("│ " if inside else "  ")
        for text in self._details(step, node):
            yield from wrapped(text, self._width, stem, stem + "  ")
        for number, (branch, words) in enumerate(inside):
            last = number == len(inside) - 1
            start, go_on = rest + ("└─" if last else "├─"), rest + ("  " if last else "│ ")
            if branch is None:
                yield from wrapped(words, self._width, start, go_on)
            else:
                # A term that is zero has its line; what is below it is asked for by its own name.
                yield from self._tree(branch, start, go_on, depth - 1, shut=branch in idle)

    def _details(self, step: Reference, node: Node) -> Iterator[str]:
        """Say the formula: in words once for each line, in numbers for each figure; then what it rests on."""
        known = isinstance(step, At) and step.line in self._told
        if isinstance(step, At):
            self._told.add(step.line)
        formulas = [node.words] * (not (known and bool(node.numbers))) + [node.numbers]
        if screen_width(" = ".join(formulas)) < self._width - ROOM:
            formulas = [" = ".join(text for text in formulas if text)]
        yield from (f"= {text}" for text in formulas if text)
        brief = self._unfolded is not None and len(self._drawn) > 1 and isinstance(step, At)
        if node.source and not known and not brief:
            yield f"{self._say('依据：', 'source: ')}{node.source}"

    def figures(self, step: Reference) -> list[At]:
        """Give the figures among the branches, in their order."""
        return [part for part, _ in self.branches(step) if isinstance(part, At)]

    def branches(self, step: Reference) -> list[tuple[Reference | None, str]]:
        """Give what stands below: figures and leaves, then cells that only fix dates or choices; long lists are cut."""
        parts = sorted(self._explanation.parts(step), key=self._is_zero)
        if self._unfolded is None or not isinstance(step, At):
            return [(part, "") for part in (*parts, *self._explanation.idle(step))]
        fixing = set(self._explanation.trace.keys(step))
        read: list[Reference] = [part for part in parts if part not in fixing]
        shown, rest = self._cut(step, read)
        cells: list[Reference] = [part for part in parts if part in fixing]
        few = cells if len(cells) <= CELLS else cells[: CELLS - 1]
        more = len(cells) - len(few)
        said = self._say(
            f"另有{more}个决定日期或口径的录入格{REST}", f"{more} more input cells that fix dates or choices{REST_EN}"
        )
        return [
            *((part, "") for part in shown),
            *[(None, rest)] * bool(rest),
            *((part, "") for part in few),
            *[(None, said)] * bool(more),
        ]

    def _is_zero(self, part: Reference) -> bool:
        """Tell the figures that are zero, which stand last; cells keep their place."""
        return isinstance(part, At) and self._explanation.trace.value(part) == 0

    def _cut(self, step: At, read: list[Reference]) -> tuple[list[Reference], str]:
        """Keep the largest terms of a sum, the smallest of what is compared, the first of anything else; say what is left."""
        amount, summed = self._explanation.amount, self._explanation.terms(step, "sum")
        if lowest := self._explanation.terms(step, "min"):
            kept = min(lowest, key=amount)
            return [kept], self._say(
                f"另有{len(lowest) - 1}项不低于此数{REST}", f"{len(lowest) - 1} more, none below{REST_EN}"
            )
        if len(read) <= SHOWN + 1:
            return read, ""
        if not summed:
            left = len(read) - MOST
            return read[:MOST], self._say(f"另有{left}项{REST}", f"{left} more{REST_EN}") if left > 0 else ""
        large = sorted((part for part in summed if part in read), key=lambda part: -abs(amount(part)))
        together = self._explanation.numbers.whole(sum(map(amount, large[SHOWN:]), Decimal(0)), large[0].line.unit)
        left = len(large) - SHOWN
        return [part for part in read if part in large[:SHOWN]], self._say(
            f"另有{left}项，合计{together}{REST}", f"{left} more, together {together}{REST_EN}"
        )

    def _say(self, zh: str, en: str) -> str:
        return zh if self._zh else en


def _title(node: Node) -> str:
    when = f" {node.when}" if node.when else ""
    return f"{node.label}{when} = {node.value}" + (f"  [{node.place}]" if node.place else "")

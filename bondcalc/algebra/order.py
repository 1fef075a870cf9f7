"""In which order lines are computed; loops that do not step back in time are refused by name."""

from collections.abc import Sequence

from bondcalc.algebra.axis import AlgebraError
from bondcalc.algebra.inspection import reads
from bondcalc.algebra.line import Line


def groups(lines: Sequence[Line], read: Sequence[Sequence[int]]) -> list[list[int]]:
    """Lines by number in groups, each group after those it reads; `read` has the numbers of the lines that each reads.

    A group of several lines is a recursion through `previous` and is computed column by column; inside it lines are in
    the order of one column. Raises AlgebraError naming the lines of a loop that does not pass through `previous`.
    """
    ordered = []
    for group in _components(read):
        if len(group) > 1 or group[0] in read[group[0]]:
            numbers = {lines[number]: number for number in group}
            ordered.append([numbers[line] for line in _ordered([*numbers])])
        else:
            ordered.append(group)
    return ordered


def _components(read: Sequence[Sequence[int]]) -> list[list[int]]:
    """Strongly connected groups in reading order (Tarjan, without recursion: schedules chain hundreds of lines)."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    waiting: set[int] = set()
    components: list[list[int]] = []
    for root, others in enumerate(read):
        if root in number:
            continue
        if all(map(number.__contains__, others)):
            # Most lines stand after all that they read.
            number[root] = len(number)
            components.append([root])
            continue
        work = [(root, iter(others))]
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting.add(root)
        while work:
            line, rest = work[-1]
            for other in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    waiting.add(other)
                    work.append((other, iter(read[other])))
                    break
                if other in waiting:
                    low[line] = min(low[line], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[line])
                if low[line] == number[line]:
                    cut = stack.index(line)
                    components.append(stack[cut:])
                    waiting.difference_update(stack[cut:])
                    del stack[cut:]
    return components


def _ordered(group: list[Line]) -> list[Line]:
    """Order the lines of a group within one column."""
    members = set(group)
    inner = {line: [(other, how) for other, how in reads(line) if other in members] for line in group}
    if any(how == "whole" for read in inner.values() for _, how in read) or len({line.axis for line in group}) > 1:
        raise AlgebraError("loop through whole lines: " + ", ".join(sorted(line.id for line in group)))
    done: list[Line] = []
    left = list(group)
    while left:
        ready = [line for line in left if not any(how == "same" and other in left for other, how in inner[line])]
        if not ready:
            raise AlgebraError("loop without a step back in time: " + ", ".join(sorted(line.id for line in left)))
        done += ready
        left = [line for line in left if line not in ready]
    return done

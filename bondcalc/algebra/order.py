"""In which order lines are computed; loops that do not step back in time are refused by name."""

from collections.abc import Iterator, Mapping

from bondcalc.algebra.axis import AlgebraError
from bondcalc.algebra.line import Line

Reads = list[tuple[Line, str]]


def groups(known: Mapping[Line, Reads]) -> list[list[Line]]:
    """Lines, by what each of them reads, in groups, each group after those it reads.

    A group of several lines is a recursion through `previous` and is computed column by column; inside it lines are in
    the order of one column. Raises AlgebraError naming the lines of a loop that does not pass through `previous`.
    """
    return [
        _ordered(group, known) if len(group) > 1 or _reads_itself(group[0], known) else group
        for group in _components(known)
    ]


def _reads_itself(line: Line, known: Mapping[Line, Reads]) -> bool:
    """Tell whether a line reads its own value of the column before."""
    return any(other is line for other, _ in known[line])


def _read(line: Line, known: Mapping[Line, Reads]) -> Iterator[tuple[Line, str]]:
    """Walk what a line reads; what stands in no schedule is refused."""
    for other, how in known[line]:
        if other not in known:
            raise AlgebraError(f"line {line.id} reads {other.id}, which stands in no schedule")
        yield other, how


def _components(known: Mapping[Line, Reads]) -> list[list[Line]]:
    """Strongly connected groups in reading order (Tarjan, without recursion: schedules chain hundreds of lines)."""
    number: dict[Line, int] = {}
    low: dict[Line, int] = {}
    stack: list[Line] = []
    waiting: set[Line] = set()
    components: list[list[Line]] = []
    for root in known:
        if root in number:
            continue
        for other, _ in known[root]:
            if other not in number:
                break
        else:
            # Most lines stand after all that they read.
            number[root] = len(number)
            components.append([root])
            continue
        work = [(root, _read(root, known))]
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting.add(root)
        while work:
            line, rest = work[-1]
            for other, _ in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    waiting.add(other)
                    work.append((other, _read(other, known)))
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


def _ordered(group: list[Line], known: Mapping[Line, Reads]) -> list[Line]:
    """Order the lines of a group within one column."""
    members = set(group)
    inner = {line: [(other, how) for other, how in known[line] if other in members] for line in group}
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

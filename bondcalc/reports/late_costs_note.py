"""到期后支付的成本 beside the coverage of an analysis: multiples that do not count them say so, wherever changed factors are told."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS, change_said
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.sensitivity import BreakEven, SensitivityGrid
from bondcalc.analysis.stress.stress_point import has_late
from bondcalc.wording import number
from bondcalc.wording.report import Note, Words

COUNTED = "late_costs_stressed"
"""The id of the note."""
WITH_LATE = Words("覆盖倍数（计入到期后支付的成本）", "E/F with late costs")
"""The head of a column of E/F with these costs."""
NOT_COUNTED = Note(
    COUNTED,
    Words(
        "除注明计入的以外，覆盖倍数、收益及其临界点均未计入末期债券到期后支付的成本。",
        "E/F, E and their break-evens do not count costs paid after the last maturity unless they say so.",
    ),
)


def pair_note(id_: str, grid: SensitivityGrid, floor: Decimal) -> Iterator[Note]:
    """Say how low E/F of a table of two drivers is with these costs; none where there are no such costs."""
    points = [point for row in grid.points for point in row]
    ratios = [point.late_ratio for point in points if point.late_ratio is not None]
    if not ratios or not has_late(points):
        return
    limit, below = number.limit(floor), sum(ratio < floor for ratio in ratios)
    least = number.against(min(ratios), floor)
    zh = f"计入末期债券到期后支付的成本后，上表各情形的覆盖倍数最低为{least}倍"
    en = f"with costs paid after the last maturity: lowest {least}, {below} case(s) below {limit}"
    yield Note(f"{id_}_late_costs", Words(f"{zh}，{below}种情形低于{limit}倍。" if below else f"{zh}。", en))


def tightest_note(solutions: Sequence[BreakEven], floor: Decimal) -> Iterator[Note]:
    """Name the driver that leaves least room with these costs; none where there are no such costs."""
    if not any(solved.sooner_with_late for solved in solutions):
        return
    counted = [solved._replace(coverage=solved.late) for solved in solutions]
    first, limit = sensitivity.tightest(counted, floor), number.limit(floor)
    change = None if first is None else first.coverage[floor]
    head = "计入末期债券到期后支付的成本后，"
    if first is None or change is None:
        zh = f"{head}按比例变动的因素单独变动，在所测范围内覆盖倍数均不低于{limit}倍。"
    elif change == 0:
        zh = f"{head}基准情形的覆盖倍数已低于{limit}倍。"
    else:
        zh = f"{head}最敏感的因素为{DRIVERS[first.driver].zh}：{change_said(first.driver, change)}时，覆盖倍数开始低于{limit}倍。"
    yield Note("tightest_late_costs", Words(zh))

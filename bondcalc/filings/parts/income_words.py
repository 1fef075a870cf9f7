"""Words that depend on what a project earns: from operation, from land, or both."""

from collections.abc import Iterator

from bondcalc.algebra.line import Line
from bondcalc.filings.parts.figured import joined
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import RECEIVED_EVERY, NodeLine, RevenueLine
from bondcalc.result.result import Result
from bondcalc.schedules import bonds, costs, inside, land, taxes
from bondcalc.schedules.bonds import before_operation
from bondcalc.typeset.document import Text
from bondcalc.wording.in_turn import in_turn

INTO_USE = {True: "具备土地供应条件", False: "投入运营"}
"""What becomes of the works when they are done, of a project that only sells land or of another."""
RUNS = {True: "土地供应期", False: "运营期"}
"""What follows on construction."""
LATER = {True: "土地供应", False: "投入运营"}
"""What is put off when the works are late."""


def income_words(result: Result) -> dict[str, Text]:
    """Give the words of texts: what is deducted, what the works are for, what revenue hangs on."""
    ground, running = land_deducted(result), running_deducted(result)
    every = [*running, *ground]
    only = never_operates(result)
    return {
        "deducted": f"已扣除{listed(every)}" if every else "没有应扣除的成本和税费",
        "running_deducted": listed(running) or "成本和税费",
        "land_deducted": f"已扣除{listed(ground)}" if ground else "没有应扣除的成本和计提",
        "into_use": INTO_USE[only],
        "later": LATER[only],
        "runs": RUNS[only],
        "hangs_on": in_turn(_hangs_on(result)) or "收入",
    }


def income_section(result: Result, section: str) -> str:
    """Name the section that says what the income of this project is: `section`, `section_of_land` or `section_with_land`."""
    if only_land(result):
        return f"{section}_of_land"
    return f"{section}_with_land" if _claimed_land(result) else section


def only_land(result: Result) -> bool:
    """Tell whether a project repays out of land and of nothing else."""
    lines = (*result.project.rows(RevenueLine), *result.project.rows(NodeLine))
    return _claimed_land(result) and not any(line.claimed for line in lines)


def never_operates(result: Result) -> bool:
    """Tell whether a project only sells land: it has no line of revenue, claimed or not."""
    project = result.project
    return only_land(result) and not (bool(project.rows(RevenueLine)) or bool(project.rows(NodeLine)))


def nothing_runs(result: Result) -> bool:
    """Tell whether land repays and nothing is spent on operation: then 收益 is the net of land as it is."""
    return only_land(result) and not running_deducted(result)


def running_deducted(result: Result) -> list[str]:
    """Name what operation takes of the income of this project."""
    spent, levied = result.book.use(costs.schedule), result.book.use(taxes.schedule)
    named = (("运营成本", spent.costs), ("相关税费", levied.total), ("维持运营投资", spent.replacement))
    return [name for name, line in named if _some(result, line)]


def land_deducted(result: Result) -> list[str]:
    """Name what is taken of the price of land."""
    made = result.book.use(land.schedule)
    named = (("土地成本", made.claimed_paid), ("土地出让计提", made.claimed_accruals))
    return [name for name, line in named if _some(result, line)]


def counted_apart(result: Result) -> Text:
    """Say what does not count by the months of the year: receipts of a stated month or by the period, and what goes with them."""
    project, made = result.project, result.book.use(inside.schedule)
    lines = [row for row in (*project.rows(RevenueLine), *project.rows(NodeLine)) if row.claimed]
    parcels = [parcel for parcel in project.rows(Parcel) if parcel.claimed and parcel.month]
    by_period = any(row.month is None and row.received in RECEIVED_EVERY for row in lines)
    said = (
        (any(row.month for row in lines) or bool(parcels), "；写明收款月份的，按收款月份计入"),
        (by_period, "；按季、按半年、年末收取的，只计债券存续期内已满的收款期"),
        (made.follows, "；按这些收入的比例计算的成本、税费随之计入"),
        (made.computed_taxes is not None, "；按税率计算的税费随之计入"),
    )
    return joined("", [words for holds, words in said if holds])


def interest_falls_due_early(result: Result) -> bool:
    """Tell whether any interest falls due before operation starts."""
    return any(
        amount and before_operation(result.book, day)
        for tranche in result.book.use(bonds.schedule).tranches
        for day, amount in zip(tranche.dates, result.figures.amounts(tranche.interest), strict=True)
    )


def listed(names: list[str]) -> str:
    """Join names as a sentence does: A、B和C."""
    return "和".join(filter(None, [in_turn(names[:-1]), *names[-1:]]))


def _claimed_land(result: Result) -> bool:
    return any(parcel.claimed for parcel in result.project.rows(Parcel))


def _hangs_on(result: Result) -> Iterator[str]:
    if not only_land(result):
        yield from ("收费标准", "使用量")
    if _claimed_land(result):
        yield "土地出让价格"


def _some(result: Result, line: Line) -> bool:
    return any(result.figures.amounts(line))

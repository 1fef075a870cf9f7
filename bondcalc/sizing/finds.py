"""What can be found: each with its range, its quantum and the project at a value."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from bondcalc.analysis.delay import rebuilt
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.values import in_list
from bondcalc.result.result import Result
from bondcalc.sizing import one_input, ranges
from bondcalc.sizing.ranges import Range
from bondcalc.sizing.search import NEIGHBOURS
from bondcalc.wording import number
from bondcalc.wording.messages import Long, language, listed, notice
from bondcalc.wording.terms import Verdict

COVER = ("C01", "C02", "C03", "C07", "C09", "C10")
"""Coverage of bonds and of all debt, the local threshold, cash, yearly service, the local stress."""
DEBT = ("D07", "D09", "W07", "F01", "F02", "N01", "K01", "L01", "L02", "L03")
"""What a larger debt runs into besides: interest out of bond money, refinancing, money left over, sources and uses, need, least capital, limits."""
TERMS = ("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "D01", "D06", "D07", "D09")
"""What a shorter term runs into besides: the permitted terms, principal that no longer ties, refinancing that comes too late."""


@dataclass(frozen=True)
class Find:
    """One question: the direction wanted and its word, the tests asked by default, the range, and the project at a value.

    `basis` is the project the search starts from; `structural` values need schedules built again. `always` are tests
    put whatever is asked: without them the edge would answer another question.
    """

    id: str
    zh: str
    en: str
    extreme: str
    wanted: int
    tests: tuple[str, ...]
    range: Callable[[Result], Range]
    at: Callable[[Project, Decimal], Project]
    basis: Callable[[Project], Project]
    details: Callable[[Project], list[tuple[str, str]]]
    structural: bool = False
    neighbours: int = 0
    always: tuple[str, ...] = ()
    by_line: Callable[[Project, Decimal, str], Project] | None = None

    def of_line(self, line: str, project: Project) -> "Find":
        """Ask it of one revenue line, by code or name; ValueError where there is no such line or it is not asked by line."""
        if self.by_line is None:
            raise ValueError(notice("not_by_line", find=self.zh if language() == "zh" else self.en))
        lines = one_input.lines(project)
        chosen = next((row for row in lines if line in {row.id, row.name}), None)
        if chosen is None:
            raise ValueError(notice("no_line", found=line, known=Long(listed(row.name for row in lines))))
        moved, id_ = self.by_line, chosen.id
        return replace(
            self,
            zh=f"{chosen.name}{self.zh}",
            en=f"{self.en} of {chosen.name}",
            at=lambda stated, share: moved(stated, share, id_),
        )


def tests_asked(words: str, result: Result) -> tuple[str, ...]:
    """Read rule ids separated by commas, in either case; ValueError for one that has no check or cannot be answered yet."""
    ids = tuple(dict.fromkeys(word.upper() for word in in_list(words)))
    verdicts = {finding.rule.id: finding.verdict for finding in result.findings}
    unknown = [id_ for id_ in ids if id_ not in verdicts]
    blank = [id_ for id_ in ids if verdicts.get(id_) == Verdict.NEEDS_INPUT]
    if unknown or blank:
        raise ValueError(notice("no_rule" if unknown else "rule_open", ids=Long(listed(unknown or blank))))
    return ids


def _as_stated(project: Project) -> Project:
    return project


def _face_details(project: Project) -> list[tuple[str, str]]:
    return [(bond.id, project.form(Settings).notation().money(bond.face)) for bond in one_input.planned(project)]


def _price_details(project: Project) -> list[tuple[str, str]]:
    return [(parcel.id, number.trimmed(parcel.price)) for parcel in project.rows(Parcel)]


def _line_details(field: str) -> Callable[[Project], list[tuple[str, str]]]:
    def told(project: Project) -> list[tuple[str, str]]:
        """Give the field of every line as a number."""
        return [(row.id, number.trimmed(getattr(row, field))) for row in one_input.lines(project)]

    return told


def _start_details(project: Project) -> list[tuple[str, str]]:
    return [("operation_start", str(project.form(Particulars).operation_start))]


def _coupon_details(project: Project) -> list[tuple[str, str]]:
    return [(bond.id, number.rate(bond.coupon)) for bond in project.rows(Bond) if bond.status == "planned"]


def _due_details(project: Project) -> list[tuple[str, str]]:
    return [(bond.id, str(bond.due())) for bond in one_input.planned(project)]


def _delayed(project: Project, months: Decimal) -> Project:
    return rebuilt(project, {"operation_delay": months})


def _for_years(project: Project, years: Decimal) -> Project:
    return one_input.with_term(project, int(years))


LARGEST_BONDS = Find(
    id="bond",
    zh="最大计划发行额",
    en="Largest planned bonds",
    extreme="最大",
    wanted=1,
    tests=COVER + DEBT,
    range=ranges.faces,
    at=one_input.with_bonds,
    basis=one_input.plugged,
    details=_face_details,
    neighbours=NEIGHBOURS,
)

FINDS = {
    one.id: one
    for one in (
        LARGEST_BONDS,
        Find(
            id="land_price",
            zh="最低土地单价",
            en="Lowest land price",
            extreme="最低",
            wanted=-1,
            tests=COVER,
            range=ranges.prices,
            at=one_input.with_prices,
            basis=_as_stated,
            details=_price_details,
        ),
        Find(
            id="operation_delay",
            zh="最长投运推迟",
            en="Longest delay of operation",
            extreme="最长",
            wanted=1,
            tests=COVER,
            range=ranges.delays,
            at=_delayed,
            basis=_as_stated,
            details=_start_details,
            structural=True,
        ),
        Find(
            id="coupon",
            zh="最高票面利率",
            en="Highest coupon",
            extreme="最高",
            wanted=1,
            tests=COVER,
            range=ranges.coupons,
            at=one_input.with_coupons,
            basis=_as_stated,
            details=_coupon_details,
        ),
        Find(
            id="term",
            zh="最短期限",
            en="Shortest term",
            extreme="最短",
            wanted=-1,
            tests=COVER + TERMS,
            range=ranges.terms,
            at=_for_years,
            basis=_as_stated,
            details=_due_details,
            structural=True,
        ),
        Find(
            id="price",
            zh="最低单价",
            en="Lowest price",
            extreme="最低",
            wanted=-1,
            tests=COVER,
            range=ranges.line_prices,
            at=one_input.with_line_prices,
            basis=_as_stated,
            details=_line_details("price"),
            by_line=one_input.with_line_prices,
        ),
        Find(
            id="occupancy",
            zh="最低使用率",
            en="Lowest occupancy",
            extreme="最低",
            wanted=-1,
            tests=COVER,
            range=ranges.occupancies,
            at=one_input.with_utilisation,
            basis=_as_stated,
            details=_line_details("utilisation"),
            by_line=one_input.with_utilisation,
        ),
        # Capital fills what bonds leave open, so that it is smallest where they are largest: the same search.
        replace(
            LARGEST_BONDS,
            id="capital",
            zh="最少资本金",
            en="Smallest capital",
            extreme="最少",
            range=ranges.faces_beside_capital,
            always=("W07",),
        ),
    )
}
"""By id. The smallest capital is what the largest bonds leave open, so it is found along the same range. That holds while
bond money is spent (W07): once it lies idle, more of it only adds interest and fees for capital to pay."""

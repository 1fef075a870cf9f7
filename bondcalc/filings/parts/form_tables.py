"""Tables of the official form (信息披露表) from figures already printed: boxes, totals, the nine-column year frame, revenue by year."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from bondcalc.inputs.sheets.bond_kinds import BOXES
from bondcalc.schedules.disclosure import BUCKETS
from bondcalc.typeset.document import PageTable, PrintedFigure, TableRows
from bondcalc.wording.in_turn import in_turn

UNIT = "单位：亿元"
RATIO_UNIT = "单位：倍"
LATER = "（发行时填写）"
PAIRS = 6
"""Pairs of year and amount a line of the yearly revenue."""
NARROW = 7
"""Characters of an amount of which six fit across the page: -0.0211, 12.3456."""
FUNDING = {"bonds": "专项债券融资", "other": "其他债务融资"}
"""Rows of the financing plan by id."""
TOTALS = (
    ("债券存续期内项目总投资", "investment"),
    ("其中：不含专项债券的项目资金", "capital"),
    ("　　　专项债券融资", "special_bonds"),
    ("　　　其他债务融资", "market_loans"),
    ("债券存续期内项目总收益", "revenue"),
    ("债券存续期内项目总债务融资本息", "service"),
    ("项目总债务融资本金", "principal"),
    ("项目总地方债券融资本息", "bond_service"),
    ("项目总地方债券融资本金", "special_bonds"),
)
RATIOS = (
    ("项目总收益/项目总投资", "e_a"),
    ("项目总收益/项目总债务融资本息（覆盖倍数）", "e_f"),
    ("项目总收益/项目总债务融资本金", "e_g"),
    ("项目总收益/项目总地方债券融资本息", "e_h"),
    ("项目总收益/项目总地方债券融资本金", "e_c"),
)
Printed = Callable[[str], PrintedFigure]
"""Gives a figure as printed, by its id on the form."""


def kinds_table(ticks: Collection[str]) -> PageTable:
    """The boxes of the form (债券类型), ticked where they are named."""

    def box(name: str) -> str:
        """Draw a box and its name; the form calls the rest of its last group 其他."""
        return f"{'√' if name in ticks else '□'}{'其他' if name == '其他生态环保' else name}"

    rows: TableRows = [[box(field), "　".join(box(kind) for kind in kinds)] for field, kinds in BOXES.items()]
    return PageTable("债券类型", "", [["类型", "其中"]], rows, "ll", [1.5, 3.3])


def kinds_told(ticks: Collection[str]) -> str:
    """Name the ticked boxes in the order of the form, kinds in place of their fields; empty for none."""
    return in_turn(
        name
        for field, kinds in BOXES.items()
        for name in ([kind for kind in kinds if kind in ticks] or [field])
        if name in ticks
    )


def ties(totals: Mapping[str, Decimal]) -> bool:
    """Whether total investment is the sum of its sources on the form; a gap that shows there is no rounding (F02)."""
    return totals["investment"] == totals["capital"] + totals["special_bonds"] + totals["market_loans"]


def totals_table(title: str, figure: Printed) -> PageTable:
    """Totals of the form, which are no sum of one another as they stand."""
    rows: TableRows = [[label, figure(id_)] for label, id_ in TOTALS]
    return PageTable(title, UNIT, [["项目", "数值"]], rows, "lr", [3.0, 1.4])


def ratios_table(title: str, figure: Printed) -> PageTable:
    """Ratios of the amounts as disclosed."""
    rows: TableRows = [[label, figure(id_)] for label, id_ in RATIOS]
    return PageTable(title, RATIO_UNIT, [["项目", "数值"]], rows, "lr", [3.0, 1.4])


def bucket_heads(year: int) -> list[str]:
    """Head the nine columns; `year` is that of the issue disclosed."""
    return [f"{year - 3}年及以前年度", *(f"{year + after}年" for after in range(-2, 5)), f"{year + 5}年及以后年度"]


def frame_table(title: str, year: int, figure: Printed) -> PageTable:
    """The nine columns of the year frame."""
    rows: TableRows = [
        [name, *(figure(f"{id_}.{index}") for index in range(1, len(BUCKETS) + 1))] for id_, name in FUNDING.items()
    ]
    heads = ["融资", *bucket_heads(year)]
    return PageTable(title, UNIT, [heads], rows, "l" + "r" * len(BUCKETS), [1.6] + [1.0] * len(BUCKETS))


def by_year_table(title: str, by_year: Mapping[int, PrintedFigure]) -> PageTable:
    """Amounts by year, six pairs a line; on the long side of the page where they need it."""
    pairs: TableRows = [[f"{year}年", figure] for year, figure in by_year.items()]
    rows: TableRows = []
    for start in range(0, len(pairs), PAIRS):
        row = [cell for pair in pairs[start : start + PAIRS] for cell in pair]
        rows.append(row + [""] * (2 * PAIRS - len(row)))
    return PageTable(
        title, UNIT, [["年份", "收益"] * PAIRS], rows, "cr" * PAIRS, [0.9, 1.1] * PAIRS, landscape=_wide(rows)
    )


def _wide(rows: Sequence[Sequence[object]]) -> bool:
    """Tell whether six pairs need the long side of the page."""
    return any(len(str(cell)) > NARROW for row in rows for cell in row)

"""分项目信息: the sub-projects in 亿元 with four decimals, so rounded that they add up to the totals of the form."""

from collections.abc import Mapping, Sequence

from bondcalc.algebra.line import Expression, Line, add, if_, largest, ratio
from bondcalc.algebra.table import Table
from bondcalc.schedules import bundle
from bondcalc.schedules.book import Book
from bondcalc.schedules.form_ratios import FORM_RATIOS
from bondcalc.schedules.hundred_million import hundred_million

NAMES = {
    "investment": ("项目总投资", "Investment"),
    "special_bonds": ("专项债券融资", "Special bonds"),
    "market_loans": ("其他债务融资", "Other debt"),
    "revenue": ("项目总收益", "Revenue"),
    "service": ("项目总债务融资本息", "Service"),
}
UNTIED = "各子项目资金来源等于总投资的，为总投资减债务融资；不等的按录入，累计数保留四位小数后相减"
SOURCE = "累计数保留四位小数后相减，末项为合计减其余各项"


def part_amounts(book: Book, table: Table, totals: Mapping[str, Line]) -> dict[str, dict[str, Line]]:
    """State A to F and E/F of every sub-project by its id; `totals` are the form's. Empty for a single project."""
    parts = book.use(bundle.schedule).parts
    made: dict[str, dict[str, Line]] = {part.row.data.id: {} for part in parts}
    for what, (zh, en) in NAMES.items() if parts else ():
        table.heading(f"分项目：{zh}", f"By sub-project: {en}")
        before: list[Line] = []
        for index, part in enumerate(parts):
            step = _step(book, parts[: index + 1], what, before, totals[what] if part is parts[-1] else None)
            id_, name = part.row.data.id, part.row.data.name
            line = table.line(f"part.{what}.{id_}", step, f"{zh}（{name}）", f"{en}, {id_}", SOURCE, unit="disclosed")
            made[id_][what] = line
            before.append(line)
    if parts:
        _capital(book, table, made, totals["capital"])
    for part in parts:
        id_, lines = part.row.data.id, made[part.row.data.id]
        names = f"{FORM_RATIOS['e_f']}（{part.row.data.name}）", f"E/F, {id_}"
        lines["e_f"] = table.line(
            f"part.e_f.{id_}", ratio(lines["revenue"], lines["service"]), *names, SOURCE, unit="ratio"
        )
    return made


def _step(
    book: Book, parts: Sequence[bundle.BundlePart], what: str, before: Sequence[Line], whole: Line | None
) -> Expression:
    """Give what the running total to the last of the parts adds to those before; the last of all takes what is left of the whole."""
    so_far = hundred_million(book, add([part.basis[what] for part in parts])) if whole is None else whole
    return so_far - add(before) if before else so_far + 0


def _capital(book: Book, table: Table, made: dict[str, dict[str, Line]], whole: Line) -> None:
    """State B: what A, C and D leave, which is off by rounding alone; as entered where a sub-project's sources do not tie (F10)."""
    parts = book.use(bundle.schedule).parts
    zh, en = "不含专项债券的项目资金", "Capital"
    table.heading(f"分项目：{zh}", f"By sub-project: {en}")
    gaps = [hundred_million(book, part.gap) for part in parts]
    open_ = table.line(
        "part.open",
        largest(*gaps, *(-gap for gap in gaps)),
        "子项目总投资与资金来源的最大差额",
        "Largest gap of a sub-project",
        "总投资－项目资金－专项债券－其他债务融资，取绝对值最大的",
        unit="disclosed",
    )
    before: list[Line] = []
    for index, part in enumerate(parts):
        id_, lines = part.row.data.id, made[part.row.data.id]
        left = lines["investment"] - lines["special_bonds"] - lines["market_loans"]
        entered = _step(book, parts[: index + 1], "capital", before, whole if part is parts[-1] else None)
        names = f"{zh}（{part.row.data.name}）", f"{en}, {id_}"
        lines["capital"] = table.line(
            f"part.capital.{id_}", if_(open_ > 0, entered, left), *names, UNTIED, unit="disclosed"
        )
        before.append(lines["capital"])

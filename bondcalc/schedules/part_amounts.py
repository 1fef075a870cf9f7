"""分项目信息: the sub-projects in 亿元 with four decimals, so rounded that they add up to the totals of the form."""

from collections.abc import Mapping

from bondcalc.algebra.line import Expression, Line, add, ratio
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
SOURCE = "累计数保留四位小数后相减，末项为合计减其余各项"


def part_amounts(book: Book, table: Table, totals: Mapping[str, Line]) -> dict[str, dict[str, Line]]:
    """State A to F and E/F of every sub-project by its id; `totals` are the form's. Empty for a single project."""
    parts = book.use(bundle.schedule).parts
    made: dict[str, dict[str, Line]] = {part.row.data.id: {} for part in parts}
    for what, (zh, en) in NAMES.items() if parts else ():
        table.heading(f"分项目：{zh}", f"By sub-project: {en}")
        before: list[Line] = []
        for index, part in enumerate(parts):
            so_far = hundred_million(book, add([other.basis[what] for other in parts[: index + 1]]))
            rest = totals[what] if index == len(parts) - 1 else so_far
            step: Expression = rest - add(before) if before else rest + 0
            id_, name = part.row.data.id, part.row.data.name
            line = table.line(f"part.{what}.{id_}", step, f"{zh}（{name}）", f"{en}, {id_}", SOURCE, unit="disclosed")
            made[id_][what] = line
            before.append(line)
    for part in parts:
        _rest(table, part, made[part.row.data.id])
    return made


def _rest(table: Table, part: bundle.BundlePart, lines: dict[str, Line]) -> None:
    """B as what A, C and D leave, and E/F of the figures as disclosed."""
    id_, name = part.row.data.id, part.row.data.name
    capital = lines["investment"] - lines["special_bonds"] - lines["market_loans"]
    names = f"不含专项债券的项目资金（{name}）", f"Capital, {id_}"
    lines["capital"] = table.line(f"part.capital.{id_}", capital, *names, SOURCE, unit="disclosed")
    names = f"{FORM_RATIOS['e_f']}（{name}）", f"E/F, {id_}"
    lines["e_f"] = table.line(
        f"part.e_f.{id_}", ratio(lines["revenue"], lines["service"]), *names, SOURCE, unit="ratio"
    )

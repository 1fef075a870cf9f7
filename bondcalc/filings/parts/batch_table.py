"""分批发行: the bonds of this application with the others in their place, and which period the form counts."""

from collections.abc import Iterator, Sequence

from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.batches import NAMES, new_money, told_of
from bondcalc.inputs.bond_options import repaid_as
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import this_issue, timing
from bondcalc.schedules.bonds import schedule as debt_service
from bondcalc.schedules.disclosure import schedule
from bondcalc.typeset.document import PageBlock, PageTable, PrintedFigure, Sum, TableCell, TableRows
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.terms import Unit

HEADS = ("批次", "期次", "起息日", "期限", "利率", "还本方式", "发行额")


def disclosed(writer: Writer) -> Sequence[Bond]:
    """Give the new bonds that the form is about: those of this application, between two of them all that are issued."""
    return told_of(writer.result.project.rows(Bond))


def refinancing(writer: Writer) -> Iterator[PageBlock]:
    """Name each bond that refinances another, and the ratios without: the form is that of new bonds, and C counts no principal twice."""
    bonds = list(writer.result.project.rows(Bond))
    known = {bond.id: number for number, bond in enumerate(bonds, 1)}
    for bond in bonds:
        if bond.refinances is not None:
            planned = "计划发行额" if bond.status == "planned" else "发行额"
            writer.words |= {
                "refinancing_name": f"第{known[bond.id]}期",
                "refinancing_day": spelt(bond.value_date),
                "refinancing_amount": planned,
                "refinancing_face": (hundred_million(writer, bond, "face"),),
                "refinanced_name": f"第{known[bond.refinances]}期",
            }
            yield from writer.paragraphs("bond_refinancing")
    if any(bond.refinances is not None for bond in bonds):
        yield from writer.paragraphs("without_refinancing")


def hundred_million(writer: Writer, bond: Bond, field: str) -> PrintedFigure:
    """Give an amount of a bond in 亿元 with four decimals."""
    yuan = (
        writer.result.project.form(Settings).yuan_per_unit / writer.result.rules.value("yuan_a_hundred_million").number
    )
    return PrintedFigure(
        f"disclosed.bonds.{bond.id}.{field}", writer.shown(getattr(bond, field) * yuan, Unit.DISCLOSED)
    )


def batched(writer: Writer) -> list[PageBlock]:
    """Say what is issued, what is issued now and what comes later, with a table that adds up to C; empty for one batch."""
    made = writer.result.book.use(schedule).batches
    if not made.batches:
        return []
    bonds = writer.result.project.rows(Bond)
    writer.words |= {
        f"count_{batch}": figured(f"count.bonds.{batch}", str(len(new_money(bonds, batch)))) for batch in NAMES
    }
    return [*(block for batch in made.batches for block in writer.paragraphs(f"batch_{batch}")), _table(writer, bonds)]


def _table(writer: Writer, bonds: Sequence[Bond]) -> PageTable:
    made = writer.result.book.use(schedule).batches
    rows: TableRows = []
    sums: list[Sum] = []
    for batch, whole in made.batches.items():
        start = len(rows)
        rows += [_row(writer, bonds, bond, batch) for bond in new_money(bonds, batch)]
        sums.append(Sum("row", len(rows), tuple(range(start, len(rows)))))
        rows.append([f"{NAMES[batch]}合计", *[""] * 5, writer.figure(writer.id_of(whole))])
    sums.append(Sum("row", len(rows), tuple(total.at for total in sums)))
    rows.append(["专项债券融资合计", *[""] * 5, writer.figure("disclosure.special_bonds")])
    strong = frozenset(total.at for total in sums)
    widths = [1.6, 0.8, 1.2, 0.7, 0.9, 1.4, 1.1]
    return PageTable(
        "专项债券分批发行情况", "单位：亿元", [list(HEADS)], rows, "lcccclr", widths, strong=strong, sums=tuple(sums)
    )


def _row(writer: Writer, bonds: Sequence[Bond], bond: Bond, batch: str) -> list[TableCell]:
    figure = writer.figure(f"disclosure.bond.{bond.id}")
    name = f"第{list(bonds).index(bond) + 1}期"
    if bond.first_value_date is not None:
        name += "（续发）"
    coupon = PrintedFigure(f"input.bonds.{bond.id}.coupon", number.rate(bond.coupon))
    return [
        NAMES[batch],
        name,
        str(bond.value_date),
        figured(f"input.bonds.{bond.id}.term", term_of(bond)),
        coupon,
        repaid_as(bond),
        figure,
    ]


def term_of(bond: Bond) -> str:
    """Write the term (债券期限): years, and months where it is not of whole years."""
    years, months = divmod(bond.months() or 0, 12)
    return f"{years}年{months}个月" if months else f"{years}年"


def period_note(writer: Writer) -> list[PageBlock]:
    """Note which period revenue and service are counted in, and what the other one comes to; empty where there is one only."""
    book = writer.result.book
    issue = book.use(this_issue.schedule).issue
    if issue is None:
        return []
    first, last = timing.window(book.use(debt_service).tranches)
    writer.words |= {
        "plan_first": spelt(first),
        "plan_last": spelt(last),
        "issue_first": spelt(issue.window.first),
        "issue_last": spelt(issue.window.last),
    }
    return list(writer.paragraphs("period_issue" if book.use(schedule).period.issue else "period_plan"))

"""不含再融资的覆盖倍数: what coverage would be had no bond been refinanced; a memo beside the statutory ratio."""

from dataclasses import dataclass

from bondcalc.algebra.line import Line, ratio, total
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, inside, loans, repayable, timing
from bondcalc.schedules.book import Book, settings


@dataclass(frozen=True)
class Refinancing:
    """Revenue inside the life of the first issues, service of all debt and of bonds; None when nothing is refinanced."""

    revenue: Line | None = None
    service: Line | None = None
    bond_service: Line | None = None


def schedule(book: Book) -> Refinancing:
    """Build the memo (财预〔2017〕89号: 周转偿还) when a bond refinances another."""
    debt, loan = book.use(bonds.schedule), book.use(loans.schedule)
    first = [one for one in debt.tranches if one.row.data.refinances is None]
    if len(first) == len(debt.tranches) or not first:
        return Refinancing()
    yearly = book.table("without_refinancing_by_year", "不含再融资测算表（分年）", "Without refinancing by year", 62)
    table = book.scalars("without_refinancing", "不含再融资的覆盖倍数表", "Without refinancing", 63)
    window = timing.life(book, yearly, first, "first_")
    months = inside.counted(book, yearly, window, "first_").total
    chosen = (
        months + 0 if settings(book).edge_years == "prorated" else book.use(repayable.schedule).amount * window.whole
    )
    earned = yearly.line(
        "revenue",
        chosen,
        "首次发行债券存续期内收益",
        "Revenue within the first issues",
        "首末年按所选方式计入",
        total=True,
        rests_on=book.keys(Settings, "edge_years"),
    )
    source = "备考：假设到期本金全部由项目资金偿还"
    e = table.line("revenue", total(earned), "存续期内收益（不含再融资）", "Revenue", source)
    h = table.line("bond_service", total(debt.first_service), "专项债券本息（不含再融资）", "Bond service", source)
    f = table.line(
        "service",
        h + total(loan.interest, window.whole) + total(loan.principal, window.whole),
        "全部债务本息（不含再融资）",
        "Service of all debt",
        source,
    )
    for id_, below, zh, en in (
        ("coverage_total_debt_without_refinancing", f, "全部债务本息覆盖倍数（不含再融资）", "E/F without refinancing"),
        (
            "coverage_special_bond_without_refinancing",
            h,
            "专项债券本息覆盖倍数（不含再融资）",
            "E/H without refinancing",
        ),
    ):
        table.line(id_, ratio(e, below), zh, en, source, unit="ratio")
    return Refinancing(e, f, h)

"""单位承担的专项债券: what of the bonds the project unit repays and books as its liability (财会〔2025〕17号)."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, money, previous, running
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.repayment_duties import Duties
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book

REST = "其余部分"
RULE = "D16"
"""The rule that asks who repays; before it is in force every bond is the unit's."""


class UnitDuty(NamedTuple):
    """The unit's part of what is outstanding and of what is paid, and the fund budget's; None where nothing is parted."""

    outstanding: Line | None = None
    by_fund: Line | None = None


def parted(book: Book) -> bool:
    """Tell whether the bonds are parted between unit and fund budget: the rule is in force and both parts are stated."""
    form = book.project.form(Duties)
    return book.rules.rule(RULE).in_force and form.unit_share is not None and form.fund_share is not None


def schedule(book: Book) -> UnitDuty:
    """Build the table; parts that do not add up to the whole are rule D16's subject, the fund budget has the rest."""
    if not parted(book):
        return UnitDuty()
    table = book.table("unit_duty", "专项债券偿还责任表", "Who repays the bonds", 43)
    debt = book.use(bonds.schedule)
    _paid(book, table, "principal", debt.principal, "还本")
    _paid(book, table, "interest", debt.interest, "付息")
    unit = _share(book, table, "outstanding.unit", debt.outstanding, "项目单位承担：期末余额", "Unit: outstanding")
    fund = table.line(
        "outstanding.fund", debt.outstanding - unit, "政府性基金预算承担：期末余额", "Fund budget: outstanding", REST
    )
    return UnitDuty(unit, fund)


def _paid(book: Book, table: Table, id_: str, line: Line, zh: str) -> None:
    """Part what is paid by what was paid to date, so that the parts of all years are the part of the whole."""
    paid = table.line(f"{id_}.paid", running(line), f"累计{zh}", f"{line.en} to date", "本年及以前各年合计")
    to_date = _share(book, table, f"{id_}.to_date", paid, f"项目单位承担：累计{zh}", f"Unit: {line.en} to date")
    unit = table.line(
        f"{id_}.unit",
        to_date - previous(to_date),
        f"项目单位承担：{zh}",
        f"Unit: {line.en}",
        "累计数－上年累计数",
        total=True,
    )
    table.line(f"{id_}.fund", line - unit, f"政府性基金预算承担：{zh}", f"Fund budget: {line.en}", REST, total=True)


def _share(book: Book, table: Table, id_: str, line: Expression, zh: str, en: str) -> Line:
    share = book.form(Duties).cell(Duties.unit_share)
    return table.line(id_, money(line * share), zh, en, "“偿还责任”表由项目单位偿还的比例")

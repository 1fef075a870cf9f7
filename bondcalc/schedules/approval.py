"""总投资与批复对照: the total investment of the approval beside the one computed; the approval is above (批复高于测算) or exceeded (超概)."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, if_, largest, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import investment
from bondcalc.schedules.book import Book, settings

SOURCE = "批复数见“项目概况”表，测算数见项目总投资及分年计划表"


class Approval(NamedTuple):
    """Total investment A, what is computed to be spent, and what lies between it, A and the approval.

    `left` is how much of A is not computed to be spent: money is left over only as far as it is raised
    (`sources_and_uses.left`). `below` is how much less is computed than approved, `excess` how much more (超概).
    """

    investment: Line
    computed: Line
    approved: Line
    left: Line
    below: Line
    excess: Line


def schedule(book: Book) -> Approval:
    """Build the comparison. A is never less than what is computed to be spent.

    Where capital fills the gap (按缺口补足) nothing of B is entered, so A is the computed total and the approval is only
    compared (W01); otherwise the approved total stands, and no row of the estimate is solved back to reach it.
    """
    table = book.scalars("approval", "总投资与批复对照表", "Total investment and approval", 12)
    form, spent = book.form(Particulars), book.use(investment.schedule)
    computed = _line(table, "computed", total(spent.total), "测算总投资", "Computed total")
    interest = _part(
        book,
        table,
        "construction_interest",
        Particulars.approved_construction_interest,
        spent.construction_interest,
        "建设期利息",
    )
    fees = _part(book, table, "fees", Particulars.approved_fees, spent.fees, "发行及兑付费用")
    given = form.cell(Particulars.approved_total)
    approved = _line(
        table, "approved", if_(given > 0, given, computed + interest + fees), "批复总投资", "Approved total"
    )
    # Never below what is computed: a total that is too small would make E/A look better than it is.
    stands = computed if settings(book).capital == "plug" else largest(approved, computed)
    whole = table.copy(
        "investment",
        stands,
        "A 项目总投资",
        "A Total investment",
        "批复总投资，不低于测算总投资；资本金按缺口补足的为测算总投资",
        strong=True,
        rests_on=book.keys(Settings, Settings.capital),
    )
    left = _line(table, "left", whole - computed, "总投资高于测算", "Investment above the computed total")
    below = _line(table, "below", largest(approved - computed, 0), "批复高于测算", "Approval above the computed total")
    excess = _line(table, "excess", largest(computed - approved, 0), "超概", "Above the approval")
    return Approval(investment=whole, computed=computed, approved=approved, left=left, below=below, excess=excess)


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, SOURCE)


def _part(book: Book, table: Table, id_: str, stated: FieldId[Decimal | None], spent: Line, zh: str) -> Line:
    """One part of the total that a program computes and an approval states: its two figures, and by how much they differ."""
    given = book.form(Particulars).cell(stated)
    computed = _line(table, f"computed.{id_}", total(spent), f"其中：测算{zh}", f"Of which computed {id_}")
    approved = _line(
        table, f"approved.{id_}", if_(given > 0, given, computed), f"其中：批复{zh}", f"Of which approved {id_}"
    )
    return _line(table, f"difference.{id_}", approved - computed, f"{zh}批复与测算之差", f"Difference of {id_}")

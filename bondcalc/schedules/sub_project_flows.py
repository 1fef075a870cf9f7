"""子项目收支来源: every flow of the project with the row it comes from, so that it can be divided among sub-projects."""

from bondcalc.algebra.line import Expression, Line, add
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.sub_projects import SubProject, shares_of
from bondcalc.schedules import (
    bonds,
    costs,
    funding,
    inside,
    investment,
    land,
    loans,
    others_money,
    property_tax,
    revenue,
    taxes,
    timing,
    vat,
    working_capital,
)
from bondcalc.schedules.book import AnyRow, Book, settings
from bondcalc.schedules.counting import Share
from bondcalc.schedules.sub_project_shares import Flow, Sharing


def works(book: Book) -> list[Flow]:
    """Investment without interest and fees; reserves and working capital go by what is invested in each."""
    made = book.use(investment.schedule)
    items = [Flow(made.items[row.data.id], row) for row in book.rows(InvestmentItem)]
    return [*items, *(Flow(reserve) for reserve in made.reserves), Flow(made.working_capital)]


def capitalised(book: Book) -> list[Flow]:
    """Interest and fees that are part of the investment, by bond and loan."""
    debt, lent = book.use(bonds.schedule).table, book.use(loans.schedule).table
    part = "construction_interest" if settings(book).construction_interest == "in_investment" else "invested_interest"
    flows = [Flow(lent[f"{part}.{row.data.id}"], row) for row in book.rows(Loan)]
    for row in book.rows(Bond):
        id_ = row.data.id
        fee = [debt[f"issue_fee.{id_}"]] if bonds.fee_invested(book, row.data) else []
        parts: list[Expression] = [debt[f"construction_interest.{id_}"], debt[f"early_fee.{id_}"], *fee]
        flows.append(Flow(add(parts), row))
    return flows


def capital(book: Book) -> list[Flow]:
    """Capital by source."""
    book.use(funding.schedule)
    table = book.find("funding")
    return [Flow(table[f"source.{row.data.id}"], row) for row in book.rows(CapitalSource)]


def drawn(book: Book) -> list[Flow]:
    """New money of bonds."""
    debt = book.use(bonds.schedule).table
    return [Flow(debt[f"drawn.{row.data.id}"], row) for row in book.rows(Bond) if row.data.refinances is None]


def borrowed(book: Book) -> list[Flow]:
    """Draws of loans that finance the investment, interest added to them included."""
    lent = book.use(loans.schedule).table
    return [Flow(lent[f"drawn.{row.data.id}"], row) for row in book.rows(Loan) if row.data.purpose == "construction"]


def other_cash(book: Book) -> list[Flow]:
    """Cash that is neither revenue nor investment: loans for operation, working capital beside the base, tax paid back."""
    lent = book.use(loans.schedule).table
    flows = [Flow(lent[f"drawn.{row.data.id}"], row) for row in book.rows(Loan) if row.data.purpose != "construction"]
    more, refund = book.use(working_capital.schedule).more, vat.paid_back(book)
    flows += [] if more is None else [Flow(-more)]
    return flows if refund is None else [*flows, Flow(refund)]


def paid_by_others(book: Book) -> list[Flow]:
    """Service that others paid, by the bond it was of; what names none goes by what is invested."""
    rows = {row.data.id: row for row in book.rows(Bond)}
    return [Flow(line, rows.get(id_)) for id_, line in book.use(others_money.schedule).by_bond.items()]


def added_interest(book: Book) -> list[Flow]:
    """Interest added to loans, which brings no money."""
    lent = book.use(loans.schedule).table
    return [Flow(lent[f"capitalised.{row.data.id}"], row) for row in book.rows(Loan)]


def borne(book: Book) -> list[Flow]:
    """What the project bears of the bonds: interest, and principal that no refinancing repays."""
    debt, flows = book.use(bonds.schedule).table, []
    refinanced = {bond.refinances for bond in book.project.rows(Bond)}
    for row in book.rows(Bond):
        id_ = row.data.id
        paid: Expression = debt[f"interest.{id_}"] + debt[f"principal.{id_}"]
        flows.append(Flow(paid - debt[f"rolled.{id_}"] if id_ in refinanced else paid, row))
    return flows


def paid_net(book: Book) -> list[Flow]:
    """What bonds take of the cash: interest and principal, less the money that refinancing brings."""
    debt = book.use(bonds.schedule).table
    flows = []
    for row in book.rows(Bond):
        id_ = row.data.id
        paid: Expression = debt[f"interest.{id_}"] + debt[f"principal.{id_}"]
        flows.append(Flow(paid if row.data.refinances is None else paid - debt[f"drawn.{id_}"], row))
    return flows


def fees(book: Book) -> list[Flow]:
    """Fees of issue and payment."""
    debt = book.use(bonds.schedule).table
    return [Flow(debt[f"issue_fee.{row.data.id}"] + debt[f"payment_fee.{row.data.id}"], row) for row in book.rows(Bond)]


def loan_service(book: Book) -> list[Flow]:
    """Interest and principal of loans."""
    lent = book.use(loans.schedule).table
    return [Flow(lent[f"interest.{row.data.id}"] + lent[f"principal.{row.data.id}"], row) for row in book.rows(Loan)]


def income(book: Book, sharing: Sharing) -> list[Flow]:
    """收益: claimed revenue and land, less costs and taxes; computed taxes go by the revenue of the year."""
    grounds = book.use(land.schedule).accounts
    flows = [Flow(line, row) for row, line in book.use(revenue.schedule).claimed_lines]
    flows += [Flow(grounds[row.data.id].net, row) for row in book.rows(Parcel) if row.data.claimed]
    flows += [Flow(-line, row) for row, line in _outlays(book)]
    return [*flows, *_computed_taxes(book, sharing, -computed_taxes(book))]


def counted(book: Book, sharing: Sharing) -> list[Flow]:
    """收益 inside the life of the bonds, before rounding: each flow by the weights that the whole project's has."""
    window = book.use(timing.schedule).window
    if settings(book).edge_years != "prorated":
        return [Flow(flow.amount * window.whole, flow.row, flow.by) for flow in income(book, sharing)]
    ground = book.use(inside.schedule).parcels
    sold = book.use(revenue.schedule).claimed_lines
    flows = [Flow(_weighed(book, line), row) for row, line in sold]
    flows += [Flow(ground[row.data.id], row) for row in book.rows(Parcel) if row.data.claimed]
    flows += [Flow(-_weighed(book, line), row) for row, line in _outlays(book)]
    return [*flows, *_computed_taxes(book, sharing, _computed_inside(book))]


def _computed_inside(book: Book) -> Expression:
    """What the computed taxes take of what counts: property tax by the months of an outlay, the others as the whole project's do."""
    window, building = book.use(timing.schedule).window, book.use(property_tax.schedule).total
    owned = None if building is None else building * window.outlays / window.of
    laid = book.use(inside.schedule).computed_taxes
    if laid is not None:
        return -laid if owned is None else -laid - owned
    taken = -computed_taxes(book)
    if building is None:
        return taken * window.months / window.of
    return ((taken + building) * window.months - building * window.outlays) / window.of


def _weighed(book: Book, line: Line) -> Expression:
    """What counts of a line before rounding: as it does in the whole project, else by the months of operation."""
    window = book.use(timing.schedule).window
    share = book.use(inside.schedule).shares.get(line, Share(window.months, window.of))
    return line * share.above if share.below is None else line * share.above / share.below


def _outlays(book: Book) -> list[tuple[AnyRow, Line]]:
    """Costs, replacement and entered taxes with their rows; income tax is of the whole project."""
    spent = book.use(costs.schedule)
    rows: list[tuple[AnyRow, Line]] = [(row, spent.amounts[row.data.id]) for row in book.rows(CostLine)]
    levied = [row for row in book.rows(TaxLine) if row.data.kind != "income_tax"]
    return [*rows, *((row, spent.tax_amounts[row.data.id]) for row in levied)]


def computed_taxes(book: Book) -> Expression:
    """Taxes that no row states: all taxes less the entered ones; income tax, of the whole project, is among them."""
    entered = [line for row, line in _outlays(book) if isinstance(row.data, TaxLine)]
    return book.use(taxes.schedule).total - add(entered)


def _computed_taxes(book: Book, sharing: Sharing, amount: Expression) -> list[Flow]:
    """Divide what is computed for the whole project by the revenue of the year; by investment where there is none."""
    lines = book.use(revenue.schedule).claimed_lines
    if not lines:
        return [Flow(amount)]
    whole = add([line for _, line in lines])
    parts = [add([line * sharing.up_to(row, index) for row, line in lines]) for index in range(len(sharing.rows))]
    return [Flow(amount, by=(parts, whole))]


def earning(book: Book) -> set[str]:
    """Name the sub-projects that have claimed revenue or land of their own, or a share of some; all where a row names none."""
    rows: list[AnyRow] = [row for row, _ in book.use(revenue.schedule).claimed_lines]
    rows += [row for row in book.rows(Parcel) if row.data.claimed]
    earning_parts: set[str] = set()
    for row in rows:
        shares = shares_of(book.project, row.sheet.id, row.data.id)
        if row.data.sub_project is not None:
            earning_parts.add(row.data.sub_project)
        else:
            earning_parts |= {share.sub_project for share in shares} or {
                part.id for part in book.project.rows(SubProject)
            }
    return earning_parts

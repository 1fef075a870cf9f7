"""Which money pays first where the settings choose an order: for construction, and for debt service from one account."""

from bondcalc.filings.parts.line_tables import Entry, by_year
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import service_order
from bondcalc.typeset.document import PageBlock


def spending_order(writer: Writer) -> list[PageBlock]:
    """Say in which order construction money is spent, unless it is the usual one."""
    cell, stated = sheet_of(Settings).cell(Settings.spending_order), writer.result.project.form(Settings).spending_order
    writer.words |= {"spending_order": cell.choices[stated]}
    return [] if stated == cell.default else [*writer.paragraphs("funding_order")]


def bonds_first(writer: Writer) -> list[PageBlock]:
    """专项债券优先偿付表: what the account leaves to loans, where that order was chosen."""
    if writer.result.book.use(service_order.schedule).bonds_unpaid is None:
        return []
    columns = (
        Entry("可用于还本付息的资金", "service_order.available"),
        Entry("偿付专项债券", "service_order.to_bonds"),
        Entry("偿付市场化融资", "service_order.to_loans"),
        Entry("专项债券本息不足", "service_order.bonds_unpaid"),
        Entry("市场化融资本息不足", "service_order.loans_unpaid"),
    )
    return [*writer.paragraphs("bonds_first"), by_year(writer, "专项债券优先偿付表", columns, skip_empty=True)]

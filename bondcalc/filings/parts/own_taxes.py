"""The unit's own taxes as filings tell them: credit paid back, and the lives of assets beside the shortest allowed."""

from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.investment_items import ASSET_CLASSES
from bondcalc.schedules import depreciation, vat
from bondcalc.schedules.asset_values import AssetGroup
from bondcalc.typeset.document import PageBlock, PageTable, TableRows


def refund_told(writer: Writer) -> list[PageBlock]:
    """Say what credit of value-added tax is paid back, of how much in each year, and what that costs; no paragraph where none is."""
    back = vat.paid_back(writer.result.book)
    if back is None:
        return []
    amounts = zip(writer.result.book.years.years, writer.result.figures.amounts(back), strict=True)
    each = [
        paragraph for year, amount in amounts if amount for paragraph in writer.paragraphs_at("tax_refund_year", year)
    ]
    writer.words["refund_dearer"] = writer.clause("refund_dearer", "value_added_tax.dearer#total")
    return [*writer.or_none("tax_refund", "value_added_tax.refund#total"), *each]


def _charged(writer: Writer, group: AssetGroup) -> bool:
    """Tell whether a group is depreciated at all inside the forecast: one that is sold or never runs is not."""
    return any(writer.result.figures.amounts(writer.line(f"depreciation.charge.{group.id}")))


def lives(writer: Writer) -> list[PageBlock]:
    """折旧摊销年限表: the years of each class of assets that is depreciated, as chosen, and the shortest that tax law allows (税法最低折旧年限)."""
    groups = writer.result.book.use(depreciation.schedule).originals
    held = dict.fromkeys(group.asset for group in groups if _charged(writer, group))
    rows: TableRows = [
        [ASSET_CLASSES[name], *(writer.figure(f"asset_values.{what}.{name}") for what in ("life", "least"))]
        for name in held
    ]
    heads = ["资产类别", "采用年限", "税法最低年限"]
    return [PageTable("折旧摊销年限表", "单位：年", [heads], rows, "lrr", [2.0, 1.2, 1.2])] if rows else []

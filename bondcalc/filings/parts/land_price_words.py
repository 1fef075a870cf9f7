"""地块单价 in words: the planned price beside the adjusted comparables and the minimum price; bidders are told in the review only."""

from bondcalc.filings.parts.text import Writer
from bondcalc.schedules import adjusted_deals, land_sales
from bondcalc.typeset.document import PageBlock, PrintedFigure
from bondcalc.wording import number


def land_prices(writer: Writer) -> list[PageBlock]:
    """Say of each claimed parcel with comparables what its price is held against; none where no comparable is adjusted."""
    book, figures = writer.result.book, writer.result.figures
    valuations, sales = book.use(adjusted_deals.schedule).parcels, book.use(land_sales.schedule)
    blocks: list[PageBlock] = []
    for parcel in writer.result.project.tables["land"]:
        valuation, sale = valuations.get(parcel.id), sales.get(parcel.id)
        if valuation is None or not parcel.claimed or not valuations_adjusted(writer):
            continue
        lowest, highest = (figures.amount(line) for line in (valuation.lowest, valuation.highest))
        writer.words |= {
            "land_parcel": parcel.id,
            # The digits it has in the other sentences on this cell: a Word file holds a figure in one text.
            "land_price": (PrintedFigure(f"input.land.{parcel.id}.price", number.trimmed(parcel.price, grouped=True)),),
            "land_deals": (PrintedFigure(f"land_deals.{parcel.id}", str(len(valuation.deals))),),
            "land_lowest": (writer.figure(writer.id_of(valuation.lowest)),),
            "land_highest": (writer.figure(writer.id_of(valuation.highest)),),
        }
        blocks += writer.paragraphs("land_price" if lowest < highest else "land_price_alike")
        if sale is not None and sale.floor is not None:
            writer.words["land_floor"] = (writer.figure(writer.id_of(sale.floor)),)
            blocks += writer.paragraphs("land_price_floor")
    return blocks


def valuations_adjusted(writer: Writer) -> bool:
    """Tell whether any comparable of a parcel is adjusted: where none is, there is nothing to say that the table does not."""
    valuations = writer.result.book.use(adjusted_deals.schedule).parcels.values()
    return any(writer.result.figures.amount(deal.factor) != 1 for valuation in valuations for deal in valuation.deals)

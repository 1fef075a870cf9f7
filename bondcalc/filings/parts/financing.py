"""资金来源 in words: what pays for the investment, how far that is from it and from the approval, and what is left over."""

from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.typeset.document import Paragraph, Text


def financing(writer: Writer) -> Text:
    """Say once for all filings what pays for the total investment.

    Shares are shares of what is raised: where that is not the investment, the sentence says so and by how much.
    """
    raised = "financed_with_loans" if writer.value("coverage.market_loans") else "financed"
    [financed] = writer.or_none(raised, "coverage.capital")
    writer.words["financed"] = financed.text
    apart = (id_ for id_ in ("missing", "beyond") if writer.value(f"sources_and_uses.{id_}"))
    [said] = writer.paragraphs(f"financing_{next(apart, 'tied')}")
    return said.text


def approval_beside(writer: Writer) -> list[Paragraph]:
    """Hold the approved total against the computed one, and say what is left over of what is raised."""
    plugged = fills_the_gap(writer)
    return [
        *writer.where("funding_below_plugged" if plugged else "funding_below", "approval.below"),
        *writer.where("funding_left", "sources_and_uses.left"),
        *writer.where("funding_excess", "approval.excess"),
        *writer.where("funding_beyond", "sources_and_uses.beyond"),
        *writer.where("funding_gap", "funding.shortfall#total"),
    ]


def fills_the_gap(writer: Writer) -> bool:
    """Tell whether capital fills the gap (按缺口补足), so that A is the computed total whatever was approved."""
    return writer.result.project.form(Settings).capital == "plug"


def lowest_cash(writer: Writer) -> Text:
    """Say the least closing cash, and beside it what it is without the construction money left over."""
    [said] = writer.paragraphs("lowest_cash_left" if writer.value("sources_and_uses.left") else "lowest_cash")
    return said.text


def without_surplus(writer: Writer) -> list[Paragraph]:
    """Say what cash and its cover are without the construction money left over; empty where nothing is left over."""
    closing, cover = (
        writer.value("surplus_lowest.cash_min_without_surplus"),
        writer.value("surplus_lowest.cover_min_without_surplus"),
    )
    needed = (closing or 0) < 0 or (cover is not None and cover <= 1)
    return writer.where("surplus_needed" if needed else "surplus", "sources_and_uses.left")

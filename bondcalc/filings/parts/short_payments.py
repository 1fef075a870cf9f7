"""付款日资金不足 in words: year-ends that hold say nothing of the day on which a debt pays."""

from bondcalc.checks.short_days import NAMED, ShortDay, short_days
from bondcalc.filings.parts.figured import joined
from bondcalc.filings.parts.text import Writer
from bondcalc.typeset.document import Paragraph, Text
from bondcalc.wording.day import spelt


def short_payments(writer: Writer) -> list[Paragraph]:
    """Name the days on which the money is not there, with what is left after the payment; empty where it always is."""
    days = short_days(writer.result.book, writer.result.figures)
    if not days:
        return []
    more = f"，等共{len(days)}个付款日" if days[NAMED:] else ""
    writer.words["short_days"] = joined("", [joined("，", [_left(writer, short) for short in days[:NAMED]]), more])
    return writer.paragraphs("short_days")


def _left(writer: Writer, short: ShortDay) -> Text:
    left = writer.figure(f"payment_days.margin@{short.day.isoformat()}")
    return (f"{spelt(short.day)}（{short.debts}）付款后，余额为", left, writer.notation.money_unit)

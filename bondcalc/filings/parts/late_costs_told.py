"""到期后支付的成本 in words: beside the multiple what it is with costs that are paid after the last maturity, and why a total counts more than another."""

from decimal import Decimal

from bondcalc.filings.parts.limits_missed import missed
from bondcalc.filings.parts.parcel_table import amount_inside
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.window import touched
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import land, memos
from bondcalc.typeset.document import Paragraph, PrintedFigure
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit

RATIO = "after_maturity.coverage_total_debt_with_late_costs"


def late_costs(writer: Writer, section: str = "late_costs") -> list[Paragraph]:
    """Say the multiples with costs that are paid after the last maturity, and whether they fall short; empty where there are none."""
    if not memos.with_late_costs(writer.result.book, writer.result.figures):
        return []
    writer.words |= {
        "late_land": writer.clause("late_land", "after_maturity.land_total"),
        "late_outlays": writer.clause("late_outlays", "after_maturity.outlays_total"),
        "late_losses": writer.clause("late_losses", "after_maturity.losses_total"),
        "late_unpaid": writer.clause("late_unpaid", "after_maturity.later_total"),
        "late_own": writer.clause("late_own" if writer.value("after_maturity.own") else "late_own_none", RATIO),
        "late_short": missed(writer, RATIO),
    }
    return writer.paragraphs(section)


def land_inside_more(writer: Writer) -> list[Paragraph]:
    """Say why net land income inside the bonds' life is more than that of the whole forecast, where it is."""
    made, amounts = writer.result.book.use(land.schedule), writer.result.figures.amounts
    more = [
        parcel.id
        for parcel in writer.result.project.rows(Parcel)
        if parcel.claimed
        and amount_inside(writer, made, parcel.id)[1] > sum(amounts(made.accounts[parcel.id].net), Decimal(0))
    ]
    if not more:
        return []
    writer.words |= {"land_more": in_turn(more), "paid_inside": (_paid_inside(writer, made),)}
    return writer.paragraphs("land_inside_more")


def _paid_inside(writer: Writer, made: land.Land) -> PrintedFigure:
    """Print the land cost that counts inside the bonds' life."""
    if writer.result.project.form(Settings).edge_years == "prorated":
        return writer.figure("inside.land_paid#total")
    paid = touched(writer, made.claimed_paid)
    return PrintedFigure("land.claimed_paid#inside", writer.shown(paid, Unit.MONEY))


def income_inside_more(writer: Writer) -> list[Paragraph]:
    """Say why 收益 inside the bonds' life is more than that of the whole forecast, where it is."""
    inside, whole = (writer.value(f"repayable.{id_}#total") for id_ in ("counted", "amount"))
    if inside is None or whole is None or inside <= whole:
        return []
    return [*writer.paragraphs("income_inside_more"), *late_costs(writer, "late_costs_included")]

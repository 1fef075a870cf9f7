"""What the multiple is otherwise, wherever plan and evaluation say it: with costs paid after the last maturity, with what told years earned."""

from bondcalc.filings.parts.late_costs_told import late_costs
from bondcalc.filings.parts.limits_missed import missed
from bondcalc.filings.parts.text import Writer
from bondcalc.schedules import told_years
from bondcalc.typeset.document import Paragraph

RATIO = "told_years.coverage_total_debt_with_actuals"


def otherwise(writer: Writer, beside: str = "") -> list[Paragraph]:
    """Say each other multiple there is; `beside` is `_beside` where the amounts behind them stand elsewhere."""
    return [*late_costs(writer, f"late_costs{beside}"), *_with_actuals(writer, f"told_years{beside}")]


def _with_actuals(writer: Writer, section: str) -> list[Paragraph]:
    """Say the multiples with what years of 执行情况 earned; empty where no year of the forecast is told."""
    if writer.result.book.use(told_years.schedule).revenue is None:
        return []
    writer.words["told_short"] = missed(writer, RATIO)
    return writer.paragraphs(section)

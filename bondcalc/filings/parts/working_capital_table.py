"""流动资金估算表 as filings print it: what operation ties up, and what of it comes beside the base."""

from bondcalc.filings.parts.line_tables import Entry, by_year
from bondcalc.filings.parts.text import Writer
from bondcalc.schedules import working_capital
from bondcalc.typeset.document import PageBlock

COLUMNS = (
    Entry("流动资金需用额", "flowing_funds.needed"),
    Entry("占用的流动资金", "flowing_funds.held", ("<flowing_funds.held", "flowing_funds.added")),
    Entry("本年增加额", "flowing_funds.added"),
    Entry("其中：铺底以外", "flowing_funds.more"),
)


def tied_up(writer: Writer) -> list[PageBlock]:
    """Say how much operation ties up and what the investment holds of it; no table where it is not estimated."""
    if writer.result.book.use(working_capital.schedule).base is None:
        return []
    return [*writer.paragraphs("flowing_funds"), by_year(writer, "流动资金估算表", COLUMNS, skip_empty=True)]

"""税收仅供参考 in print: all of it in the review, one sentence in the plan, a table by year there where the bureau asks."""

from bondcalc.filings.parts.line_tables import AMOUNT, Entry, by_year
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import tax_revenue
from bondcalc.typeset.document import PageBlock


def taxed(writer: Writer) -> bool:
    """Tell whether there is a tax at full output to speak of."""
    return bool(writer.result.figures.amount(writer.result.book.use(tax_revenue.schedule).full_output))


def by_setting(writer: Writer) -> list[PageBlock]:
    """Make the table of total tax by year, no level and no ratio, where the settings ask for it."""
    if not writer.result.project.form(Settings).tax_by_year:
        return []
    return [
        by_year(
            writer, "园区税收预测表（不作为偿债资金来源）", [Entry("税收合计", "tax_revenue.total")], skip_empty=True
        )
    ]


def kept(writer: Writer) -> list[PageBlock]:
    """Make the tables of the review: all levels by year, then each level by kind and year."""
    made = writer.result.book.use(tax_revenue.schedule)
    levels = [Entry(NAMES[level], writer.id_of(line)) for level, line in made.levels.items()]
    whole = Entry("税收合计", writer.id_of(made.total), tuple(entry.id for entry in levels))
    tables: list[PageBlock] = [by_year(writer, "税收测算表（分级次）", [*levels, whole], skip_empty=True)]
    for level, total in {"tax": made.total, **made.levels}.items():
        entries = [Entry(tax_revenue.SHORT[kind], writer.id_of(line)) for kind, line in made.kinds[level].items()]
        sum_ = Entry(AMOUNT, writer.id_of(total), tuple(entry.id for entry in entries))
        tables.append(by_year(writer, f"税收测算表（{NAMES[level]}，分税种）", [*entries, sum_], skip_empty=True))
    return tables


NAMES = {"tax": "各级合计", "central": "中央分享", "province": "省市分享", "local": "本级留成"}

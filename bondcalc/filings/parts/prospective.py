"""编制基础 and 基本假设 of the evaluation: what prospective figures rest on, in the words of the standard for examining them."""

from bondcalc.filings.parts.assumed import assumptions
from bondcalc.filings.parts.figured import joined
from bondcalc.filings.parts.income_words import never_operates
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.source_notes import SourceNote
from bondcalc.schedules import land
from bondcalc.schedules.horizon import calculation_end
from bondcalc.typeset.document import Heading, PageBlock, Paragraph
from bondcalc.wording.in_turn import in_turn

LOW = "low"
"""The confidence (可信度) of a figure that is an estimate still to be confirmed."""


PAPERS = {True: "本报告", False: "本底稿"}
"""What the evaluation calls itself, with a firm that issues it and without one."""
MEASURED = {True: "土地出让收入和支出", False: "收入、成本为含税数，"}
"""What stands in the year it is received or paid, of a project that only sells land or of another."""


def basis_of_preparation(writer: Writer) -> list[PageBlock]:
    """编制基础: who prepared the forecast, of which years, by which rules and in which measure."""
    years = writer.result.book.years.years
    named = writer.result.project.form(Particulars).evaluator
    writer.words |= {
        "first_year": str(years[0]),
        "last_year": str(calculation_end(writer.result.project)),
        "this_paper": PAPERS[bool(named)],
        "measured_as": MEASURED[never_operates(writer.result)],
        "growing": joined("", ["单价和成本的上涨", writer.words["growth"], "起算；"]) if _grows(writer) else "",
    }
    return [*writer.paragraphs("prepared"), *writer.paragraphs("measured")]


def stated_assumptions(writer: Writer) -> list[PageBlock]:
    """基本假设: what the forecast takes for granted in general, which of it is hypothetical, then every item with its evidence."""
    project = writer.result.project
    sold = any(writer.result.figures.amounts(writer.result.book.use(land.schedule).claimed_net))
    planned = any(bond.status == "planned" for bond in project.rows(Bond))
    general = [
        "policy",
        "progress",
        "money",
        *(["rates"] if planned else []),
        *([] if never_operates(writer.result) else ["operation"]),
        *(["land_sold"] if sold else []),
    ]
    return [
        Heading(2, "一般假设"),
        *writer.paragraphs("assumed"),
        *(_numbered(writer, index, id_) for index, id_ in enumerate((*general, "events"), 1)),
        *_hypothetical(writer),
        Heading(2, "项目假设"),
        *assumptions(writer),
    ]


def _grows(writer: Writer) -> bool:
    """Tell whether any price or cost rises over the years."""
    project = writer.result.project
    rows: tuple[RevenueLine | NodeLine | CostLine | TaxLine, ...] = (
        *project.rows(RevenueLine),
        *project.rows(NodeLine),
        *project.rows(CostLine),
        *project.rows(TaxLine),
    )
    return any(row.growth_rate for row in rows)


def _numbered(writer: Writer, index: int, id_: str) -> Paragraph:
    [said] = writer.paragraphs(f"assumed_{id_}")
    return Paragraph((f"{index}.", *((said.text,) if isinstance(said.text, str) else said.text)))


def _hypothetical(writer: Writer) -> list[PageBlock]:
    """Name the figures that the bureau itself calls uncertain: those are hypothetical assumptions, all others best estimates."""
    uncertain = [note.about() for note in writer.result.project.rows(SourceNote) if note.confidence == LOW]
    writer.words["uncertain"] = in_turn(uncertain)
    return [*writer.paragraphs("hypothetical" if uncertain else "best_estimates")]

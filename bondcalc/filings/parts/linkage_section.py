"""产业关联: the firms of the park, who supplies whom as a diagram, what hangs on the leading firm."""

from bondcalc.filings.parts.assumed import assumed_of
from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.firms import STAGES, Firm, Supply, firm_names
from bondcalc.reports.leading_firm_report import full_year
from bondcalc.result.result import Result
from bondcalc.schedules import firm_chain, linkage
from bondcalc.schedules.firm_chain import Chain
from bondcalc.schedules.linkage import NoLinkage
from bondcalc.typeset.document import ChainDiagram, PageBlock
from bondcalc.wording import number


def has_firms(result: Result) -> bool:
    """Tell whether a project lists firms of its park."""
    return bool(result.project.rows(Firm))


def linked(writer: Writer) -> list[PageBlock]:
    """Say how the park hangs together: counts, the diagram, the leading firm, the firms and supplies themselves."""
    made, chain = writer.result.book.use(linkage.schedule), writer.result.book.use(firm_chain.schedule)
    if isinstance(made, NoLinkage) or not isinstance(chain, Chain):
        return []
    jobs = writer.result.figures.amount(made.jobs)
    writer.words["linkage_jobs"] = figured("count.jobs", number.trimmed(jobs, grouped=True))
    blocks: list[PageBlock] = [*writer.paragraphs("linkage")]
    if chain.supplies:
        blocks += [*writer.paragraphs("linkage_supplies"), diagram(writer.result, chain)]
    if chain.leader is not None:
        writer.words["leader"] = chain.firms[chain.leader].row.data.name
        writer.words["full_year"] = str(full_year(writer.result))
        blocks += writer.paragraphs_at("linkage_leader", full_year(writer.result))
        if made.local_share is not None:
            blocks += writer.paragraphs_at("linkage_local", full_year(writer.result))
    return [*blocks, *assumed_of(writer, "firms", "supplies"), *writer.paragraphs("linkage_outside")]


def diagram(result: Result, chain: Chain) -> ChainDiagram:
    """Draw the chain from what is needed to what follows; services stand below."""
    firms = result.project.rows(Firm)
    stages = [(label, [firm.id for firm in firms if firm.stage == stage]) for stage, label in STAGES.items()]
    pairs = dict.fromkeys((supply.supplier, supply.buyer) for supply in result.project.rows(Supply))
    return ChainDiagram(
        title="园区产业链图",
        stages=[(label, stood) for label, stood in stages if stood],
        names=firm_names(result.project),
        links=[*pairs],
        leader=chain.leader or "",
    )

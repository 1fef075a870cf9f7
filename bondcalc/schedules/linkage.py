"""产业关联指标: local share, density, the longest chain, jobs, and what of output hangs on the leading firm."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, ratio, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.firms import Firm, Supply
from bondcalc.schedules import chain_order, firm_chain
from bondcalc.schedules.book import Book
from bondcalc.schedules.firm_chain import Chain, NoChain


class Linkage(NamedTuple):
    """Single figures of the park, and the local share by year; None where there is no leading firm or it states no purchases."""

    firms: Line
    links: Line
    density: Line
    longest: Line
    jobs: Line
    local_share: Line | None
    dependence: Line | None


@dataclass(frozen=True)
class NoLinkage:
    """A park of which no firm is stated."""


def schedule(book: Book) -> Linkage | NoLinkage:
    """Build the figures of linkage.

    By hand in tests/schedules/test_linkage.py: test_the_figures_of_linkage.
    """
    chain = book.use(firm_chain.schedule)
    if isinstance(chain, NoChain):
        return NoLinkage()
    local = _local_share(chain)
    table = book.table("linkage", "产业关联指标", "Figures of linkage", 77, SCALAR, sheet=firm_chain.TAB)
    return Linkage(
        **_graph(book, table, chain), jobs=_jobs(table, chain), dependence=_dependence(table, chain), local_share=local
    )


def _graph(book: Book, table: Table, chain: Chain) -> dict[str, Line]:
    """Firms, links, density and the longest chain, fixed by who supplies whom."""
    firms, pairs = [*chain.firms], [*chain.supplies]
    links, possible = chain_order.density(firms, pairs)
    keys = (*book.keys(Firm, Firm.id), *book.keys(Supply, Supply.supplier, Supply.buyer))

    def count(id_: str, number: int, zh: str, en: str, source: str) -> Line:
        """Add a count."""
        return table.structure(id_, [Decimal(number)], zh, en, source, unit="count", rests_on=keys)

    held = count("links", links, "供应关系数", "Pairs that trade", "“企业供应关系”表，同一对企业计一次")
    most = count("possible", possible, "可能的供应关系数", "Pairs that could", "企业数×（企业数－1）")
    chain_length = len(chain_order.longest(firms, pairs, chain.leader))
    return {
        "firms": count("firms", len(firms), "入园企业数", "Firms", "“园区企业”表"),
        "links": held,
        "density": table.line(
            "density", ratio(held, most), "关联密度", "Density", "供应关系数÷可能的供应关系数", unit="fraction"
        ),
        "longest": count("longest", chain_length, "最长链条企业数", "Firms of the longest chain", "逐级供应，不计循环"),
    }


def _jobs(table: Table, chain: Chain) -> Line:
    jobs: list[Expression] = [firm.row.cell(Firm.jobs) for firm in chain.firms.values()]
    return table.line("jobs", add(jobs), "达产年用工合计", "Jobs at full production", "各企业", unit="count")


def _dependence(table: Table, chain: Chain) -> Line | None:
    """Share of all output that hangs on the leading firm; None without one."""
    if chain.planned is None:
        return None
    return table.line(
        "dependence",
        ratio(total(chain.planned), total(chain.output)),
        "产值对主导企业的依赖度",
        "Dependence of output",
        "随主导企业而来的产值（计划）÷园区企业产值，全期",
        unit="fraction",
    )


def _local_share(chain: Chain) -> Line | None:
    """本地配套率: what the leading firm buys in the park over all it buys."""
    leader = None if chain.leader is None else chain.firms[chain.leader]
    if leader is None or leader.row.data.purchase_share is None:
        return None
    bought = [amount for (_, buyer), lines in chain.supplies.items() if buyer == chain.leader for amount in lines]
    chain.table.heading("本地配套", "Bought in the park")
    inside = chain.table.line(
        "inside", add([*bought]), "主导企业园区内采购额", "Bought in the park", "“企业供应关系”表", total=True
    )
    return chain.table.line(
        "local_share",
        ratio(inside, leader.output * leader.row.cell(Firm.purchase_share)),
        "本地配套率",
        "Local share",
        "园区内采购额÷（产值×外购额占产值比例）",
        unit="fraction",
    )

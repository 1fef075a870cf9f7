"""Sections that more than one filing prints: funding, debt, revenue, balance, stress, findings."""

from collections.abc import Sequence

from bondcalc.algebra.addends import terms
from bondcalc.filings.parts.chosen_orders import bonds_first, spending_order
from bondcalc.filings.parts.construction_interest import interest_while_building
from bondcalc.filings.parts.coverage_tables import ability, revenue_inside
from bondcalc.filings.parts.debt_gap import debt_gap
from bondcalc.filings.parts.financing import approval_beside, without_surplus
from bondcalc.filings.parts.income_words import income_section, nothing_runs
from bondcalc.filings.parts.interest_cover import below_zero, negative_cover
from bondcalc.filings.parts.investment_tables import balanced, estimate
from bondcalc.filings.parts.late_costs_told import income_inside_more, land_inside_more
from bondcalc.filings.parts.line_tables import Entry, by_year, figures_of
from bondcalc.filings.parts.multiple_otherwise import otherwise
from bondcalc.filings.parts.own_taxes import lives, refund_told
from bondcalc.filings.parts.parcel_table import parcels
from bondcalc.filings.parts.revenue_table import earned, sold
from bondcalc.filings.parts.schedule_table import schedule_table
from bondcalc.filings.parts.statement_tables import borrowed
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.working_capital_table import tied_up
from bondcalc.filings.parts.year_charts import chart, revenue_by_kind
from bondcalc.filings.parts.years_across import Subtotal, added_up
from bondcalc.inputs.batches import NAMES, batch_of, several
from bondcalc.inputs.bond_options import repaid_as
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import costs as outlays
from bondcalc.schedules import coverage, memos, taxes
from bondcalc.typeset.document import Heading, PageBlock, PageTable, Paragraph, PrintedFigure, TableRows
from bondcalc.wording import number


def funding(writer: Writer) -> list[PageBlock]:
    """投资估算与资金筹措: estimate, sources and uses by year, with a chart."""
    return [
        *writer.paragraphs("funding"),
        *writer.paragraphs("bond_money"),
        *interest_while_building(writer),
        *approval_beside(writer),
        *estimate(writer),
        *balanced(writer),
        *spending_order(writer),
        *tied_up(writer),
        by_year(writer, "项目总投资使用计划与资金筹措表", FUNDING, total="合计", skip_empty=True),
        chart(writer, "资金来源与使用（分年）", ("funding.capital", "funding.drawn", "funding.uses"), short=True),
    ]


FUNDING = (
    Entry("资本金", "funding.capital"),
    Entry("专项债券", "funding.drawn"),
    Entry("市场化融资", "funding.loans"),
    Entry("来源合计", "funding.sources", ("funding.capital", "funding.drawn", "funding.loans")),
    Entry("资本金及其他融资支出", "funding.capital_spent"),
    Entry("债券资金支出", "funding.bond_spent"),
    Entry("资金缺口", "funding.shortfall"),
    Entry("使用合计", "funding.uses", ("funding.capital_spent", "funding.bond_spent", "funding.shortfall")),
    Entry(
        "资本金及其他融资结余",
        "funding.capital_cash",
        ("<funding.capital_cash", "funding.capital", "funding.loans", "-funding.capital_spent"),
    ),
    Entry("债券资金结余", "funding.bond_cash", ("<funding.bond_cash", "funding.drawn", "-funding.bond_spent")),
)


def debt(writer: Writer) -> list[PageBlock]:
    """专项债券发行与还本付息: terms of each bond, payments by year."""
    costs_due = ("debt_service.issue_fees#total", "debt_service.payment_fees#total")
    writer.words["debt_costs"] = writer.clause("debt_costs", *costs_due, otherwise="本息")
    return [
        *writer.paragraphs("debt"),
        *writer.where("debt_fees", "investment.fees#total"),
        *_refinanced(writer),
        *writer.where("debt_as_capital", "funding.bond_as_capital#total"),
        _bond_terms(writer),
        by_year(writer, "专项债券还本付息表", DEBT_SERVICE, total="合计", skip_empty=True),
        *borrowed(writer),
    ]


def _refinanced(writer: Writer) -> list[Paragraph]:
    """Say what refinancing bonds repay of the principal that falls due; empty without such bonds."""
    if not writer.value("debt_service.refinanced#total"):
        return []
    return writer.or_none("debt_refinancing", "debt_service.rolled#total")


DEBT_SERVICE = (
    Entry("发行", "debt_service.drawn"),
    Entry("再融资发行", "debt_service.refinanced"),
    Entry("还本", "debt_service.principal"),
    Entry("付息", "debt_service.interest"),
    Entry("本息合计", "debt_service.service", ("debt_service.principal", "debt_service.interest")),
    Entry(
        "期末余额",
        "debt_service.outstanding",
        ("<debt_service.outstanding", "debt_service.drawn", "debt_service.refinanced", "-debt_service.principal"),
    ),
)


def _bond_terms(writer: Writer) -> PageTable:
    """专项债券要素表: a bond a row; what of it is project capital where there is some, as the form discloses it."""
    every = writer.result.project.rows(Bond)
    capital = any(bond.used_as_capital for bond in every)
    fields = ("face", "used_as_capital") if capital else ("face",)
    rows: TableRows = [
        [
            bond.id,
            _status(bond, every),
            str(bond.value_date),
            str(bond.due()),
            *(
                PrintedFigure(f"input.bonds.{bond.id}.{field}", writer.notation.money(getattr(bond, field)))
                for field in fields
            ),
            PrintedFigure(f"input.bonds.{bond.id}.coupon", number.rate(bond.coupon)),
            PrintedFigure(f"input.bonds.{bond.id}.times", str(bond.times())),
            repaid_as(bond),
        ]
        for bond in every
    ]
    amounts = ["金额", "其中用作资本金"] if capital else ["金额"]
    heads = ["编号", "状态", "起息日", "到期日", *amounts, "利率", "每年付息次数", "还本方式"]
    widths = [0.6, 0.9, 1.2, 1.2, *[1.2] * len(amounts), 0.8, 0.8, 1.4]
    return PageTable("专项债券要素表", writer.unit, [heads], rows, "cccc" + "r" * len(amounts) + "rcc", widths)


def _status(bond: Bond, every: Sequence[Bond]) -> str:
    """Say where a bond stands: issued, of this application or later; one that refinances is issued when the other falls due."""
    if bond.status == "planned" and bond.refinances is not None:
        return "计划再融资"
    return NAMES[batch_of(bond, every)] if several(every) or bond.status == "issued" else "计划发行"


def revenue(writer: Writer, rests_on: Sequence[PageBlock] = ()) -> list[PageBlock]:
    """收入预测, after what it `rests_on`: operating, node and land revenue in total, by kind and year in a chart."""
    blocks: list[PageBlock] = [
        *writer.paragraphs(income_section(writer.result, "income")),
        *writer.paragraphs("revenue"),
    ]
    operated = earned(writer)
    ground: list[PageBlock] = []
    if writer.result.project.tables.get("land"):
        ground = [parcels(writer), *land_inside_more(writer), *sold(writer)]
    # A wide table takes a page of its own: the chart stands before it, on the page with the heading.
    return [*blocks, revenue_by_kind(writer), *rests_on, *operated, *ground]


def costs(writer: Writer, rests_on: Sequence[PageBlock] = ()) -> list[PageBlock]:
    """成本、税费与项目收益, after what they rest on: costs and taxes in total, repayable revenue by year."""
    spent, levied = writer.result.book.use(outlays.schedule), writer.result.book.use(taxes.schedule)
    keep = set(spent.amounts.values())
    groups = [Subtotal(total, terms(total, keep)) for total in (spent.costs, spent.replacement)]
    groups = [group for group in groups if group.parts]
    paid = terms(levied.total, through={levied.without_income_tax})
    blocks: list[PageBlock] = [*writer.paragraphs("costs_of_land" if nothing_runs(writer.result) else "costs")]
    blocks += [*below_zero(writer), *refund_told(writer), *rests_on]
    if groups:
        blocks += added_up(writer, "运营成本与维持运营投资表", groups, inside=True)
    if paid:
        blocks += added_up(writer, "相关税费表", [Subtotal(levied.total, paid)], inside=True)
    return [
        *blocks,
        *lives(writer),
        by_year(writer, "项目收益测算表", REPAYABLE),
        revenue_inside(writer),
        *income_inside_more(writer),
    ]


REPAYABLE = (
    Entry("经营收入", "repayable.operating"),
    Entry("土地净收益", "repayable.land"),
    Entry("运营成本", "repayable.costs"),
    Entry("税费", "repayable.taxes"),
    Entry("维持运营投资", "repayable.replacement"),
    Entry(
        "项目收益",
        "repayable.amount",
        ("repayable.operating", "repayable.land", "-repayable.costs", "-repayable.taxes", "-repayable.replacement"),
    ),
)


def balance(writer: Writer) -> list[PageBlock]:
    """项目收益与融资平衡: the figures, the ratios, the cash table, two charts."""
    lines = writer.result.book.use(coverage.schedule)
    basis = lines.basis
    figures = [
        (line.zh, f"coverage.{line.id}")
        for line in (
            basis.investment,
            basis.capital,
            basis.special_bonds,
            basis.market_loans,
            basis.revenue,
            basis.service,
            basis.principal,
            basis.bond_service,
        )
    ]
    ratios = [
        (line.zh, writer.id_of(line))
        for line in memos.printed(writer.result.book, writer.result.figures, internal=False).values()
    ]
    return [
        Heading(2, "本息覆盖倍数"),
        *writer.paragraphs("balance"),
        *_memos(writer),
        chart(writer, "项目收益与还本付息（分年）", ("coverage_by_year.revenue", "coverage_by_year.service")),
        figures_of(writer, "基础数据表", figures, writer.unit),
        figures_of(writer, "覆盖倍数表", ratios, "单位：倍"),
        *negative_cover(writer),
        Heading(2, "分年偿债能力"),
        *ability(writer),
        Heading(2, "资金测算平衡"),
        *writer.paragraphs("cash"),
        *debt_gap(writer),
        *without_surplus(writer),
        # The chart leads to the table: behind one that turns the page it would have a page of its own.
        chart(writer, "期末资金余额（分年）", ("cash.closing",)),
        *schedule_table(writer, "资金测算平衡表", "cash"),
        *bonds_first(writer),
    ]


def _memos(writer: Writer) -> list[PageBlock]:
    """Say what the multiple is otherwise, then in one sentence all memos that have a subject."""
    said = memos.printed(writer.result.book, writer.result.figures, internal=False)
    subjects = [id_ for id_ in said if id_ in memos.SUBJECTS]
    return [*otherwise(writer), *([writer.listed("memos", subjects)] if subjects else [])]

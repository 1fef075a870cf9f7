"""收益、偿债能力 by year in print: what counts inside the bonds' life, DSCR of each year, years in which a bullet falls due."""

from collections.abc import Iterator, Sequence

from bondcalc.algebra.addends import terms
from bondcalc.filings.parts.construction_money import construction_money
from bondcalc.filings.parts.line_tables import Entry, by_year, figures_of, made_of
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.window import WINDOW
from bondcalc.filings.parts.year_charts import cover_to_date
from bondcalc.inputs.bond_options import REDEEMED
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, inside
from bondcalc.typeset.document import PageBlock, PageTable
from bondcalc.wording.in_turn import in_turn

INSIDE = "债券存续期内收益测算表"


def revenue_inside(writer: Writer) -> PageTable:
    """债券存续期内收益测算表: the E of the verdict by year and by what it is made of."""
    made = writer.result.book.use(inside.schedule)
    parts = terms(made.total, keep={made.land})
    entries = [Entry(line.zh.removeprefix("减：").replace("（存续期内）", ""), writer.id_of(line)) for line in parts]
    whole = writer.result.project.form(Settings).edge_years == "whole"
    entries = [] if whole else entries
    total = Entry("计入收益", "repayable.counted", () if whole else made_of(writer, parts))
    return by_year(writer, INSIDE, [*entries, total], total=WINDOW, skip_empty=True)


def ability(writer: Writer) -> list[PageBlock]:
    """偿债能力: DSCR of each year, plain and to date, one sentence a year in which a bullet falls due, what opening cash holds, averages."""
    said = [
        (label, id_) for label, id_ in AVERAGES if id_ not in OPERATED or writer.value(f"coverage.{id_}") is not None
    ]
    return [
        *writer.paragraphs("ability"),
        *_paid_by_capital(writer),
        *_bullets(writer),
        *construction_money(writer),
        by_year(writer, "分年偿债能力表", ABILITY),
        *cover_to_date(writer),
        figures_of(
            writer, "平均偿债能力表", [(label.format(**writer.words), f"coverage.{id_}") for label, id_ in said], ""
        ),
    ]


ABILITY = (
    Entry("项目收益", "coverage_by_year.revenue"),
    Entry("由收益偿还的本息", "coverage_by_year.service"),
    Entry("其中：利息", "coverage_by_year.interest"),
    Entry("偿债备付率（倍）", "coverage_by_year.dscr"),
    Entry("累计偿债备付率（倍）", "coverage_by_year.dscr_to_date"),
    Entry("期初资金", "cash.opening"),
    Entry("含期初资金的偿债备付率（倍）", "coverage_by_year.cash_cover"),
)
AVERAGES = (
    ("有还本付息的年数（年）", "serviced_years"),
    ("年均还本付息（{money}）", "service_average"),
    ("平均偿债备付率（有还本付息各年的收益合计÷本息合计，倍）", "dscr_average"),
    ("偿债备付率最低值（不含期初资金，倍）", "dscr_min"),
    ("利息备付率最低值（息税前利润÷利息，倍）", "icr_min"),
    ("运营成本占经营收入（存续期各年均按整年）", "cost_to_revenue"),
)


OPERATED = ("cost_to_revenue",)
"""What only a project in operation has."""


def _paid_by_capital(writer: Writer) -> Sequence[PageBlock]:
    """Tell why what revenue pays is less than F: construction interest is paid out of construction money; what is added to a loan is not."""
    loans = writer.result.project.rows(Loan)
    if any(loan.construction_interest == "capitalised" for loan in loans):
        return []
    return writer.where("ability_construction", "investment.construction_interest#total")


def _bullets(writer: Writer) -> Iterator[PageBlock]:
    """Tell each year in which bonds are repaid at once, by term or option: which they are, and what other bonds repay of them."""
    due: dict[int, list[Bond]] = {}
    for tranche in writer.result.book.use(bonds.schedule).tranches:
        if tranche.row.data.repayment == "bullet" or tranche.row.data.option == "redeemed":
            due.setdefault(tranche.last_day.year, []).append(tranche.row.data)
    for year in sorted(due):
        writer.words["due_bonds"] = "，".join(_at_once(due[year]))
        refinanced = writer.value(f"debt_service.rolled@{year}")
        yield from writer.paragraphs_at("bullet_refinanced" if refinanced else "bullet", year)


def _at_once(bonds: Sequence[Bond]) -> Iterator[str]:
    """Name those that mature and those that are redeemed on their option date."""
    for words, redeemed in (("一次还本到期", False), (f"于{REDEEMED}", True)):
        ids = in_turn(bond.id for bond in bonds if (bond.option == "redeemed") == redeemed)
        if ids:
            yield f"债券{ids}{words}"

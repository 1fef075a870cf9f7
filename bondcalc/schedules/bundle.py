"""子项目测算表: A to H, ratios and cash of every sub-project of a bundled project; parts of the whole, to the quantum."""

from collections.abc import Sequence
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, copied, if_, lowest, money, previous, ratio, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.schedules import approval, bonds, funding, investment, loans, repayable, timing
from bondcalc.schedules import sub_project_flows as flows
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.sub_project_shares import SOURCE, Flow, Sharing

SHEET = "子项目测算表"
NUMBER = 54


class BundlePart(NamedTuple):
    """One sub-project: figures A to H, ratios by id, income and cash by year; `gap` is A less B, C and D.

    `raised` and `spent` are what pays for its investment and what that takes, by year.
    """

    row: Row[SubProject]
    basis: dict[str, Line]
    ratios: dict[str, Line]
    gap: Line
    earned: Line
    closing: Line
    cash_min: Line
    raised: Expression
    spent: Line


class Bundle(NamedTuple):
    """Every sub-project (子项目); none of a project that is not bundled."""

    parts: tuple[BundlePart, ...] = ()


def schedule(book: Book) -> Bundle:
    """Build the tables of a bundled project (打包项目).

    By hand in tests/schedules/test_sub_projects.py: test_figures_of_each_by_hand, test_parts_make_up_the_whole.
    """
    if not book.project.rows(SubProject):
        return Bundle()
    single = book.table("sub_projects", "子项目指标表", "Sub-projects", NUMBER, SCALAR, sheet=SHEET)
    running = book.table("sub_projects_running", "子项目累计数（分年）", "Running totals", NUMBER, sheet=SHEET)
    yearly = book.table("sub_projects_by_year", "子项目分年收支表", "Sub-projects by year", NUMBER, sheet=SHEET)
    sharing = Sharing(book, single)
    divided = _divided(book, running, sharing)
    each = [
        _by_year(yearly, row, {id_: parts[index] for id_, parts in divided.items()})
        for index, row in enumerate(sharing.rows)
    ]
    single.heading("总投资", "Total investment")
    whole = _investment(book, single, sharing, [lines["investment"] for lines in each])
    return Bundle(
        tuple(_part(book, single, row, lines, a) for row, lines, a in zip(sharing.rows, each, whole, strict=True))
    )


def _divided(book: Book, table: Table, sharing: Sharing) -> dict[str, list[Expression]]:
    """Divide every flow of the whole; the sums are those of the project's own tables."""
    made, debt, lent = book.use(investment.schedule), book.use(bonds.schedule), book.use(loans.schedule)
    earned = book.use(repayable.schedule)
    table.heading("项目合计", "The whole project")

    def sum_(id_: str, amount: Expression, zh: str, en: str) -> Line:
        """Show a total of the project that is divided here."""
        return table.line(f"whole.{id_}", amount, f"{zh}（项目合计）", f"{en}, whole", "各测算表", total=True)

    stated = (
        ("works", flows.works(book), made.total - made.construction_interest - made.fees, "建设投资", "Works"),
        (
            "capitalised",
            flows.capitalised(book),
            made.construction_interest + made.fees,
            "建设期利息和费用",
            "Interest and fees",
        ),
        ("capital", flows.capital(book), copied(book.use(funding.schedule).capital), "项目资本金", "Capital"),
        ("bonds", flows.drawn(book), copied(debt.drawn), "专项债券", "Special bonds"),
        ("loans", flows.borrowed(book), copied(lent.drawn), "市场化融资", "Market loans"),
        ("added", flows.added_interest(book), copied(lent.capitalised), "计入本金的利息", "Interest added"),
        ("earned", flows.income(book, sharing), copied(earned.amount), "项目收益", "Repayable revenue"),
        ("counted", flows.counted(book, sharing), copied(earned.counted), "存续期内收益", "Revenue inside"),
        ("borne", flows.borne(book), copied(debt.borne), "专项债券本息", "Bond service"),
        ("paid", flows.paid_net(book), debt.service - debt.refinanced, "债券还本付息（扣除再融资）", "Paid on bonds"),
        ("loan_service", flows.loan_service(book), lent.interest + lent.principal, "市场化融资本息", "Loan service"),
        ("fees", flows.fees(book), debt.issue_fees + debt.payment_fees, "发行及兑付费用", "Fees"),
        *_other(book),
    )
    wholes = {id_: sum_(id_, amount, zh, en) for id_, _, amount, zh, en in stated}
    made_parts = {}
    for id_, given, _, zh, en in stated:
        table.heading(zh, en)
        made_parts[id_] = sharing.parts(table, (id_, zh, en), given, wholes[id_])
    return made_parts


def _other(book: Book) -> list[tuple[str, list[Flow], Expression, str, str]]:
    """Cash beside all that, where there is such; added up over the whole project."""
    made = (("other", flows.other_cash(book)), ("others", flows.paid_by_others(book)))
    return [(id_, other, add([flow.amount for flow in other]) + 0, *NAMES[id_]) for id_, other in made if other]


NAMES = {
    "works": (investment.OUTLAY, "Works"),
    "capitalised": ("建设期利息和费用", "Interest and fees in the investment"),
    "capital": ("项目资本金", "Capital"),
    "bonds": ("专项债券", "Special bonds"),
    "loans": ("市场化融资", "Market loans"),
    "added": ("其中：计入本金的利息", "Of which interest added"),
    "earned": ("项目收益", "Repayable revenue"),
    "counted": ("存续期内收益", "Revenue inside the life"),
    "borne": ("专项债券本息", "Bond service"),
    "paid": ("债券还本付息（扣除再融资）", "Paid on bonds"),
    "loan_service": ("市场化融资本息", "Loan service"),
    "fees": ("发行及兑付费用", "Fees"),
    "other": ("流动资金和退税", "Working capital and refunds"),
    "others": ("他方代付本息（扣除归还）", "Service paid by others, less what they had back"),
}
"""Flows by sub-project; `other` and `others` only where there are such."""
BESIDE = ("other", "others")
"""Flows that a project need not have."""


def _by_year(table: Table, row: Row[SubProject], parts: dict[str, Expression]) -> dict[str, Line]:
    """Lay out one sub-project by year, with its investment and its cash."""
    id_, name = row.data.id, row.data.name
    table.heading(name, id_)
    lines = {
        what: table.line(f"{what}.{id_}", parts[what] + 0, f"{zh}（{name}）", f"{en}, {id_}", SOURCE, total=True)
        for what, (zh, en) in NAMES.items()
        if what in parts
    }
    lines["investment"] = table.line(
        f"investment.{id_}",
        lines["works"] + lines["capitalised"],
        f"总投资（{name}）",
        f"Investment, {id_}",
        "建设投资＋利息和费用",
        total=True,
    )
    closing = table.declare(f"closing.{id_}", f"期末资金余额（{name}）", f"Closing cash, {id_}", "上年余额＋流入－流出")
    money_in = lines["capital"] + lines["bonds"] + lines["loans"] - lines["added"] + lines["earned"]
    money_out = lines["works"] + lines["paid"] + lines["loan_service"] + lines["fees"]
    for what in BESIDE:
        if what in lines:
            money_in += lines[what]
    closing.strong = True
    lines["closing"] = table.define(closing, previous(closing) + money_in - money_out)
    return lines


def _investment(book: Book, table: Table, sharing: Sharing, spent: Sequence[Line]) -> list[Line]:
    """A of each: what is spent, and of what A is above it a share by it."""
    left = book.use(approval.schedule).left
    whole, before = add([total(line) for line in spent]), None
    made: list[Line] = []
    for index, row in enumerate(sharing.rows):
        so_far = add([total(line) for line in spent[: index + 1]])
        zh, en = f"累计分得的总投资高于测算数（至{row.data.name}）", f"Above the computed, up to {row.data.id}"
        step = table.line(f"left.{index + 1}", money(if_(whole > 0, left * so_far / whole, 0)), zh, en, SOURCE)
        share = step if before is None else step - before
        names = (f"A 项目总投资（{row.data.name}）", f"A Total investment, {row.data.id}")
        made.append(table.line(f"investment.{row.data.id}", total(spent[index]) + share, *names, SOURCE))
        before = step
    return made


BASIS = ("investment", "capital", "special_bonds", "market_loans", "revenue", "service", "principal", "bond_service")
"""Names of A to H."""


def _part(book: Book, table: Table, row: Row[SubProject], lines: dict[str, Line], a: Line) -> BundlePart:
    """State A to H and the ratios of one sub-project."""
    id_, name = row.data.id, row.data.name
    table.heading(name, id_)

    def line(what: str, formula: Expression, zh: str, en: str, unit: str = "money") -> Line:
        """Add one figure."""
        return table.line(f"{what}.{id_}", formula, f"{zh}（{name}）", f"{en}, {id_}", SOURCE, unit=unit)

    b, c, d = (line(what, total(lines[what]), zh, en) for what, zh, en in FINANCED)
    e = line("revenue", total(lines["counted"]), "E 存续期内项目收益", "E")
    fees: Expression | int = total(lines["fees"]) if settings(book).fees_in_denominator else 0
    h = line("bond_service", total(lines["borne"]) + fees, "H 专项债券本息", "H")
    window = book.use(timing.schedule).window.whole
    f = line("service", h + total(lines["loan_service"], window), "F 全部债务融资本息", "F")
    g = line("principal", c + d, "G 全部债务融资本金", "G")
    gap = line("gap", money(a - b - c - d), "总投资与资金来源之差", "A less B, C and D")
    below = {"e_a": a, "e_f": f, "e_g": g, "e_h": h, "e_c": c}
    ratios = {
        what: line(what, ratio(e, below[what]), zh, what.upper().replace("_", "/"), "ratio")
        for what, zh in RATIOS.items()
    }
    low = line("cash_min", lowest(lines["closing"]), "期末资金余额最低值", "Lowest closing cash")
    return BundlePart(
        row=row,
        basis=dict(zip(BASIS, (a, b, c, d, e, f, g, h), strict=True)),
        ratios=ratios,
        gap=gap,
        earned=lines["earned"],
        closing=lines["closing"],
        cash_min=low,
        raised=lines["capital"] + lines["bonds"] + lines["loans"],
        spent=lines["investment"],
    )


RATIOS = {
    "e_a": "收益/总投资 E/A",
    "e_f": "全部债务本息覆盖倍数 E/F",
    "e_g": "收益/全部债务本金 E/G",
    "e_h": "专项债券本息覆盖倍数 E/H",
    "e_c": "收益/专项债券本金 E/C",
}
FINANCED = (
    ("capital", "B 不含专项债券的项目资本金", "B Capital"),
    ("bonds", "C 专项债券融资", "C Special bonds"),
    ("loans", "D 其他债务融资", "D Market loans"),
)

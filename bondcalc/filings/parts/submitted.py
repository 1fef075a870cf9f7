"""申报数 by line: what a reviewer goes through one by one, each amount with what it rests on; the lines of a group add up to its total."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.addends import terms
from bondcalc.algebra.line import Line
from bondcalc.filings.parts.parcel_table import amount_inside
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.window import counted, touched
from bondcalc.inputs.sheets.division import named_sheet
from bondcalc.inputs.sheets.source_notes import SourceNote
from bondcalc.schedules import approval, bonds, coverage, inside, investment, land, loans
from bondcalc.schedules import costs as outlays
from bondcalc.schedules import revenue as revenues
from bondcalc.schedules import taxes as levies

ROUNDING = "逐年四舍五入的差额"


@dataclass(frozen=True)
class SubmittedLine:
    """One line as submitted: its name, the id of its line, the amount, what the unit says it rests on, and the paper it names."""

    zh: str
    id: str
    amount: Decimal
    evidence: str = ""
    paper: str = ""


@dataclass(frozen=True)
class SubmittedGroup:
    """Lines that make a total; `sign` is how the total enters 项目收益, 0 where it does not."""

    id: str
    zh: str
    lines: Sequence[SubmittedLine]
    sign: int = 0

    @property
    def total(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Decimal(0))


def submitted(writer: Writer) -> list[SubmittedGroup]:
    """Give the groups: investment, its sources, what makes 项目收益 inside the bonds' life, and the service of all debt."""
    revenue = [group for group in _revenue(writer) if group.lines]
    return [_investment(writer), _sources(writer), *revenue, _service(writer)]


def _investment(writer: Writer) -> SubmittedGroup:
    made, agreed = writer.result.book.use(investment.schedule), writer.result.book.use(approval.schedule)
    lines = list(_totals(writer, terms(made.total, made.parts), "investment", made.items))
    left = Decimal(writer.value(writer.id_of(agreed.left)) or 0)
    if left:
        lines.append(SubmittedLine(agreed.below.zh, writer.id_of(agreed.left), left))
    return SubmittedGroup("investment", "投资估算", _tied(lines, _amount(writer, "coverage.investment")))


def _sources(writer: Writer) -> SubmittedGroup:
    basis = writer.result.book.use(coverage.schedule).basis
    named = (
        (basis.capital, "项目资本金（不含专项债券）"),
        (basis.special_bonds, "专项债券"),
        (basis.market_loans, "其他债务融资"),
    )
    lines = [SubmittedLine(zh, writer.id_of(line), _amount(writer, writer.id_of(line))) for line, zh in named]
    return SubmittedGroup("sources", "资金来源", lines)


def _revenue(writer: Writer) -> list[SubmittedGroup]:
    """Give what counts inside the bonds' life, by line; what rounding by year leaves stands in a line of its own."""
    book = writer.result.book
    earned, spent, levied = book.use(revenues.schedule), book.use(outlays.schedule), book.use(levies.schedule)
    income = terms(earned.claimed, set(earned.amounts.values()))
    ways: tuple[tuple[str, str, Mapping[Line, int], Mapping[str, Line], int], ...] = (
        ("revenue", "经营收入", income, earned.amounts, 1),
        ("costs", "运营成本", terms(spent.costs, set(spent.amounts.values())), spent.amounts, -1),
        ("replacement", "维持运营投资", terms(spent.replacement, set(spent.amounts.values())), spent.amounts, -1),
        ("taxes", "相关税费", terms(levied.total, through={levied.without_income_tax}), {}, -1),
    )
    groups = [
        SubmittedGroup(id_, zh, list(_inside(writer, parts, SHEETS[id_], named)), sign)
        for id_, zh, parts, named, sign in ways
    ]
    groups.insert(1, SubmittedGroup("land", "土地净收益", list(_parcels(writer)), 1))
    difference = _amount(writer, "coverage.revenue_counted") - sum(
        (group.sign * group.total for group in groups), Decimal(0)
    )
    rest = [SubmittedLine(ROUNDING, "coverage.revenue_counted", difference)] if difference else []
    return [*groups, SubmittedGroup("rounding", ROUNDING, rest, 1)]


SHEETS = {"revenue": ("revenue", "node"), "costs": ("costs",), "replacement": ("costs",), "taxes": ("taxes_paid",)}
"""Input sheets whose rows a group is made of."""


def _service(writer: Writer) -> SubmittedGroup:
    """Give the service of each bond and of loans; principal that another bond repays is deducted, fees where they count."""
    book, figures = writer.result.book, writer.result.figures
    owed, loan = book.use(bonds.schedule), book.use(loans.schedule)
    lines = [
        SubmittedLine(
            f"债券{tranche.row.data.id}{word}", f"{writer.id_of(line)}#total", sum(figures.amounts(line), Decimal(0))
        )
        for tranche in owed.tranches
        for line, word in ((tranche.interest, "利息"), (tranche.principal, "本金"))
    ]
    rolled = sum(figures.amounts(owed.rolled), Decimal(0))
    extra = [
        ("再融资债券偿还的本金（扣除）", f"{writer.id_of(owed.rolled)}#total", -rolled),
        ("计入债务本息的发行及兑付费用", "coverage.fees_counted", _amount(writer, "coverage.fees_counted")),
        *(
            (zh, f"{writer.id_of(line)}#inside", touched(writer, line))
            for line, zh in ((loan.interest, "其他债务融资利息"), (loan.principal, "其他债务融资本金"))
        ),
    ]
    lines += [SubmittedLine(zh, id_, amount) for zh, id_, amount in extra if amount]
    return SubmittedGroup("service", "全部债务融资本息", _tied(lines, _amount(writer, "coverage.service")))


def _tied(lines: list[SubmittedLine], whole: Decimal) -> list[SubmittedLine]:
    """Add what the lines do not make of a total, so that nobody has to look for it."""
    rest = whole - sum((line.amount for line in lines), Decimal(0))
    return [*lines, SubmittedLine("其他", "", rest)] if rest else lines


def _totals(
    writer: Writer, parts: Mapping[Line, int], sheet: str, named: Mapping[str, Line]
) -> Iterator[SubmittedLine]:
    for line, times in parts.items():
        amount = times * sum(writer.result.figures.amounts(line), Decimal(0))
        yield _line(writer, line, f"{writer.id_of(line)}#total", amount, (sheet,), named)


def _inside(
    writer: Writer, parts: Mapping[Line, int], sheets: Sequence[str], named: Mapping[str, Line]
) -> Iterator[SubmittedLine]:
    for (line, times), amount in zip(parts.items(), counted(writer, parts), strict=True):
        yield _line(writer, line, f"{writer.id_of(line)}#inside", times * amount, sheets, named)


def _parcels(writer: Writer) -> Iterator[SubmittedLine]:
    made, book = writer.result.book.use(land.schedule), writer.result.book
    for parcel in book.use(inside.schedule).parcels:
        id_, amount = amount_inside(writer, made, parcel)
        yield SubmittedLine(f"地块{parcel}", id_, amount, *_grounds(writer, ("land",), parcel))


def _line(
    writer: Writer, line: Line, id_: str, amount: Decimal, sheets: Sequence[str], named: Mapping[str, Line]
) -> SubmittedLine:
    row = next((key for key, known in named.items() if known is line), line.id.rpartition(".")[2])
    return SubmittedLine(line.zh.removeprefix("其中："), id_, amount, *_grounds(writer, sheets, row))


def _grounds(writer: Writer, sheets: Sequence[str], id_: str) -> tuple[str, str]:
    """Give the evidence a row states, and the papers named for it on the sheet 参数来源."""
    project = writer.result.project
    rows = [
        (sheet, row) for sheet in sheets for row in project.tables.get(sheet, ()) if getattr(row, "id", None) == id_
    ]
    evidence = "；".join(str(row.evidence) for _, row in rows if getattr(row, "evidence", None))
    papers = [
        f"{note.document}{f'，{note.page}' if note.page else ''}（{note.reliance}）"
        for note in project.rows(SourceNote)
        for sheet, row in rows
        if _named(note.table) == sheet and note.row in {id_, getattr(row, "name", id_)}
    ]
    return evidence, "；".join(papers)


def _named(table: str) -> str | None:
    sheet = named_sheet(table)
    return None if sheet is None else sheet.id


def _amount(writer: Writer, id_: str) -> Decimal:
    return Decimal(writer.value(id_) or 0)

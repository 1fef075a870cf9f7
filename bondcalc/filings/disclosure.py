"""新增专项债券项目信息披露表: the official form in 亿元 with four decimals, the nine-bucket year frame, and the in-life table."""

from bondcalc.filings.common import BLANK, filing
from bondcalc.filings.tables import figures_of
from bondcalc.filings.text import Writer
from bondcalc.inputs.actuals import Actual
from bondcalc.inputs.bonds import REPAYMENTS, Bond
from bondcalc.inputs.particulars import SECTORS, Particulars
from bondcalc.inputs.settings import Settings
from bondcalc.output.document import Block, Document, Figure, Rows, Table
from bondcalc.schedules.disclosure import BUCKETS, issue_year
from bondcalc.wording.terms import Unit

TITLE = "新增专项债券项目信息披露表"
UNIT = "单位：亿元"
LATER = "（发行时填写）"
PAIRS = 6
"""Pairs of year and amount a line of the yearly revenue."""
NARROW = 7
"""Characters of an amount of which six fit across the page: -0.0211, 12.3456."""


def document(writer: Writer) -> Document:
    """Write the disclosure."""
    return filing(writer, TITLE, SECTIONS)


def bond(writer: Writer) -> list[Block]:
    """债券基本信息: one table a bond, with the ticks of its kind."""
    ticks = Table("债券类型", "", [["类型", "选择"]], [[name, "√" if id_ == _sector(writer) else "□"] for id_, name in SECTORS.items()],
                  "lc", [3.0, 1.0])  # fmt: skip
    return [*writer.paragraphs("bond"), *(_bond(writer, one) for one in writer.result.project.rows(Bond)), ticks]


def _sector(writer: Writer) -> str | None:
    return writer.result.project.form(Particulars).sector


def _bond(writer: Writer, one: Bond) -> Table:
    rows: Rows = [
        ["债券名称", one.name or BLANK],
        ["计划发行额（亿元）", _hundred_million(writer, one, "face")],
        ["债券期限", f"{(one.months() or 0) // 12}年"],
        ["其中：用于符合条件的重大项目资本金（亿元）", _hundred_million(writer, one, "used_as_capital")],
        ["招标或承销日", LATER],
        ["信用评级结果", LATER],
        ["还本方式", REPAYMENTS[one.repayment]],
    ]
    return Table(f"债券基本信息（{one.id}）", "", [["项目", "内容"]], rows, "ll", [2.4, 2.4])


def _hundred_million(writer: Writer, one: Bond, field: str) -> Figure:
    """An amount of a bond in 亿元 with four decimals."""
    yuan = (
        writer.result.project.form(Settings).yuan_per_unit / writer.result.rules.value("yuan_a_hundred_million").number
    )
    return Figure(f"input.bonds.{one.id}.{field}", writer.shown(getattr(one, field) * yuan, Unit.DISCLOSED))


def whole(writer: Writer) -> list[Block]:
    """项目总体信息: totals, funding by year in nine columns, revenue by year, ratios."""
    totals = [("债券存续期内项目总投资（A）", "investment"), ("其中：不含专项债券的项目资本金（B）", "capital"),
              ("专项债券融资（C）", "special_bonds"), ("其他债务融资（D）", "market_loans"), ("债券存续期内项目总收益（E）", "revenue"),
              ("债券存续期内项目总债务融资本息（F）", "service"), ("项目总债务融资本金（G）", "principal"),
              ("项目总地方债券融资本息（H）", "bond_service")]  # fmt: skip
    ratios = [("项目总收益/项目总投资", "e_a"), ("项目总收益/项目总债务融资本息（覆盖倍数）", "e_f"), ("项目总收益/项目总债务融资本金", "e_g"),
              ("项目总收益/项目总地方债券融资本息", "e_h"), ("项目总收益/项目总地方债券融资本金", "e_c")]  # fmt: skip
    return [
        *writer.paragraphs("whole"),
        figures_of(writer, "项目总体信息", [(zh, f"disclosure.{id_}") for zh, id_ in totals], UNIT),
        _frame(writer), _yearly(writer),
        figures_of(writer, "项目收益与融资平衡情况", [(zh, f"disclosure.{id_}") for zh, id_ in ratios], "单位：倍"),
    ]  # fmt: skip


def _frame(writer: Writer) -> Table:
    """The nine columns of the year frame; Y is the year of the issue disclosed."""
    year = issue_year(writer.result.project.rows(Bond))
    heads = ["融资", f"{year - 3}及以前", *(str(year + place) for place in range(-2, 5)), f"{year + 5}及以后"]
    rows: Rows = [[name, *(writer.figure(f"disclosure.{id_}.{place}") for place in range(1, len(BUCKETS) + 1))]
                  for name, id_ in (("专项债券融资", "bonds"), ("其他债务融资", "other"))]  # fmt: skip
    return Table("项目分年融资计划", UNIT, [heads], rows, "l" + "r" * len(BUCKETS), [1.6] + [1.0] * len(BUCKETS))


def _yearly(writer: Writer) -> Table:
    """Revenue by year, six pairs a line."""
    line = writer.line("disclosure_by_year.revenue")
    columns = writer.result.book.years.columns
    shown = [year for year, value in zip(columns, writer.result.figures.amounts(line), strict=True) if value]
    pairs: list[list[str | Figure]] = [
        [str(year), writer.figure(f"disclosure_by_year.revenue@{year}")] for year in shown
    ]
    rows: Rows = []
    for start in range(0, len(pairs), PAIRS):
        row = [cell for pair in pairs[start : start + PAIRS] for cell in pair]
        rows.append(row + [""] * (2 * PAIRS - len(row)))
    return Table(
        "债券存续期内项目分年收益",
        UNIT,
        [["年份", "收益"] * PAIRS],
        rows,
        "cr" * PAIRS,
        [0.8, 1.1] * PAIRS,
        landscape=_wide(rows),
    )


def _wide(rows: Rows) -> bool:
    """Tell whether six pairs need the long side of the page."""
    return any(len(str(cell)) > NARROW for row in rows for cell in row)


def part(writer: Writer) -> list[Block]:
    """分项目信息: the one project of this file."""
    return list(writer.paragraphs("part"))


def in_life(writer: Writer) -> list[Block]:
    """存续期公开: what was earned, paid in and spent each year, where the bureau filled it in."""
    actual = writer.result.project.rows(Actual)
    if not actual:
        return list(writer.paragraphs("no_actuals"))
    fields = (
        ("实现收入", "revenue"),
        ("缴入国库", "paid_in"),
        ("实现收益", "repayable"),
        ("到位资本金", "capital"),
        ("支付工程款", "works_paid"),
    )
    rows: Rows = [[str(row.year), *(Figure(f"input.actuals.{row.year}.{id_}", writer.notation.money(getattr(row, id_))) for _, id_ in fields)]
                  for row in actual]  # fmt: skip
    heads = ["年份", *(name for name, _ in fields)]
    return [
        *writer.paragraphs("in_life"),
        Table("存续期执行情况表", writer.unit, [heads], rows, "crrrrr", [0.8] + [1.3] * 5),
    ]


SECTIONS = (("债券基本信息", bond), ("项目总体信息", whole), ("分项目信息", part), ("存续期信息", in_life))

"""新增专项债券项目信息披露表: the official form in 亿元 with four decimals, the nine-bucket year frame, and the in-life table."""

from collections.abc import Iterable, Iterator, Sequence

from bondcalc.algebra.axis import SCALAR
from bondcalc.filings.parts.batch_table import batched, disclosed, hundred_million, period_note, refinancing, term_of
from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.filing import BLANK, filing
from bondcalc.filings.parts.line_tables import figures_of
from bondcalc.filings.parts.sub_project_tables import disclosed_parts, project_count, whose
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.batches import several
from bondcalc.inputs.repayments import REPAYMENTS
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.bond_kinds import BOXES, ticked
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import bonds, this_issue
from bondcalc.schedules.disclosure import BUCKETS, issue_year, schedule
from bondcalc.typeset.document import Document, PageBlock, PageTable, PrintedFigure, TableRows

TITLE = "新增专项债券项目信息披露表"
UNIT = "单位：亿元"
RATIO_UNIT = "单位：倍"
LATER = "（发行时填写）"
PAIRS = 6
"""Pairs of year and amount a line of the yearly revenue."""
FUNDING = {"bonds": "专项债券融资", "other": "其他债务融资"}
"""Rows of the financing plan by id."""
IDENTITIES = ("F02", "F03", "F04", "F05")
"""Rules of the form's own sums; one that fails keeps the form a draft."""
NARROW = 7
"""Characters of an amount of which six fit across the page: -0.0211, 12.3456."""


def document(writer: Writer) -> Document:
    """Write the disclosure; where its figures do not tie it is a draft."""
    return filing(writer, TITLE, SECTIONS, own=IDENTITIES, public=True)


def bond(writer: Writer) -> list[PageBlock]:
    """债券基本信息: one table a bond, the boxes of its kinds."""
    return [
        *writer.paragraphs("bond"),
        *(_bond(writer, tranche) for tranche in disclosed(writer)),
        *batched(writer),
        *refinancing(writer),
        _kinds(writer),
    ]


def _kinds(writer: Writer) -> PageTable:
    """The boxes of the form (债券类型), ticked as filled in."""
    form = writer.result.project.form(Particulars)
    ticks = ticked(form.bond_kinds, form.sector)

    def box(name: str) -> str:
        """Draw a box and its name; the form calls the rest of its last group 其他."""
        return f"{'√' if name in ticks else '□'}{'其他' if name == '其他生态环保' else name}"

    rows: TableRows = [[box(field), "　".join(box(kind) for kind in kinds)] for field, kinds in BOXES.items()]
    return PageTable("债券类型", "", [["类型", "其中"]], rows, "ll", [1.5, 3.3])


def _bond(writer: Writer, tranche: Bond) -> PageTable:
    every = writer.result.project.rows(Bond)
    name = (
        f"第{every.index(tranche) + 1}期"
        if not several(every) or tranche.status == "issued"
        else f"本次发行，第{every.index(tranche) + 1}期"
    )
    rows: TableRows = [
        ["债券名称", tranche.name or BLANK],
        ["计划发行额（亿元）", hundred_million(writer, tranche, "face")],
        ["债券期限", figured(f"input.bonds.{tranche.id}.term", term_of(tranche))],
        ["其中：用于符合条件的重大项目资本金（亿元）", hundred_million(writer, tranche, "used_as_capital")],
        ["招标或承销日", LATER],
        ["信用评级结果", LATER],
        ["还本方式", REPAYMENTS[tranche.repayment]],
        *whose(writer, tranche),
    ]
    return PageTable(f"债券基本信息（{name}）", "", [["项目", "内容"]], rows, "ll", [2.4, 2.4])


def whole(writer: Writer) -> list[PageBlock]:
    """项目总体信息: totals, funding by year in nine columns, revenue by year, ratios; then what was not rounded by itself."""
    totals = [
        ("债券存续期内项目总投资", "investment"),
        ("其中：不含专项债券的项目资金", "capital"),
        ("　　　专项债券融资", "special_bonds"),
        ("　　　其他债务融资", "market_loans"),
        ("债券存续期内项目总收益", "revenue"),
        ("债券存续期内项目总债务融资本息", "service"),
        ("项目总债务融资本金", "principal"),
        ("项目总地方债券融资本息", "bond_service"),
        ("项目总地方债券融资本金", "special_bonds"),
    ]
    ratios = [
        ("项目总收益/项目总投资", "e_a"),
        ("项目总收益/项目总债务融资本息（覆盖倍数）", "e_f"),
        ("项目总收益/项目总债务融资本金", "e_g"),
        ("项目总收益/项目总地方债券融资本息", "e_h"),
        ("项目总收益/项目总地方债券融资本金", "e_c"),
    ]
    writer.words |= {"project_count": figured("count.projects", project_count(writer))}
    return [
        *writer.paragraphs("whole"),
        figures_of(writer, "项目总体信息", [(zh, f"disclosure.{id_}") for zh, id_ in totals], UNIT),
        _frame(writer),
        _yearly(writer),
        figures_of(writer, "项目收益与融资平衡情况", [(zh, f"disclosure.{id_}") for zh, id_ in ratios], RATIO_UNIT),
        *_otherwise(writer),
        *_ratios_otherwise(writer, ratios),
        *period_note(writer),
    ]


def _otherwise(writer: Writer) -> list[PageBlock]:
    """List the cells that differ from the same amount rounded by itself."""
    rows = _differing(writer, _cells(writer))
    if not rows:
        return list(writer.paragraphs("rounded_by_itself"))
    return [
        *writer.paragraphs("rounded_otherwise"),
        PageTable("取整差异表", UNIT, [["栏目", "直接四舍五入", "本表填列"]], rows, "lrr", [2.4, 1.2, 1.2]),
    ]


def _differing(writer: Writer, cells: Iterable[tuple[str, str, str]]) -> TableRows:
    """Give a row for each (label, id, id in the form) whose two figures read otherwise."""
    printed = ((zh, writer.figure(plain), writer.figure(shown)) for zh, plain, shown in cells)
    return [[zh, plain, shown] for zh, plain, shown in printed if plain.text != shown.text]


def _ratios_otherwise(writer: Writer, ratios: Sequence[tuple[str, str]]) -> list[PageBlock]:
    """List the ratios of rounded 亿元 that read otherwise than those of plan and evaluation; empty where none does."""
    unrounded = writer.result.book.use(schedule).period.ratios
    rows = _differing(writer, ((zh, writer.id_of(unrounded[id_]), f"disclosure.{id_}") for zh, id_ in ratios))
    if not rows:
        return []
    heads = ["比率", "按未取整金额", "本表填列"]
    return [
        *writer.paragraphs("ratios_otherwise"),
        PageTable("比率差异表", RATIO_UNIT, [heads], rows, "lrr", [2.4, 1.2, 1.2]),
    ]


def _cells(writer: Writer) -> Iterator[tuple[str, str, str]]:
    """Every cell of the form that sums or running totals give: its name, the id rounded by itself, the id shown."""
    years, heads = writer.result.book.years.columns, _heads(writer)
    for plain in writer.result.book.use(schedule).plain:
        if plain.shown.axis is SCALAR:
            row, _, place = plain.shown.id.partition(".")
            zh = f"{FUNDING[row]} {heads[int(place) - 1]}" if row in FUNDING else plain.zh
            yield zh, f"disclosure_plain.{plain.rounded.id}", f"disclosure.{plain.shown.id}"
        else:
            yield from (
                (
                    f"{year}年{plain.zh}",
                    f"disclosure_by_year.{plain.rounded.id}@{year}",
                    f"disclosure_by_year.{plain.shown.id}@{year}",
                )
                for year in years
            )


def _heads(writer: Writer) -> list[str]:
    """Head the nine columns; Y is the year of the issue disclosed."""
    year = issue_year(writer.result.project.rows(Bond))
    return [f"{year - 3}年及以前年度", *(f"{year + place}年" for place in range(-2, 5)), f"{year + 5}年及以后年度"]


def _frame(writer: Writer) -> PageTable:
    """The nine columns of the year frame."""
    rows: TableRows = [
        [name, *(writer.figure(f"disclosure.{id_}.{index}") for index in range(1, len(BUCKETS) + 1))]
        for id_, name in FUNDING.items()
    ]
    heads = ["融资", *_heads(writer)]
    return PageTable("项目分年融资计划", UNIT, [heads], rows, "l" + "r" * len(BUCKETS), [1.6] + [1.0] * len(BUCKETS))


def _yearly(writer: Writer) -> PageTable:
    """Revenue by year from the issue (or its first year, if that is before) to the last maturity, six pairs a line."""
    values = dict(
        zip(
            writer.result.book.years.years,
            writer.result.figures.amounts(writer.line("disclosure_by_year.revenue")),
            strict=True,
        )
    )
    first = min([issue_year(writer.result.project.rows(Bond)), *(year for year, value in values.items() if value)])
    book = writer.result.book
    last = max(tranche.last_day.year for tranche in book.use(bonds.schedule).tranches)
    issue = book.use(this_issue.schedule).issue
    if issue is not None and book.use(schedule).period.issue:
        last = issue.window.last.year
    pairs: TableRows = [
        [f"{year}年", writer.figure(f"disclosure_by_year.revenue@{year}")] for year in values if first <= year <= last
    ]
    rows: TableRows = []
    for start in range(0, len(pairs), PAIRS):
        row = [cell for pair in pairs[start : start + PAIRS] for cell in pair]
        rows.append(row + [""] * (2 * PAIRS - len(row)))
    return PageTable(
        "债券存续期内项目分年收益",
        UNIT,
        [["年份", "收益"] * PAIRS],
        rows,
        "cr" * PAIRS,
        [0.9, 1.1] * PAIRS,
        landscape=_wide(rows),
    )


def _wide(rows: TableRows) -> bool:
    """Tell whether six pairs need the long side of the page."""
    return any(len(str(cell)) > NARROW for row in rows for cell in row)


def part(writer: Writer) -> list[PageBlock]:
    """分项目信息: the one project of this file."""
    form = writer.result.project.form(Particulars)
    ticks = ticked(form.bond_kinds, form.sector)
    shown = [
        name
        for field, kinds in BOXES.items()
        for name in ([kind for kind in kinds if kind in ticks] or [field])
        if name in ticks
    ]
    writer.words |= {"kinds": "、".join(shown) or BLANK}
    return [*writer.paragraphs("part"), *disclosed_parts(writer)]


def in_life(writer: Writer) -> list[PageBlock]:
    """存续期公开: what was earned, paid in and spent each year, where the bureau filled it in."""
    actual = writer.result.project.rows(Actual)
    if not actual:
        issued = any(tranche.status == "issued" for tranche in writer.result.project.rows(Bond))
        return list(writer.paragraphs("no_actuals" if issued else "first_issue"))
    fields = (
        ("实现收入", "revenue"),
        ("缴入国库", "paid_in"),
        ("实现收益", "repayable"),
        ("到位资本金", "capital"),
        ("支付工程款", "works_paid"),
    )
    rows: TableRows = [
        [
            str(row.year),
            *(
                PrintedFigure(f"input.actuals.{row.year}.{id_}", writer.notation.money(getattr(row, id_)))
                for _, id_ in fields
            ),
        ]
        for row in actual
    ]
    heads = ["年份", *(name for name, _ in fields)]
    return [
        *writer.paragraphs("in_life"),
        PageTable("存续期执行情况表", writer.unit, [heads], rows, "crrrrr", [0.8] + [1.3] * 5),
    ]


SECTIONS = (("债券基本信息", bond), ("项目总体信息", whole), ("分项目信息", part), ("存续期信息", in_life))

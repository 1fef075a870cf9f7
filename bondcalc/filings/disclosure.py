"""新增专项债券项目信息披露表: the official form in 亿元 with four decimals, the nine-bucket year frame, and the in-life table."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from bondcalc.algebra.axis import SCALAR
from bondcalc.filings.parts.batch_table import batched, disclosed, hundred_million, period_note, refinancing, term_of
from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.filing import BLANK, filing
from bondcalc.filings.parts.financing import fills_the_gap
from bondcalc.filings.parts.form_tables import (
    FUNDING,
    LATER,
    RATIO_UNIT,
    RATIOS,
    TOTALS,
    UNIT,
    bucket_heads,
    by_year_table,
    frame_table,
    kinds_table,
    kinds_told,
    ratios_table,
    ties,
    totals_table,
)
from bondcalc.filings.parts.late_costs_told import late_costs
from bondcalc.filings.parts.sub_project_tables import disclosed_parts, project_count, whose
from bondcalc.filings.parts.text import SIDED, Writer
from bondcalc.inputs.batches import several
from bondcalc.inputs.bond_options import repaid_as
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.bond_kinds import ticked
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import bonds, this_issue
from bondcalc.schedules.disclosure import issue_year, schedule
from bondcalc.typeset.document import Document, PageBlock, PageTable, PrintedFigure, TableRows

TITLE = "新增专项债券项目信息披露表"
IDENTITIES = ("F02", "F03", "F04", "F05")
"""Rules of the form's own sums; one that fails keeps the form a draft."""


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
    return kinds_table(_ticks(writer))


def _ticks(writer: Writer) -> Collection[str]:
    form = writer.result.project.form(Particulars)
    return ticked(form.bond_kinds, form.sector)


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
        ["还本方式", repaid_as(tranche)],
        *whose(writer, tranche),
    ]
    return PageTable(f"债券基本信息（{name}）", "", [["项目", "内容"]], rows, "ll", [2.4, 2.4])


def whole(writer: Writer) -> list[PageBlock]:
    """项目总体信息: totals, funding by year in nine columns, revenue by year, ratios; then what was not rounded by itself."""
    writer.words |= {"project_count": figured("count.projects", project_count(writer))}

    def printed(id_: str) -> PrintedFigure:
        """Print a figure of the form."""
        return writer.figure(f"disclosure.{id_}")

    return [
        *writer.paragraphs("whole" if _ties(writer) else "whole_untied"),
        *writer.where("whole_missing", "sources_and_uses.missing"),
        *writer.where("whole_beyond", "sources_and_uses.beyond"),
        *(writer.where("whole_plugged", "approval.below") if fills_the_gap(writer) else ()),
        totals_table("项目总体信息", printed),
        frame_table("项目分年融资计划", issue_year(writer.result.project.rows(Bond)), printed),
        _yearly(writer),
        ratios_table("项目收益与融资平衡情况", printed),
        *_otherwise(writer),
        *_ratios_otherwise(writer, RATIOS),
        *late_costs(writer, "late_costs_public"),
        *period_note(writer),
    ]


def _ties(writer: Writer) -> bool:
    form = writer.result.book.find("disclosure")
    return ties({id_: writer.result.figures.amount(form[id_]) for _, id_ in TOTALS})


def _otherwise(writer: Writer) -> list[PageBlock]:
    """List the cells that differ from the same amount rounded by itself."""
    rows = _differing(writer, ((zh, writer.figure(plain), shown) for zh, plain, shown in _cells(writer)))
    if not rows:
        return list(writer.paragraphs("rounded_by_itself"))
    return [
        *writer.paragraphs("rounded_otherwise" if _ties(writer) else "rounded_otherwise_untied"),
        PageTable("取整差异表", UNIT, [["栏目", "直接四舍五入", "本表填列"]], rows, "lrr", [2.4, 1.2, 1.2]),
    ]


def _differing(writer: Writer, cells: Iterable[tuple[str, PrintedFigure, str]]) -> TableRows:
    """Give a row for each (label, figure, id in the form) whose two figures read otherwise."""
    printed = ((zh, plain, writer.figure(shown)) for zh, plain, shown in cells)
    return [[zh, plain, shown] for zh, plain, shown in printed if plain.text != shown.text]


def _ratios_otherwise(writer: Writer, ratios: Sequence[tuple[str, str]]) -> list[PageBlock]:
    """List the ratios of rounded 亿元 that read otherwise than those of plan and evaluation; empty where none does."""
    unrounded = writer.result.book.use(schedule).period.ratios
    pairs = (
        (zh, (writer.sided if id_ in SIDED else writer.figure)(writer.id_of(unrounded[id_])), f"disclosure.{id_}")
        for zh, id_ in ratios
    )
    rows = _differing(writer, pairs)
    if not rows:
        return []
    heads = ["比率", "按未取整金额", "本表填列"]
    return [
        *writer.paragraphs("ratios_otherwise"),
        PageTable("比率差异表", RATIO_UNIT, [heads], rows, "lrr", [2.4, 1.2, 1.2]),
    ]


def _cells(writer: Writer) -> Iterator[tuple[str, str, str]]:
    """Every cell of the form that sums or running totals give: its name, the id rounded by itself, the id shown."""
    years = writer.result.book.years.columns
    heads = bucket_heads(issue_year(writer.result.project.rows(Bond)))
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
    shown = {year: writer.figure(f"disclosure_by_year.revenue@{year}") for year in values if first <= year <= last}
    return by_year_table("债券存续期内项目分年收益", shown)


def part(writer: Writer) -> list[PageBlock]:
    """分项目信息: the one project of this file."""
    writer.words |= {"kinds": kinds_told(_ticks(writer)) or BLANK}
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

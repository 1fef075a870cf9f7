"""子项目: what a bundled project consists of, figures and verdict of each part, in plan, evaluation and disclosure."""

from collections.abc import Sequence
from fractions import Fraction

from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.filing import BLANK
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.sub_projects import SubProject, shares_of
from bondcalc.schedules import bundle, coverage, sub_project_flows
from bondcalc.schedules.disclosure import schedule as form
from bondcalc.typeset.document import Heading, PageBlock, PageTable, Sum, TableRows
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn

WAYS = {"one": "合并立项", "several": "分别立项", None: BLANK}
AMOUNTS = (
    ("总投资", "investment"),
    ("资本金", "capital"),
    ("专项债券", "special_bonds"),
    ("其他融资", "market_loans"),
    ("项目收益", "revenue"),
    ("专项债券本息", "bond_service"),
    ("全部债务本息", "service"),
)
RATIOS = (
    ("E/F", "e_f", "coverage_total_debt"),
    ("E/H", "e_h", "coverage_special_bond"),
    ("E/A", "e_a", "revenue_to_investment"),
)


def sub_projects(writer: Writer) -> list[PageBlock]:
    """Parts of a bundled project: who they are, A to F of each and of the whole, ratios and verdicts; empty for a single one."""
    parts = writer.result.book.use(bundle.schedule).parts
    if not parts:
        return []
    return [
        Heading(2, "分子项目收益与融资平衡"),
        *_said(writer, parts),
        members(writer),
        _amounts(writer, parts),
        _ratios(writer, parts),
        _by_year(writer, parts),
    ]


def _said(writer: Writer, parts: Sequence[bundle.BundlePart]) -> list[PageBlock]:
    """Say how many sub-projects there are and what is shared, and which of them earn nothing."""
    earning = sub_project_flows.earning(writer.result.book)
    without = [part.row.data.name for part in parts if part.row.data.id not in earning]
    writer.words |= {
        "sub_project_count": figured("count.sub_projects", str(len(parts))),
        "approval_way": WAYS[writer.result.project.form(Particulars).approval_way],
        "without_income": in_turn(without),
    }
    return [*writer.paragraphs("sub_projects"), *(writer.paragraphs("sub_projects_without") if without else ())]


def members(writer: Writer) -> PageTable:
    """子项目基本情况: unit, owner, county and approval of each."""
    rows: TableRows = [
        [row.name, row.unit or BLANK, row.owner or BLANK, row.county or BLANK, row.approval or row.code or BLANK]
        for row in writer.result.project.rows(SubProject)
    ]
    heads = ["子项目", "建设单位", "资产权属单位", "所在县（市、区）", "批复文号或代码"]
    return PageTable("子项目基本情况", "", [heads], rows, "lllll", [1.6, 1.3, 1.3, 1.1, 1.5])


def _amounts(writer: Writer, parts: Sequence[bundle.BundlePart]) -> PageTable:
    """A to F of each, and of the whole, which they add up to."""
    basis = writer.result.book.use(coverage.schedule).basis
    rows: TableRows = [
        [part.row.data.name, *(writer.figure(writer.id_of(part.basis[id_])) for _, id_ in AMOUNTS)] for part in parts
    ]
    rows.append(["合计", *(writer.figure(writer.id_of(getattr(basis, id_))) for _, id_ in AMOUNTS)])
    heads = ["子项目", *(head for head, _ in AMOUNTS)]
    last = len(parts)
    return PageTable(
        "子项目投资、融资与收益表",
        writer.unit,
        [heads],
        rows,
        "l" + "r" * len(AMOUNTS),
        [1.5] + [1.2] * len(AMOUNTS),
        strong=frozenset({last}),
        sums=(Sum("row", last, tuple(range(last))),),
    )


def _ratios(writer: Writer, parts: Sequence[bundle.BundlePart]) -> PageTable:
    """Ratios, the lowest cash and what they say, of each and of the whole."""
    made = writer.result.book.use(coverage.schedule)
    rows: TableRows = [
        [
            part.row.data.name,
            *(writer.figure(writer.id_of(part.ratios[id_])) for _, id_, _ in RATIOS),
            writer.figure(writer.id_of(part.cash_min)),
            figured(f"bundle.{part.row.data.id}.verdict", _verdict(writer, part)),
        ]
        for part in parts
    ]
    whole = [writer.figure(writer.id_of(made.ratios[id_])) for _, _, id_ in RATIOS]
    rows.append(["合计", *whole, writer.figure(writer.id_of(made.closing_lowest)), "按合计判定"])
    heads = ["子项目", *(head for head, _, _ in RATIOS), "期末资金最低值", "核对"]
    return PageTable(
        "子项目覆盖倍数和资金表",
        writer.unit,
        [heads],
        rows,
        "lrrrrl",
        [1.5, 0.9, 0.9, 0.9, 1.3, 1.9],
        strong=frozenset({len(parts)}),
    )


def _verdict(writer: Writer, part: bundle.BundlePart) -> str:
    """Say whether a sub-project stands by itself."""
    figures, floor = writer.result.figures, Fraction(writer.result.rules.value("coverage_floor").number)
    ratio, low = figures.scalar(part.ratios["e_f"]), figures.amount(part.cash_min)
    said = [
        "没有债务"
        if ratio is None
        else "本息已覆盖"
        if Fraction(ratio) >= floor
        else f"本息低于{number.limit(floor)}倍"
    ]
    return "，".join([*said, *(["资金为负"] if low < 0 else [])])


def _by_year(writer: Writer, parts: Sequence[bundle.BundlePart]) -> PageTable:
    """收益 by year of each and of the whole."""
    years = [year for year in writer.result.book.years.years if any(_earned(writer, part, year) for part in parts)]
    rows: TableRows = []
    for year in years:
        each = [writer.figure(f"{writer.id_of(part.earned)}@{year}") for part in parts]
        rows.append([str(year), *each, writer.figure(f"repayable.amount@{year}")])
    heads = ["年份", *(part.row.data.name for part in parts), "合计"]
    last = len(parts) + 1
    return PageTable(
        "子项目分年收益表",
        writer.unit,
        [heads],
        rows,
        "c" + "r" * last,
        [0.7] + [1.2] * last,
        landscape=last > WIDEST,
        repeat=1,
        sums=(Sum("column", last, tuple(range(1, last))),),
    )


WIDEST = 7
"""Columns of amounts that fit the short side of the page."""


def _earned(writer: Writer, part: bundle.BundlePart, year: int) -> bool:
    return bool(writer.value(f"{writer.id_of(part.earned)}@{year}"))


DISCLOSED = (
    ("总投资", "investment"),
    ("项目资金", "capital"),
    ("专项债券", "special_bonds"),
    ("其他债务", "market_loans"),
    ("总收益", "revenue"),
    ("债务本息", "service"),
    ("收益/本息", "e_f"),
)


def project_count(writer: Writer) -> str:
    """Count the projects behind the bonds: those approved apart one by one, else one with its sub-projects."""
    project = writer.result.project
    count = len(project.rows(SubProject))
    if not count:
        return "1个"
    apart = project.form(Particulars).approval_way == "several"
    return f"{count}个（打包项目，分别立项）" if apart else f"1个（打包项目，含子项目{count}个）"


def whose(writer: Writer, bond: Bond) -> TableRows:
    """The row of a bond that names its sub-projects; no row for a single project."""
    project = writer.result.project
    names = {part.id: part.name for part in project.rows(SubProject)}
    shares = [share.sub_project for share in shares_of(project, "bonds", bond.id)]
    meant = [bond.sub_project] if bond.sub_project is not None else shares or list(names)
    return [["对应子项目", in_turn(names[id_] for id_ in meant)]] if names else []


def disclosed_parts(writer: Writer) -> list[PageBlock]:
    """分项目信息 of the form: each sub-project in 亿元, which add up to the totals of the form; empty for a single project."""
    made = writer.result.book.use(form)
    if not made.parts:
        return []
    rows: TableRows = [
        [row.name, *(writer.figure(f"disclosure.part.{id_}.{row.id}") for _, id_ in DISCLOSED)]
        for row in writer.result.project.rows(SubProject)
    ]
    apart = {"revenue", "service", "e_f"} if made.period.issue else set()
    totals = [writer.figure(f"disclosure.{'other.' if id_ in apart else ''}{id_}") for _, id_ in DISCLOSED]
    last = len(rows)
    table = PageTable(
        "分项目信息",
        "单位：亿元、倍",
        [["子项目", *(head for head, _ in DISCLOSED)]],
        [*rows, ["合计", *totals]],
        "l" + "r" * len(DISCLOSED),
        [1.5] + [1.0] * len(DISCLOSED),
        strong=frozenset({last}),
    )
    return [
        *_said(writer, writer.result.book.use(bundle.schedule).parts),
        *(writer.paragraphs("sub_projects_period") if made.period.issue else ()),
        members(writer),
        table,
    ]

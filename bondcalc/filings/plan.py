"""实施方案: the plan of a self-balancing special bond, chapter by chapter."""

from datetime import date

from bondcalc.filings.parts.arrangements import accounting, ledger, repayment, road, use
from bondcalc.filings.parts.filing import BLANK, Section, filing
from bondcalc.filings.parts.findings_told import findings
from bondcalc.filings.parts.payment_days import payments
from bondcalc.filings.parts.report_blocks import chapters
from bondcalc.filings.parts.sections import balance, costs, debt, funding, revenue
from bondcalc.filings.parts.sub_project_tables import sub_projects
from bondcalc.filings.parts.tax_tables import by_setting, taxed
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.performance import KINDS, Target
from bondcalc.schedules import bonds
from bondcalc.typeset.document import Document, PageBlock, PageTable, PrintedFigure, Timeline

TITLE = "项目收益与融资自求平衡专项债券实施方案"


def document(writer: Writer) -> Document:
    """Write the plan."""
    return filing(writer, TITLE, [*BEFORE, *chapters(), *AFTER])


def project(writer: Writer) -> list[PageBlock]:
    """项目基本情况: the project, its dates, its parties, with a timetable."""
    return [*writer.paragraphs("project"), *road(writer), *use(writer), _timetable(writer), _timeline(writer)]


def _timetable(writer: Writer) -> PageTable:
    stated = writer.result.project.form(Particulars)
    rows: list[list[str | PrintedFigure]] = [
        [event, str(day or BLANK)]
        for event, day in (
            ("可研批复", stated.feasibility_approved),
            ("用地批复", stated.land_approved),
            ("环评批复", stated.environment_approved),
            ("开工", stated.construction_start),
            ("首期债券起息", min(bond.value_date for bond in writer.result.project.rows(Bond))),
            ("竣工", stated.construction_end),
            ("投入运营", stated.operation_start),
            ("末期债券到期", max(one.last_day for one in writer.result.book.use(bonds.schedule).tranches)),
            ("运营期末", stated.operation_end),
        )
    ]
    # Days in ISO form sort as text; what has no day yet stands last.
    rows.sort(key=lambda row: (row[1] == BLANK, row[1]))
    return PageTable("时间安排表", "", [["事项", "日期"]], rows, "lc", [2.0, 1.6])


def _timeline(writer: Writer) -> Timeline:
    """Construction, each bond from issue to maturity, operation; spans without both dates are left out."""
    stated = writer.result.project.form(Particulars)
    last = date(writer.result.book.years.years[-1], 12, 31)
    spans = [
        ("建设期", stated.construction_start or stated.construction_end, stated.construction_end),
        *(
            (f"债券{tranche.row.data.id}存续期", tranche.row.data.value_date, tranche.last_day)
            for tranche in writer.result.book.use(bonds.schedule).tranches
        ),
        ("运营期（预测期内）", stated.operation_start, min(stated.operation_end or last, last)),
    ]
    return Timeline(
        "建设、发行、运营和到期时间图",
        [(label, start, end) for label, start, end in spans if start and end and start <= end],
    )


def benefits(writer: Writer) -> list[PageBlock]:
    """经济社会效益: what the project earns and owes, one sentence on tax where there is any, the targets."""
    blocks: list[PageBlock] = [*writer.paragraphs("benefits")]
    if taxed(writer):
        blocks += [*writer.paragraphs("tax"), *by_setting(writer)]
    return [*blocks, *writer.paragraphs("targets" if writer.result.project.rows(Target) else "targets_to_come")]


def evaluation(writer: Writer) -> list[PageBlock]:
    """事前绩效评估: the eight points as the bureau stated them, then the targets."""
    stated = writer.result.project.form(Compliance)
    points: list[list[str | PrintedFigure]] = [
        [label, {True: "已论证", False: "未通过论证", None: BLANK}[getattr(stated, id_)]] for id_, label in POINTS
    ]
    targets: list[list[str | PrintedFigure]] = [
        [KINDS[target.kind], target.name, target.value, str(target.due or ""), target.basis or ""]
        for target in writer.result.project.rows(Target)
    ]
    blocks: list[PageBlock] = [
        *_basis(writer),
        PageTable("事前绩效评估要点", "", [["要点", "结论"]], points, "lc", [3.0, 1.2]),
    ]
    if targets:
        heads = ["类别", "指标", "目标值", "年份", "依据"]
        return [*blocks, PageTable("绩效目标表", "", [heads], targets, "lllcl", [1.3, 1.6, 1.4, 0.7, 1.6])]
    return [*blocks, *writer.paragraphs("no_targets")]


def _basis(writer: Writer) -> list[PageBlock]:
    """Name the document the points come from, once it is in force: a plan never cites what came after it."""
    for document in writer.result.rules.instruments:
        if document.id == PERFORMANCE:
            writer.words |= {"performance_title": document.title, "performance_number": document.number or ""}
            return [*writer.paragraphs("evaluation_basis")]
    return [*writer.paragraphs("evaluation_before")]


PERFORMANCE = "cai-yu-2021-61"
POINTS = (
    ("ex_ante_need", "项目实施的必要性、公益性、收益性"),
    ("ex_ante_maturity", "项目建设投资合规性与项目成熟度"),
    ("ex_ante_sources", "项目资金来源和到位可行性"),
    ("ex_ante_forecast", "项目收入、成本、收益预测合理性"),
    ("ex_ante_size", "债券资金需求合理性"),
    ("ex_ante_repayment", "项目偿债计划可行性和偿债风险点"),
    ("ex_ante_targets", "绩效目标合理性"),
    ("ex_ante_other", "其他需要纳入事前绩效评估的事项"),
)
BEFORE: tuple[Section, ...] = (
    ("项目基本情况", project),
    ("经济社会效益", benefits),
    ("事前绩效评估", evaluation),
    ("投资估算与资金筹措", lambda writer: [*funding(writer), *ledger(writer)]),
    (
        "专项债券发行与还本付息",
        lambda writer: [*debt(writer), *repayment(writer), *payments(writer), *accounting(writer)],
    ),
    ("收入预测", revenue),
    ("成本、税费与项目收益", costs),
    ("项目收益与融资平衡", lambda writer: [*balance(writer), *sub_projects(writer)]),
)
AFTER: tuple[Section, ...] = (
    ("合规核对", findings),
    ("风险与控制", lambda writer: writer.paragraphs("risk")),
    ("资金管理、信息披露与主管部门责任", lambda writer: writer.paragraphs("duties")),
)

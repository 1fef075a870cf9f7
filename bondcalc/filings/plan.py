"""实施方案: the plan of a self-balancing special bond, chapter by chapter."""

from bondcalc.filings.parts.arrangements import accounting, ledger, repayment
from bondcalc.filings.parts.assumed import accrued, assumed_of, compared
from bondcalc.filings.parts.calculation_parameters import parameters
from bondcalc.filings.parts.ex_ante_points import basis, points, targets
from bondcalc.filings.parts.filing import Section, filing
from bondcalc.filings.parts.findings_told import findings
from bondcalc.filings.parts.linkage_section import has_firms, linked
from bondcalc.filings.parts.payment_days import payments
from bondcalc.filings.parts.project_chapters import papers, project
from bondcalc.filings.parts.region_table import region
from bondcalc.filings.parts.repayment_words import repayment_plan, risks
from bondcalc.filings.parts.report_blocks import chapters, registered
from bondcalc.filings.parts.sections import balance, costs, debt, funding, revenue
from bondcalc.filings.parts.statement_tables import statements
from bondcalc.filings.parts.sub_project_tables import sub_projects
from bondcalc.filings.parts.tax_tables import by_setting, taxed
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.written_chapters import grounded, told, written
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.typeset.document import Document, Heading, PageBlock, Paragraph

TITLE = "项目收益与融资自求平衡专项债券实施方案"


def document(writer: Writer) -> Document:
    """Write the plan."""
    before = [section for section in BEFORE if section[1] is not linked or has_firms(writer.result)]
    return filing(writer, TITLE, [*before, *chapters(writer.result), *AFTER])


def benefits(writer: Writer) -> list[PageBlock]:
    """经济社会效益: what the project earns and owes, one sentence on tax where there is any, what the bureau says of the rest."""
    blocks: list[PageBlock] = [*writer.paragraphs("benefits")]
    if taxed(writer):
        blocks += [*writer.paragraphs("tax"), *by_setting(writer)]
    return [*blocks, *written(writer, "effects")]


def evaluation(writer: Writer) -> list[PageBlock]:
    """绩效目标与事前绩效评估: the targets, then the eight points."""
    return [Heading(2, "绩效目标"), *targets(writer), Heading(2, "事前绩效评估"), *basis(writer), *points(writer)]


def borrowing(writer: Writer) -> list[PageBlock]:
    """专项债券发行与还本付息: the bonds and their payments, and, where it has to be said, who repays."""
    bonds = [
        *debt(writer),
        *assumed_of(writer, "bonds", "principal", "loans", "loan_rates", "loan_repayments"),
        *repayment(writer),
        *payments(writer),
    ]
    who = accounting(writer)
    return [Heading(2, "债券要素和还本付息"), *bonds, *who] if who else bonds


def guarded(writer: Writer) -> list[PageBlock]:
    """偿债计划与保障: how the debt is repaid, in words of the figures; what secures it, in those of the bureau."""
    return [Heading(2, "偿债计划"), *repayment_plan(writer), Heading(2, "保障措施"), *written(writer, "repayment")]


def managed(writer: Writer) -> list[PageBlock]:
    """项目管理与资产管理: who builds and runs it, whose it is afterwards."""
    return [
        Heading(2, "项目管理"),
        *written(writer, "management"),
        Heading(2, "资产管理"),
        *written(writer, "assets"),
        *writer.paragraphs("assets"),
    ]


def annexes(writer: Writer) -> list[PageBlock]:
    """附件目录: as the bureau lists them, else the papers every application has, those of this project by name."""
    own = texts_of(writer.result.project, "annexes")
    listed = own or (*papers(writer), *ANNEXES)
    return [Paragraph(f"附件{index}　{name.rstrip('。；')}") for index, name in enumerate(listed, 1)]


ANNEXES = (
    "项目收益与融资自求平衡测算表",
    "项目收益与融资自求平衡专项评价报告",
    "法律意见书",
    "事前绩效评估报告及论证材料",
    "新增专项债券项目信息披露表",
)


def expected(writer: Writer) -> list[PageBlock]:
    """What revenue rests on: lines, loads, land, comparable prices, accruals."""
    return [*assumed_of(writer, "revenue", "ramps", "node", "land", "land_costs"), *compared(writer), *accrued(writer)]


def spent(writer: Writer) -> list[PageBlock]:
    """What costs and taxes rest on, and the parameters of the calculation."""
    return [*assumed_of(writer, "costs", "taxes_paid", "buildings", "credit_refunds"), *parameters(writer)]


BEFORE: tuple[Section, ...] = (
    ("项目基本情况", project),
    ("区域经济财政情况", region),
    ("经济社会效益", benefits),
    ("绩效目标与事前绩效评估", evaluation),
    (
        "投资估算与资金筹措",
        grounded(
            "estimate_basis",
            lambda writer: [*assumed_of(writer, "investment", "funding"), *funding(writer), *ledger(writer)],
        ),
    ),
    ("专项债券发行与还本付息", borrowing),
    ("产业关联", linked),
    ("收入预测", grounded("revenue_basis", lambda writer: revenue(writer, expected(writer)))),
    ("成本、税费与项目收益", grounded("cost_basis", lambda writer: costs(writer, spent(writer)))),
    ("项目收益与融资平衡", lambda writer: [*balance(writer), *sub_projects(writer)]),
    ("财务报表", statements),
    ("偿债计划与保障措施", guarded),
)
AFTER: tuple[Section, ...] = (
    ("合规性说明", findings),
    ("风险与控制", lambda writer: [*risks(writer), *registered(writer)]),
    ("项目管理与资产管理", managed),
    ("资金管理与主管部门责任", lambda writer: writer.paragraphs("duties")),
    ("信息披露", lambda writer: [*writer.paragraphs("disclosed"), *told(writer, "disclosure")]),
    ("附件目录", annexes),
)

"""专项评价报告: tables and method for an accounting firm, whose opinion, licence and seals are left blank and marked."""

from bondcalc.filings.parts.filing import Section, filing
from bondcalc.filings.parts.findings_told import concluded
from bondcalc.filings.parts.multiple_otherwise import otherwise
from bondcalc.filings.parts.prospective import basis_of_preparation, stated_assumptions
from bondcalc.filings.parts.repayment_words import able
from bondcalc.filings.parts.report_blocks import chapters
from bondcalc.filings.parts.sections import balance, costs, debt, funding, revenue
from bondcalc.filings.parts.statement_tables import statements
from bondcalc.filings.parts.sub_project_tables import sub_projects
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.typeset.document import Document, PageBlock, Signatures

TITLE = "项目收益与融资自求平衡专项评价报告"
PAPER = "项目收益与融资自求平衡测算底稿（供第三方机构参考）"
"""What it is called as long as no firm is named that will issue it: figures of the bureau's own are no evaluation of them."""
SEALED = ("第三方机构（盖章）", "执业证书编号", "中国注册会计师（签章）")
"""Places of the firm that have no day of their own."""


def document(writer: Writer) -> Document:
    """Write the evaluation, its opinion left to the firm; where no firm is named, working paper without a conclusion."""
    firm = evaluator(writer)
    if not firm:
        return filing(writer, PAPER, [*BEFORE, *chapters(writer.result), CONCLUSION])
    seal, licence, accountant = SEALED
    people = ((seal, firm), (licence, ""), (accountant, ""), (accountant, ""), ("报告日期", ""))
    signed = Signatures(people, frozenset(SEALED))
    annexes: Section = ("附件", lambda writer: writer.paragraphs("annexes"))
    return filing(writer, TITLE, [*BEFORE, *chapters(writer.result), CONCLUSION, annexes], (signed,))


def evaluator(writer: Writer) -> str:
    """Name the firm that issues the evaluation; empty where none is named."""
    return writer.result.project.form(Particulars).evaluator or ""


def opinion(writer: Writer) -> list[PageBlock]:
    """审核意见: left to the firm in every case."""
    return [*writer.paragraphs("opinion" if evaluator(writer) else "opinion_unnamed")]


def conclusion(writer: Writer) -> list[PageBlock]:
    """评价结论: what was computed and what does not hold; left to the firm where none is named."""
    if not evaluator(writer):
        return [*writer.paragraphs("conclusion_unnamed")]
    return [
        *writer.paragraphs("conclusion"),
        *otherwise(writer),
        *concluded(writer),
        *writer.paragraphs("conclusion_caution"),
    ]


BEFORE: tuple[Section, ...] = (
    ("审核意见", opinion),
    ("项目概况", lambda writer: writer.paragraphs("project")),
    ("编制基础", basis_of_preparation),
    ("基本假设", stated_assumptions),
    ("投资估算与资金筹措", funding),
    ("专项债券还本付息", debt),
    ("收入预测", revenue),
    ("成本、税费预测", costs),
    ("财务报表", statements),
    ("现金流与覆盖倍数", lambda writer: [*balance(writer), *sub_projects(writer)]),
    ("偿债能力评价", lambda writer: [*writer.paragraphs("able"), *otherwise(writer, "_beside"), *able(writer)]),
)
CONCLUSION: Section = ("评价结论", conclusion)

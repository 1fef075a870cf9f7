"""绩效目标申报表: what the money is to achieve, by kind of indicator, beside where it comes from."""

from bondcalc.filings.parts.arrangements import LAYOUT
from bondcalc.filings.parts.ex_ante_points import targets_by_kind
from bondcalc.filings.parts.filing import form
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.performance import FIRST_LEVEL, KINDS
from bondcalc.typeset.document import Document, PageBlock, PageTable, TableRows
from bondcalc.wording.prompts import prompt

TITLE = "地方政府专项债券项目资金绩效目标申报表"
MONEY = (
    ("项目总投资", "coverage.investment"),
    ("其中：项目资本金（不含专项债券）", "coverage.capital"),
    ("　　　专项债券", "coverage.special_bonds"),
    ("　　　其他债务融资", "coverage.market_loans"),
    ("　　　尚未落实来源", "sources_and_uses.missing"),
    ("资金来源多于总投资", "sources_and_uses.beyond"),
)
"""Amounts of the form; one that is zero is left out."""


def document(writer: Writer) -> Document:
    """Write the form; who fills it in and the hash of the manifest stand in it, so that it stays on one page."""
    return form(writer, TITLE, _form, None)


def _form(writer: Writer) -> list[PageBlock]:
    """Write the project and its money, the aim, the indicators in the order of their kinds."""
    words = writer.words
    rows: TableRows = [
        ["项目名称", words["name"]],
        ["投向领域", words["sector"]],
        ["主管部门", words["department"]],
        ["项目单位", words["unit"]],
        ["建设期和债券存续期", f"{words['construction']}；{words['first_value_date']}至{words['last_maturity']}"],
    ]
    shown = [(label, id_) for label, id_ in MONEY if writer.value(id_)]
    rows += [[label, writer.figure(id_)] for label, id_ in shown]
    rows.append(["总体目标", "".join(texts_of(writer.result.project, "goal")) or prompt("goal")])
    stated = writer.result.project.form(Particulars)
    people = (("编制", stated.prepared_by), ("复核", stated.reviewed_by), ("审批", stated.approved_by))
    rows += [
        ["填报人", "　　".join(f"{role}：{name or '＿＿＿＿'}" for role, name in people)],
        ["清单校验值（SHA-256）", words["manifest"]],
    ]
    return [
        PageTable(f"{TITLE}{LAYOUT}", writer.unit, [["事项", "内容"]], rows, "ll", [2.1, 3.0]),
        *_indicators(writer),
    ]


def _indicators(writer: Writer) -> list[PageBlock]:
    stated = targets_by_kind(writer)
    if not stated:
        return [*writer.paragraphs("no_targets")]
    rows: TableRows = [
        [FIRST_LEVEL[target.kind], KINDS[target.kind], target.name, target.value, str(target.due or "")]
        for target in stated
    ]
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "完成年份"]
    return [PageTable("绩效指标", "", [heads], rows, "llllc", [0.9, 1.3, 1.7, 1.6, 0.7])]

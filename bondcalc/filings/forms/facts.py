"""法律意见书事实表: on one page what the lawyer has to verify, each fact with where it is from; no opinion."""

from bondcalc.filings.parts.filing import BLANK, form
from bondcalc.filings.parts.project_chapters import papers
from bondcalc.filings.parts.repayment_words import sources
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.asset_ledger import Asset
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.inputs.sheets.compliance import ISSUERS, Compliance
from bondcalc.inputs.sheets.particulars import USES, Particulars
from bondcalc.typeset.document import Document, PageBlock, PageTable, TableRows
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.prompts import prompt

TITLE = "法律意见书事实表（供律师核实，不构成法律意见）"
ANSWERS: tuple[FieldId[bool | None], ...] = (
    Compliance.assets_pledged,
    Compliance.replaces_old_debt,
    Compliance.recurrent_paid,
    Compliance.platform_unit,
    Compliance.commercial_project,
)
"""Statements of the unit that a legal opinion relies on."""
SAID = {True: "是", False: "否", None: BLANK}


def document(writer: Writer) -> Document:
    """Write the sheet; the place for the seal and the hash of the manifest stand in it, so that it stays on one page."""
    return form(writer, TITLE, _sheet, None)


def _sheet(writer: Writer) -> list[PageBlock]:
    """Write who, what and how much, then what the unit states, then what it says of itself."""
    words = "".join(texts_of(writer.result.project, "legal")) or prompt("legal")
    own: TableRows = [
        ["主体、权属、合同和诉讼", words, "证照原件"],
        ["清单校验值（SHA-256）", writer.words["manifest"], "清单"],
        ["项目单位盖章和日期", "", ""],
    ]
    rows: TableRows = [*_identity(writer), *_money(writer), *_statements(writer), *own]
    return [PageTable(TITLE, "", [["事项", "内容", "核实来源"]], rows, "lll", [1.6, 4.4, 1.0])]


def _identity(writer: Writer) -> TableRows:
    form_, words = writer.result.project.form(Particulars), writer.words
    issuer = ISSUERS.get(writer.result.project.form(Compliance).issuer or "", BLANK)
    owners = dict.fromkeys(asset.owner for asset in writer.result.project.rows(Asset) if asset.owner)
    return [
        ["发行主体", issuer, "发行文件"],
        ["项目名称", words["name"], "立项批复"],
        ["投资项目统一代码", words["code"], "审批平台"],
        ["项目单位", words["unit"], "设立文件"],
        ["主管部门", words["department"], "职能文件"],
        ["投向领域和用途", f"{words['sector']}，{USES[form_.use]}", "额度文件"],
        ["批复文件", "；".join(papers(writer)) or BLANK, "批复原件"],
        ["资产权属单位", in_turn(owners) or BLANK, "权属证明"],
    ]


def _money(writer: Writer) -> TableRows:
    [invested], [owed] = writer.paragraphs("invested"), writer.paragraphs("owed")
    return [
        ["总投资和资金来源", invested.text, "批复文件"],
        ["债务本息和项目收益", owed.text, "测算表"],
        ["偿债资金来源", in_turn(sources(writer)) or BLANK, "收入依据"],
    ]


def _statements(writer: Writer) -> TableRows:
    stated, sheet = writer.result.project.form(Compliance), sheet_of(Compliance)
    said = "；".join(f"{sheet.cell(field).zh}：{SAID[field.of(stated)]}" for field in ANSWERS)
    return [["项目单位声明", said, "单位声明"]]

"""Sheet 方案文字: what the bureau writes in its own words, chapter by chapter of the filings."""

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.project import Project

CHAPTERS = {
    "background": "建设背景与必要性",
    "public_benefit": "项目公益性",
    "parties": "项目参与主体",
    "region": "区域经济财政情况",
    "content": "建设内容与方案",
    "approval": "项目审批",
    "effects": "社会和生态效益",
    "goal": "绩效总体目标",
    "ex_ante_need": "评估：必要性和公益性",
    "ex_ante_maturity": "评估：合规与成熟度",
    "ex_ante_sources": "评估：资金来源",
    "ex_ante_forecast": "评估：收支预测",
    "ex_ante_size": "评估：资金需求",
    "ex_ante_repayment": "评估：偿债风险",
    "ex_ante_targets": "评估：绩效目标",
    "ex_ante_other": "评估：其他事项",
    "ex_ante_process": "评估：组织实施",
    "ex_ante_conclusion": "评估：总体结论",
    "estimate_basis": "投资估算依据",
    "revenue_basis": "收入预测依据",
    "cost_basis": "成本预测依据",
    "repayment": "偿债计划与保障",
    "management": "项目管理",
    "assets": "资产管理",
    "disclosure": "信息披露",
    "annexes": "附件目录",
    "legal": "法律事实",
}
"""What each text is about, in the order of the filings; 评估 is 事前绩效评估. A drop-down list holds 255 characters of them."""


@sheet(
    "texts",
    zh="方案文字",
    en="Texts",
    number=51,
    help_="本单位撰写的文字，印在所选章节；同一章节可填多行，各行依次成段。应填而未填的章节印“请填写”提示。",
)
class ChapterText:
    """方案文字 — one row a paragraph; printed as it is written, in no figure."""

    chapter: Input[str] = cell("章节", "Chapter", choices=CHAPTERS)
    words: Input[str] = cell("文字", "Text", why="单元格内换行即另起一段；“附件目录”一行一项")


def texts_of(project: Project, chapter: str) -> tuple[str, ...]:
    """Give the paragraphs of a chapter in the order of the rows; a line break inside a cell begins another."""
    rows = (row.words for row in project.rows(ChapterText) if row.chapter == chapter)
    return tuple(part.strip() for words in rows for part in words.splitlines() if part.strip())

"""What a provincial reviewer looks for in the filings and forms, each question with what answers it from the pages themselves."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bondcalc.filings.parts.draft import MARK
from bondcalc.filings.parts.income_words import never_operates
from bondcalc.inputs.sheets.distributions import RiskDriver
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.inputs.sheets.volume_lines import Ramp
from bondcalc.result.result import Result
from bondcalc.schedules import depreciation, memos
from bondcalc.typeset.document import PageTable, Paragraph, printed
from bondcalc.typeset.printed_texts import words_of
from tests.reviewer.pages_read import ReadFiling, squeezed

FORMS = ("targets", "appraisal", "facts")
EVERY = ("plan", "evaluation", "disclosure", "review", *FORMS)
HANDED_ON = ("plan", "evaluation", "disclosure", *FORMS)
TOLD = ("plan", "evaluation")
CODE = r"(?<![A-Za-z0-9])[A-Z]\d{2}(?![0-9A-Za-z])"
DAY_AS_TYPED = re.compile(r"(?<![\d-])\d{4}-\d{1,2}(?:-\d{1,2})?(?![\d-])|\d{4}年0\d月|月0\d日")
FEW_LINES = 3
"""Lines or rows that do not make a page."""
Answering = Callable[[ReadFiling], list[int] | list[str]]


@dataclass(frozen=True)
class Question:
    """A question to some filings. `never`: the answer is right where nothing is found. `of` tells whether a project is asked."""

    point: str
    zh: str
    filings: Sequence[str]
    answering: Answering
    never: bool = False
    of: Callable[[Result, str], bool] = lambda _, __: True

    def answer(self, read: ReadFiling) -> str:
        """Answer by pages, or by what was found."""
        if not self.of(read.result, read.filing):
            return "不涉及"
        found = self.answering(read)
        if not found:
            return "无"
        if all(isinstance(one, int) for one in found):
            return f"第{'、'.join(spanned([int(one) for one in found]))}页"
        return "；".join(map(str, found))

    def holds(self, read: ReadFiling) -> bool:
        """Tell whether the answer is the one a reviewer wants."""
        return not self.of(read.result, read.filing) or bool(self.answering(read)) is not self.never


def spanned(pages: Sequence[int]) -> list[str]:
    """Write pages in a row by the first and the last."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


def titled(pattern: str) -> Answering:
    """Where a heading, a table or a chart of a title stands."""
    return lambda read: read.titled(pattern)


def saying(pattern: str) -> Answering:
    """Where something is printed."""
    return lambda read: read.saying(pattern)


def has(sheet: type) -> Callable[[Result, str], bool]:
    """Ask only projects that have rows of a sheet."""
    return lambda result, _: bool(result.project.rows(sheet))


def depreciates(result: Result, _: str) -> bool:
    """Ask only projects that depreciate something: land that is sold again is none of it."""
    return any(result.figures.amounts(result.book.use(depreciation.schedule).charge))


def own_codes(read: ReadFiling) -> list[str]:
    """Codes of rules of this program; a parcel may be called P01."""
    known = {finding.rule.id for finding in read.result.findings}
    return sorted({code for text in read.texts for code in re.findall(CODE, text)} & known)


def days_as_typed(read: ReadFiling) -> list[str]:
    """Days and months in running text that are not 2024年6月1日, 2024年6月."""
    paragraphs = [words_of(block.text) for block in read.document.blocks if isinstance(block, Paragraph)]
    return sorted({day for text in paragraphs for day in DAY_AS_TYPED.findall(text)})


def blank_assumptions(read: ReadFiling) -> list[str]:
    """Assumptions that say nothing."""
    tables = [
        block for block in read.document.blocks if isinstance(block, PageTable) and block.title.endswith("假设表")
    ]
    return [f"{table.title}{row[0]}" for table in tables for row in table.rows if not squeezed(printed(row[1]))]


def memos_of_nothing(read: ReadFiling) -> list[str]:
    """Memo rows (仅供参考) of which the project has nothing: all their figures are none."""
    tables = [block for block in read.document.blocks if isinstance(block, PageTable)]
    rows = [row for table in tables for row in table.rows if "仅供参考" in printed(row[0])]
    return [printed(row[0]) for row in rows if all(printed(cell) in {"", "0.00", "不适用", "—"} for cell in row[1:])]


def fees(read: ReadFiling) -> list[str]:
    """Every amount behind 发行费用合计, where there is more than one."""
    amounts = {amount for text in read.texts for amount in re.findall(r"发行费用合计([\d,.]+)", text)}
    return sorted(amounts) if len(amounts) > 1 else []


def wrongly_marked(read: ReadFiling) -> list[int]:
    """Pages without the mark of a draft, or with it where the filing is none."""
    without = read.unmarked(MARK)
    return without if read.document.draft else sorted(set(range(1, len(read.texts) + 1)) - set(without))


def without_unit(read: ReadFiling) -> list[str]:
    """Quantities of assumptions that do not say what they count."""
    tables = [block for block in read.document.blocks if isinstance(block, PageTable) and "假设" in block.title]
    told = [printed(row[1]) for table in tables for row in table.rows]
    return sorted({found for text in told for found in re.findall(r"数量[\d,.]+(?=，|$)", text)})


def remarked(result: Result, _: str) -> bool:
    """Ask only projects with a ratio that stands for reference."""
    said = memos.printed(result.book, result.figures, internal=True)
    return any(id_ in memos.SUBJECTS for id_ in said)


def land_alone(result: Result, _: str) -> bool:
    """Ask only projects that sell land and run nothing."""
    return never_operates(result)


def reasons(read: ReadFiling) -> list[str]:
    """The name of the file, and why it is a draft."""
    return [f"{read.name}（{'；'.join(read.document.draft) or '不是草稿'}）"]


QUESTIONS = (
    Question("A1", "收入：分项分年的金额，数量、单价、负荷", TOLD, titled("^经营收入表"), of=has(RevenueLine)),
    Question(
        "A1",
        "土地：分宗地的毛收入、成本、各项计提、净收益",
        TOLD,
        titled("^土地净收益表|^土地出让收益"),
        of=has(Parcel),
    ),
    Question("A1", "投资分年计划", TOLD, titled("^项目投资分年计划表")),
    Question("A1", "分年使用计划与资金筹措", TOLD, titled("^项目总投资使用计划与资金筹措表")),
    Question("A1", "运营成本、维持运营投资（分年）", TOLD, titled("^运营成本与"), of=has(CostLine)),
    Question("A1", "税费（分年）", TOLD, titled("^相关税费表"), of=has(TaxLine)),
    Question("A1", "总成本费用（分年）", TOLD, titled("^总成本费用估算表")),
    Question("A1", "折旧及摊销（分年）", TOLD, titled("^折旧及摊销估算表"), of=depreciates),
    Question("A1", "利润与利润分配（分年）", TOLD, titled("^利润与利润分配表")),
    Question("A1", "项目投资现金流量（分年）", TOLD, titled("^项目投资现金流量表")),
    Question("A1", "项目资本金现金流量（分年）", TOLD, titled("^项目资本金现金流量表")),
    Question("A1", "财务计划现金流量（分年）", TOLD, titled("^财务计划现金流量表")),
    Question("A1", "资产负债（分年）", TOLD, titled("^资产负债表")),
    Question("A1", "专项债券还本付息（分年）", TOLD, titled("^专项债券还本付息表")),
    Question("A1", "市场化融资还本付息（分年）", TOLD, titled("^市场化融资还本付息表"), of=has(Loan)),
    Question("A1", "还本付息日历", ("plan",), titled("^还本付息日历表")),
    Question("A1", "分年和累计偿债备付率", TOLD, titled("^分年偿债能力表")),
    Question("A1", "资金测算平衡（分年）", TOLD, titled("^资金测算平衡表")),
    Question("A1", "子项目", TOLD, titled("子项目"), of=has(SubProject)),
    Question("A2", "各项假设及依据", ("evaluation",), titled("假设表$")),
    Question("A2", "负荷曲线", ("evaluation",), titled("^负荷曲线假设表"), of=has(Ramp)),
    Question("A2", "没有内容的假设", ("evaluation",), blank_assumptions, never=True),
    Question("A2", "没有单位的数量、单价", TOLD, without_unit, never=True),
    *(
        Question("A3", chapter, ("plan",), titled(chapter))
        for chapter in (
            "建设背景与必要性",
            "公益性",
            "参与主体",
            "建设内容与方案",
            "项目审批",
            "区域经济财政",
            "绩效目标与事前绩效评估",
            "投资估算与资金筹措",
            "收入预测",
            "成本、税费与项目收益",
            "偿债计划与保障措施",
            "项目管理与资产管理",
            "信息披露",
            "附件目录",
        )
    ),
    *(
        Question("A3", chapter, ("evaluation",), titled(chapter))
        for chapter in ("编制基础", "基本假设", "偿债能力评价", "评价结论")
    ),
    Question("A3", "尚待填写之处", EVERY, saying("【请填写：|【待补充】")),
    Question("A4", "文件名和草稿原因", EVERY, reasons),
    Question("A4", "“草稿”与文件状态不符的页", EVERY, wrongly_marked, never=True),
    Question("A4", "核对事项编号", HANDED_ON, own_codes, never=True),
    Question("A4", "核对事项编号和逐项结论", ("review",), saying(CODE)),
    Question("A4", "用文字写明的结论和项目单位说明", ("plan",), titled("合规性说明")),
    Question("A4", "合规结论或提示", ("disclosure",), saying("不符合“|项目单位说明|核对结论|需说明"), never=True),
    Question("A4", "默认的风险分布", HANDED_ON, saying("采用默认分布"), never=True),
    Question(
        "A4", "风险分析（项目单位确定分布的）", TOLD, titled("^[一二三四五六七八九十]+、风险分析"), of=has(RiskDriver)
    ),
    Question(
        "A4",
        "风险分析（默认分布）",
        ("review",),
        titled("、风险分析"),
        of=lambda result, _: not result.project.rows(RiskDriver),
    ),
    Question(
        "A4",
        "建设资金缺口、偿债资金缺口分列",
        TOLD,
        saying("建设资金缺口（首次在建设期）|偿债资金缺口（首次在建设期以后）"),
        of=has(RiskDriver),
    ),
    Question("A4", "测算底稿自称报告", ("evaluation",), saying("本报告"), never=True),
    Question("A4", "“仅供参考”的比率写明不用于判定", ("review",), saying("不是法定覆盖倍数"), of=remarked),
    Question(
        "A4", "只出让土地的项目写“投入运营”", TOLD, saying("投入运营|运营期末|收费标准低于"), never=True, of=land_alone
    ),
    Question("A4", "测算底稿：审核意见、评价结论留白", ("evaluation",), saying("【由第三方机构填写】")),
    Question("A5", "正文中不是“2024年6月”形式的日期", EVERY, days_as_typed, never=True),
    Question("A5", "同一章重复的语句", EVERY, lambda read: read.repeated(), never=True),
    Question("A5", "没有对象的“仅供参考”", EVERY, memos_of_nothing, never=True),
    Question("A5", "断在词中的表头", EVERY, lambda read: list(read.broken), never=True),
    Question("A5", "只剩一行的续表", EVERY, lambda read: read.torn(), never=True),
    Question("A5", "只有两三行的页", EVERY, lambda read: read.nearly_empty(FEW_LINES), never=True),
    Question("A5", "不一致的发行费用", EVERY, fees, never=True),
    Question("A5", "图：资金来源与使用", TOLD, titled("^资金来源与使用")),
    Question(
        "A5",
        "图：收入构成",
        TOLD,
        titled("^收入构成与还本付息（分年）"),
        of=lambda result, _: bool(
            result.project.rows(RevenueLine) or result.project.rows(NodeLine) or result.project.rows(Parcel)
        ),
    ),
    Question("A5", "图：收益与还本付息", TOLD, titled("^项目收益与还本付息")),
    Question("A5", "图：累计偿债备付率", TOLD, titled("^累计偿债备付率（分年）")),
    Question("A5", "图：期末资金余额", TOLD, titled("^期末资金余额（分年）")),
    Question("A6", "总体目标和绩效指标", ("targets",), saying("总体目标|绩效指标")),
    *(
        Question("A6", chapter, ("appraisal",), titled(chapter))
        for chapter in ("评估对象", "绩效目标", "评估内容", "评估结论")
    ),
    Question("A6", "本息、收益、偿债资金来源、项目单位声明", ("facts",), saying("债务本息和项目收益|项目单位声明")),
)

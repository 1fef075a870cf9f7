"""绩效目标与事前绩效评估: the eight points with what the bureau says and what the figures say, and the targets."""

import re

from bondcalc.filings.parts.filing import BLANK
from bondcalc.filings.parts.multiple_otherwise import otherwise
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.written_chapters import told, written
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.performance import KINDS, Target
from bondcalc.typeset.document import Heading, PageBlock, PageTable, TableRows

PERFORMANCE = "cai-yu-2021-61"
REPAYMENT = "ex_ante_repayment"
POINTS = (
    ("ex_ante_need", "项目实施的必要性、公益性、收益性"),
    ("ex_ante_maturity", "项目建设投资合规性与项目成熟度"),
    ("ex_ante_sources", "项目资金来源和到位可行性"),
    ("ex_ante_forecast", "项目收入、成本、收益预测合理性"),
    ("ex_ante_size", "债券资金需求合理性"),
    (REPAYMENT, "项目偿债计划可行性和偿债风险点"),
    ("ex_ante_targets", "绩效目标合理性"),
    ("ex_ante_other", "其他需要纳入事前绩效评估的事项"),
)
OTHER = "ex_ante_other"
"""The point that a project may have nothing to say of."""
LABEL = "评估结论"
RESULTS = {True: "已论证", False: "未通过论证", None: BLANK}
UNARGUED = "缺论证内容，未作结论"
"""What stands for 已论证 where the bureau states it and argues nothing: no filing concludes what it does not show."""


def basis(writer: Writer) -> list[PageBlock]:
    """Name the document the points come from, once it is in force: a plan never cites what came after it."""
    for document in writer.result.rules.instruments:
        if document.id == PERFORMANCE:
            writer.words |= {"performance_title": document.title, "performance_number": document.number or ""}
            return [*writer.paragraphs("evaluation_basis")]
    return [*writer.paragraphs("evaluation_before")]


def points(writer: Writer) -> list[PageBlock]:
    """Argue each point: the bureau's words, the figures of the schedules that bear on it, the conclusion it states."""
    blocks: list[PageBlock] = []
    for index, (id_, label) in enumerate(shown(writer), 1):
        blocks += [
            Heading(3, f"{index}.{label}"),
            *(told(writer, id_) if id_ == OTHER else written(writer, id_)),
            *(writer.paragraphs(f"{id_}_figures") if writer.has(f"{id_}_figures") else ()),
            *(otherwise(writer, "_beside") if id_ == REPAYMENT else ()),
            *_conclusion(writer, id_),
        ]
    return blocks


def _conclusion(writer: Writer, id_: str) -> list[PageBlock]:
    """State the conclusion of a point once: where the bureau's own words say 评估结论 too, ours is called otherwise or left out."""
    result, argued = concluded(writer, id_), "".join(texts_of(writer.result.project, id_))
    writer.words["ex_ante_result"] = result
    if LABEL not in argued:
        return [*writer.paragraphs("ex_ante_result")]
    if re.search(f"{LABEL}[：:]?\\s*{re.escape(result)}", argued):
        return []
    return [*writer.paragraphs("ex_ante_result_beside")]


def shown(writer: Writer) -> list[tuple[str, str]]:
    """Give the points a filing argues: other matters only where something is said of them, or they failed."""
    project = writer.result.project
    other = bool(texts_of(project, OTHER)) or project.form(Compliance).ex_ante_other is False
    return [point for point in POINTS if point[0] != OTHER or other]


def concluded(writer: Writer, id_: str) -> str:
    """Give the conclusion of a point: what the bureau states, and 已论证 only beside an argument."""
    project = writer.result.project
    stated = getattr(project.form(Compliance), id_)
    return UNARGUED if stated and not texts_of(project, id_) else RESULTS[stated]


def targets_by_kind(writer: Writer) -> list[Target]:
    """Give the targets in the order of their kinds, those of one kind as they were filled in."""
    order = list(KINDS)
    return sorted(writer.result.project.rows(Target), key=lambda target: order.index(target.kind))


def targets(writer: Writer) -> list[PageBlock]:
    """The targets, kind by kind, below the aim they serve."""
    rows: TableRows = [
        [KINDS[target.kind], target.name, target.value, str(target.due or ""), target.basis or ""]
        for target in targets_by_kind(writer)
    ]
    goal = written(writer, "goal")
    if not rows:
        return [*goal, *writer.paragraphs("no_targets")]
    heads = ["类别", "指标", "目标值", "年份", "依据"]
    return [*goal, PageTable("绩效目标表", "", [heads], rows, "lllcl", [1.3, 1.6, 1.4, 0.7, 1.6])]

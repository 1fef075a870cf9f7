"""One thing that differs between what was filed and what the program makes of its input."""

from dataclasses import dataclass
from enum import StrEnum

from bondcalc.wording.terms import Language


class Cause(StrEnum):
    """Why something differs (原因); FORM alone is no difference of content."""

    TYPED = "typed"
    FORMULA = "formula"
    INPUT = "input"
    VALUE = "value"
    ROUNDING = "rounding"
    PROGRAM = "program"
    RULES = "rules"
    TEXT = "text"
    HIDDEN = "hidden"
    LOOK = "look"
    SHEETS = "sheets"
    ATTACHMENT = "attachment"
    MANIFEST = "manifest"
    AFTER_SEAL = "after_seal"
    MISSING = "missing"
    REPLACED = "replaced"
    MOVED = "moved"
    UNKNOWN_FIGURE = "unknown_figure"
    BINDING = "binding"
    HEADS = "heads"
    CHART = "chart"
    ADDED = "added"
    CONTRADICTS = "contradicts"
    FORM = "form"
    UNKNOWN = "unknown"

    def label(self, language: Language = "zh") -> str:
        """Name the cause for people."""
        return _LABELS[self][0 if language == "zh" else 1]


_LABELS = {
    Cause.TYPED: ("数值替换公式", "value typed over a formula"),
    Cause.FORMULA: ("公式有改动", "formula changed"),
    Cause.INPUT: ("测算后录入有改动", "input changed after the run"),
    Cause.VALUE: ("存储值与公式不符", "stored value does not follow from its formula"),
    Cause.ROUNDING: ("四舍五入", "rounding"),
    Cause.PROGRAM: ("程序或程序库版本不同", "another version of the program or its libraries"),
    Cause.RULES: ("规则参数不同", "other rule data"),
    Cause.TEXT: ("文字或数字有改动", "text or figure changed"),
    Cause.LOOK: ("外观有改动", "what is seen was changed"),
    Cause.HIDDEN: ("行、列或表隐藏", "row, column or sheet hidden"),
    Cause.SHEETS: ("工作表缺失、多出或换位", "sheet missing, added or moved"),
    Cause.ATTACHMENT: ("附件有替换", "attachment replaced"),
    Cause.MANIFEST: ("清单有改动", "manifest changed"),
    Cause.AFTER_SEAL: ("签章后改动", "changed after sealing"),
    Cause.MISSING: ("生成的内容缺失", "generated content missing"),
    Cause.REPLACED: ("控件删去后手工填数", "typed in place of a figure"),
    Cause.MOVED: ("数字换了位置", "figure in another place"),
    Cause.UNKNOWN_FIGURE: ("测算中没有的数字", "figure the run does not have"),
    Cause.BINDING: ("绑定数据有改动", "bound data changed"),
    Cause.HEADS: ("表头、表名或单位有改动", "heads, title or unit of a table changed"),
    Cause.CHART: ("图中数据有改动", "data of a chart changed"),
    Cause.ADDED: ("自行增加的内容", "content added"),
    Cause.CONTRADICTS: ("文中数字与测算不符", "number in the text contradicts the figures"),
    Cause.FORM: ("仅形式不同", "form only"),
    Cause.UNKNOWN: ("原因不明", "cause unknown"),
}


@dataclass(frozen=True)
class Difference:
    """What differs and where: a document, its sheet (or page 第3页, or an empty text), a place in it, the line it belongs to.

    `place` is a cell (D7), a key of the manifest or a line of text; `label` the line's name or the figure's id. `filed`
    and `recomputed` are texts as people read them, empty where there is nothing.
    """

    document: str
    sheet: str
    place: str
    label: str
    filed: str
    recomputed: str
    cause: Cause

    @property
    def content(self) -> bool:
        """Tell whether figures, words or sources differ, and not only the form they are stored in."""
        return self.cause is not Cause.FORM

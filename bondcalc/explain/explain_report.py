"""An explanation as a report: the figure, the pairs of its sum, and every figure and cell below it once, by number."""

from collections.abc import Mapping, Sequence

from bondcalc.algebra.exact import Value
from bondcalc.algebra.trace import At
from bondcalc.explain.node import Node
from bondcalc.explain.tree import Explanation, Reference
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("数的来源", "Where a figure comes from")
KINDS = {
    "figure": Words("测算数", "figure"),
    "input": Words("录入值", "input"),
    "rule": Words("规则参数", "rule value"),
}
SIGNS = {"+": Words("加", "plus"), "−": Words("减", "less")}
UNIT = ReportColumn("unit", Words("单位", "unit"), align="c")
VALUE = ReportColumn("value", Words("数值", "value"), mixed=True)
PLACE = ReportColumn("place", Words("单元格", "cell"), align="l")
TERMS = (
    ReportColumn("sign", Words("加减", "sign"), align="c"),
    ReportColumn("name", Words("组成", "term"), align="l"),
    VALUE,
    UNIT,
    PLACE,
)
FIGURES = (
    ReportColumn("number", Words("序号", "no."), Unit.COUNT, align="c"),
    ReportColumn("name", Words("名称", "name"), align="l"),
    ReportColumn("when", Words("年份或付息日", "year or day"), align="c"),
    VALUE,
    UNIT,
    ReportColumn("kind", Words("种类", "kind"), align="c"),
    ReportColumn("words", Words("公式", "formula"), align="l", width=3.0),
    ReportColumn("numbers", Words("代入的数", "in numbers"), align="l", width=3.0),
    ReportColumn("parts", Words("由下列序号得出", "made of"), align="l"),
    ReportColumn("source", Words("依据", "source"), align="l"),
    PLACE,
)


def explain_report(explanation: Explanation, root: At, project: Project, depth: int | None = None) -> Report:
    """Tell a figure down to its cells, or to a depth; docs/analysis.md states every key of the data."""
    node = explanation.node(root)
    below, terms = _below(explanation, root, depth), _terms(explanation, root)
    notes = [
        Note("figure", _same(f"{_title(node)} = {node.value}")),
        Note("words", _said("公式：", "formula: ", node.words)),
        Note("numbers", _said("代入：", "in numbers: ", node.numbers)),
        Note("source", _said("依据：", "source: ", node.source)),
    ]
    listed = [_row(explanation, part, number, below) for number, part in enumerate(below, 1)]
    return Report(
        project.form(Particulars).name,
        project.form(Settings).notation(),
        [
            *(note for note in notes if note.words.zh),
            terms,
            Listing("figures", Words("逐级来源", "Down to the cells"), FIGURES, listed, page="long"),
        ],
        data={
            "label": node.label,
            "when": node.when,
            "value": _plain(node),
            "unit_of_value": node.unit,
            "place": node.place,
            "terms": terms,
            "figures": [_data(explanation, part, number, below) for number, part in enumerate(below, 1)],
        },
        widths=(8, 34, 16, 18, 10, 10, 44, 60, 24, 30, 22),
    )


def _same(text: str) -> Words:
    """The explanation speaks one language already."""
    return Words(text, text)


def _said(zh: str, en: str, text: str) -> Words:
    """Say what a text is before it; blank where there is none."""
    return Words(zh + text, en + text) if text else Words("")


def _plain(node: Node) -> Datum:
    """Give a figure for programs, None where words stand."""
    known = _value(node.amount, node.unit, "")
    return known if isinstance(known, Datum) else Datum(None)


def _title(node: Node) -> str:
    return f"{node.label} {node.when}".strip()


def _below(explanation: Explanation, root: At, depth: int | None) -> dict[Reference, int]:
    """Number the figure, what it is made of, and so on, each once; zeros behind what counts."""
    numbers: dict[Reference, int] = {root: 1}
    row: Sequence[Reference] = [root]
    while row and (depth is None or depth > 0):
        parts = [part for above in row for part in (*explanation.parts(above), *explanation.idle(above))]
        row = [part for part in dict.fromkeys(parts) if part not in numbers]
        for part in row:
            numbers[part] = len(numbers) + 1
        depth = None if depth is None else depth - 1
    return numbers


def _value(value: Value, unit: str, text: str) -> ReportCell:
    """Give a figure as a number where it is counted in a unit of the program, else as it is written."""
    if value is None or isinstance(value, bool) or unit not in [*Unit] or unit == Unit.NONE:
        return _same(text)
    return Datum(value, Unit(unit))


def _unit(explanation: Explanation, value: ReportCell, unit: str) -> Words:
    return _same(explanation.numbers.unit(unit) if isinstance(value, Datum) else "")


def _terms(explanation: Explanation, root: At) -> Listing:
    """Give the pairs of a sum, zeros last; no row for any other formula."""
    terms = sorted(explanation.addends(root), key=lambda term: term.value == 0)
    rows: list[ReportRow] = []
    for term in terms:
        node = explanation.node(term.part) if isinstance(term.part, At) else None
        value = _value(term.value, term.unit, explanation.numbers.text(term.value, term.unit))
        rows.append(
            {
                "sign": SIGNS[term.sign],
                "name": _same(term.full),
                "value": value,
                "unit": _unit(explanation, value, term.unit),
                "place": node.place if node else "",
            }
        )
    return Listing("terms", Words("各项组成", "Terms"), TERMS, rows)


def _row(explanation: Explanation, part: Reference, number: int, below: Mapping[Reference, int]) -> ReportRow:
    node = explanation.node(part)
    value = _value(node.amount, node.unit, node.value)
    made_of = [str(below[inner]) for inner in explanation.parts(part) if inner in below]
    return {
        "number": Datum(number, Unit.COUNT),
        "name": _same(node.label),
        "when": _same(node.when),
        "value": value,
        "unit": _unit(explanation, value, node.unit),
        "kind": KINDS[node.kind],
        "words": _same(node.words),
        "numbers": _same(node.numbers),
        "parts": in_turn(made_of),
        "source": _same(node.source),
        "place": node.place,
    }


def _data(explanation: Explanation, part: Reference, number: int, below: Mapping[Reference, int]) -> dict[str, object]:
    """Give a figure for programs: what it is made of by number, terms that are zero apart."""
    node = explanation.node(part)
    return {
        "number": number,
        "kind": node.kind,
        "label": node.label,
        "when": node.when,
        "value": _plain(node),
        "unit": node.unit,
        "text": node.value,
        "words": node.words,
        "numbers": node.numbers,
        "source": node.source,
        "place": node.place,
        "blank": node.blank,
        "parts": [below[inner] for inner in explanation.parts(part) if inner in below],
        "zeros": [below[inner] for inner in explanation.idle(part) if inner in below],
    }

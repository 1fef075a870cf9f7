"""反算 as a report: the sentence, the inputs at the answer, what stops it, what was tested."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Finding
from bondcalc.compare.told import Teller, both_tongues
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.sizing.answer import Answer, failing
from bondcalc.sizing.size_words import MONEY, money, said, searched, shown_value
from bondcalc.sizing.worth import not_passed, rule_row, standing
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Keyed, Listing, Note, Report, ReportCell, ReportColumn, Words

TITLE = Words("反算", "How much it can carry")
CHANGES_AT_ANSWER = Words("与录入文件不同之处", "what differs from the project file")
CHANGES_OF_SEARCH = Words("查找时先作的改动", "what the search changed before it began")
CHANGED = (
    ReportColumn("sheet", Words("表", "sheet"), align="l"),
    ReportColumn("row", Words("行", "row"), align="l"),
    ReportColumn("field", Words("栏目", "field"), align="l"),
    ReportColumn("before", Words("录入", "stated")),
    ReportColumn("after", Words("反算所得", "at the answer")),
)
MOVED = (
    ReportColumn("figure", Words("数值", "figure"), align="l"),
    ReportColumn("before", Words("录入", "stated"), mixed=True),
    ReportColumn("after", Words("反算所得", "at the answer"), mixed=True),
)


def size_report(result: Result, answer: Answer) -> Report:
    """Tell an answer; docs/analysis.md states every key of the data."""
    over, project = answer.range, result.project
    changed, moved = _changes(result, answer), _moved(answer)
    shown: list[Note | Listing] = [changed, *_shown(moved), *_binding(result, answer), *_notes(result, answer)]
    return Report(
        project.form(Particulars).name,
        project.form(Settings).notation(),
        [Note("answer", said(result, answer)), *standing(answer), *_searched(result, answer), *shown],
        data={
            "find": answer.find.id,
            "value": _plain(answer.value),
            "base": _plain(over.base if over else None),
            "quantum": _plain(over.quantum if over and not over.listed else None),
            "beyond": _plain(answer.beyond),
            "range": answer.which,
            "ends_the_range": answer.ends_the_range,
            "changes": changed,
            "figures": moved,
            "inputs": dict(answer.details),
            "capital": _plain(answer.capital),
            "investment": _plain(answer.investment),
            "binding": [_finding(finding) for finding in answer.binding],
            "looked_at": _plain(answer.looked_at),
            "not_passed": [rule_row(answer, finding) for finding in not_passed(answer)],
            "fails_as_entered": _ids(failing(answer.entered)),
            "fails_at_base": _ids(answer.at_base),
            "fails_at_answer": _ids(failing(answer.answered)),
            "tests": answer.tests,
            "left_out": answer.left_out,
            "misfits": [list(misfit) for misfit in answer.misfits],
            "reason": said(result, answer),
        },
        widths=(30, 44, 24, 20, 50),
    )


def _searched(result: Result, answer: Answer) -> Iterator[Note]:
    """Say what was looked through, and that all else was held."""
    if answer.range is not None:
        yield Note("searched", searched(result, answer, answer.range), apart=True)


def _ids(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule.id for finding in findings]


def _moved(answer: Answer) -> Listing:
    """List the key figures that the answer changes: what is filed is another project."""
    rows: list[dict[str, ReportCell]] = [
        {
            "figure": Keyed(figure.line.id, Words(figure.line.zh, figure.line.en)),
            "before": Datum(figure.before, figure.line.unit),
            "after": Datum(figure.after, figure.line.unit),
        }
        for figure in answer.moved
    ]
    return Listing("figures", Words("随之改变的主要数值", "key figures that it changes"), MOVED, rows)


def _shown(moved: Listing) -> Iterator[Listing]:
    if moved.rows:
        yield moved


def _plain(value: Decimal | None) -> Datum:
    return Datum(value, exact=True)


def _finding(finding: Finding) -> dict[str, ReportCell]:
    reason = Words(finding.outcome.zh, finding.outcome.en)
    return {
        "rule": finding.rule.id,
        "figure": finding.outcome.figure,
        "threshold": finding.outcome.threshold,
        "reason": reason,
    }


def _changes(result: Result, answer: Answer) -> Listing:
    """List every cell that the answer has otherwise than the project file, so that it can be typed in."""
    chinese, english = Teller(result, "zh"), Teller(result, "en")
    rows: list[dict[str, ReportCell]] = []
    for change in answer.changes:
        before, after = both_tongues(change, chinese, english)
        rows.append(
            {
                "sheet": Keyed(change.sheet.id, Words(chinese.sheet(change.sheet), english.sheet(change.sheet))),
                "row": chinese.row(change),
                "field": Keyed(change.field, Words(chinese.field(change), english.field(change))),
                "before": before,
                "after": after,
            }
        )
    return Listing("changes", CHANGES_AT_ANSWER if answer.project else CHANGES_OF_SEARCH, CHANGED, rows)


def _binding(result: Result, answer: Answer) -> Iterator[Listing]:
    rows = [{**_finding(finding), "article": finding.rule.citation} for finding in answer.binding]
    columns = (
        ReportColumn("rule", Words("规则", "rule"), align="l"),
        ReportColumn("reason", _when(result, answer), align="l"),
        ReportColumn("article", Words("依据", "article"), align="l"),
    )
    if rows:
        yield Listing("binding", None, columns, rows)


def _when(result: Result, answer: Answer) -> Words:
    """Say at which value the tests are answered so."""
    if answer.looked_at is None:
        return Words("再改变一步的结论", "one step further")
    zh, en = (shown_value(result, answer, answer.looked_at, zh=zh) for zh in (True, False))
    return Words(f"{zh}时的结论", f"at {en}")


def _notes(result: Result, answer: Answer) -> Iterator[Note]:
    said = {"tests": _listed("核对事项：", "tests: ", answer.tests)}
    if entered := _ids(failing(answer.entered)):
        said["entered"] = _listed("录入文件不通过的全部规则：", "all rules that fail as entered: ", entered)
    if answer.capital is not None and answer.find.id in MONEY:
        said = {"capital": _capital(result, answer, answer.capital, answer.investment or Decimal(0)), **said}
    if answer.left_out:
        said["left_out"] = _listed("资料不全、未纳入：", "need input, left out: ", answer.left_out)
    for index, (id_, words) in enumerate(said.items()):
        yield Note(id_, words, apart=index == 0)


def _capital(result: Result, answer: Answer, capital: Decimal, whole: Decimal) -> Words:
    """Say what capital is at the answer and, where it fills the gap, which total the investment is then."""
    share = number.percent(Fraction(capital) / Fraction(whole)) if whole else "–"
    plugged = answer.project is not None and answer.project.form(Settings).capital == "plug"
    zh = f"{'资金缺口由资本金补足，' if plugged else '资本金'}合计{money(result, capital, zh=True)}，占总投资{share}"
    en = f"capital{' fills the gap' if plugged else ''}: {money(result, capital, zh=False)}, {share} of the investment"
    approved = result.project.form(Particulars).approved_total
    if approved and plugged:
        zh += f"；总投资采用测算数{money(result, whole, zh=True)}，批复总投资{money(result, approved, zh=True)}只作对照"
        en += f"; the investment is the computed one, the approved {money(result, approved, zh=False)} is only compared"
    return Words(zh, en)


def _listed(zh: str, en: str, ids: Sequence[str]) -> Words:
    return Words(zh + "、".join(ids), en + ", ".join(ids))

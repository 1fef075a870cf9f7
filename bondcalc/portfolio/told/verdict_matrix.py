"""核对结论: rules by projects: how many projects each rule holds back, and which."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bondcalc.portfolio.told.limit_table import contradictions, limit_rows
from bondcalc.portfolio.told.region_limits import RegionLimits
from bondcalc.portfolio.told.store_page import StorePage, StorePart, count_column, money_column, text_column, unprinted
from bondcalc.portfolio.told.store_view import StoreView, count, money
from bondcalc.portfolio.told.uncounted import left_out_note
from bondcalc.rules.load import own_library
from bondcalc.wording.report import Listing, Medium, Note, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import NOT_PASSED, Severity, Verdict

MARKS = {Verdict.FAIL: "不通过", Verdict.WARN: "需说明", Verdict.NEEDS_INPUT: "待补充"}
WIDEST = 60
"""Projects that stand side by side; of more, the findings are told one a row."""
PRINTED = 8
"""Projects that a page holds side by side."""
MATRIX = Words("规则—项目对照表", "Rules by projects")
ALL_HOLD = Words("没有不通过或需说明的规则。", "No rule fails or asks for a word.")
COUNTS = (
    text_column("rule", "规则", "rule", 0.7),
    text_column("title", "内容", "what", 3.4),
    ReportColumn("severity", Words("性质", "severity"), width=0.9, align="c"),
    # A project stands in many rows: numbers and bonds of several rules must not be added up.
    *(replace(count_column(verdict, verdict.zh, verdict.en), total=False) for verdict in Verdict),
    money_column("amount", "不通过项目的债券", "bonds of those that fail", total=False),
)


def verdict_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell the rules with their counts, the matrix, then every finding that fails or is to be explained."""
    counts: dict[str, Counter[str]] = {}
    severities: dict[str, str] = {}
    sql = """SELECT rule, severity, f.verdict, count(*) FROM projects JOIN findings f USING (result)
        GROUP BY rule, severity, f.verdict ORDER BY rule, severity, f.verdict"""
    for rule, severity, verdict, times in view.store.rows(sql):
        counts.setdefault(rule, Counter())[verdict] += times
        severities.setdefault(rule, severity)
    ordered = [(rule, _count(view, rule, severities[rule], counts[rule])) for rule in _ordered(counts)]
    judged = [row for rule, row in ordered if _judged(counts[rule])]
    asked = [row for rule, row in ordered if not _judged(counts[rule])]
    matrix = _matrix(view, counts)
    note = Words(
        "有项目不通过或需说明的规则，不通过最多的在前。各列为项目个数，一个项目列入多条规则，不加总。"
        f"{open_told(view)}"
        "L01、L02按各项目文件填列的限额、余额核对；按清单“地区限额”表汇总的核对见“地区限额”。",
        "Rules that some project fails; L01 and L02 as each project file states its limits, those of the list stand apart.",
    )
    limits = RegionLimits(view)
    return [
        Note("verdict_note", note),
        *_beside_paper(matrix, asked),
        *contradictions(view, limits, limit_rows(view, limits)),
        *left_out_note(view),
        Listing("rules", Words("规则结论汇总表", "Verdicts by rule"), COUNTS, judged, empty=ALL_HOLD, money=True),
        *matrix,
        unprinted(Listing("rules_asked", Words("待补充的规则表", "Rules that ask"), COUNTS[:-1], asked)),
    ]


def open_told(view: StoreView) -> str:
    """Say how many projects fail nothing and leave statutory matters open, where there are any."""
    left_open = sum(view.verdict(member) is Verdict.NEEDS_INPUT for member in view.done)
    return f"没有不通过、但有法定事项待补充的项目{left_open}个，核对结论为待补充，不算通过。" if left_open else ""


def _beside_paper(matrix: Sequence[Listing], asked: Sequence[ReportRow]) -> Iterator[Note]:
    """Say of each medium what it has no row of, and what a blank cell of the matrix means."""
    if asked:
        there, elsewhere = "只待补充的规则在后，另列一表。", "只待补充的规则见工作簿。"
        yield Note("verdict_asked", Words(there, "Rules that only ask stand last.", paper=elsewhere))
    for listing in matrix:
        said = f"{MATRIX.zh}中空白的为通过或不适用。"
        paper = said if listing.shown(Medium.PAPER) else ""
        yield Note("verdict_matrix", Words(said, "A blank cell passes or does not apply.", paper=paper))


def _judged(verdicts: Counter[str]) -> bool:
    return bool(verdicts[Verdict.FAIL] or verdicts[Verdict.WARN])


def _ordered(counts: dict[str, Counter[str]]) -> list[str]:
    """Order the rules that hold somebody back: those that fail most first."""
    concerned = [rule for rule, verdicts in counts.items() if any(verdicts[verdict] for verdict in NOT_PASSED)]
    return sorted(concerned, key=lambda rule: (*(-counts[rule][verdict] for verdict in NOT_PASSED), rule))


def _count(view: StoreView, rule: str, severity: str, verdicts: Counter[str]) -> ReportRow:
    sql = """SELECT key FROM projects JOIN findings f USING (result) WHERE rule = ? AND f.verdict = ? ORDER BY key"""
    failing = (
        [view.by_key[key] for (key,) in view.store.rows(sql, (rule, Verdict.FAIL))] if verdicts[Verdict.FAIL] else []
    )
    return {
        "rule": rule,
        "title": title_of(rule),
        "severity": severity_of(severity),
        **{verdict: count(verdicts[verdict]) for verdict in Verdict},
        "amount": money(sum((member.amount("special_bonds") for member in failing), Decimal(0))),
    }


def title_of(rule: str) -> Words | None:
    """Give what a rule asks, in the words of its last version."""
    verdicts = [rule_of for rule_of in own_library().rules if rule_of.id == rule]
    return Words(verdicts[-1].zh, verdicts[-1].en) if verdicts else None


def severity_of(id_: str) -> Words:
    """Name a severity."""
    severity = Severity(id_)
    return Words(severity.zh, severity.en)


def _matrix(view: StoreView, counts: dict[str, Counter[str]]) -> list[Listing]:
    """Put rules beside projects, where a sheet can be read; rules that somebody fails or has to explain."""
    rules = [rule for rule in _ordered(counts) if _judged(counts[rule])]
    if not 0 < len(view.done) <= WIDEST or not rules:
        return []
    beside: dict[str, dict[str, ReportCell]] = {rule: {"rule": rule, "title": title_of(rule)} for rule in rules}
    places = {member.key: f"p{number}" for number, member in enumerate(view.done, 1)}
    for verdict in NOT_PASSED:
        for key, finding in view.store.findings(verdict):
            if finding.rule in beside:
                beside[finding.rule][places[key]] = MARKS[verdict]
    columns = (
        text_column("rule", "规则", "rule", 0.7),
        text_column("title", "内容", "what", 3.0),
        *(ReportColumn(places[member.key], member.name, width=1.1, align="c") for member in view.done),
    )
    listing = Listing("matrix", MATRIX, columns, list(beside.values()))
    return [listing if len(view.done) <= PRINTED else unprinted(listing)]


VERDICT_PAGE = StorePage("verdicts", Words("核对结论", "Verdicts"), verdict_parts)

"""Two versions: every changed input is named, every figure that moved is told, the steps add up to the whole."""

import json
import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from bondcalc.compare.compare_report import compare_report
from bondcalc.compare.comparison import Comparison, compare, compared
from bondcalc.compare.input_changes import Change, changes, way
from bondcalc.compare.steps import Step, Steps, watched
from bondcalc.compare.told import Teller
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.distributions import RiskDriver
from bondcalc.inputs.validate import unfit
from bondcalc.money import half_up
from bondcalc.problem import Exit
from bondcalc.result.result import Options, Result
from bondcalc.run import evaluate, run
from bondcalc.screen.compare import comparison_text
from bondcalc.screen.width import screen_width
from bondcalc.wording.report import Datum, Listing
from tests.commands import bondcalc
from tests.conftest import SAMPLE
from tests.filed_names import PLAN
from tests.parted import compute

TEXT = SAMPLE.read_text(encoding="utf-8")
CENT = Decimal("0.01")


def edited(*pairs: tuple[str, str]) -> Result:
    """The sample with pieces of its text replaced, each of which stands in it once."""
    text = TEXT
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return compute(read_bytes("project.toml", text.encode()))


def against(sample: Result, *pairs: tuple[str, str]) -> Comparison:
    return compared(sample, edited(*pairs), ("A", "B"))


def names(comparison: Comparison) -> list[tuple[str, str, str, str, int | None]]:
    return [(one.kind, one.sheet.id, one.row[0], one.field, one.index) for one in comparison.changes]


def held(comparison: Comparison) -> None:
    """Every change is in one step, in order unless joined, and each watched figure moves by the sum of its steps, exactly."""
    made = [change for step in comparison.steps.steps for change in step.changes]
    assert len(made) == len(comparison.changes)
    assert {(one.sheet.id, one.row, one.field, one.index) for one in made} == {
        (one.sheet.id, one.row, one.field, one.index) for one in comparison.changes
    }
    before, after = (watched(result.book, result.figures) for result in (comparison.before, comparison.after))
    for id_ in before.keys() & after.keys():
        assert (
            sum((step.moves.get(id_, Fraction(0)) for step in comparison.steps.steps), Fraction(0))
            == after[id_] - before[id_]
        ), id_


def move(comparison: Comparison, figure: str, step: int = 0) -> Fraction:
    return comparison.steps.steps[step].moves.get(figure, Fraction(0))


COUPON = ("coupon = 0.038\nterm_years = 20", "coupon = 0.036\nterm_years = 20")
ROADS = ("amount = 5670\n", "amount = 6000\n")
PRICE = ("price = 14.5\n", "price = 15\n")


def test_a_coupon_moves_the_debt_service_by_the_interest_on_each_balance(sample: Result) -> None:
    comparison = against(sample, COUPON)
    assert names(comparison) == [("field", "bonds", "B", "coupon", None)]
    table = sample.book.find("bond_B")
    balances = sample.figures.amounts(table["opening_balance"])
    rates = (Decimal("0.038"), Decimal("0.036"))
    was, now = (sum(half_up(balance * rate / 2, CENT) for balance in balances) for rate in rates)
    assert move(comparison, "service") == Fraction(now) - Fraction(was)
    assert move(comparison, "revenue_counted") == 0
    assert move(comparison, "coverage_total_debt") > 0
    held(comparison)


def test_an_amount_moves_the_investment_by_itself_and_its_contingency(sample: Result) -> None:
    comparison = against(sample, ROADS)
    assert move(comparison, "investment") == Fraction(330) * Fraction(105, 100)
    held(comparison)


def test_several_changes_are_told_apart(sample: Result) -> None:
    comparison = against(sample, PRICE, COUPON, ROADS)
    assert [name[1:4] for name in names(comparison)] == [
        ("investment", "roads", "amount"),
        ("bonds", "B", "coupon"),
        ("land", "P1", "price"),
    ]
    assert not any(step.joined for step in comparison.steps.steps)
    assert [move(comparison, "investment", 0), move(comparison, "service", 0), move(comparison, "service", 2)] == [
        Fraction("346.5"),
        0,
        0,
    ]
    assert move(comparison, "revenue_counted", 2) > 0
    assert [one.rule.id for one in comparison.verdicts if one.rule.id == "C03"] == ["C03"]
    held(comparison)


@pytest.mark.slow
def test_a_parcel_more_and_a_cost_line_less(sample: Result) -> None:
    parcel = (
        '[[land]]\nid = "P9"\nuse = "工业用地"\narea_mu = 10\nprice = 20\nclaimed = true\nby_year = { 2026 = 1 }\n\n'
    )
    start = TEXT.index("[[costs]]")
    line = TEXT[start : TEXT.index("\n[[", start) + 1]
    more = against(
        sample,
        (
            '[[revenue]]\nid = "' + TEXT.split('[[revenue]]\nid = "')[1].split('"')[0],
            parcel + '[[revenue]]\nid = "' + TEXT.split('[[revenue]]\nid = "')[1].split('"')[0],
        ),
    )
    assert names(more) == [("added", "land", "P9", "", None)]
    assert move(more, "revenue_counted") > 0
    held(more)
    less = against(sample, (line, ""))
    assert names(less) == [("removed", "costs", line.split('id = "')[1].split('"')[0], "", None)]
    assert move(less, "revenue_counted") > 0
    assert any(row.table.id == "cash" and row.line.id == "closing" for row in less.rows)
    held(less)


def test_what_cannot_be_changed_alone_is_one_step_and_said_so(sample: Result) -> None:
    comparison = against(
        sample, ("coupon = 0.0338\nterm_years = 10", "coupon = 0.0338\nmaturity_date = 2030-09-15"), ROADS
    )
    steps = comparison.steps.steps
    assert [[change.field for change in step.changes] for step in steps] == [
        ["amount"],
        ["term_years", "maturity_date"],
    ]
    assert [step.joined for step in steps] == [False, True]
    assert not steps[1].moves
    assert "单独改动不能通过检查" in comparison_text(comparison, "zh")
    held(comparison)


def test_a_changed_term_moves_coverage(sample: Result) -> None:
    comparison = against(sample, ("coupon = 0.0338\nterm_years = 10", "coupon = 0.0338\nterm_years = 12"))
    table = comparison.after.book.find("bond_A")
    assert len(table.axis.days) == 24
    added = Fraction(half_up(Decimal(16000) * Decimal("0.0338") / 2, CENT)) * 4
    assert move(comparison, "bond_service") == added
    held(comparison)


def test_another_rule_date_is_a_step_of_its_own(sample: Result) -> None:
    comparison = against(sample, ("rule_date = 2021-05-01", "rule_date = 2025-01-01"), COUPON)
    assert [step.changes[0].field for step in comparison.steps.steps] == ["rule_date", "coupon"]
    assert "C12" in comparison.rules
    assert "适用规定日期不同" in comparison_text(comparison, "zh")
    held(comparison)


def test_identical_files_say_so(sample: Result) -> None:
    comparison = compared(sample, edited(), ("A", "B"))
    assert comparison.identical
    assert not comparison.figures and not comparison.rows and not comparison.verdicts  # noqa: PT018
    assert "录入完全相同" in comparison_text(comparison, "zh")


@pytest.mark.slow
def test_kinds_of_files_of_one_project_are_identical(tmp_path: Path) -> None:
    run(SAMPLE, tmp_path / "out", Options(filings=("plan",)))
    for source in (SAMPLE.with_name("project.xlsx"), tmp_path / "out" / PLAN, tmp_path / "out" / "schedules.xlsx"):
        assert compare(SAMPLE, source).identical, source
    assert compare(tmp_path / "out" / PLAN, tmp_path / "out").identical


@pytest.mark.slow
def test_many_changes_go_row_by_row(sample: Result) -> None:
    other = compute(read_bytes("project.toml", (SAMPLE.parents[1] / "anping-water" / "project.toml").read_bytes()))
    comparison = compared(sample, other, ("A", "B"))
    assert comparison.steps.grouped
    held(comparison)
    lines = comparison_text(comparison, "zh").splitlines()
    assert max(map(screen_width, lines)) <= 80
    assert any("同一行的变动合为一步" in line for line in lines)


def test_a_step_of_several_changes_says_so_however_long_the_first_is(sample: Result) -> None:
    """压力测试幅度 moves nothing; were it named alone, the whole move of the step would seem to come from it."""
    found = against(sample, ("stress_level = 0.10", "stress_level = 0.20"), ("face = 20000", "face = 19000"))
    level, face = found.changes
    moved = Step((face,), {"service": Fraction(-1)}, joined=False)
    text = comparison_text(
        replace(found, steps=Steps((Step((level, face), moved.moves, joined=False), moved), grouped=True)), "zh"
    )
    (line,) = (line for line in text.splitlines() if line.startswith("1 计算设置"))
    assert "…等2项 " in line
    assert all(screen_width(line) <= 80 for line in text.splitlines())


def test_a_share_moves_by_points(sample: Result) -> None:
    """A share that falls by a point falls by no per cent of itself."""
    found = against(sample, ("face = 20000", "face = 19000"))
    listing = compare_report(found).part("figures")
    assert isinstance(listing, Listing)
    moves = {
        one.line.zh: (one, row["move"], row["before"]) for one, row in zip(found.figures, listing.rows, strict=True)
    }
    share, move, before = moves["专项债券占比"]
    assert isinstance(move, Datum)
    assert isinstance(before, Datum)
    assert (move.points, before.points) == (True, False)
    assert Teller(sample, "zh").move(Fraction(-15829, 1_000_000), share.line.unit) == "−1.5829个百分点"
    assert Teller(sample, "en").move(Fraction(1, 100), share.line.unit) == "+1.00 points"
    assert re.search(r"专项债券占比 .*% +−[0-9.]+个百分点$", comparison_text(found, "zh"), re.MULTILINE)


def test_other_rule_files_are_said(sample: Result) -> None:
    comparison = compared(sample, edited(ROADS), ("A", "B"), ["A"])
    assert "规则文件与本程序的不同" in comparison_text(comparison, "zh")


@pytest.mark.slow
def test_the_command_prints_text_or_json(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(TEXT.replace(*ROADS).replace(*COUPON), encoding="utf-8")
    text, data = (bondcalc("compare", SAMPLE, other, *more) for more in ([], ["--json"]))
    assert text.returncode == data.returncode == Exit.DONE
    assert "专项债券 B 票面利率：3.80% → 3.60%" in text.stdout
    told = json.loads(data.stdout)
    assert [(one["sheet"], one["row"], one["field"], one["before"], one["after"]) for one in told["changes"]] == [
        ("investment", "roads", "amount", "5,670.00万元", "6,000.00万元"),
        ("bonds", "B", "coupon", "3.80%", "3.60%"),
    ]
    moved = {one["id"]: Decimal(one["after"]) - Decimal(one["before"]) for one in told["figures"]}
    for id_ in ("investment", "service", "cash_min"):
        assert sum((Decimal(step["moves"].get(id_, "0")) for step in told["steps"]), Decimal(0)) == moved[id_], id_


def test_every_form_says_why_a_rule_is_no_longer_passed(tmp_path: Path) -> None:
    """Issued four years late, the bond brings nothing to the works: C07 fails by the same sentence everywhere."""
    versions = [Path(f"samples/anping-water/{name}.toml") for name in ("project", "project-发行结果")]
    whole, data, table = (
        bondcalc("compare", *versions, *more) for more in ([], ["--json"], ["--out", tmp_path / "found.csv"])
    )
    assert whole.returncode == data.returncode == table.returncode == Exit.DONE
    turned = {one["rule"]: one for one in json.loads(data.stdout)["verdicts"]}
    assert turned["C07"]["after"] == "fail"
    assert turned["C07"]["reason"].startswith("2022年末资金为负，缺口3,017.30万元")
    assert {one["after"] for one in turned.values() if one["reason"] is None} <= {"pass", "not_applicable", None}
    assert turned["C07"]["reason"] in (tmp_path / "found.csv").read_text(encoding="utf-8-sig")
    assert turned["C07"]["reason"] in whole.stdout.replace("\n    ", "")


def mutated(project: Project, draw: random.Random) -> Project:
    """Change a few inputs at random: figures, dates, rows more, less and in another order."""
    for _ in range(draw.randint(1, 6)):
        sheet = draw.choice([one for one in sheets() if one.id in CHANGED and project.tables.get(one.id)])
        rows = list(project.tables[sheet.id])
        place = draw.randrange(len(rows))
        kind = draw.random()
        if not sheet.form and kind < 0.12:
            del rows[place]
        elif not sheet.form and kind < 0.24 and hasattr(rows[place], "id"):
            rows.insert(draw.randrange(len(rows) + 1), replace(rows[place], id=f"x{draw.randrange(99)}"))
        elif not sheet.form and kind < 0.3:
            draw.shuffle(rows)
        else:
            rows[place] = _other(rows[place], sheet.cells, draw)
        project = replace(project, tables={**project.tables, sheet.id: tuple(rows)})
    return project


CHANGED = (
    "project",
    "settings",
    "investment",
    "funding",
    "bonds",
    "land",
    "revenue",
    "ramps",
    "costs",
    "taxes_paid",
    "node",
    "stress",
)


def _other(row: Any, cells: Any, draw: random.Random) -> Any:
    cell = draw.choice(
        [one for one in cells if one.kind in {"number", "date", "flag", "indexed"} and one.id != "quantum"]
    )
    value = getattr(row, cell.id)
    if isinstance(value, bool):
        return replace(row, **{cell.id: not value})
    if isinstance(value, Decimal):
        return replace(
            row, **{cell.id: half_up(value * Decimal(draw.randint(80, 120)) / 100, CENT if value > 1 else CENT / 1000)}
        )
    if isinstance(value, date):
        return replace(row, **{cell.id: value.replace(year=value.year + draw.choice((-1, 1)), day=min(value.day, 28))})
    if isinstance(value, dict) and len(value) > 1:
        one, other = draw.sample(sorted(value), 2)
        return replace(row, **{cell.id: {**value, one: value[other], other: value[one]}})
    return row


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_random_changes_add_up_and_are_all_named(sample: Result, count: int, part: int) -> None:
    draw, done = random.Random(f"compare.{part}"), 0
    allowed = unfit(sample.project)
    while done < count:
        project = mutated(sample.project, draw)
        if not unfit(project) <= allowed:
            continue
        done += 1
        comparison = compared(sample, compute(project), ("A", "B"))
        held(comparison)
        made = way(sample.project, project)
        for change in comparison.changes:
            made = made.changed(change)
        assert made.project.tables == project.tables
        backward = changes(project, sample.project)
        assert named_cells(backward) == named_cells(list(comparison.changes))


def named_cells(found: list[Change]) -> set[tuple[object, ...]]:
    """The cells and rows of changes, whichever way they are made: a row under another code has both."""
    codes = {
        (change.sheet.id, change.row): frozenset((change.before, change.after))
        for change in found
        if change.field == change.sheet.cells[0].id
    }
    return {
        (change.sheet.id, codes.get((change.sheet.id, change.row), change.row), change.field, change.index)
        for change in found
        if change.kind != "order"
    }


def discrete(sample: Result, *outcomes: tuple[str, str]) -> Project:
    """The sample with one discrete distribution: rows that all have the same first field."""
    rows = tuple(
        RiskDriver(driver="costs", distribution="discrete", value=Decimal(value), probability=Decimal(chance))
        for value, chance in outcomes
    )
    return replace(sample.project, tables={**sample.project.tables, "risk_drivers": rows, "risk_correlations": ()})


def test_rows_of_the_same_name_come_and_go(sample: Result) -> None:
    """Three rows become one, and one becomes three, in steps; whatever the order of the steps, no row is lost."""
    three = compute(discrete(sample, ("0", "0.5"), ("0.1", "0.3"), ("0.2", "0.2")))
    one = compute(discrete(sample, ("0", "1")))
    for before, after, kind in ((three, one, "removed"), (one, three, "added")):
        comparison = compared(before, after, ("A", "B"))
        assert [(change.kind, change.row[1]) for change in comparison.changes if change.kind == kind] == [
            (kind, 1),
            (kind, 2),
        ]
        held(comparison)
        for order in permutations(comparison.changes):
            made = way(before.project, after.project)
            for change in order:
                made = made.changed(change)
            assert made.project.tables == after.project.tables


@pytest.mark.slow
def test_every_field_of_every_sheet_is_seen(sample: Result) -> None:
    """A value of another kind put into any field is found by name."""
    for sheet in sheets():
        for number, row in enumerate(sample.project.tables.get(sheet.id, ())):
            for cell in sheet.cells[0 if sheet.form else 1 :]:
                other = {2030: Decimal(7)} if cell.kind == "indexed" else "另一个值"
                rows = list(sample.project.tables[sheet.id])
                rows[number] = replace(row, **{cell.id: other})
                found = changes(
                    sample.project, replace(sample.project, tables={**sample.project.tables, sheet.id: tuple(rows)})
                )
                assert {(one.sheet.id, one.field) for one in found} == {(sheet.id, cell.id)}, (sheet.id, cell.id)
    assert sample.project.rows(Bond)


def test_two_units_of_money_are_not_compared(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    head = "[settings]\n"
    assert text.count(head) == 1
    assert "yuan_per_unit" not in text
    (tmp_path / "yuan.toml").write_text(
        text.replace(head, head + 'money_unit = "元"\nyuan_per_unit = 1\n'), encoding="utf-8"
    )
    done = bondcalc("compare", SAMPLE, tmp_path / "yuan.toml")
    assert done.returncode == 4
    assert "yuan.toml以元为金额单位，project.toml以万元为金额单位，不能比较" in done.stderr


def test_the_last_step_is_not_computed_again(sample: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[object] = []
    monkeypatch.setattr(
        "bondcalc.compare.steps.evaluate", lambda project, rules: states.append(project) or evaluate(project, rules)
    )
    held(against(sample, COUPON))
    assert states == []
    held(against(sample, COUPON, ROADS))
    assert len(states) == 1

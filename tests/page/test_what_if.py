"""What if: every cell and verdict that the page computes is that of the exact reading; what is filed comes back."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from bondcalc.algebra.exact import Value
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.page.live_verdicts import FILED, UNJUDGED
from bondcalc.page.project_page import project_page
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.wording.terms import Unit
from tests.benchmarks.pages import bonds, recomputed
from tests.browser import Browser, browser, opened_page
from tests.conftest import SAMPLE
from tests.page.what_if_cases import WhatIf, WhatIfCase, computed
from tests.samples import SAMPLE_NAMES, computed_sample
from tests.schedules.drawn import projects

WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
JUDGED = {"C01", "C02", "C03", "C06", "C07", "C09", "C14", "C15", "N01"}
"""Rules that every sample's page judges."""


@pytest.fixture(scope="module", params=SAMPLE_NAMES)
def sample_if(request: pytest.FixtureRequest) -> WhatIf:
    return WhatIf(computed_sample(request.param))


@pytest.fixture(scope="module")
def opened(sample_if: WhatIf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with opened_page(tmp_path_factory.mktemp("page"), project_page(sample_if.result)) as page:
        yield page


def same(text: str, value: Value) -> bool:
    """Tell whether the page has the figure, digit by digit."""
    if value is None or isinstance(value, bool):
        return text == ("" if value is None else str(value).lower())
    return Decimal(text) == value


def held(sample_if: WhatIf, page: Browser, case: WhatIfCase) -> int:
    """Hold a setting against the exact reading; give how many cells were looked at."""
    told, (figures, judging) = computed(page, case), sample_if.figures(case)
    notation, looked = sample_if.result.project.form(Settings).notation(), 0
    for number, row in told["values"].items():
        line = sample_if.script.lines[int(number)]
        exact, shown = figures[line], told["shown"][number]
        assert len(row) == len(exact)
        for text, value, seen in zip(row, exact, shown, strict=True):
            assert same(text, value), (line.id, case.typed, text, value)
            assert seen == ("—" if value is None else notation.text(value, Unit(line.unit))), (line.id, case.typed)
            looked += 1
    unjudged = set(sample_if.data["unjudged"])
    assert unjudged <= UNJUDGED.keys()
    judged = {id_: verdict for id_, verdict in told["verdicts"].items() if id_ not in unjudged}
    assert judged == sample_if.verdicts(judging, list(judged)), case.typed
    return looked


@pytest.mark.outside
@pytest.mark.slow
def test_drawn_settings_give_every_cell_and_verdict_of_the_exact_reading(
    sample_if: WhatIf, opened: Browser, count: int
) -> None:
    looked = [held(sample_if, opened, case) for case in islice(sample_if.cases(24), max(2, count // 3))]
    assert min(looked) > 1500


@pytest.mark.outside
@pytest.mark.slow
def test_without_a_change_it_is_what_was_filed(sample_if: WhatIf, opened: Browser) -> None:
    held(sample_if, opened, WhatIfCase({}, {}))
    filed = {finding.rule.id: str(finding.verdict) for finding in sample_if.result.findings}
    told = computed(opened, WhatIfCase({}, {}))["verdicts"]
    judged = {id_: verdict for id_, verdict in told.items() if verdict}
    assert set(judged) >= JUDGED
    assert judged == {id_: filed[id_] for id_ in judged}


def kept(drawn: WhatIf, cases: list[WhatIfCase]) -> int:
    """Hold that what a page leaves as filed is what the checks say of the moved figures; give how many rules that are."""
    following = set(drawn.data["verdicts"])
    filed = {finding.rule.id: str(finding.verdict) for finding in drawn.result.findings}
    still = [id_ for id_ in filed if id_ not in following and id_ not in FILED]
    doubtful = {
        (delay["id"], step): unsure for delay in drawn.data["delays"] for step, _, _, _, _, unsure in delay["options"]
    }
    for case in cases:
        unsure = {id_ for key, ids in doubtful.items() if case.typed.get(key[0]) == key[1] for id_ in ids}
        left = [id_ for id_ in still if id_ not in unsure]
        assert drawn.verdicts(drawn.figures(case)[1], left) == {id_: filed[id_] for id_ in left}
    return len(still)


@pytest.mark.slow
def test_rules_that_do_not_follow_keep_their_verdict(sample_if: WhatIf, count: int) -> None:
    assert kept(sample_if, list(islice(sample_if.cases(7), max(2, count // 4)))) > 80


EARLY = '[[principal]]\nbond = "A"\nday = 2027-04-15\nkind = "early"\namount = 500\n'
"""Principal of anping-water that is repaid early."""


def early() -> Result:
    source = (SAMPLE.parent.parent / "anping-water" / "project.toml").read_text(encoding="utf-8")
    later = re.sub(r"(?m)^rule_date = .*$", "rule_date = 2025-06-01", source)
    return compute(read_bytes("project.toml", f"{later}\n{EARLY}".encode()))


@pytest.mark.slow
def test_what_is_not_judged_stands_on_a_list_with_its_reason() -> None:
    for name in SAMPLE_NAMES:
        assert WhatIf(computed_sample(name)).data["unjudged"] == {}
    left = WhatIf(early()).data["unjudged"]
    assert left == {id_: UNJUDGED[id_] for id_ in ("C11", "D14")}


@pytest.mark.outside
@pytest.mark.slow
def test_what_is_not_judged_says_why(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(project_page(early()))
    with browser(tmp_path / "profile") as page:
        page.open((tmp_path / "page.html").as_uri())
        field = "document.querySelector('#drivers input[type=text]')"
        page.ask(f"{field}.value = '-5', {field}.dispatchEvent(new Event('change'))")
        row = "[...document.querySelector('[data-verdict=C11]').parentNode.cells]"
        verdict, _, reason = page.ask(f"{row}.slice(0, 3).map((cell) => page.visible(cell))")
        assert (verdict, reason) == ("试算不判定", UNJUDGED["C11"][0])
        assert "2项随之变动的事项试算不判定" in text(page, "#verdict")
        page.ask("document.getElementById('reset').click()")
        assert page.ask(f"{row}.slice(0, 3).map((cell) => page.visible(cell))")[0] != "试算不判定"


GONE = """void (window.gone = new Promise((done) => {
    document.getElementById('source').addEventListener('close', () => done(true), { once: true });
}))"""
"""A dialog that closes gives the focus back to where it was in an event of its own, after the key is answered."""


def text(page: Browser, place: str) -> str:
    return str(page.ask(f"document.querySelector({place!r}).innerText"))


@pytest.mark.outside
@pytest.mark.slow
def test_the_page_says_what_is_tried_and_goes_back_to_what_is_filed(opened: Browser) -> None:
    before = text(opened, "body")
    slider = str(opened.ask("document.querySelector('#drivers input').id"))
    opened.ask(f"document.getElementById({slider!r}).focus()")
    opened.press("ArrowRight")
    tried = text(opened, "#tried")
    assert tried.startswith("试算，不是申报数：")
    assert "+1%" in tried
    assert text(opened, "#verdict").startswith("试算：")
    assert opened.ask("document.querySelectorAll('#figures .moved').length") > 3
    # Solved figures are hidden, and it is said why.
    assert "临界点" not in text(opened, "#stress")
    assert "试算时不显示" in text(opened, "#charts")
    assert "说明和测试值为申报时的" in text(opened, "#findings")
    moved = opened.ask("document.querySelector('#figures [data-key].moved').innerText")
    opened.ask("document.querySelector('#figures [data-key].moved').closest('div').querySelector('button').click()")
    assert moved in text(opened, "dialog")
    opened.ask(GONE)
    opened.press("Escape")
    assert opened.ask("window.gone")
    opened.ask("document.getElementById('reset').focus()")
    opened.press("Enter")
    assert text(opened, "#heard") == "已恢复为申报数。"
    opened.ask("document.getElementById('heard').textContent = ''")
    assert text(opened, "body") == before


@pytest.mark.outside
@pytest.mark.slow
def test_what_changed_stands_side_by_side_and_is_said(opened: Browser) -> None:
    slider = "document.querySelector('#drivers input[type=text]')"
    opened.ask(f"{slider}.value = '-50', {slider}.dispatchEvent(new Event('change'))")
    rows = opened.ask(
        "[...document.querySelectorAll('#compared tbody tr')].map((row) => [...row.cells].map((cell) => page.visible(cell)))"
    )
    cards = opened.ask("[...document.querySelectorAll('#figures [data-key].moved')].map((cell) => page.visible(cell))")
    assert [now for _, _, now in rows][-len(cards) :] == cards
    assert all(before != now for _, before, now in rows)
    assert len(rows) > len(cards)
    opened.ask("new Promise((done) => setTimeout(done, 900))")
    name, before, now = rows[0]
    assert text(opened, "#heard").startswith(f"{name}由{before}变为{now}；")
    folded = "[...document.querySelectorAll('details:not(.schedule)')].map((group) => [page.visible(group.querySelector('summary')), group.querySelectorAll('[data-verdict].moved').length])"
    heads = opened.ask(folded)
    assert sum(changed for _, changed in heads) > 0
    assert all((f"：试算后变动{changed}项" in head) == bool(changed) for head, changed in heads)
    opened.ask("document.getElementById('reset').click()")
    assert text(opened, "#compared") == ""
    assert not any("试算" in head for head, _ in opened.ask(folded))


TYPED = {"１０": "10", "－12.5％": "-12.5", "−3": "-3", "+7.25": "7.25", " 5 %": "5", "-0": "0", "0.0001": "0.0001"}
UNTAKEN = {
    "12,5": "4",
    "1e1": "4",
    "0.00001": "4",
    "<b>": "4",
    "80": "50",
    "-1,000,000": "-50",
    "5bp": "4",
    "5个基点": "4",
}
"""What is typed where 4 stands, and what stands there then."""


@pytest.mark.outside
@pytest.mark.slow
def test_a_field_shows_what_is_computed_and_says_what_it_does_not_take(opened: Browser) -> None:
    def typed(text: str) -> str:
        field = "document.querySelector('#drivers input[type=text]')"
        return str(opened.ask(f"{field}.value = {text!r}, {field}.dispatchEvent(new Event('change')), {field}.value"))

    for wanted, shown in TYPED.items():
        assert (typed(wanted), text(opened, "#untaken")) == (shown, "")
        assert (f"{shown}%" in text(opened, "#tried")) == (shown != "0")
    for wanted, shown in UNTAKEN.items():
        typed("4")
        assert typed(wanted) == shown
        assert f"“{wanted}”" in text(opened, "#untaken")
        assert f"{shown}%" in text(opened, "#tried")
    opened.ask("document.getElementById('reset').click()")
    assert (text(opened, "#untaken"), text(opened, "#tried")) == ("", "")


@pytest.mark.outside
@pytest.mark.slow
def test_slider_and_field_are_one_value(opened: Browser) -> None:
    """Whatever is typed, keys go on from there by whole steps; the ends hold."""
    for driver, stride in (("revenue", 1), ("rate_rise", 5)):
        slide = f"document.getElementById('slide-{driver}')"
        field = f"{slide}.nextElementSibling"
        high = int(opened.ask(f"{slide}.max"))
        for typed in ("12.5", "-0.0001", str(high - 0.5)):
            assert (
                opened.ask(f"{field}.value = {typed!r}, {field}.dispatchEvent(new Event('change')), {slide}.value")
                == typed
            )
            opened.ask(f"{slide}.focus()")
            opened.press("ArrowRight")
            moved = min(Decimal(high), Decimal(typed) + stride)
            seen = opened.ask(f"[{slide}.value, {field}.value]")
            assert [Decimal(value) for value in seen] == [moved, moved]
            assert f"+{seen[0]}" in text(opened, "#tried")
        # What is drawn with a mouse stands at whole steps.
        opened.ask(f"{slide}.value = '7.4', {slide}.dispatchEvent(new Event('input'))")
        assert opened.ask(f"[{slide}.value, {field}.value]") == [str(round(7.4 / stride) * stride)] * 2
        opened.ask("document.getElementById('reset').click()")


@pytest.mark.outside
@pytest.mark.slow
def test_what_was_not_taken_is_told_until_anything_else_is_tried(opened: Browser) -> None:
    field, delay = "document.querySelector('#drivers input[type=text]')", "document.querySelector('#drivers select')"
    others = (
        f"{delay}.selectedIndex = 1, {delay}.dispatchEvent(new Event('change'))",
        "document.getElementById('slide-rate_rise').value = '5', document.getElementById('slide-rate_rise').dispatchEvent(new Event('input'))",
        f"{field}.value = '3', {field}.dispatchEvent(new Event('change'))",
        "document.getElementById('reset').click()",
    )
    for other in others:
        for typed in ("abc", "80"):
            opened.ask(f"{field}.value = {typed!r}, {field}.dispatchEvent(new Event('change'))")
            assert f"“{typed}”" in text(opened, "#untaken")
            opened.ask(other)
            assert text(opened, "#untaken") == ""
    opened.ask("document.getElementById('reset').click()")


@pytest.mark.outside
@pytest.mark.slow
def test_a_unit_of_another_driver_is_not_taken(opened: Browser) -> None:
    """1 % of interest is a hundred basis points, not one."""
    field = "document.getElementById('slide-rate_rise').nextElementSibling"
    for wanted, shown in {"5bp": "5", "7 个基点": "7", "1%": "7", "1％": "7"}.items():
        assert (
            opened.ask(f"{field}.value = {wanted!r}, {field}.dispatchEvent(new Event('change')), {field}.value")
            == shown
        )
        assert (f"“{wanted}”" in text(opened, "#untaken")) == ("%" in wanted or "％" in wanted)
    opened.ask("document.getElementById('reset').click()")


@pytest.mark.outside
@pytest.mark.slow
def test_a_verdict_that_is_tried_says_what_is_missing(sample_if: WhatIf, opened: Browser) -> None:
    """What no driver can move is missing still, and no failing rule is no passing filing."""
    field = "document.querySelector('#drivers input[type=text]')"
    for typed in ("50", "-50"):
        opened.ask(f"{field}.value = {typed!r}, {field}.dispatchEvent(new Event('change'))")
        driver = sample_if.data["sliders"][0]
        case = WhatIfCase({driver["id"]: typed}, {driver["id"]: Decimal(typed).scaleb(-driver["scale"])})
        ids = [finding.rule.id for finding in sample_if.result.findings if finding.rule.id not in FILED]
        verdicts = list(sample_if.verdicts(sample_if.figures(case)[1], ids).values())
        missing, failing = verdicts.count("needs_input"), verdicts.count("fail")
        said = text(opened, "#verdict")
        assert (f"另有{missing}项待补充资料" in said) == bool(missing)
        assert ("尚不能认定符合规定" in said) == (bool(missing) and not failing)
        remarks = verdicts.count("warn")
        assert (f"；{remarks}项需说明" in said) == bool(remarks)
    opened.ask("document.getElementById('reset').click()")


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Path]]:
    folder = tmp_path_factory.mktemp("drawn")
    with browser(folder / "profile") as page:
        yield page, folder / "page.html"


@pytest.mark.outside
@pytest.mark.slow
@given(projects())
@settings(max_examples=max(1, settings.get_profile("seeded").max_examples // 10), phases=WITHOUT_SHRINKING)
def test_any_project_is_computed_alike(blank: tuple[Browser, Path], text: str) -> None:
    """Bonds of every kind of repayment, loans, pools, taxes: whatever the draws of whole projects give."""
    page, file = blank
    result = compute(read_bytes("project.toml", text.encode()))
    drawn = WhatIf(result)
    file.write_bytes(project_page(result))
    page.open(file.as_uri())
    cases = list(islice(drawn.cases(len(text)), 2))
    for case in cases:
        held(drawn, page, case)
    assert kept(drawn, cases) > 0
    assert page.complaints == []


@pytest.mark.outside
@pytest.mark.slow
def test_the_benchmark_measures_what_is_right() -> None:
    assert 0 < recomputed(1).seconds < 60
    assert 0 < bonds(1).seconds < 60

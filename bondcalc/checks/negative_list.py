"""The negative list (负面清单): sectors that may not borrow, and the list of 国办发〔2024〕52号 item by item."""

from collections.abc import Mapping, Sequence

from bondcalc.checks.judge import Case, Finding, Need, Outcome, check, judge_only, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.particulars import SECTORS, USES, Particulars
from bondcalc.rules.load import DatedValue
from bondcalc.schedules.book import Book
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict

SECTOR: Need = (Particulars, Particulars.sector)
NOTE = "note_L06_list"
"""The rule value that tells what is to become of the list."""
LAND_RESERVE = "land_reserve"
LAND_USES = (LAND_RESERVE, "idle_land")
"""Uses (用途类别) that are land reserve by their nature; a land-reserve project has one of them."""


def _barred(case: Case, value: DatedValue) -> Outcome:
    """Refuse a sector that stands in a dated list; affordable housing is no real estate."""
    sector = case.project.form(Particulars).sector or "other"
    listed = value.texts
    housing = sector == "real_estate" and case.project.form(Compliance).affordable_housing is True
    use = case.project.form(Particulars).use
    reopened = case.rules.has("reopened_uses") and use in case.rules.value("reopened_uses").texts
    bad = sector in listed and not housing and not (reopened and sector == "land_reserve")
    names = in_turn(SECTORS[barred] for barred in listed)
    return Outcome(
        Verdict.FAIL if bad else Verdict.PASS,
        f"投向领域为{SECTORS[sector]}{_let_in(sector, use, listed, bad=bad)}，{'属于' if bad else '不属于'}现行规定禁止的领域（{names}）",
        f"sector {sector} is {'barred' if bad else 'not barred'}",
        SECTORS[sector],
        names,
    )


def _let_in(sector: str, use: str, listed: tuple[str, ...], *, bad: bool) -> str:
    """Say what lets a sector of the list in: affordable housing, or the use that was opened again."""
    if bad or sector not in listed:
        return ""
    return "（保障性住房）" if sector == "real_estate" else f"（{USES[use]}）"


@check("L06", SECTOR)
def negative_list(case: Case) -> Outcome:
    """On no item of the negative list (财预〔2021〕115号 by sector; 国办发〔2024〕52号 item by item, each answered by its own rule)."""
    if not case.rules.has("negative_list_items"):
        return _barred(case, case.rules.value("negative_list_sectors"))
    items = dict(item.rsplit("：", 1) for item in case.rules.value("negative_list_items").texts)
    asked = {item: _answering(case, rules) for item, rules in items.items()}
    on = [item for item, found in asked.items() if Verdict.FAIL in {finding.verdict for finding in found}]
    open_ = [
        item
        for item, found in asked.items()
        if item not in on and Verdict.NEEDS_INPUT in {finding.verdict for finding in found}
    ]
    verdict: Verdict = Verdict.FAIL if on else Verdict.NEEDS_INPUT if open_ else Verdict.PASS
    note = f"；{case.rules.value(NOTE).texts[0]}{case.rules.value(NOTE).doubt}" if case.rules.has(NOTE) else ""
    return Outcome(
        verdict,
        _listed({item: f"{item}（{_ids(found)}）" for item, found in asked.items()}, on, open_) + note,
        f"negative list: on {len(on)}, open {len(open_)} of {len(items)} items",
        str(len(on)),
        "0",
        asked=tuple(dict.fromkeys(one for item in open_ for finding in asked[item] for one in finding.outcome.asked)),
        filed=_listed({item: item for item in items}, on, open_) + note,
    )


def _answering(case: Case, rules: str) -> list[Finding]:
    """Judge the rules that answer an item."""
    return judge_only(case, _named(rules, case.project.form(Particulars).sector))


def _named(rules: str, sector: str | None) -> list[str]:
    """Name the rules of an item: `N09`, or `N07/real_estate` for projects of that sector only."""
    parted = [part.partition("/") for part in rules.split("、")]
    return [rule for rule, _, only in parted if only in {"", sector}]


def answering(book: Book) -> list[str]:
    """Name every rule that answers an item of the list, whose worst verdict is that of the list."""
    sector = book.project.form(Particulars).sector
    items = (item.rsplit("：", 1)[1] for item in book.rules.value("negative_list_items").texts)
    return list(dict.fromkeys(rule for rules in items for rule in _named(rules, sector)))


def _ids(findings: Sequence[Finding]) -> str:
    """Name the rules that an item is on or waits for."""
    told = {Verdict.FAIL, Verdict.NEEDS_INPUT}
    return in_turn(finding.rule.id for finding in findings if finding.verdict in told)


def _listed(names: Mapping[str, str], on: Sequence[str], open_: Sequence[str]) -> str:
    """Say which items the project is on and which are open, as `names` calls them: with the rule that asks, or without."""
    parts = [
        f"{title}{'，'.join(names[item] for item in items)}"
        for title, items in (("属于：", on), ("尚未说明：", open_))
        if items
    ]
    return f"负面清单{len(names)}项，" + ("；".join(parts) or "逐项核对均不属于")


@check("N07", SECTOR)
def barred_sectors(case: Case) -> Outcome:
    """The sector is in no list of barred ones of the rule date (国务院 2019-09-04; 财预〔2020〕94号; 国办发〔2024〕52号)."""
    return _barred(case, case.rules.value("barred_sectors"))


@check("L14")
def use_in_scope(case: Case) -> Outcome:
    """The quota is for a use that has a plan (arrears and hidden debt have none), and land is bought or held as land reserve only."""
    form, outside = case.project.form(Particulars), case.rules.value("out_of_scope_uses").texts
    use, land = form.use, form.sector == LAND_RESERVE
    if use in outside:
        return _use(Verdict.FAIL, use, "，没有项目收益，不附“一案两书”，不应编制收益与融资平衡方案", "has no plan")
    if land and use not in LAND_USES:
        return needs_input([Asked(Particulars, (Particulars.use,))], f"投向领域为{SECTORS[LAND_RESERVE]}")
    if form.sector is not None and not land and use in LAND_USES:
        return _use(Verdict.FAIL, use, f"，投向领域应为{SECTORS[LAND_RESERVE]}", "is no use of this sector")
    return _use(Verdict.PASS, use, "", "has a plan")


def _use(verdict: Verdict, use: str, zh: str, en: str) -> Outcome:
    return Outcome(verdict, f"用途类别为{USES[use]}{zh}", f"use {use} {en}", USES[use])

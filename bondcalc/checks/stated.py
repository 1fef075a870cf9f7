"""Rules that a row of the rule data states in full: what is asked, of whom, and which answer holds."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import together
from bondcalc.inputs.cell import SHEETS, Cell, FieldId
from bondcalc.inputs.sheets.particulars import SECTORS, USES, Particulars
from bondcalc.rules.asks import NO, YES, Ask
from bondcalc.rules.instrument import REPORTED
from bondcalc.rules.load import Rule, own_library
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict

Statement = bool | date | Decimal | str | None
"""What the bureau states; None is not stated."""
Reply = tuple[Verdict, str, str]
"""What is said of one answer: verdict, Chinese, English."""


def _answer(case: Case, ask: Ask) -> Statement:
    sheet, field = ask.place
    given: Statement = getattr(case.project.tables[sheet][0], field)
    return given


def _amount(case: Case, ask: Ask) -> Decimal:
    """Give a figure that is there: what is blank was asked for before."""
    given = _answer(case, ask)
    return given if isinstance(given, Decimal) else Decimal(0)


def cell_of(ask: Ask) -> tuple[str, Cell]:
    """Give the Chinese name of the sheet and the cell that hold the answer."""
    sheet, field = ask.place
    return SHEETS[sheet].zh, SHEETS[sheet].cell(field)


def _asked(case: Case, rule: Rule) -> list[Ask]:
    """Give the questions that are not void: those that hang on a yes are left out without one."""
    yes = {ask.id for ask in rule.asks if _answer(case, ask) is True}
    return [ask for ask in rule.asks if not ask.if_yes or ask.if_yes in yes]


def _concerned(case: Case, rule: Rule) -> Outcome | None:
    """Tell whom the rule leaves out: other sectors, other uses."""
    form = case.project.form(Particulars)
    if rule.sectors and form.sector not in rule.sectors:
        names = in_turn(SECTORS[sector] for sector in rule.sectors)
        return Outcome(Verdict.NOT_APPLICABLE, f"投向领域不是{names}", f"sector is not {', '.join(rule.sectors)}")
    if rule.uses and form.use not in rule.uses:
        names = in_turn(USES[use] for use in rule.uses)
        return Outcome(Verdict.NOT_APPLICABLE, f"用途类别不是{names}", f"use is not {', '.join(rule.uses)}")
    return None


def _missing(asks: list[Ask]) -> Outcome:
    needs = [(SHEETS[sheet].statement, FieldId[object](field)) for sheet, field in (ask.place for ask in asks)]
    return needs_input(together(needs))


def answered(case: Case, rule: Rule) -> Outcome:
    """Answer a rule by what the bureau stated; one wrong answer decides, a reported rule or a principle only warns."""
    outside = _concerned(case, rule)
    if outside is not None:
        return outside
    asks = _asked(case, rule)
    blank = [ask for ask in asks if _answer(case, ask) is None]
    if blank:
        return _missing(blank)
    wholes = {ask.part_of for ask in asks if ask.part_of}
    replies = [_told(case, rule, ask) for ask in asks if ask.id not in wholes]
    verdict: Verdict = min((reply[0] for reply in replies), key=lambda verdict: verdict.order)
    lenient = rule.reported or rule.in_principle
    said = [reply for reply in replies if reply[0] == verdict]
    zh, en = "；".join(reply[1] for reply in said), "; ".join(reply[2] for reply in said)
    if verdict == Verdict.FAIL and rule.in_principle:
        zh += "，原则上不允许，应说明理由"
    return Outcome(
        Verdict.WARN if verdict == Verdict.FAIL and lenient else verdict,
        zh + (REPORTED if rule.reported and verdict != Verdict.PASS else ""),
        en + (" (reported, text not read)" if rule.reported and verdict != Verdict.PASS else ""),
        *(_shown(case, asks[0]) if len(asks) == 1 else ()),
    )


def _shown(case: Case, ask: Ask) -> tuple[str, str] | tuple[()]:
    given = _answer(case, ask)
    if isinstance(given, bool) and ask.must in {YES, NO}:
        return "是" if given else "否", "是" if ask.must == YES else "否"
    if ask.not_after is not None:
        return str(given), str(ask.not_after)
    return ()


def _told(case: Case, rule: Rule, ask: Ask) -> Reply:
    given, (_, cell) = _answer(case, ask), cell_of(ask)
    if ask.must in {YES, NO}:
        good = given is (ask.must == YES)
        stated = f"“{cell.zh}”为“{'是' if given else '否'}”"
        zh, wrong = f"项目单位确认{stated}", f"{stated}，不符合规定"
        return _worded(ask, zh, wrong, cell.en, good=good)
    if ask.not_after is not None and isinstance(given, date):
        zh = f"{cell.zh}为{spelt(given)}，{'不晚于' if given <= ask.not_after else '晚于'}{spelt(ask.not_after)}"
        return _worded(ask, zh, zh, f"{cell.en} {given}", good=given <= ask.not_after)
    if ask.part_of:
        return _share(case, rule, ask, _amount(case, ask))
    answer = f"{number.trimmed(given)}{cell.unit}" if isinstance(given, Decimal) else str(given)
    return Verdict.PASS, f"{cell.zh}：{answer}", f"{cell.en} is stated"


def _worded(ask: Ask, zh: str, wrong: str, en: str, *, good: bool) -> Reply:
    if good:
        return Verdict.PASS, zh, f"as stated: {en}"
    return Verdict.FAIL, ask.wrong_zh or wrong, ask.wrong_en or f"not permitted: {en}"


def _share(case: Case, rule: Rule, ask: Ask, part: Decimal) -> Reply:
    """A part of another figure: none passes, some is told, more than the share of the rule value fails."""
    other = next(other_ask for other_ask in rule.asks if other_ask.id == ask.part_of)
    whole, most = Fraction(_amount(case, other)), Fraction(case.rules.value(ask.most).number)
    zh, unit, of = cell_of(ask)[1].zh, cell_of(ask)[1].unit, cell_of(other)[1].zh
    sentence = f"{of}{number.trimmed(_amount(case, other))}{unit}，{zh}{number.trimmed(part)}{unit}"
    if not part:
        return Verdict.PASS, sentence, f"{cell_of(ask)[1].en}: none"
    if Fraction(part) > most * whole:
        return Verdict.FAIL, f"{sentence}，超过{number.share(most)}", f"{cell_of(ask)[1].en} above {most}"
    return (
        Verdict.WARN,
        f"{sentence}，未超过{number.share(most)}；{ask.wrong_zh}",
        f"{cell_of(ask)[1].en} within {most}",
    )


def _tested(ask: Ask) -> str:
    """Say in the rulebook what one answer is held to."""
    name = ask.en or ask.at
    if ask.must in {YES, NO}:
        return f"{name}: {ask.must}"
    if ask.not_after is not None:
        return f"{name}: not after {ask.not_after}"
    return f"{name}: at most `{ask.most}` of `{ask.part_of}`, any is told" if ask.part_of else f"{name}: stated"


def _register(rule: Rule) -> None:
    @check(rule.id)
    def stated(case: Case) -> Outcome:
        return answered(case, case.rules.rule(rule.id))

    scope = "".join(f" ({', '.join(ids)})" for ids in (rule.sectors, rule.uses) if ids)
    stated.__doc__ = "; ".join(_tested(ask) for ask in rule.asks) + f"{scope}."


for _row in {row.id: row for row in sorted(own_library().rules, key=attrgetter("id", "start")) if row.asks}.values():
    _register(_row)

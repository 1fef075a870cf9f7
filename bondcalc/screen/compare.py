"""A comparison on the terminal."""

from collections.abc import Iterator
from fractions import Fraction

from bondcalc.algebra.words import label
from bondcalc.compare.compare_report import MATRIX
from bondcalc.compare.comparison import Comparison
from bondcalc.compare.steps import Step, lines_watched
from bondcalc.compare.told import Teller
from bondcalc.screen.width import cut, pad, right, screen_width, wrapped
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Language, Unit

WIDTH = 80
CHANGES, LINES = 40, 10
"""Changes and lines of schedules that are listed; the JSON has all."""
COLUMN, LABEL, STEP = 13, 34, 28


def comparison_text(comparison: Comparison, language: Language) -> str:
    """Say what was changed, what moved and how much each change moved."""
    return "\n".join(_Screen(comparison, language).lines())


class _Screen:
    def __init__(self, comparison: Comparison, language: Language) -> None:
        self._all, self._language, self._teller = comparison, language, Teller(comparison.after, language)

    def lines(self) -> Iterator[str]:
        """Write the comparison, a line at a time."""
        say = self._teller.say
        yield f"{say('比较', 'compare')} {self._all.names[0]} → {self._all.names[1]}"
        for name in self._all.elsewhere:
            yield say(
                f"{name}生成时的规则文件与本程序的不同；两份都按本程序的规则重新测算。",
                f"{name} was made under other rule files; both are computed under those of this program.",
            )
        if self._all.identical:
            yield say("录入完全相同，各项测算结果也相同。", "The inputs are identical, and so is every figure.")
            return
        yield from self._changes()
        yield from self._figures()
        yield from self._steps()
        yield from self._verdicts()
        yield from self._rows()

    def _changes(self) -> Iterator[str]:
        found, say = self._all.changes, self._teller.say
        yield say(f"\n录入变动{len(found)}项", f"\n{len(found)} change(s) of inputs")
        for change in found[:CHANGES]:
            yield from wrapped(self._teller.change(change), WIDTH, "  ", "    ")
        if len(found) > CHANGES:
            yield say(f"  另有{len(found) - CHANGES}项，见--json", f"  {len(found) - CHANGES} more, see --json")
        if self._all.rules:
            yield _cut(
                say(
                    f"  适用规定日期不同，{len(self._all.rules)}项规则或参数随之不同：{in_turn(self._all.rules)}",
                    f"  another rule date: {len(self._all.rules)} rule(s) differ: {', '.join(self._all.rules)}",
                ),
                WIDTH,
            )

    def _figures(self) -> Iterator[str]:
        if not self._all.figures:
            yield self._teller.say("\n倍数和关键数没有变动。", "\nNo ratio or key figure moved.")
            return
        yield (
            "\n"
            + pad(self._teller.say("倍数和关键数", "ratios and key figures"), LABEL)
            + "".join(_right(text) for text in self._teller.say("前 后 变动", "before after move").split())
        )
        for one in self._all.figures:
            unit = one.line.unit
            cells = [
                "—" if value is None else self._teller.numbers.text(value, unit) for value in (one.before, one.after)
            ]
            moved = self._teller.difference(one.before, one.after, unit)
            yield pad(_cut(label(one.line, self._language), LABEL - 1), LABEL) + "".join(map(_right, [*cells, moved]))

    def _steps(self) -> Iterator[str]:
        """Tell the moves of a few figures step by step; each column adds up to the whole move."""
        steps, say = self._all.steps.steps, self._teller.say
        moved = {id_ for step in steps for id_ in step.moves}
        units = {id_: line.unit for id_, line in lines_watched(self._all.after.book).items()}
        shown = {id_: names for id_, names in MATRIX.items() if id_ in moved and id_ in units}
        if len(steps) == 1 and steps[0].joined:
            yield say(
                "\n单独改动不能通过检查，合并计算影响。",
                "\nNone of these changes is a valid project by itself: they are one step.",
            )
        if not shown or len(steps) < 2:
            return
        yield say(
            "\n各项变动的影响（按表、行、字段的顺序逐项改动，每步全部重算）\n分项与改动的次序有关，合计与次序无关。",
            "\nWhat each change moved (one at a time, in the order of sheets, rows, fields)\nShares depend on that order, totals do not.",
        )
        if self._all.steps.grouped:
            yield say("  变动较多，同一行的变动合为一步。", "  Many changes: those of one row are one step.")
        yield pad("", STEP) + "".join(_right(say(names.zh, names.en or names.zh)) for names in shown.values())
        idle = 0
        for number, step in enumerate(steps, 1):
            moves = [step.moves.get(id_, Fraction(0)) for id_ in shown]
            if not any(moves) and len(steps) > LINES:
                idle += 1
                continue
            texts = [
                self._teller.move(move, units[id_]) if move else "·" for move, id_ in zip(moves, shown, strict=True)
            ]
            yield pad(self._named(number, step), STEP) + "".join(map(_right, texts))
            if step.joined:
                yield say(
                    "  （单独改动不能通过检查，合并计算影响）", "  (one alone is no valid project: made together)"
                )
        if idle:
            yield say(f"其余{idle}步对上列各数没有影响", f"the other {idle} steps move none of these")
        sums = {id_: sum((step.moves.get(id_, Fraction(0)) for step in steps), Fraction(0)) for id_ in shown}
        yield pad(say("合计", "total"), STEP) + "".join(
            _right(self._teller.move(one, units[id_])) for id_, one in sums.items()
        )

    def _named(self, number: int, step: Step) -> str:
        """Name a step by its first change; that there are more is never cut off: one of them may be what moved."""
        first, more = f"{number} {self._teller.place(step.changes[0])}", len(step.changes) - 1
        others = self._teller.say(f"等{more + 1}项", f" and {more} more") if more else ""
        return _cut(first, STEP - 1 - screen_width(others)) + others

    def _verdicts(self) -> Iterator[str]:
        """Tell each verdict that changed, and why it is what it is now unless the rule is passed."""
        if self._all.verdicts:
            yield self._teller.say("\n结论变化", "\nVerdicts that changed")
        for one in self._all.verdicts:
            was, now = ("—" if verdict is None else verdict.said(self._language) for verdict in (one.before, one.after))
            yield _cut(f"  {one.rule.id} {was} → {now}  {self._teller.say(one.rule.zh, one.rule.en)}", WIDTH)
            if why := one.why(self._language):
                yield from wrapped(why, WIDTH, "    ", "    ")

    def _rows(self) -> Iterator[str]:
        money = [row for row in self._all.rows if row.line.unit == Unit.MONEY]
        if not money:
            return
        yield self._teller.say(
            f"\n变动最大的行（共{len(self._all.rows)}行变动，全部见--json）",
            f"\nLines that moved most ({len(self._all.rows)} moved, all in --json)",
        )
        for row in sorted(money, key=lambda one: -one.largest)[:LINES]:
            column, (before, after) = row.furthest
            name = f"{row.table.zh if self._language == 'zh' else row.table.en} {label(row.line, self._language)}"
            texts = (
                str(column) if column != "value" else "",
                *("—" if one is None else self._teller.numbers.text(one, "money") for one in (before, after)),
            )
            yield "  " + pad(_cut(name, WIDTH - 3 * COLUMN - 3), WIDTH - 3 * COLUMN - 2) + "".join(map(_right, texts))


def _right(text: str) -> str:
    return right(text, COLUMN)


def _cut(text: str, width: int) -> str:
    return cut(text, width, "…")

"""Sheet 规定事项: the questions that rule files ask, one cell each, made from the rule data and from nothing else."""

import datetime as dt
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.sheets.particulars import SECTORS, USES
from bondcalc.rules.asks import Ask
from bondcalc.rules.load import Rule, own_library
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Department

ANSWERS: dict[type, object] = {
    bool: Input[bool | None],
    dt.date: Input[dt.date | None],
    float: Input[Decimal | None],
    str: Input[str | None],
}
"""What an answer is stored as; blank is "not stated", never yes or no."""


def _asked() -> dict[str, tuple[Rule, Ask]]:
    """Give every question by the id of its cell: the first rule that asks it words it, however many rest on it.

    What everybody is asked stands first.
    """
    asked: dict[str, tuple[Rule, Ask]] = {}
    for rule in sorted(own_library().rules, key=lambda rule: (bool(rule.sectors or rule.uses), rule.id, rule.start)):
        for ask in rule.asks:
            if ask.id:
                asked.setdefault(ask.id, (rule, ask))
    return asked


def _cells() -> dict[str, object]:
    return {
        id_: cell(
            ask.zh,
            ask.en,
            unit=ask.unit,
            default=None,
            low="0" if ask.answer is float else None,
            why="；".join(filter(None, (_whom(rule), f"{rule.instrument.name}，{rule.start}起", ask.why))),
        )
        for id_, (rule, ask) in _asked().items()
    }


def _whom(rule: Rule) -> str:
    """Say who fills a question in; empty where everybody does."""
    if rule.uses:
        return f"用途类别为{in_turn(USES[use] for use in rule.uses)}的填写"
    return f"投向领域为{in_turn(SECTORS[sector] for sector in rule.sectors)}的填写" if rule.sectors else ""


_stated = type(
    "RuleStatements",
    (),
    {
        "__doc__": "规定事项 — one answer a question of the rule files.",
        "__module__": __name__,
        "__annotations__": {id_: ANSWERS[ask.answer] for id_, (_, ask) in _asked().items()},
        **_cells(),
    },
)
RuleStatements: type[Any] = sheet(
    "statements",
    zh="规定事项",
    en="Statements",
    number=30,
    department=Department.FINANCE,
    form=True,
    help_="2024年11月以来的规定逐项询问，每项只问一次；据实填写，留空视为未提供，相关规则显示“待补充”。",
)(_stated)

"""What a rule asks of the bureau: a statement, a day, a share or a text, stated wholly in the row of the rule file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bondcalc.data import TomlTable

YES, NO, GIVEN = "yes", "no", "given"
FIELDS: dict[str, type] = {
    "id": str,
    "at": str,
    "zh": str,
    "en": str,
    "why": str,
    "must": str,
    "if_yes": str,
    "not_after": dt.date,
    "part_of": str,
    "most": str,
    "unit": str,
    "wrong_zh": str,
    "wrong_en": str,
}
"""The fields of [[rules.asks]] and what each holds."""
SCOPES = ("sectors", "uses")
"""What narrows a rule to some projects: ids of sectors, ids of uses (用途类别)."""


@dataclass(frozen=True)
class Ask:
    """One question of a rule, a cell of sheet 规定事项 — or the cell `at` another sheet, which is then not asked twice.

    `must`: the answer is yes, no, or merely given. `not_after`: a day no later than this. `part_of`: this figure is a
    part of the other ask of that id, at most the share of the dated value `most`, and any part at all is told.
    `if_yes`: asked only where that other ask is answered with yes. `wrong_*` say what is wrong where the plain sentence
    would not.
    """

    id: str = ""
    at: str = ""
    zh: str = ""
    en: str = ""
    why: str = ""
    must: str = GIVEN
    if_yes: str = ""
    not_after: dt.date | None = None
    part_of: str = ""
    most: str = ""
    unit: str = ""
    wrong_zh: str = ""
    wrong_en: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The sheet and the field that hold the answer."""
        sheet, _, field = self.at.partition(".")
        return (sheet, field) if field else ("statements", self.id)

    @property
    def answer(self) -> type:
        """What kind of value answers it: yes or no, a day, a figure (`float` stands for one), a text."""
        if self.not_after is not None:
            return dt.date
        if self.part_of or self.unit:
            return float
        return bool if self.must in {YES, NO} else str


def asks_of(row: TomlTable) -> tuple[Ask, ...]:
    """Make the questions of a row that has no faults."""
    return tuple(Ask(**given) for given in row.get("asks", ()))


def ask_faults(row: TomlTable) -> Iterator[str]:
    """Report what is not written as it should be in the questions and the scope of a rule."""
    for scope in SCOPES:
        given = row.get(scope, [])
        if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
            yield f"{scope} 应为文字列表"
    asks = row.get("asks", [])
    if (row.get("kind") == "stated") != bool(asks):
        yield "kind 为 stated 的规则写明 asks，其他规则没有 asks"
    if not isinstance(asks, list) or not all(isinstance(ask, dict) for ask in asks):
        yield "asks 应写作 [[rules.asks]]"
        return
    for ask in asks:
        yield from _faults(ask, {str(other.get("id")) for other in asks})


def _faults(ask: TomlTable, ids: set[str]) -> Iterator[str]:
    name = f"asks {ask.get('id') or ask.get('at')}"
    for field, given in ask.items():
        if field not in FIELDS:
            yield f"{name}: 字段 {field} 不认识；可用：{', '.join(FIELDS)}"
        elif type(given) is not FIELDS[field]:
            yield f"{name}: {field} 的写法不对：{given!r}"
    if bool(ask.get("id")) == bool(ask.get("at")):
        yield f"{name}: id 和 at 填写其一"
    if ask.get("id") and not (ask.get("zh") and ask.get("en")):
        yield f"{name}: 缺少 zh 或 en"
    if ask.get("must", GIVEN) not in {YES, NO, GIVEN}:
        yield f"{name}: must 只能是 {YES}、{NO}、{GIVEN}"
    yield from (
        f"{name}: {field} 指向的 {ask[field]} 不在本规则"
        for field in ("if_yes", "part_of")
        if ask.get(field) and ask[field] not in ids
    )
    if bool(ask.get("part_of")) != bool(ask.get("most")):
        yield f"{name}: part_of 和 most 一并填写"

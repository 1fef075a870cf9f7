"""收入性质 left blank beside a name that speaks of public money: the class is stated there, never taken from the default."""

from collections.abc import Iterator

from bondcalc.inputs.raw import RawFile
from bondcalc.inputs.values import is_blank
from bondcalc.problem import Problem
from bondcalc.wording.messages import label, problem

PUBLIC_MONEY = ("税", "返还", "奖补", "奖励", "补贴", "补助", "拨款", "财政", "转移支付")
"""Words of names whose line may be 财政补助 or 一般公共预算收入; the default, 项目专项收入, would count it in E."""


def unstated_classes(raw: RawFile) -> Iterator[Problem]:
    """Report lines whose blank class would make public money 项目专项收入; a class that is stated is the bureau's word."""
    for given in raw.sheets.values():
        cell = next((cell for cell in given.sheet.cells if cell.id == "budget_class"), None)
        if cell is None or given.unread:
            continue
        for row in given.rows:
            stands, name = row.cells.get(cell.id), row.cells.get("name")
            if cell.id in row.unclear or (stands is not None and not is_blank(stands.value)):
                continue
            word = next((word for word in PUBLIC_MONEY if name is not None and word in str(name.value)), None)
            if word is not None:
                yield problem(row.where(cell.id, None), "class_unstated", label=label(cell), word=word)

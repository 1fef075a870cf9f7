"""收入性质 left blank beside a name that speaks of public money: the class is stated there, never taken from the default."""

import re
from collections.abc import Iterator, Sequence

from bondcalc.inputs.affirmed import affirmed, speaks_of
from bondcalc.inputs.raw import RawFile
from bondcalc.inputs.values import is_blank
from bondcalc.problem import Problem
from bondcalc.wording.messages import label, problem

PUBLIC_MONEY = (
    *("税", "返还", "奖补", "奖励", "补贴", "补助", "拨款", "财政", "转移支付"),
    *("缺口", "政府付费", "政府购买", "政府回购", "贡献", "专项资金"),
)
"""Words of names whose line may be 财政补助 or 一般公共预算收入; the default, 项目专项收入, would count it in E."""
NO_PUBLIC_MONEY = re.compile(
    r"[含未除去](?:\d+%)?(?:增值)?税(?!收(?!入))|价税|(?:增值)?税[前后率务]|[保免完]税|退税(?=仓|店|点|商店)"
    r"|财税(?=[代咨服培顾])|财政(?:专户|学院|学校)|[无非]财政(?:补贴|补助)"
)
"""Words of prices (含9%增值税, 税率), of warehouses, tenants and services (保税, 税务) and of accounts (财政专户), not of public money."""


def public_words(name: str, words: Sequence[str] = PUBLIC_MONEY) -> list[str]:
    """Give the words of public money that a name holds, those of a price with or without tax left aside."""
    left = NO_PUBLIC_MONEY.sub(" ", affirmed(name))
    return [word for word in words if speaks_of(left, word)]


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
            words = [] if name is None else public_words(str(name.value))
            if words:
                yield problem(row.where(cell.id, None), "class_unstated", label=label(cell), word=words[0])

"""Lines of revenue by which one thing is both let and sold (重复计算)."""

import re
from collections.abc import Sequence

from bondcalc.inputs.sheets.revenue_lines import Drivers

_BUILT = "(?:房|铺|楼|车位|泊位|仓库|冷库|车间|住宅|公寓|摊位|场馆|产权|不动产|资产|物业|面积|门面)"
_SALE = "(?:销售|出售|转让|变现)"
LETTING = re.compile("租金|出租|租赁")
SELLING = re.compile(
    rf"{_BUILT}(?:[（(][^（）()]*[）)])?(?:对外|整体|部分|分期|产权|所有权|使用权)*{_SALE}|{_SALE}{_BUILT}|^{_SALE}(?:收入)?$"
)
"""Names of rent, and of the price of what was let: 厂房出售, 车位使用权转让; not 屋顶光伏电力销售 or 农产品销售."""


def let_and_sold(lines: Sequence[Drivers]) -> list[str]:
    """Name lines by which one scope item is let and sold: what is sold bears no rent any more."""
    let, sold = (
        {line.scope_item: line.name for line in lines if line.scope_item and words.search(line.name)}
        for words in (LETTING, SELLING)
    )
    return [name for item in let.keys() & sold.keys() for name in (let[item], sold[item])]

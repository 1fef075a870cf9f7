"""Units that people type, as a filing spells them."""

SPELT = {
    "㎡": "平方米",
    "m2": "平方米",
    "m3": "立方米",
    "m³": "立方米",
    "km": "公里",
    "t": "吨",
    "d": "日",
    "h": "小时",
    "kWh": "千瓦时",
}
"""Signs of units as a filing spells them."""


def spelt_unit(unit: str) -> str:
    """Spell a unit: 平方米 for ㎡, 吨/日 for t/d; words stand as they are."""
    return "/".join(SPELT.get(part, part) for part in unit.split("/"))


def per(counted: str) -> str:
    """Write what a price is for: `/吨` of 吨 and of what is counted by the day (t/d); blank for nothing."""
    unit = spelt_unit(counted).partition("/")[0]
    return f"/{unit}" if unit else ""

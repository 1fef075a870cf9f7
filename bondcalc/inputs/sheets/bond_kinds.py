"""债券类型: the boxes of the disclosure form, several of which may be ticked, and which one a sector stands for."""

import re
from collections.abc import Sequence

BOXES: dict[str, tuple[str, ...]] = {
    "土地储备": (),
    "棚户区改造": (),
    "交通基础设施": ("政府收费公路", "铁路", "轨道交通", "城市停车场", "其他交通基础设施"),
    "能源": ("城市电网", "天然气管网", "储气设施", "其他能源项目"),
    "农林水利": (),
    "生态环保": ("城镇污水垃圾处理", "其他生态环保"),
    "民生服务": ("职业教育", "托幼", "其他教育项目", "医疗", "养老", "其他民生服务"),
    "冷链物流设施": (),
    "市政和产业园区基础设施": (),
    "城镇老旧小区改造": (),
    "新型基础设施": ("信息基础设施", "融合基础设施", "创新基础设施"),
    "扶贫": (),
    "乡村振兴": (),
    "文化旅游": (),
    "其他": (),
}
"""Every box of the form: fields, and the kinds inside a field (财办库〔2019〕364号)."""
OF_SECTOR = {
    "municipal_and_park": "市政和产业园区基础设施",
    "land_reserve": "土地储备",
    "shantytown": "棚户区改造",
    "toll_road": "政府收费公路",
    "railway": "铁路",
    "urban_rail": "轨道交通",
    "parking": "城市停车场",
    "other_transport": "其他交通基础设施",
    "energy": "能源",
    "agriculture_water": "农林水利",
    "ecology": "其他生态环保",
    "sewage_waste": "城镇污水垃圾处理",
    "education": "其他教育项目",
    "vocational_education": "职业教育",
    "child_care": "托幼",
    "health": "医疗",
    "elderly_care": "养老",
    "other_livelihood": "其他民生服务",
    "cold_chain": "冷链物流设施",
    "old_communities": "城镇老旧小区改造",
    "new_infrastructure": "新型基础设施",
    "rural_revitalisation": "乡村振兴",
    "culture_tourism": "文化旅游",
}
"""The box of a sector where none is ticked by name; every other sector is 其他."""
BETWEEN = re.compile(r"[、，,；;\s]+")


def named(text: str) -> list[str]:
    """Take the names of boxes out of one cell: 市政和产业园区基础设施、城市停车场."""
    return [name for name in BETWEEN.split(text) if name]


def unknown(text: str) -> list[str]:
    """Give the names that no box has."""
    known = {*BOXES, *(kind for kinds in BOXES.values() for kind in kinds)}
    return [name for name in named(text) if name not in known]


def ticked(text: str | None, sector: str | None) -> frozenset[str]:
    """Give the boxes to tick: those named, else that of the sector; a kind ticks its field too."""
    names: Sequence[str] = named(text) if text else [OF_SECTOR.get(sector, "其他")] if sector else []
    fields = [field for field, kinds in BOXES.items() if any(name in kinds for name in names)]
    return frozenset({*names, *fields})

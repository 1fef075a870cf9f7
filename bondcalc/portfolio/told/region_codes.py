"""行政区划代码: which digits of the code of a region name a province, a city, a county, and which regions lie in which."""

from functools import cache

PROVINCE, CITY, COUNTY = 2, 4, 6
"""Digits of a region code (行政区划代码) that name a province, a city, a county."""


def is_code(region: str) -> bool:
    """Tell whether a region is known by its code; a project of which the list states none is known by what its file says."""
    return region.isdigit()


def code_told(region: str) -> str | None:
    """Give the code of a region as tables have it; None for one that has no code."""
    return region if is_code(region) else None


@cache
def level_of(code: str) -> int:
    """Tell how many digits of a region code speak: 430000 is a province, 430400 a city, 430426 a county."""
    for level in (PROVINCE, CITY):
        if code[level:].strip("0") == "":
            return level
    return COUNTY


def code_of(region: str, level: int) -> str:
    """Give the code of the city or province in which a region lies; blank for one that has no code."""
    return region[:level].ljust(6, "0") if is_code(region) else ""


def lies_in(code: str, outer: str) -> bool:
    """Tell whether a region is another one or lies in it; a project without a region lies in none but the blank one."""
    return code == outer or bool(
        code and outer and level_of(outer) != COUNTY and code.startswith(outer[: level_of(outer)])
    )

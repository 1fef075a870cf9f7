"""The fields of rule files: which each table has, which it may not be without, of what kind they are, what they may say."""

import re
from datetime import date

from bondcalc.wording.terms import Group, Severity, Unit

KINDS = ("input", "figure", "assured", "stated")
UNITS = (
    Unit.RATIO,
    Unit.FRACTION,
    Unit.YEARS,
    Unit.MONTHS,
    Unit.DAYS,
    Unit.YUAN_PER_SQUARE_METRE,
    Unit.PER_UNIT,
    Unit.SECTORS,
    Unit.WORDS,
)
TEXTS = (Unit.SECTORS, Unit.WORDS)
NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号|[\u4e00-\u9fff ]+公告\d{4}年第\d+号")
"""A document number, or the number of a public notice (公告)."""

# The fields of each table: True where the field may not be missing.
COMMON = {"id": True, "from": True, "to": False, "article": True, "zh": True, "en": True, "citation_verified": True}
VALUE = COMMON | {
    "unit": True,
    "value": True,
    "status": True,
    "value_verified": True,
    "low": False,
    "high": False,
    "base": False,
    "reduces_base": False,
    "new_land_only": False,
    "short_zh": False,
    "short_en": False,
    "corrected_on": False,
    "corrected_from": False,
    "corrected_because": False,
}
CORRECTION = ("corrected_on", "corrected_from", "corrected_because")
"""What a corrected row says of its correction: all three, or none."""
RULE = COMMON | {
    "group": True,
    "kind": True,
    "severity": True,
    "asks": False,
    "sectors": False,
    "uses": False,
    "reported": False,
    "in_principle": False,
}
INSTRUMENT = {
    "id": True,
    "title": True,
    "in_force_from": True,
    "number_verified": False,
    "number": False,
    "date": False,
    "in_force_to": False,
    "practice": False,
    "founding": False,
    "text_verified": False,
    "missing": False,
}
TYPES = {
    "from": date,
    "to": date,
    "date": date,
    "in_force_from": date,
    "in_force_to": date,
    "number_verified": bool,
    "practice": bool,
    "founding": bool,
    "citation_verified": bool,
    "value_verified": bool,
    "reduces_base": bool,
    "new_land_only": bool,
    "corrected_on": date,
    "corrected_from": list,
    "asks": list,
    "sectors": list,
    "uses": list,
    "reported": bool,
    "in_principle": bool,
    "text_verified": bool,
}
BASES = ("gross", "net", "area")
NAMES = {date: "日期", bool: " true 或 false", str: "文字", list: "列表"}
FIGURES = ("value", "low", "high")
CHOICES = {
    "base": BASES,
    "status": tuple(Severity),
    "severity": tuple(Severity),
    "group": tuple(Group),
    "kind": KINDS,
    "unit": UNITS,
}

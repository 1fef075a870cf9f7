"""Read rule files and refuse what is incomplete, all faults at once: file, id, what is wrong."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

from bondcalc.rules.instrument import Cited, Instrument, Rule, RuleError, Value

STATUSES = ("statutory", "system", "customary", "advisory")
KINDS = ("input", "figure", "assured")
UNITS = ("ratio", "fraction", "years", "months", "yuan_per_square_metre", "sectors")
NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号")

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
    "short_zh": False,
    "short_en": False,
}
RULE = COMMON | {"group": True, "kind": True, "severity": True}
INSTRUMENT = {
    "id": True, "title": True, "in_force_from": True, "number_verified": False, "number": False, "date": False,
    "in_force_to": False, "practice": False, "founding": False,
}  # fmt: skip
TYPES = {
    "from": date, "to": date, "date": date, "in_force_from": date, "in_force_to": date, "number_verified": bool,
    "practice": bool, "founding": bool, "citation_verified": bool, "value_verified": bool, "reduces_base": bool,
}  # fmt: skip
BASES = ("gross", "net", "area")
CHOICES = {"base": BASES, "status": STATUSES, "severity": STATUSES, "kind": KINDS, "unit": UNITS}


@dataclass
class Library:
    """Everything a folder of rule files holds, of all dates, and what is wrong with it."""

    instruments: list[Instrument] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_folder(folder: Path) -> Library:
    """Read every .toml of a folder. Raises RuleError listing all that is wrong."""
    library = Library()
    for path in sorted(folder.glob("*.toml")):
        _read_file(path, library)
    library.faults += _across(library)
    if not any(instrument.founding for instrument in library.instruments):
        library.faults.append(f"{folder.name}: 没有标明 founding 的文件")
    if library.faults:
        raise RuleError(f"规则数据有 {len(library.faults)} 处错误：\n" + "\n".join(library.faults))
    return library


def _read_file(path: Path, library: Library) -> None:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        library.faults.append(f"{path.name}: 无法读取：{error}")
        return
    faults = [f"[{key}] 不认识" for key in table if key not in {"instrument", "values", "rules"}]
    head = table.get("instrument", {})
    faults += [f"[instrument] {fault}" for fault in [*_fields(head, INSTRUMENT), *_head_faults(head, path)]]
    rows = [("values", row, VALUE) for row in table.get("values", [])]
    rows += [("rules", row, RULE) for row in table.get("rules", [])]
    for kind, row, wanted in rows:
        wrong = [*_fields(row, wanted), *(_value_faults(row) if kind == "values" else ())]
        faults += [f"{row.get('id', kind)}: {fault}" for fault in wrong]
    library.faults += [f"{path.name}: {fault}" for fault in faults]
    if not faults:
        _keep(path, table, library)


def _keep(path: Path, table: dict[str, Any], library: Library) -> None:
    instrument = Instrument(**table["instrument"], file=path.name)
    library.instruments.append(instrument)
    library.values += [_value(row, instrument) for row in table.get("values", [])]
    library.rules += [Rule(**_cited(row, instrument), group=row["group"], kind=row["kind"], severity=row["severity"])
                      for row in table.get("rules", [])]  # fmt: skip


def _cited(row: dict[str, Any], instrument: Instrument) -> dict[str, Any]:
    same = {key: row[key] for key in ("id", "article", "zh", "en", "citation_verified")}
    return {**same, "instrument": instrument, "start": row["from"], "end": row.get("to", instrument.in_force_to)}


def _value(row: dict[str, Any], instrument: Instrument) -> Value:
    low, high = (None if row.get(key) is None else Decimal(row[key]) for key in ("low", "high"))
    return Value(**_cited(row, instrument), unit=row["unit"], status=row["status"],
                 value_verified=row["value_verified"], value=_content(row), low=low, high=high,
                 base=row.get("base"), reduces_base=row.get("reduces_base", False),
                 short_zh=row.get("short_zh", row["zh"]), short_en=row.get("short_en", row["en"]))  # fmt: skip


def _content(row: dict[str, Any]) -> Any:
    given = row["value"]
    if row["unit"] == "sectors":
        return tuple(given)
    return tuple(Decimal(item) for item in given) if isinstance(given, list) else Decimal(given)


def _fields(row: dict[str, Any], wanted: dict[str, bool]) -> Iterator[str]:
    yield from (f"字段 {name} 不认识；可用：{', '.join(wanted)}" for name in row if name not in wanted)
    for name, needed in wanted.items():
        given = row.get(name)
        if given is None or given == "":
            if needed:
                yield f"缺少 {name}"
        elif type(given) is not TYPES.get(name, type(given)):
            yield f"{name} 应为{'日期' if TYPES[name] is date else ' true 或 false'}，现为 {given!r}"
        elif name in CHOICES and given not in CHOICES[name]:
            yield f"{name} 为 {given!r}，只能是 {'、'.join(CHOICES[name])}"


def _head_faults(head: dict[str, Any], path: Path) -> Iterator[str]:
    if head.get("id") != path.stem:
        yield f"id {head.get('id')!r} 与文件名不同"
    number = head.get("number")
    if number is not None and not NUMBER.fullmatch(str(number)):
        yield f"文号 {number!r} 应写作 财预〔2017〕89号 的形式，年份用六角括号〔〕"
    if head.get("practice") and (number or head.get("date")):
        yield "惯例（practice）没有文号和日期"
    if not head.get("practice") and not head.get("date"):
        yield "文件缺少 date"


def _value_faults(row: dict[str, Any]) -> Iterator[str]:
    given = row.get("value")
    items = given if isinstance(given, list) else [given]
    if row.get("unit") == "sectors":
        if not isinstance(given, list) or not all(isinstance(item, str) for item in items):
            yield "value 应为文字列表"
        return
    try:
        low, high, *figures = [_decimal(item) for item in (row.get("low"), row.get("high"), *items)]
    except (InvalidOperation, TypeError, ValueError):
        yield "value、low、high 应为数值"
        return
    yield from (f"value {figure} 不在 {low} 至 {high} 之间" for figure in figures if not low <= figure <= high)


def _decimal(item: object) -> Decimal:
    if isinstance(item, bool) or not isinstance(item, int | str | Decimal):
        raise TypeError(item)
    return Decimal(item)


def _across(library: Library) -> Iterator[str]:
    """Find what only shows between rows: two from one day, gaps, a unit that changes, a date before its instrument."""
    rows: list[Cited] = [*library.values, *library.rules]
    for row in rows:
        if row.start < row.instrument.in_force_from:
            yield f"{_place(row)} 早于文件施行日 {row.instrument.in_force_from}"
        if row.end is not None and row.end < row.start:
            yield f"{_place(row)} 晚于失效日 {row.end}"
    for first, second in _neighbours(rows):
        if first.start == second.start:
            yield f"{_place(second)} 与 {first.instrument.file} 的 from 重复"
        elif first.end is not None and first.end + timedelta(1) < second.start:
            yield f"{_place(second)} 与 {first.end} 失效的上一个值之间有空档"
        if isinstance(first, Value) and isinstance(second, Value) and first.unit != second.unit:
            yield f"{_place(second)} 的单位 {second.unit} 与此前的 {first.unit} 不同"


def _place(row: Cited) -> str:
    return f"{row.instrument.file}: {row.id}: from {row.start}"


def _neighbours(rows: Iterable[Cited]) -> Iterator[tuple[Cited, Cited]]:
    ordered = sorted(rows, key=attrgetter("id", "start", "instrument.file"))
    for _, same in groupby(ordered, key=attrgetter("id")):
        yield from pairwise(same)

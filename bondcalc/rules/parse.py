"""Read rule files and refuse what is incomplete, all faults at once: file, id, what is wrong."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bondcalc.data import TomlTable, own_toml
from bondcalc.rules.asks import ask_faults, asks_of
from bondcalc.rules.instrument import Correction, DatedValue, Instrument, Library, Rule, RuleError
from bondcalc.rules.row_fields import CHOICES, CORRECTION, FIGURES, INSTRUMENT, NAMES, NUMBER, RULE, TEXTS, TYPES, VALUE
from bondcalc.rules.timeline import across
from bondcalc.wording.terms import Group, Severity, Unit


def read_folder(folder: Path) -> Library:
    """Read every .toml of a folder. Raises RuleError listing all that is wrong."""
    library = Library()
    for path in sorted(folder.glob("*.toml"), key=Path.as_posix):
        _read_file(path, library)
    library.faults += across(library)
    if not library.founded:
        library.faults.append(f"{folder.name}: 没有标明 founding 的文件")
    if library.faults:
        raise RuleError(f"规则参数有 {len(library.faults)} 处错误：\n" + "\n".join(library.faults))
    return library


def _read_file(path: Path, library: Library) -> None:
    try:
        table = own_toml(path, Decimal)
    except (OSError, ValueError) as error:
        library.faults.append(f"{path.name}: 无法读取：{error}")
        # What it would have held is unknown: neither a missing founding document nor a gap can be told.
        library.founded = True
        return
    head, rows, faults = _shape(table)
    faults += [f"[instrument] {fault}" for fault in [*_fields(head, INSTRUMENT), *_head_faults(head, path)]]
    library.founded |= head.get("founding") is True
    good = []
    for kind, row in rows:
        values = kind == "values"
        wrong = [*_fields(row, VALUE if values else RULE), *(_value_faults(row) if values else ask_faults(row))]
        faults += [f"{row.get('id', kind)}: {fault}" for fault in wrong]
        if wrong or faults:
            library.unclear.add(str(row.get("id")))
        else:
            good.append((kind, row))
    library.faults += [f"{path.name}: {fault}" for fault in faults]
    if not faults:
        _keep(path, head, good, library)
    else:
        library.unclear |= {str(row.get("id")) for _, row in rows}


def _shape(table: TomlTable) -> tuple[TomlTable, list[tuple[str, TomlTable]], list[str]]:
    """Take a file apart: its head, its rows by kind, and what is not written as it should be."""
    faults = [f"[{key}] 不认识" for key in table if key not in {"instrument", "values", "rules"}]
    head = table.get("instrument", {})
    if not isinstance(head, dict):
        faults.append("[instrument] 应写作 [instrument]，每个文件一个")
        head = {}
    rows: list[tuple[str, TomlTable]] = []
    for kind in ("values", "rules"):
        given = table.get(kind, [])
        if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
            faults.append(f"[{kind}] 应写作 [[{kind}]]")
        else:
            rows += [(kind, row) for row in given]
    return head, rows, faults


def _keep(path: Path, head: TomlTable, rows: list[tuple[str, TomlTable]], library: Library) -> None:
    instrument = Instrument(**head, file=path.name)
    library.instruments.append(instrument)
    for kind, row in rows:
        if kind == "values":
            library.values.append(_value(row, instrument))
        else:
            library.rules.append(
                Rule(
                    **_cited(row, instrument),
                    group=Group(row["group"]),
                    kind=row["kind"],
                    severity=Severity(row["severity"]),
                    asks=asks_of(row),
                    sectors=tuple(row.get("sectors", ())),
                    uses=tuple(row.get("uses", ())),
                    reported=row.get("reported", False) and not instrument.text_verified,
                    in_principle=row.get("in_principle", False),
                )
            )


def _cited(row: TomlTable, instrument: Instrument) -> TomlTable:
    same = {key: row[key] for key in ("id", "article", "zh", "en")}
    checked = row["citation_verified"] or instrument.text_verified
    return {
        **same,
        "citation_verified": checked,
        "instrument": instrument,
        "start": row["from"],
        "end": row.get("to", instrument.in_force_to),
    }


def _value(row: TomlTable, instrument: Instrument) -> DatedValue:
    low, high = (None if row.get(key) is None else Decimal(row[key]) for key in ("low", "high"))
    return DatedValue(
        **_cited(row, instrument),
        unit=Unit(row["unit"]),
        status=Severity(row["status"]),
        value_verified=row["value_verified"] or instrument.text_verified,
        value=_content(row),
        low=low,
        high=high,
        base=row.get("base"),
        reduces_base=row.get("reduces_base", False),
        new_land_only=row.get("new_land_only", False),
        short_zh=row.get("short_zh") or row["zh"],
        short_en=row.get("short_en") or row["en"],
        correction=_correction(row),
    )


def _correction(row: TomlTable) -> Correction | None:
    if "corrected_on" not in row:
        return None
    figures = row["unit"] not in TEXTS
    was = tuple(Decimal(item) if figures else item for item in row["corrected_from"])
    return Correction(row["corrected_on"], was, row["corrected_because"])


def _content(row: TomlTable) -> Decimal | tuple[Decimal, ...] | tuple[str, ...]:
    given = row["value"]
    if row["unit"] in TEXTS:
        return tuple(given)
    return tuple(Decimal(item) for item in given) if isinstance(given, list) else Decimal(given)


def _fields(row: TomlTable, wanted: dict[str, bool]) -> Iterator[str]:
    yield from (f"字段 {name} 不认识；可用：{', '.join(wanted)}" for name in row if name not in wanted)
    for name, needed in wanted.items():
        given = row.get(name)
        kind = TYPES.get(name, str)
        if given is None or given == "":
            if needed:
                yield f"缺少 {name}"
        elif name not in FIGURES and type(given) is not kind:
            yield f"{name} 应为{NAMES[kind]}，现为 {given!r}"
        elif name in CHOICES and given not in CHOICES[name]:
            yield f"{name} 为 {given!r}，只能是 {'、'.join(CHOICES[name])}"


def _head_faults(head: TomlTable, path: Path) -> Iterator[str]:
    if head.get("id") != path.stem:
        yield f"id {head.get('id')!r} 与文件名不同"
    number = head.get("number")
    if number is not None and not NUMBER.fullmatch(str(number)):
        yield f"文号 {number!r} 应写作 财预〔2017〕89号 的形式，年份用六角括号〔〕"
    if head.get("practice") and (number or head.get("date")):
        yield "惯例（practice）没有文号和日期"
    if not head.get("practice") and not head.get("date"):
        yield "文件缺少 date"


def _correction_faults(row: TomlTable) -> Iterator[str]:
    """A correction says when, what stood there and why; what stood there is of the kind of the value."""
    absent = [name for name in CORRECTION if name not in row]
    if len(absent) < len(CORRECTION):
        yield from (f"缺少 {name}" for name in absent)
    was = row.get("corrected_from", [])
    right = (lambda item: isinstance(item, str)) if row.get("unit") in TEXTS else _is_figure
    if isinstance(was, list) and not all(right(item) for item in was):
        yield "corrected_from 应与 value 同为数值或文字"


def _value_faults(row: TomlTable) -> Iterator[str]:
    yield from _correction_faults(row)
    given = row.get("value")
    items = given if isinstance(given, list) else [given]
    if given is None or not items:
        if given is not None:
            yield "value 为空"
        return
    if row.get("unit") in TEXTS:
        if not isinstance(given, list) or not all(isinstance(item, str) for item in items):
            yield "value 应为文字列表"
        return
    absent = [name for name in ("low", "high") if row.get(name) is None]
    yield from (f"缺少 {name}" for name in absent)
    if any(not _is_figure(item) for item in (*items, *(row[name] for name in ("low", "high") if name not in absent))):
        yield "value、low、high 应为数值"
    elif not absent and row["low"] > row["high"]:
        yield f"low {row['low']} 大于 high {row['high']}"
    elif not absent:
        yield from (
            f"value {item} 不在 {row['low']} 至 {row['high']} 之间"
            for item in items
            if not row["low"] <= item <= row["high"]
        )


def _is_figure(item: object) -> bool:
    return (isinstance(item, int) and not isinstance(item, bool)) or (isinstance(item, Decimal) and item.is_finite())

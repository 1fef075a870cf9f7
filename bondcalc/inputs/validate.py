"""From raw rows to a Project: every value judged by its field, then what must fit together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bondcalc.inputs import across
from bondcalc.inputs.above_whole import above_whole
from bondcalc.inputs.amounts import priced
from bondcalc.inputs.carried import filled_on, span_of
from bondcalc.inputs.cell import SHEETS, Cell, Sheet
from bondcalc.inputs.codes import coded
from bondcalc.inputs.counted_twice import counted_once
from bondcalc.inputs.fault import UNCLEAR, Cells, Fault, FieldCheck, Lines, Named, UnclearError, checks_of, questions_of
from bondcalc.inputs.fine_shares import shortened
from bondcalc.inputs.other_form import refuse_other_form
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet
from bondcalc.inputs.references import references_of
from bondcalc.inputs.rounding import rounded
from bondcalc.inputs.signs import Prints, drawable, drop_signs
from bondcalc.inputs.totals import tell_once, without_totals
from bondcalc.inputs.units import other_units, wrong_units
from bondcalc.inputs.unprintable import unprintable_texts
from bondcalc.inputs.unstated_class import unstated_classes
from bondcalc.inputs.values import WrongError, convert, is_blank, plain
from bondcalc.problem import Place, Problem, ProjectError
from bondcalc.wording.messages import Long, label, language, listed, notice, problem, word


def validate(raw: RawFile, prints: Prints = drawable) -> Project:
    """Judge a file as read; ProjectError with every problem found in it, FileError where it is of another kind.

    `prints` tells of a character whether filings can show it: a text that holds another is a problem.
    """
    refuse_other_form(raw)
    problems = list(raw.problems)
    tables: dict[str, Any] = {}
    drop_signs(raw)
    coded(raw)
    priced(raw)
    for sheet in sheets():
        tables[sheet.id] = _rows(raw, sheet, problems)
    problems += unprintable_texts(raw, tables, prints)
    raw.notices += [*rounded(raw, tables), *above_whole(raw, tables)]
    _carry(tables)
    project = Project(tables, tuple(raw.notices), raw.unread)
    problems += wrong_units(raw, project)
    problems += unstated_classes(raw)
    problems += _consistency(raw, project)
    if problems:
        raise ProjectError(problems)
    return replace(
        project,
        notices=(*project.notices, *shortened(raw), *_remarks(raw, project), *_questions(raw, project)),
        where=partial(_where, raw),
    )


def validate_rows(raw: RawFile, money_unit: str, beside: Project | None = None) -> Project:
    """Judge a file that is no project, such as a list of projects (清单): every value by its field, every row by its checks.

    Money is counted in `money_unit`. `beside` is the project of which it names rows, by id or by name; its smallest unit
    is that to which amounts of formulas are rounded. Raises what `validate` does.
    """
    refuse_other_form(raw)
    problems = list(raw.problems)
    drop_signs(raw)
    others = {} if beside is None else beside.tables
    coded(raw, others)
    tables: dict[str, Any] = {**others, **{sheet.id: _rows(raw, sheet, problems) for sheet in raw.known}}
    problems += unprintable_texts(raw, tables, drawable)
    raw.notices += [*(rounded(raw, tables) if beside is not None else ()), *above_whole(raw, tables)]
    project = Project(tables, tuple(raw.notices), raw.unread)
    problems += [*other_units(raw, money_unit), *_of_rows(raw, project)]
    if problems:
        raise ProjectError(problems)
    return project


def _carry(tables: dict[str, Any]) -> None:
    """Fill blank years on, in every sheet whose rows could be told."""
    forms = tables["project"] if tables["project"] is not UNCLEAR else ()
    span = span_of(forms[0]) if forms else None
    tables |= {id_: tuple(filled_on(row, span) for row in rows) for id_, rows in tables.items() if rows is not UNCLEAR}


def unfit(project: Project) -> frozenset[tuple[str, str, str]]:
    """Name what does not fit together in a project made from others: sheet, field and message code of each fault.

    A required sheet without rows and an id that stands twice count as well. Values are taken for judged.
    """
    found = {
        (sheet.id, fault.field, fault.code)
        for sheet in sheets()
        for checks in [_checks(sheet)]
        for row in project.tables[sheet.id]
        for fault in _faults(checks, row, project)
    }
    found |= {(sheet_id, fault.field, fault.code) for sheet_id, _, fault in across.faults(project)}
    for sheet in sheets():
        ids = [row.id for row in project.tables[sheet.id] if hasattr(row, "id")]
        if len(set(ids)) < len(ids):
            found.add((sheet.id, "id", "duplicate_id"))
        if sheet.required and not project.tables[sheet.id]:
            found.add((sheet.id, "", "no_rows"))
    return frozenset(found)


def _rows(raw: RawFile, sheet: Sheet, problems: list[Problem]) -> Any:
    """Build the rows of one sheet, values that cannot be read standing as UNCLEAR; UNCLEAR for a sheet that cannot."""
    given = raw.sheets.get(sheet.id)
    if given is None:
        if sheet.required and sheet.id not in raw.near:
            needed = Long("".join(word("quoted", found=label(known)) for known in raw.known if known.required))
            missing = Place(raw.title(sheet), 0, 0, "—")
            problems.append(problem(missing, "missing_sheet", sheet=label(sheet), needed=needed))
            return UNCLEAR
        return (sheet.statement(**{cell.id: cell.default for cell in sheet.cells}),) if sheet.form else ()
    if given.unread:
        return UNCLEAR
    given, strays = without_totals(given)
    given, twice = counted_once(raw, given)
    raw.sheets[sheet.id] = given
    tell_once(problems, [*strays, *twice])
    if sheet.required and not given.rows:
        problems.append(problem(given.place, "no_rows", sheet=label(sheet)))
        return UNCLEAR
    rows = tuple(_row(given, row, problems) for row in given.rows)
    problems += _duplicates(given, rows)
    return rows


def _row(given: RawSheet, row: RawRow, problems: list[Problem]) -> object:
    values: dict[str, object] = {}
    for cell in given.sheet.cells:
        if cell.id in row.unclear:
            values[cell.id] = UNCLEAR
        elif cell.kind == "indexed":
            values[cell.id] = _indexed(cell, row, problems)
        elif cell.required or cell.id in row.cells:
            values[cell.id] = _value(given, cell, row, problems)
        else:
            values[cell.id] = cell.default
    return given.sheet.statement(**values)


def _value(given: RawSheet, cell: Cell, row: RawRow, problems: list[Problem]) -> object:
    stands = row.cells.get(cell.id)
    if stands is not None and not is_blank(stands.value):
        return _converted(cell, stands, problems)
    if stands is not None and any(
        all(_says(given.sheet, row, part) for part in entry.split("&")) for entry in cell.beside
    ):
        problems.append(problem(stands.place, "blank_beside", label=label(cell)))
        return UNCLEAR
    if not cell.required:
        return cell.default
    problems.append(problem(row.where(cell.id, None), "missing_required", label=label(cell)))
    return UNCLEAR


def _says(sheet: Sheet, row: RawRow, entry: str) -> bool:
    """Tell whether a field of a row is filled in, or holds the choice that stands behind `=`."""
    name, _, choice = entry.partition("=")
    filled = [raw for raw in row.stated(name) if not is_blank(raw.value)]
    if not choice:
        return bool(filled)
    cell = sheet.cell(name)
    former = (text for text, toml in cell.former_choices.items() if toml == choice)
    words = {plain(text) for text in (choice, cell.choices[choice], *former)}
    return any(plain(str(raw.value)) in words for raw in filled)


def _indexed(cell: Cell, row: RawRow, problems: list[Problem]) -> object:
    """Read the yearly figures of a row, in the order of years; one unclear figure makes them all unclear."""
    given = row.indexed.get(cell.id)
    if not given:
        return {}
    values = {index: _converted(cell, raw, problems) for index, raw in sorted(given.items()) if not is_blank(raw.value)}
    return UNCLEAR if any(value is UNCLEAR for value in values.values()) else values


def _converted(cell: Cell, raw: RawCell, problems: list[Problem]) -> object:
    try:
        return convert(cell, raw.value)
    except WrongError as wrong:
        problems.append(problem(raw.place, wrong.code, label=label(cell), **wrong.facts))
        return UNCLEAR


def _duplicates(given: RawSheet, rows: tuple[object, ...]) -> Iterator[Problem]:
    """Report every id that stands in an earlier row of the same sheet."""
    seen: dict[str, Place] = {}
    for raw, row in zip(given.rows, rows, strict=True):
        id_ = getattr(row, "id", None)
        if not isinstance(id_, str):
            continue
        place = raw.where("id", None)
        if id_ in seen:
            yield problem(place, "duplicate_id", label=label(given.sheet.cell("id")), found=id_, other=seen[id_].cell)
        seen.setdefault(id_, place)


def _of_rows(raw: RawFile, project: Project) -> Iterator[Problem]:
    """Report what each row's own checks find."""
    for sheet in raw.known:
        rows: Any = project.tables[sheet.id]
        checks = _checks(sheet)
        for number, row in enumerate(rows if rows is not UNCLEAR and sheet.id in raw.sheets else ()):
            yield from (_placed(raw, project, sheet.id, number, fault) for fault in _faults(checks, row, project))


def _consistency(raw: RawFile, project: Project) -> Iterator[Problem]:
    yield from _of_rows(raw, project)
    for sheet_id, number, fault in across.faults(project):
        if sheet_id in raw.sheets:
            yield _placed(raw, project, sheet_id, number, fault)


def _remarks(raw: RawFile, project: Project) -> Iterator[str]:
    """Say at its cell what is no mistake but has to be known."""
    for sheet_id, number, fault in across.remarks(project):
        given = raw.sheets.get(sheet_id)
        if given is not None:
            where, cell = given.rows[number].where(fault.field, fault.index), given.sheet.cell(fault.field)
            facts = {name: _named(raw, project, given, fact) for name, fact in fault.facts.items()}
            yield notice(fault.code, sheet=where.sheet, cell=where.cell, label=label(cell), **facts)


def _questions(raw: RawFile, project: Project) -> Iterator[str]:
    """Say what should be looked at again, each at its cell."""
    for sheet in (sheet for sheet in sheets() if sheet.id in raw.sheets):
        for number, row in enumerate(project.tables[sheet.id]):
            for fault in (fault for asked in questions_of(sheet.statement) for fault in asked(row, project)):
                given = raw.sheets[sheet.id]
                place = given.rows[number].where(fault.field, fault.index)
                where = Long(f"[{place.sheet}] {place.cell}")
                facts = {name: _named(raw, project, given, fact) for name, fact in fault.facts.items()}
                yield notice(fault.code, place=where, label=label(sheet.cell(fault.field)), **facts)


def _where(raw: RawFile, sheet: str, number: int, field: str) -> str:
    """Tell the cell of a value that was filled in."""
    where = raw.sheets[sheet].rows[number].where(field, None)
    return f"[{where.sheet}] {where.cell}"


def _checks(sheet: Sheet) -> list[FieldCheck]:
    return [*checks_of(sheet.statement), *references_of(sheet)]


def _faults(checks: Sequence[FieldCheck], row: object, project: Project) -> Iterator[Fault]:
    for check in checks:
        try:
            yield from check(row, project)
        except UnclearError:
            continue


def _placed(raw: RawFile, project: Project, sheet: str, number: int, fault: Fault) -> Problem:
    given = raw.sheets[sheet]
    facts = {name: _named(raw, project, given, fact) for name, fact in fault.facts.items()}
    place = given.rows[number].where(fault.field, fault.index)
    return problem(place, fault.code, label=label(given.sheet.cell(fault.field)), **facts)


def _named(raw: RawFile, project: Project, given: RawSheet, fact: object) -> object:
    if isinstance(fact, Cells):
        return Long(listed(given.rows[row].where(fact.field, None).cell for row in fact.rows))
    if isinstance(fact, Lines):
        return Long(listed(_line(raw, project, *row) for row in fact.rows))
    if isinstance(fact, tuple):
        return Long(listed(_named(raw, project, given, one) for one in fact))
    if not isinstance(fact, Named):
        return fact
    sheet = SHEETS[fact.sheet]
    if not fact.field:
        return label(sheet)
    cell = sheet.cell(fact.field)
    return label(cell) if not fact.choice else cell.choices[fact.choice] if language() == "zh" else fact.choice


def _line(raw: RawFile, project: Project, sheet: str, number: int) -> object:
    """Name a row: by its id, by its cell where that is unclear."""
    id_ = project.tables[sheet][number].id
    if id_ is not UNCLEAR:
        return id_
    place = raw.sheets[sheet].rows[number].where("id", None)
    return f"[{place.sheet}] {place.cell}"

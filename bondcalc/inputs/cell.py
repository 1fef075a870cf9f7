"""How an input is stated: a frozen dataclass a sheet, whose fields carry label, unit, limits and reason."""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal
from functools import cached_property
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Literal,
    Protocol,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    overload,
)

from bondcalc.inputs.former import FORMER, former_choices
from bondcalc.inputs.row_class import row_class
from bondcalc.registry import Registry, place_of
from bondcalc.wording.terms import Department, Unit

Kind = Literal["text", "number", "whole", "date", "flag", "choice", "indexed"]
FileFamily = Literal["project", "portfolio", "factors", "actuals"]
Index = Literal["calendar", "bond_year", "operating_year"]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Cell:
    """One input field as people see it.

    `unit` is what the figure is counted in (money, fraction, 亩 ...); `choices` maps the TOML word to the Chinese one;
    `low`, `high` limit numbers; `why` is the note with the reason or article. `index` is set on a field that holds one
    figure a year. A cell of a workbook may not be blank where one of `beside` is so: a field filled in,
    one that holds a choice (`basis=fixed`), or both of two (`quantity&basis=fixed`). `refers` are the sheets of which it
    names a row, by id or by name; `own_check` where its sheet checks that the row is there, since something else hangs on it.
    `bears` says where its default is an assumption (`bondcalc.inputs.bearing`): None everywhere, none nowhere, else where one of them holds.
    `former` are Chinese names it had before, `former_choices` those of its choices, by name.
    """

    id: str
    zh: str
    en: str
    kind: Kind
    unit: Unit
    required: bool
    low: Decimal | None
    high: Decimal | None
    choices: dict[str, str]
    index: Index | None
    why: str
    default: object
    beside: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    own_check: bool = False
    bears: tuple[str, ...] | None = None
    former: tuple[str, ...] = ()
    former_choices: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which a heading may call it, former ones last."""
        return (self.zh, self.en, *self.former)


class InputRow(Protocol):
    """A row of some input sheet: an instance of its dataclass, whose fields are those the sheet states."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


@dataclass(frozen=True)
class Sheet:
    """One input sheet: a form (one set of fields) or a list (one row an item).

    `id` is the TOML table; `zh` the tab. `statement` is the dataclass. A `required` sheet must be there: a form with
    its required fields, a list with at least one row. `department` usually fills it in (责任部门). `family` says of
    which kind of file it is a sheet: a project, a list of projects (清单), what happened after an issue (执行数据).
    """

    id: str
    zh: str
    en: str
    number: int
    form: bool
    statement: type
    cells: tuple[Cell, ...]
    help: str
    required: bool
    department: Department
    family: FileFamily = "project"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name its tab may bear, former ones last."""
        return (self.zh, self.en, *FORMER.get(self.id, ()))

    @property
    def yearly(self) -> Cell | None:
        """The field that holds one figure a year; None where there is none."""
        return next((cell for cell in self.cells if cell.kind == "indexed"), None)

    def cell(self, field: "FieldId[object] | str") -> Cell:
        """Find a field, by its attribute or by a name that came from elsewhere; KeyError for an unknown one."""
        id_ = field if isinstance(field, str) else field.name
        if id_ not in self._cells:
            raise KeyError(f"{self.id}.{id_}")
        return self._cells[id_]

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        return {cell.id: cell for cell in self.cells}


SHEETS: Registry[Sheet] = Registry("sheet")


@dataclass(frozen=True)
class FieldId(Generic[T_co]):
    """The name of an input field, typed by what the field holds: what `CostLine.rate` gives."""

    name: str

    def of(self, row: object) -> T_co:
        """Give what a row of the sheet holds there."""
        held: T_co = getattr(row, self.name)
        return held


class Input(Generic[T]):
    """An input field of a sheet: of a row it gives what is filled in, of the sheet's class the `FieldId`.

    So a field is named by an attribute that the type checker sees: `row.cell(Bond.coupon)`; one that several sheets
    share is named by the class that states it, `Outlay.rate`. A row keeps its values in its own dictionary, which is
    asked first: reading one costs what reading any attribute costs.
    """

    def __init__(self, name: str) -> None:
        self._id: FieldId[T] = FieldId(name)

    @overload
    def __get__(self, row: None, sheet: type) -> FieldId[T]: ...
    @overload
    def __get__(self, row: object, sheet: type) -> T: ...
    def __get__(self, row: object, sheet: type) -> FieldId[T] | T:
        """Name the field."""
        return self._id

    if TYPE_CHECKING:  # says what a constructor takes; at run time it would hide the values of the rows

        def __set__(self, row: object, value: T) -> None: ...


def cell(
    zh: str,
    en: str,
    *,
    unit: str = "",
    default: object = MISSING,
    low: str | None = None,
    high: str | None = None,
    choices: dict[str, str] | None = None,
    index: Index | None = None,
    why: str = "",
    beside: tuple[str, ...] = (),
    refers: tuple[str, ...] = (),
    own_check: bool = False,
    bears: tuple[str, ...] | None = None,
) -> Any:
    """State one input field; without a default it is required. `None` as default means: blank is blank."""
    stated = {
        "zh": zh,
        "en": en,
        "unit": Unit(unit),
        "low": low and Decimal(low),
        "high": high and Decimal(high),
        "choices": choices or {},
        "index": index,
        "why": why,
        "beside": beside,
        "refers": refers,
        "own_check": own_check,
        "bears": bears,
    }
    if index is not None:
        return field(default_factory=dict, metadata=stated)
    return field(default=default, metadata=stated)


def code(zh: str = "编号", en: str = "Id") -> Any:
    """State the id of the rows of a list; left blank it is made of the row's name (`bondcalc.inputs.codes`)."""
    return cell(
        zh, en, default="", why="可留空，由程序按名称编，债券、地块按顺序编为第1期、第1宗；其他表按编号或名称引用"
    )


def member_of() -> Any:
    """State the sub-project (子项目) that a row belongs to; shared rows stand on the sheet 子项目分摊."""
    return cell(
        "所属子项目",
        "Sub-project",
        default=None,
        refers=("sub_projects",),
        why="打包项目填写；由几个子项目分担的留空，在“子项目分摊”表填写，都不填的按各子项目投资比例分摊",
    )


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(cell, code, member_of, field))
def sheet(
    id_: str,
    *,
    zh: str,
    en: str,
    number: int,
    form: bool = False,
    required: bool = False,
    help_: str = "",
    department: Department = Department.UNIT,
    family: FileFamily = "project",
) -> Callable[[type[T]], type[T]]:
    """Register a dataclass as an input sheet."""

    def register(statement: type[T]) -> type[T]:
        """Make a dataclass of the statement and claim its id; TakenError where another sheet has it."""
        made = row_class(statement)
        cells = _cells(id_, made)
        SHEETS.claim(
            id_,
            Sheet(
                id=id_,
                zh=zh,
                en=en,
                number=number,
                form=form,
                statement=made,
                cells=cells,
                help=help_,
                required=required,
                department=department,
                family=family,
            ),
            place_of(statement),
        )
        return statement

    return register


def _cells(id_: str, made: type) -> tuple[Cell, ...]:
    """Give the fields of a sheet, and let its class name them."""
    stated = [entry for entry in fields(made) if entry.metadata]
    _name_fields(made, stated)
    return tuple(_cell(id_, entry, get_args(entry.type)[0]) for entry in stated)


def _name_fields(made: type, stated: Sequence[Field[Any]]) -> None:
    """Let the class, and those it takes fields from, name the fields; a dataclass leaves their defaults there."""
    for owner in made.__mro__:
        for entry in stated:
            if entry.name in vars(owner).get("__annotations__", ()):
                setattr(owner, entry.name, Input(entry.name))


def _cell(sheet_id: str, entry: Field[Any], hint: object) -> Cell:
    stated = dict(entry.metadata)
    required = entry.default is MISSING and entry.default_factory is MISSING
    default = None if required or stated["index"] else entry.default
    name = f"{sheet_id}.{entry.name}"
    return Cell(
        id=entry.name,
        kind=_kind(stated, hint),
        required=required,
        default=default,
        former=FORMER.get(name, ()),
        former_choices=former_choices(name, stated["choices"]),
        **stated,
    )


def _kind(stated: dict[str, object], hint: object) -> Kind:
    if stated["index"]:
        return "indexed"
    if stated["choices"]:
        return "choice"
    options = [option for option in (get_args(hint) or (hint,)) if option is not type(None)]
    plain = get_origin(options[0]) or options[0]
    names: dict[str, Kind] = {"str": "text", "Decimal": "number", "int": "whole", "date": "date", "bool": "flag"}
    return names[plain.__name__]

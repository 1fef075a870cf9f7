"""A project of 35 years and five tranches, and the same lines computed by a plain interpreter, cell by cell."""

from decimal import Decimal, localcontext
from typing import Any

from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.money import CONTEXT
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book, build

YEARS = range(2021, 2056)


def project() -> Project:
    """Five tranches of every repayment mode, three cost items, two parcels, three revenue and three cost lines."""
    modes = ["bullet", "equal_principal", "level", "bullet", "equal_principal"]
    bonds = [
        f"""[[bonds]]\nid = "T{number}"\nstatus = "planned"\nvalue_date = {2021 + number}-06-25\nface = {10000 + 1000 * number}
coupon = 0.0{33 + number}\nterm_years = 30\nrepayment = "{mode}"\n"""
        for number, mode in enumerate(modes)
    ]
    items = [
        f"""[[investment]]\nid = "I{number}"\ncategory = "construction"\nname = "项目{number}"\namount = 20000
by_year = {{ 2021 = 0.4, 2022 = 0.6 }}\n"""
        for number in range(3)
    ]
    parcels = [
        f"""[[land]]\nid = "P{number}"\nuse = "工业"\narea_mu = 800\nprice = 60\ncompensation = 10\nclaimed = true
by_year = {{ 2024 = 0.5, 2026 = 0.5 }}\n"""
        for number in range(2)
    ]
    lines = [
        f"""[[revenue]]\nid = "R{number}"\nname = "收入{number}"\nbudget_class = "project_special"\nclaimed = true
price = 12.5\nquantity = 100\ngrowth_rate = 0.03\ngrowth_every = 3\n"""
        for number in range(3)
    ]
    costs = [
        f"""[[costs]]\nid = "C{number}"\nkind = "wages"\nname = "成本{number}"\nbasis = "fixed"\nrate = 100
growth_rate = 0.02\n"""
        for number in range(3)
    ]
    head = """[project]\nname = "基准"\nrule_date = 2021-05-01\nconstruction_end = 2023-12-31\noperation_start = 2024-01-01
operation_end = 2060-12-31\nforecast_end = 2055\n[settings]\ncapital = "plug"\n"""
    return read_bytes("project.toml", "\n".join([head, *bonds, *items, *parcels, *lines, *costs]).encode())


def book() -> Book:
    """Its schedules."""
    made = project()
    return build(made, rules_on(made.tables["project"][0].rule_date))


class Plain:
    """The oracle: every cell by walking its formula, remembered once computed. As slow as it is simple."""

    def __init__(self, quantum: Decimal) -> None:
        self._quantum = quantum
        self._known: dict[tuple[Line, int], Any] = {}

    def table(self, lines: list[Line]) -> dict[Line, list[Any]]:
        """Compute every column of every line."""
        with localcontext(CONTEXT):
            return {line: [self.value(line, column) for column in range(1, line.axis.size + 1)] for line in lines}

    def value(self, line: Line, column: int) -> Any:
        """One cell; column 0 is the opening."""
        if (line, column) not in self._known:
            part = line.definition if column else line.opening
            self._known[line, column] = self._of(part, line, column)
        return self._known[line, column]

    def _of(self, part: Expression, line: Line, column: int) -> Any:
        match part:
            case Constant():
                return Decimal(part.value)
            case Leaf():
                return part.value
            case Series():
                return part.leaves[column - 1].value
            case Structure():
                return part.values[column - 1]
            case Line():
                return self.value(part, 1 if part.axis.kind == "scalar" else column)
            case Previous():
                return self.value(part.line, column - 1)
            case Pick():
                number = int(self.value(part.number, column))
                return part.leaves[number - 1].value if number else Decimal(0)
            case Gather():
                return self._gather(part, line, column)
        assert isinstance(part, Operation)
        return self._operation(part, line, column)

    def _operation(self, part: Operation, line: Line, column: int) -> Any:
        if part.name == "if":
            condition, then, otherwise = part.arguments
            return self._of(then if self._of(condition, line, column) else otherwise, line, column)
        values = [self._of(inner, line, column) for inner in part.arguments]
        if part.name == "sum":
            return sum(values[1:], values[0])
        if part.name == "money":
            return values[0].quantize(self._quantum)
        if part.name in {"min", "max"}:
            return min(values) if part.name == "min" else max(values)
        if part.name == "and":
            return all(values)
        one, other = values
        if part.name == "round":
            return one.quantize(Decimal(1).scaleb(-int(other)))
        if part.name == "ratio":
            return None if other == 0 else one / other
        return {
            "+": lambda: one + other,
            "-": lambda: one - other,
            "*": lambda: one * other,
            "/": lambda: one / other,
            "^": lambda: one**other,
            ">=": lambda: one >= other,
            ">": lambda: one > other,
        }[part.name]()

    def _gather(self, part: Gather, line: Line, column: int) -> Any:
        cells = [self.value(part.line, place) for place in range(1, part.line.axis.size + 1)]
        if part.name == "total":
            weights = (
                [1] * len(cells)
                if part.weight is None
                else [self.value(part.weight, place) for place in range(1, len(cells) + 1)]
            )
            return sum((cell * weight for cell, weight in zip(cells, weights, strict=True)), Decimal(0))
        if part.name == "lowest":
            return min((cell for cell in cells if cell is not None), default=None)
        if part.name == "running":
            return sum(cells[:column], Decimal(0))
        year, of = line.axis.years[column - 1], part.line.axis
        if part.name == "to_date":
            day = line.axis.days[column - 1]
            return sum(
                (cell for cell, paid in zip(cells, of.days, strict=True) if paid.year == year and paid <= day),
                Decimal(0),
            )
        if part.name == "on_day":
            day = line.axis.days[column - 1]
            return sum((cell for cell, paid in zip(cells, of.days, strict=True) if paid == day), Decimal(0))
        if part.name == "by_year":
            return sum((cell for cell, paid in zip(cells, of.years, strict=True) if paid == year), Decimal(0))
        return cells[of.columns.index(year)]

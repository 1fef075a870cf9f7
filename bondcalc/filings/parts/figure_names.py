"""Names of printed figures for people: the line and its year, as a control of a Word file shows them."""

from bondcalc.result.result import Result


class FigureNames:
    """Knows every line of a result by the id texts know it by."""

    def __init__(self, result: Result) -> None:
        self._lines = {f"{table.id}.{line.id}": line.zh for table in result.book.tables for line in table.lines}

    def named(self, id_: str) -> str:
        """Name a figure: 应付利息 2039年; what is no line is named by its id."""
        where, _, column = id_.partition("@")
        line, _, reading = where.partition("#")
        if line not in self._lines:
            return id_
        when = f" {column}{'年' if column.isdecimal() else ''}" if column else ""
        return f"{self._lines[line]}{'合计' if reading == 'total' else ''}{when}"

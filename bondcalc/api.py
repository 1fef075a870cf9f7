"""For notebooks: a project's schedules, ratios and findings as pandas DataFrames with units.

from bondcalc.api import open_project

park = open_project("samples/hengyang-park/project.xlsx")
park.schedule("cash")["closing"].min()
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.algebra.words import label, sentence
from bondcalc.dates import day_of
from bondcalc.inputs.read import load, read_project
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.contract import findings_of, ratios_of
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Medium, ReportCell, read
from bondcalc.wording.terms import Language, Unit

if TYPE_CHECKING:
    import pandas as pd

    from bondcalc.monitoring.monitoring_result import MonitoringResult


@dataclass(frozen=True, repr=False)
class Park:
    """One project computed; every method gives a fresh DataFrame."""

    result: Result
    language: Language = "zh"

    @property
    def money_unit(self) -> str:
        """Unit of all amounts, e.g. 万元."""
        return self.result.project.form(Settings).money_unit

    def schedules(self) -> "pd.DataFrame":
        """Give id, label, axis and number of lines of every schedule, in printing order."""
        import pandas as pd

        rows = [(table.id, self._title(table), table.axis.kind, len(table.lines)) for table in self.result.book.tables]
        return pd.DataFrame(rows, columns=["schedule", "label", "axis", "lines"]).set_index("schedule")

    def schedule(self, id_: str, *, exact: bool = False) -> "pd.DataFrame":
        """Give one schedule (测算表): a row a year or payment date, a column a line.

        Figures are floats, NaN where there is none; with `exact` they are Decimal objects, None where there is none. A line of days holds dates. `attrs["units"]` and `attrs["labels"]` say what each column counts and is called. A table of single figures has
        the one row "value". KeyError for an unknown id.
        """
        import pandas as pd

        table = self.result.book.find(id_)
        index = list(table.axis.columns) or ["value"]
        data = {
            line.id: pd.Series(
                list(self._column(line, exact=exact)), index, dtype=object if exact or line.unit == Unit.DAY else float
            )
            for line in table.lines
        }
        frame = pd.DataFrame(data, index)
        frame.index.name = {"years": "year", "payments": "date"}.get(table.axis.kind, "figure")
        frame.attrs["units"] = {line.id: self._unit(line.unit) for line in table.lines}
        frame.attrs["labels"] = {line.id: label(line, self.language) for line in table.lines}
        return frame

    def lines(self, id_: str) -> "pd.DataFrame":
        """Give label, unit, formula in words and source of every line of a schedule. KeyError for an unknown id."""
        import pandas as pd

        rows = [
            (line.id, label(line, self.language), self._unit(line.unit), sentence(line), line.source)
            for line in self.result.book.find(id_).lines
        ]
        return pd.DataFrame(rows, columns=["line", "label", "unit", "formula", "source"]).set_index("line")

    def ratios(self) -> "pd.Series[float]":
        """Give every ratio and minimum by its id, NaN where there is none; internal rates are left to `show --json`."""
        import pandas as pd

        ratios_by_id = {id_: value for id_, value in ratios_of(self.result).items() if not id_.startswith("irr")}
        return pd.Series(
            {id_: float("nan") if value is None else float(str(value)) for id_, value in ratios_by_id.items()}
        )

    def findings(self) -> "pd.DataFrame":
        """Give every finding (合规核对) by rule: verdict, severity, figure, threshold, article, reason."""
        import pandas as pd

        return pd.DataFrame(findings_of(self.result, self.language)).set_index("rule")

    def report(self, analysis: str) -> "ReportTables":
        """Give the tables of an analysis (stress, risk, returns …), as `bondcalc report` has them. KeyError for an unknown id."""
        from bondcalc.reports.analyses import ANALYSES, analyses

        analyses()
        report = ANALYSES[analysis].tell(self.result)
        return ReportTables({part.id: part for part in report.parts if isinstance(part, Listing)}, self.language)

    def _title(self, table: Table) -> str:
        return table.zh if self.language == "zh" else table.en

    def _unit(self, unit: str) -> str:
        return {"money": self.money_unit, "accrued": self.money_unit, "disclosed": "亿元"}.get(unit, unit)

    def _column(self, line: Line, *, exact: bool) -> Iterator[Value | float | date]:
        for value in self.result.figures.columns(line):
            if value is not None and line.unit == Unit.DAY:
                yield day_of(value)
            else:
                yield value if exact else float("nan") if value is None else float(value)


def open_project(path: str | Path, *, language: Language = "zh") -> Park:
    """Read and compute a project file (.xlsx, .xlsm, .toml).

    Raises ProjectError with every problem of the input, FileError for a file that cannot be read.
    """
    return Park(compute(read_project(Path(path))), language)


@dataclass(frozen=True, repr=False)
class Monitoring:
    """What happened after the issue beside the filed plan; the schedules are those of monitoring.xlsx."""

    result: "MonitoringResult"
    language: Language = "zh"

    @property
    def plan(self) -> Park:
        """The project as filed."""
        return Park(self.result.filed, self.language)

    @property
    def series(self) -> Park:
        """The schedules of the monitoring: `series.schedules()`, `series.schedule(id)`, `series.lines(id)`."""
        made = self.result
        return Park(replace(made.filed, book=made.book, figures=made.figures, rules=made.book.rules), self.language)

    def alarms(self) -> "pd.DataFrame":
        """Give every alarm (预警): level, text, owner, action, status; each is to be looked at and says nothing of a fault."""
        from bondcalc.in_life.alarm_table import alarm_listing

        listing = alarm_listing(self.result.alarms)
        return ReportTables({listing.id: listing}, self.language).table(listing.id)


def open_monitoring(
    path: str | Path, actuals: str | Path, *, day: date | None = None, language: Language = "zh"
) -> Monitoring:
    """Compute a monitoring from a project file and its actuals (执行数据), as of a day, that of the actuals where none is given.

    Raises ProjectError and FileError as `open_project` does, of either file.
    """
    from bondcalc.dates import today
    from bondcalc.in_life.monitor_run import read_both
    from bondcalc.monitoring.monitored import monitored
    from bondcalc.typeset.fonts import FontSet

    project, layer = read_both(load(Path(path)), load(Path(actuals)), day, FontSet.load(None), today())
    return Monitoring(monitored(compute(project), layer), language)


@dataclass(frozen=True, repr=False)
class ReportTables:
    """The tables of a report: of an analysis, or of a store of many projects; every method gives a fresh DataFrame."""

    tables_by_id: dict[str, Listing]
    language: Language = "zh"

    def tables(self) -> "pd.DataFrame":
        """Give id, title and number of rows of every table, in the order of the report."""
        import pandas as pd

        rows = [
            (id_, listing.title.said(self.language, Medium.SCREEN) if listing.title else id_, len(listing.rows))
            for id_, listing in self.tables_by_id.items()
        ]
        return pd.DataFrame(rows, columns=["table", "label", "rows"]).set_index("table")

    def table(self, id_: str) -> "pd.DataFrame":
        """Give one table: figures are floats, NaN where a cell is blank; words are text. `attrs["labels"]` names the columns.

        KeyError for an unknown id.
        """
        import pandas as pd

        listing = self.tables_by_id[id_]
        columns = {
            column.id: [self._cell(row.get(column.id), figures=column.unit != Unit.NONE) for row in listing.rows]
            for column in listing.columns
        }
        frame = pd.DataFrame(columns)
        frame.attrs["labels"] = {
            column.id: read(column.head, Notation(language=self.language), Medium.SCREEN) for column in listing.columns
        }
        return frame

    def _cell(self, cell: ReportCell, *, figures: bool) -> float | str | None:
        if isinstance(cell, Datum):
            return float("nan") if cell.value is None else float(cell.value)
        if cell is None:
            return float("nan") if figures else None
        return read(cell, Notation(language=self.language), Medium.SCREEN)


def open_portfolio(path: str | Path, *, day: date | None = None, language: Language = "zh") -> ReportTables:
    """Read the report of a store (测算库) as of a day, that of its last run where none is given; amounts are in 万元.

    Raises FileError for a file that is no store, or one without a finished run.
    """
    from bondcalc.portfolio.store_reader import open_store
    from bondcalc.portfolio.told.report_folder import listings
    from bondcalc.portfolio.told.store_pages import pages
    from bondcalc.portfolio.told.store_view import StoreView

    with open_store(Path(path)) as store:
        view = StoreView(store, day)
        return ReportTables(listings(view, pages(view)), language)

"""Days of building and operation in a text (开工、建成、投产、建设期), held against the project sheet."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from bondcalc.claims.chinese_numerals import MONTH_OR_DAY, YEAR
from bondcalc.claims.clauses import COUNTED, Clause, clauses, counted
from bondcalc.claims.number_claims import NumberClaim
from bondcalc.claims.quantities import Dimension
from bondcalc.claims.stated_bonds import whole
from bondcalc.dates import months_between
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.wording.day import spelt

_DAY = (
    rf"(?P<said>(?P<year>{YEAR})(?:\s*年|[-/.](?=\d{{1,2}}))"
    rf"(?:\s*(?P<month>{MONTH_OR_DAY})(?:\s*月份?|(?=[-/.]\d)|(?!\d))(?:[-/.]?(?P<day>{MONTH_OR_DAY})日?)?)?"
    r"(?:上旬|中旬|下旬|底|末|初|上半年|下半年|[一二三四1-4]季度)?(?P<by>\s*之?前)?)"
)
_FILL = r"(?:示例|本?项目|工程|整体|全部|已经?|于|在|自|从|将|拟|计划|预计|争取|确保|力争|其|建设|\s)*"
_BEHIND = r"\s*(?:计划|预计|正式|全面|全部|整体|即|可|将|已|起|开始|实现|项目|工程|前)*\s*"
_BETWEEN = r"(?:并?投入使用|投产)?(?:日期|时间|日)?\s*(?:为|是|在|于|定于|计划|预计|：|:|\s)*"
_EVENT = (
    r"(?:(?P<construction_start>开工|动工|破土)|(?P<construction_end>竣工(?!验收|决算|财务|结算|图)|完工|建成)"
    r"|(?P<operation_start>投产|投入(?:正式)?(?:运营|运行|使用)|通车|(?:正式|开始)运营))"
)
_SAID = tuple(re.compile(f"^{_FILL}{said}") for said in (f"{_DAY}{_BEHIND}{_EVENT}", f"{_EVENT}{_BETWEEN}{_DAY}"))
_NAMES = {"construction_start": "开工日期", "construction_end": "竣工日期", "operation_start": "投入运营日期"}
"""Days of the project sheet, and what they are called."""
_SPAN = re.compile(
    rf"建设(?:工?期|周期)(?:限|间)?(?:为|共|总计|约|计|预计|:|\s)*(?P<count>{COUNTED})\s*个?(?P<unit>年|月)(?!\s*(?:\d|[至到—－~～-]))"
)
_YEAR_MONTHS = 12
WITHIN = timedelta(days=366)
"""What is done by a day is done in the year before it; another year is another plan."""


class StatedWorks:
    """Judges when a text says that building starts and ends and operation begins.

    A project of several sub-projects has days of each, so nothing is said of its own.
    """

    def __init__(self, project: Project) -> None:
        self._form = project.form(Particulars)
        self._parted = bool(project.rows(SubProject))

    def claims(self, text: str) -> Iterator[NumberClaim]:
        """Judge the days and the length of building that a text states."""
        for clause in clauses(text) if not self._parted and re.search("[工建投运通]", text) else ():
            if re.search(r"\d|[一二三四五六七八九十]", clause.text) and not clause.foreign():
                yield from self._dated(clause)
                yield from self._long(clause)

    def _dated(self, clause: Clause) -> Iterator[NumberClaim]:
        match = next((match for said in _SAID if (match := said.match(clause.text))), None)
        field = next((field for field in _NAMES if match is not None and match[field]), "")
        stated: date | None = getattr(self._form, field) if field else None
        if match is not None and stated is not None:
            yield clause.claim(
                match["said"],
                Dimension.DAY,
                _NAMES[field],
                f"project.{field}",
                spelt(stated),
                agrees=_is(match, stated),
            )

    def _long(self, clause: Clause) -> Iterator[NumberClaim]:
        """Judge 建设期24个月: a month more or less is how days are counted, a year in years."""
        match, start, end = _SPAN.search(clause.text), self._form.construction_start, self._form.construction_end
        if match is None or start is None or end is None:
            return
        months = months_between(start, end) + 1
        written = counted(match["count"]) * (_YEAR_MONTHS if match["unit"] == "年" else 1)
        agrees = abs(written - months) <= (_YEAR_MONTHS - 1 if match["unit"] == "年" else 1)
        right = f"{months}个月（{spelt(start)}至{spelt(end)}）"
        yield clause.claim(match[0], Dimension.DAY, "建设期", "project.construction_end", right, agrees=agrees)


def _is(match: re.Match[str], day: date) -> bool:
    """Tell whether a day is the one written, as far as it is written, or comes before one that is written with 前."""
    year = whole(match["year"])
    month, at = (whole(match[part]) if match[part] else None for part in ("month", "day"))
    if month is not None and not 1 <= month <= _YEAR_MONTHS:
        return False
    if match["by"]:
        last = month or _YEAR_MONTHS
        bound = date(year, last, min(at or 31, monthrange(year, last)[1]))
        return bound - WITHIN < day <= bound
    return (year, month or day.month, at or day.day) == (day.year, day.month, day.day)

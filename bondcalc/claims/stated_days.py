"""Days and numbers of issues in a text (起息日、到期日、付息日、分几期发行), held against the bonds as filled in."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bondcalc.claims.chinese_numerals import MONTH_OR_DAY, YEAR
from bondcalc.claims.number_claims import Judgement, NumberClaim
from bondcalc.claims.quantities import SENTENCE_ENDS, Dimension, plain_width
from bondcalc.claims.stated_bonds import issue_counts, of_other_debt, spoken_of, whole
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.wording.day import spelt

SHOWN = 3
"""Right days that a finding names."""
_DAY = re.compile(
    rf"(?:(?P<year>{YEAR})\s*(?:年|[-/.])\s*)?(?P<month>{MONTH_OR_DAY})\s*(?:月|[-/.])\s*(?P<day>{MONTH_OR_DAY})(?:\s*日|(?![\d.%/-]))"
    r"|(?P<only>(?:19|20)\d{2})\s*年(?:\s*(?P<part>\d{1,2})\s*月)?(?!\s*\d)"
)
_WORDS = "起息|计息|到期|兑付|付息|还本|发行"
_BEFORE = re.compile(rf"({_WORDS})(?:日期|日|时间)?(?:均|分别)?(?:为|是|：|:|在|于|\s)*(?:每年)?(?:的)?$")
_BEHIND = re.compile(
    rf"(?:\s*[、和及与]\s*[\d年]*{MONTH_OR_DAY}月{MONTH_OR_DAY}日)*(?:各|起|正式|首次|开始|一次性?|集中|全部|分别)*?({_WORDS})"
)
_AND = re.compile(rf"(?:\d{{4}}年)?{MONTH_OR_DAY}月{MONTH_OR_DAY}日[、和及与]\s*$")
_COUNT = re.compile(
    r"分(?:为|成)?\s*(?P<count>[一二两三四五六七八九十\d]{1,3})\s*[期批次](?!工程|建设|实施|开发|验收|拨付|支付|交付)"
)
_CLAUSE = re.compile(r"[，,]")

_DAYS: dict[str, Callable[[Bond], list[date]]] = {
    **dict.fromkeys(("起息", "计息"), lambda bond: [bond.begins(), bond.value_date]),
    "发行": lambda bond: [bond.begins(), bond.value_date],
    "到期": lambda bond: [bond.due(), bond.last_day()],
    **dict.fromkeys(("付息", "还本", "兑付"), lambda bond: bond.payment_days()),
}
"""What a word says of a bond: the days it may mean."""
SOFT = ("发行",)
"""Words of a day that no cell states: bonds are sold some days before interest begins."""


class StatedDays:
    """Judges days and counts of issues against the bonds of a project."""

    def __init__(self, bonds: Sequence[Bond]) -> None:
        self._bonds = bonds

    def claims(self, text: str) -> Iterator[NumberClaim]:
        """Judge what a text says of the bonds' days and of how many issues there are."""
        for said in SENTENCE_ENDS.split(plain_width(text)) if self._bonds else ():
            if re.search("债|起息|付息", said):
                yield from self._dated(said)
                yield from self._counted(said)

    def _dated(self, said: str) -> Iterator[NumberClaim]:
        for match in _DAY.finditer(said):
            start, end = _clause(said, match.start())
            word = _BEHIND.match(said, match.end(), end) or _BEFORE.search(_without_list(said[start : match.start()]))
            if word is not None and not of_other_debt(said, start, end):
                yield self._judged(said, match, word[1])

    def _judged(self, said: str, match: re.Match[str], word: str) -> NumberClaim:
        start, end = _clause(said, match.start())
        ways = spoken_of(self._bonds, said[: match.start()])
        days = sorted({day for way in ways for bond in way for day in _DAYS[word](bond)})
        if any(_is(match, day) for day in days):
            judgement = Judgement.AGREES
        else:
            judgement = Judgement.UNATTRIBUTED if word in SOFT or not days else Judgement.CONTRADICTS
        right = days if len(days) <= SHOWN else sorted(days, key=lambda day: _far(match, day))[:SHOWN]
        name = f"{word}日"
        ids = tuple(dict.fromkeys(f"bonds.{bond.id}" for way in ways for bond in way))[:SHOWN]
        return NumberClaim(
            match[0],
            said[start:end].strip(),
            Dimension.DAY,
            judgement,
            name=name,
            ids=ids,
            right=tuple(map(spelt, right)),
        )

    def _counted(self, said: str) -> Iterator[NumberClaim]:
        """Judge 分三期发行."""
        counts = issue_counts(self._bonds)
        for match in _COUNT.finditer(said):
            start, end = _clause(said, match.start())
            clause = said[start:end]
            if not re.search("债|发行|融资", clause) or of_other_debt(said, start, end):
                continue
            judgement = Judgement.AGREES if whole(match["count"]) in counts else Judgement.CONTRADICTS
            right = tuple(f"{count}期" for count in sorted(counts))
            yield NumberClaim(
                match[0], clause.strip(), Dimension.COUNT, judgement, name="发行期数", ids=("bonds",), right=right
            )


def _is(match: re.Match[str], day: date) -> bool:
    """Tell whether a day is what is written, as far as it is written: 2046年到期, 每年5月20日付息."""
    return all(
        written is None or whole(written) == part
        for written, part in (
            (match["year"] or match["only"], day.year),
            (match["month"] or match["part"], day.month),
            (match["day"], day.day),
        )
    )


def _far(match: re.Match[str], day: date) -> int:
    year = match["year"] or match["only"]
    return abs(whole(year) - day.year) if year else 0


def _without_list(before: str) -> str:
    """Take other days of a list away: 付息日为5月20日、11月20日."""
    while (shorter := _AND.sub("", before)) != before:
        before = shorter
    return before


def _clause(said: str, at: int) -> tuple[int, int]:
    start = max((match.end() for match in _CLAUSE.finditer(said, 0, at)), default=0)
    following = _CLAUSE.search(said, at)
    return start, following.start() if following else len(said)

"""Names of regions by their codes: one name a code, that of the list before what a project file says of where it lies."""

import re
from collections.abc import Iterable, Mapping

from bondcalc.portfolio.told.region_codes import CITY, COUNTY, PROVINCE, is_code, level_of, lies_in

UNSTATED = "未填"
OUTER_NAMES = {
    PROVINCE: re.compile(r".{2,6}?(省|自治区)"),
    CITY: re.compile(r".{2,6}?(省|自治区).{2,10}?(市|自治州|地区|盟)"),
}
"""What of a full name (湖南省衡阳市祁东县) names the province, and the city."""
COUNTY_PART = re.compile(r"(市|自治州|地区|盟)[^（(]|[县旗]|(?<!地)区")
"""What a name goes on with where it names a county, and not the city alone."""


class RegionNames:
    """Names by code: `listed` as the list has them, `filed` the code of a project with what its file calls its region."""

    def __init__(self, listed: Mapping[str, str], filed: Iterable[tuple[str, str]]) -> None:
        """Take what both say; a file says county, city or province, whichever it was filled in with."""
        self._filed = sorted({(code, said) for code, said in filed if is_code(code)})
        counties = {code: said for code, said in self._filed if level_of(code) == COUNTY and _names_county(said)}
        self._names = counties | dict(listed)
        self._coded = bool(self._filed or self._names)

    def of(self, code: str) -> str:
        """Name a region: as the list has it, else as a project file does that names it and not the city around it, else its code."""
        return self._names.get(code) or self._outer_name(code) or code or UNSTATED

    def own(self, code: str) -> str:
        """Name what is a region's own: of a city or province that of its own level (本级), not of the counties in it.

        A region that is known by what a file calls it says so beside regions that have codes: it may be one of them.
        """
        if not is_code(code):
            return f"{self.of(code)}（未填代码）" if code and self._coded else self.of(code)
        return f"{self.of(code)}本级" if level_of(code) != COUNTY else self.of(code)

    def _outer_name(self, code: str) -> str | None:
        """Read the name of a province or city in that of a county of it."""
        pattern = OUTER_NAMES.get(level_of(code)) if is_code(code) else None
        full = [*sorted(self._names.items()), *self._filed]
        read = (pattern.match(said) for county, said in full if lies_in(county, code)) if pattern else ()
        return next((match[0] for match in read if match), None)


def _names_county(said: str) -> bool:
    return bool(COUNTY_PART.search(OUTER_NAMES[PROVINCE].sub("", said, count=1)))

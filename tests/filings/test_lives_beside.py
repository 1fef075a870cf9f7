"""Lives of assets as chosen stand beside the shortest the tax rules allow, in the filings and as lines."""

import pytest

from bondcalc.typeset.document import PageTable
from tests.samples import filed_sample
from tests.schedules.stated import computed, scalar
from tests.schedules.test_property_tax import HEAD, TEXT
from tests.trials.trial import own_sections, table_of

PLANT = TEXT[: TEXT.index("[[buildings]]")]


@pytest.mark.parametrize(("stated", "chosen"), [("[taxation]\nbuildings_years = 30\n", "30"), ("", "20")])
@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_the_life_of_buildings_stands_beside_twenty_years(filing: str, stated: str, chosen: str) -> None:
    result = computed(PLANT + stated, HEAD)
    table = table_of(own_sections(result, filing), "折旧摊销年限表")
    assert [[str(part) for part in row] for row in table.rows] == [["房屋建筑物", chosen, "20"]]
    assert scalar(result, "asset_values", "life.buildings") == int(chosen)


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_what_is_never_depreciated_has_no_life(filing: str) -> None:
    """Land of a reserve leaves the books as it is sold; nothing of it is written off by years."""
    titles = {block.title for block in filed_sample("land-reserve", filing).blocks if isinstance(block, PageTable)}
    assert "折旧摊销年限表" not in titles
    assert "项目收益测算表" in titles

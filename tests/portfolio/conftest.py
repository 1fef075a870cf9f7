"""The store of the sample county that tests of reports and shocks look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.store_view import StoreView
from tests.portfolio.county_store import DAY, county_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store; a module with a store of its own states one under this name."""
    return county_store(tmp_path_factory.mktemp("store") / "库.db")


@pytest.fixture(scope="module")
def view(store: Path) -> Iterator[StoreView]:
    """The store on the day that hand values are stated for."""
    with open_store(store) as opened:
        yield StoreView(opened, DAY)

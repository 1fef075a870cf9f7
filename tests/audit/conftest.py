"""A filing made once, for all tests that audit it."""

import pytest

from tests.audit.tamper import Ground


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground.made(tmp_path_factory.mktemp("filed"))

"""A filing made once, for all tests that audit it."""

from collections.abc import Iterator

import pytest

from tests.audit.tamper import Ground, remembered
from tests.shared import Shared


@pytest.fixture(autouse=True, scope="session")
def reruns_are_remembered() -> Iterator[None]:
    """The same input is rerun once, and the same filing drawn once, for all tests of this folder."""
    with remembered():
        yield


@pytest.fixture(scope="session")
def ground(shared: Shared) -> Ground:
    return Ground.made(shared.folder("audit-ground", Ground.make))

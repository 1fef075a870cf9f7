"""Folders that take long to make, made once a run of the tests: the first worker makes one, the others wait and read it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

Make = Callable[[Path], object]


class Shared:
    """Hands out such folders. They are for reading: what is changed is a copy."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        own = factory.getbasetemp()
        # A worker's folder stands in that of the run.
        self._place = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "shared"
        self._place.mkdir(exist_ok=True)

    def folder(self, name: str, make: Make) -> Path:
        """Give the folder of a name, made where it is not there yet."""
        found = self._place / name
        with FileLock(self._place / f"{name}.lock"):
            if not found.exists():
                begun = self._place / f"{name}.begun"
                shutil.rmtree(begun, ignore_errors=True)
                begun.mkdir()
                make(begun)
                begun.rename(found)
        return found

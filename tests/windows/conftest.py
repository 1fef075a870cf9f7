"""A Windows Python to run under Wine: the one that WINDOWS_PYTHON names. Without it these tests are skipped."""

import os
from pathlib import Path

import pytest

from tests.windows.wine_python import WindowsPython

VARIABLE = "WINDOWS_PYTHON"


@pytest.fixture(scope="session")
def windows() -> WindowsPython:
    """Give the Windows Python; a folder that is named and holds none is an error."""
    named = os.environ.get(VARIABLE)
    if not named:
        pytest.skip(f"no Windows Python: python -m tests.windows.wine_python DIR, then {VARIABLE}=DIR")
    python = WindowsPython(Path(named).resolve())
    assert python.exe.exists(), f"{VARIABLE}={named} holds no Windows Python"
    return python

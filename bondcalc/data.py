"""Where the files that come with the program stand, and how content is named by its hash."""

from collections.abc import Mapping
from mmap import mmap
from pathlib import Path
from typing import Any

LoadedData = Mapping[str, Any]
"""What a JSON or TOML file holds: whatever somebody put there."""
PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Find `templates/…` or `samples/…`, in a checkout or in an installed wheel.

    Raises FileNotFoundError when neither place has it.
    """
    places = [PACKAGE / "_data", PACKAGE.parent]
    for place in places:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{'/'.join(parts)} is in neither of {', '.join(map(str, places))}")


def digest(data: bytes | mmap) -> str:
    """Give the sha256 of some bytes, in hex."""
    from hashlib import sha256

    return sha256(data).hexdigest()

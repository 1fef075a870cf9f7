"""Where the files that come with the program stand."""

from pathlib import Path

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

"""Names of files with stars, where no shell has made names of them: cmd and PowerShell hand `*.pdf` over as it was typed."""

from contextlib import suppress
from pathlib import Path

STARS = ("*", "?")


def starred(given: Path) -> list[Path]:
    """Give the files that a name with `*` or `?` means, in order; any other name, brackets and `~` included, means itself.

    A file that is called so comes first; a name that fits nothing stands as it is and is missed by whoever reads it.
    """
    if not any(star in given.name for star in STARS):
        return [given]
    # A name the system cannot look for is not the name of a file.
    with suppress(OSError):
        if given.exists():
            return [given]
    return sorted(given.parent.glob(given.name.replace("[", "[[]")), key=Path.as_posix) or [given]

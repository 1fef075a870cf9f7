"""Names and paths that no Windows takes: devices, signs, a blank or dot at the end, paths of 260 signs and more.

What is written here goes to Windows PCs, so a new name that they could not hold is refused on every system.
"""

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from bondcalc.wording.messages import Long, file_error

DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"}
)
"""Names that stand for devices in every folder, with any ending (Microsoft, Naming Files, Paths, and Namespaces)."""
SIGNS = frozenset('<>:"|?*\\') | {chr(code) for code in range(32)}
MOST_FILE, MOST_FOLDER = 259, 247
"""Signs of the longest path of a file and of a folder: MAX_PATH is 260 with the end mark; a folder leaves room for a short name in it."""
UNLIMITED = "\\\\?\\"
"""How a path begins that asks Windows for no limit."""


def refuse_device(path: Path) -> None:
    """Raise FileError for a path that Windows would take for a device, which may never answer."""
    for name in path.parts:
        if name.partition(".")[0].rstrip(" ").upper() in DEVICES:
            raise file_error("name_reserved", name=name)


def refuse_new_names(path: Path) -> None:
    """Raise FileError where a file or folder that is to be made is called as no Windows takes it; what is there already passes."""
    for part in (path, *path.parents):
        if part.name not in {"", ".."} and (sys.platform == "win32" or not _is_there(part)):
            _refuse_name(part.name)


def _is_there(path: Path) -> bool:
    with suppress(OSError):
        return path.exists()
    return False


def _refuse_name(name: str) -> None:
    refuse_device(Path(name))
    if name[-1] in " .":
        raise file_error("name_ends", name=f"“{name}”")
    if forbidden := [sign if sign > " " else ascii(sign) for sign in sorted(set(name) & SIGNS)]:
        raise file_error("name_signs", name=name, signs=Long("".join(forbidden)))


def refuse_length(path: Path, *, folder: bool = False) -> None:
    """Raise FileError for a path that is longer than this system takes, with its length."""
    text, most = str(path.absolute()), MOST_FOLDER if folder else MOST_FILE
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > most and not text.startswith(UNLIMITED) and not takes_long_paths():
        raise file_error("path_too_long", name=path.name, length=length, most=most)


@cache
def takes_long_paths() -> bool:
    """Tell whether this system takes paths of any length; on Windows an administrator may have allowed them."""
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key,
        ):
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
        return False
    return True

"""A Windows CPython 3.11 with the program, made on Linux: `python -m tests.windows.wine_python DIR`.

Wine runs it. Nothing but public packages: the system's for Wine and a compiler (SYSTEM below), and wheels. The DLLs of the interpreter
are those that one Windows wheel carries, the modules written in Python those of a Python 3.11 of this system; they lie in DIR/python as
python.org's installer lays them. Two things are compiled: python.exe, twelve lines over python311.dll, and a bcryptprimitives.dll,
which Wine before 9 has not. numpy and pandas are the lowest that pyproject.toml allows (numpy 2 also wants functions that Wine before 9
has not), all else the newest.

Ends with 75, and says so loudly, where the system's packages cannot give Wine; whatever else goes wrong is an error.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from bondcalc import offline
from tests.lowest import PROJECT, constraints

SYSTEM = ("wine", "wine64", "gcc-mingw-w64-x86-64-win32", "locales")
"""What is installed from the system's packages, with what they need and nothing they only recommend."""
PROGRAMS = ("wine", "x86_64-w64-mingw32-gcc", "localedef")
NO_WINE = 75
"""The exit code where the system's packages give no Wine; no other program here ends with it."""
PYTHON = "3.11"
WINDOWS = offline.Computer("windows", PYTHON)
DLLS_FROM = "panda3d==1.10.16"
"""A wheel for Windows that carries the DLLs of python.org's interpreter (64 MB, most of it a game engine that is left in it)."""
TOP = {"python311.dll", "vcruntime140.dll"}
NOT_NEEDED = ("api-ms-win-", "tcl", "tk", "_tkinter")
"""Wine has its own of the first; nobody opens a window."""
LOWEST = ("numpy", "pandas")
TESTS = ("pytest", "pytest-xdist", "pytest-benchmark", "hypothesis")
"""What the project's own tests need that are run by this Python."""
LAUNCHER = """
#include <windows.h>
typedef int (*main_t)(int, wchar_t **);
int wmain(int argc, wchar_t **argv)
{
    HMODULE python = LoadLibraryW(L"python311.dll");
    return python ? ((main_t)GetProcAddress(python, "Py_Main"))(argc, argv) : 99;
}
"""
RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) { return SystemFunction036(bytes, (ULONG)count); }
BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID reserved) { return TRUE; }
"""
OF_CI = "CI"
"""What tells the tests of this system that every outside program is there."""
CHINESE = "zh_CN.UTF-8"
"""With this locale Windows programs find code page 936, that of Chinese PCs."""


@dataclass(frozen=True)
class WindowsPython:
    """Such a Python in its folder."""

    place: Path

    @property
    def exe(self) -> Path:
        """The interpreter."""
        return self.place / "python" / "python.exe"

    @property
    def packages(self) -> Path:
        """Where distributions are installed."""
        return self.place / "python" / "Lib" / "site-packages"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a Windows PC of a bureau; none of those of the Python that runs the tests."""
        own = ("PYTHON", "PYTEST", "LC_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(own) and name != OF_CI}
        return kept | {
            "WINEPREFIX": str(self.place / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "bcryptprimitives=n;mscoree,mshtml=",
            "LOCPATH": str(self.place / "locale"),
            "LC_ALL": CHINESE,
            "LANG": CHINESE,
        }

    def run(
        self, *words: str | Path, cwd: Path | None = None, typed: str = "", **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run this Python on words; Wine wants pipes, and one process at a time in a prefix."""
        return self.wine(self.exe, *words, cwd=cwd, typed=typed, **more)

    def wine(
        self, *words: str | Path, cwd: Path | None = None, typed: str = "", **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program; `more` are further variables. What is typed comes in the code page, as from a pipe of cmd."""
        done = subprocess.run(
            ["wine", *map(str, words)],
            cwd=cwd,
            env=self.environment | more,
            input=typed.encode("gbk"),
            capture_output=True,
            timeout=1200,
            check=False,
        )
        texts = (
            stream.decode("utf-8", errors="replace").replace("\r\n", "\n") for stream in (done.stdout, done.stderr)
        )
        return subprocess.CompletedProcess(done.args, done.returncode, *texts)


def system() -> bool:
    """Install what comes from the system's packages; tell whether they can give it."""
    if all(map(shutil.which, PROGRAMS)) and Path("/usr/share/i18n/locales/zh_CN").exists():
        return True
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]
    try:
        subprocess.run([*apt, "update"], env=quiet, check=True)
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *SYSTEM], env=quiet, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"!! {error}", file=sys.stderr)
        return False
    return True


def made(place: Path) -> WindowsPython:
    """Make such a Python, or go on with one that is there; the program in it is the one of this checkout."""
    python = WindowsPython(place.resolve())
    if not (python.place / "prefix" / "system.reg").exists():
        _interpreter(python)
        _compiled(python)
        _prefix(python)
    shutil.rmtree(python.packages, ignore_errors=True)
    _install(python)
    said = python.run("-m", "bondcalc", "--version")
    if said.returncode or "bondcalc" not in said.stdout:
        raise SystemExit(f"the Python made in {place} does not start the program: {said.stdout}{said.stderr}")
    return python


def _interpreter(python: WindowsPython) -> None:
    base, taken = python.exe.parent, python.place / "taken"
    offline.pip("download", "--no-deps", *WINDOWS.options(), "--dest", str(taken), DLLS_FROM)
    shutil.copytree(
        _library(),
        base / "Lib",
        ignore=shutil.ignore_patterns("site-packages", "test", "lib-dynload", "__pycache__", "config-*"),
        dirs_exist_ok=True,
    )
    if (base / "Lib" / "LICENSE.txt").exists():
        shutil.copy(base / "Lib" / "LICENSE.txt", base)
    (base / "DLLs").mkdir(exist_ok=True)
    with zipfile.ZipFile(next(taken.glob("*.whl"))) as wheel:
        for name in wheel.namelist():
            library = name.rpartition("/")[2].lower()
            if name.startswith("deploy_libs/") and library and not library.startswith(NOT_NEEDED):
                (base / ("" if library in TOP else "DLLs") / library).write_bytes(wheel.read(name))
    shutil.rmtree(taken)


def _library() -> Path:
    """Find the modules of a Python 3.11 of this system."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" == PYTHON:
        return Path(sysconfig.get_path("stdlib"))
    for found in filter(
        None, [shutil.which(f"python{PYTHON}"), *map(str, Path.home().glob(f".pyenv/versions/{PYTHON}.*/bin/python"))]
    ):
        asked = [found, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"]
        return Path(subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout.strip())
    raise SystemExit(f"no Python {PYTHON} on this system: its modules are wanted for the one under Wine")


def _compiled(python: WindowsPython) -> None:
    for text, out, how in (
        (LAUNCHER, python.exe, ["-municode"]),
        (RANDOM, python.place / "bcryptprimitives.dll", ["-shared"]),
    ):
        source = python.place / "source.c"
        source.write_text(text, encoding="ascii")
        subprocess.run(["x86_64-w64-mingw32-gcc", *how, "-s", "-o", str(out), str(source), "-ladvapi32"], check=True)
        source.unlink()


def _prefix(python: WindowsPython) -> None:
    """Make the C: drive and the registry; in them what this Wine has not."""
    locale = python.place / "locale" / CHINESE
    locale.parent.mkdir(exist_ok=True)
    # It warns of what it cannot write into, and still makes the locale.
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", str(locale)], check=False, capture_output=True)
    if not locale.is_dir():
        raise SystemExit(f"no locale {CHINESE} could be made")
    subprocess.run(["wineboot", "-i"], env=python.environment, check=True, capture_output=True, timeout=600)
    windows = python.place / "prefix" / "drive_c" / "windows" / "system32"
    shutil.copy(python.place / "bcryptprimitives.dll", windows)


def _install(python: WindowsPython) -> None:
    """Install the program and what it needs on Windows, as pip would there."""
    wheels = python.place / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir()
    text = PROJECT.read_text(encoding="utf-8")
    wanted = [one for one in constraints(text) if Requirement(one).name in LOWEST]
    wanted += [one for one in _asked(text) if Requirement(one).name in TESTS]
    found = offline.collect(WINDOWS, offline.own_wheel(wheels), wheels, wanted)
    offline.pip(
        "install", "--no-deps", "--no-compile", "--target", str(python.packages), *WINDOWS.options(), *map(str, found)
    )
    shutil.rmtree(wheels)


def _asked(text: str) -> list[str]:
    return list(tomllib.loads(text)["project"]["optional-dependencies"]["test"])


def main(place: Path) -> int:
    """Make one in a folder and say where; give the exit code."""
    if not system():
        print(
            f"!! SKIPPED: the packages of this system give no Wine ({', '.join(SYSTEM)}); nothing was tried on Windows"
        )
        return NO_WINE
    print(made(place).exe)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

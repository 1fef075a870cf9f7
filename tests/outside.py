"""Outside programs that look at what we write; where one is missing a laptop skips the test and CI fails."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

JARS = Path("/usr/share/java")
PREFLIGHT = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")


def tool(name: str) -> str:
    """Find an outside program."""
    found = shutil.which(name)
    return found or _missing(name)


def library(name: str) -> None:
    """Insist on a Python library that only some tests use."""
    if importlib.util.find_spec(name) is None:
        _missing(name)


def ran(*command: str) -> str:
    """Run a command and give what it prints."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120).stdout


def pages_printed(document: Path) -> list[str]:
    """Give the text of every page of a PDF, laid out as it is printed."""
    return ran(tool("pdftotext"), "-layout", "-enc", "UTF-8", str(document), "-").split("\f")[:-1]


def converted(kind: str, folder: Path, *sources: Path) -> None:
    """Let LibreOffice write files in another format into a folder, all in one go."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            tool("soffice"),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )


def grey_pages(document: Path, dots: int) -> Iterator[NDArray[np.uint8]]:
    """Draw every page of a PDF in grey, so many dots an inch."""
    ran(tool("pdftoppm"), "-r", str(dots), "-gray", str(document), str(document.with_suffix("")))
    for path in sorted(document.parent.glob(f"{document.stem}-*.pgm")):
        _, size, _, raster = path.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        yield np.frombuffer(raster, np.uint8).reshape(height, width)


def preflight(path: Path) -> str:
    """Give what the PDF/A-1b validator says of a file."""
    jars = [JARS / f"{name}.jar" for name in PREFLIGHT]
    missing = [jar.name for jar in jars if not jar.exists()]
    if missing:
        _missing(", ".join(missing))
    answer = subprocess.run(
        [
            tool("java"),
            # A short-lived machine: it compiles once and lightly, which halves the processor's time.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            os.pathsep.join(map(str, jars)),
            "org.apache.pdfbox.preflight.Validator_A1b",
            str(path),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return answer.stdout


def _missing(name: str) -> str:
    if os.environ.get("CI"):
        pytest.fail(f"CI must have {name}")
    pytest.skip(f"{name} is not installed")

"""Whether every dependency here is the newest that pyproject.toml allows and the index has: `python -m tests.newest`."""

import json
import subprocess
import sys
from importlib.metadata import version

PIP = [
    sys.executable,
    "-m",
    "pip",
    "install",
    "-q",
    "--dry-run",
    "--upgrade",
    "--upgrade-strategy",
    "eager",
    "--report",
    "-",
    ".[test,bench,fast]",
]


def newer(report: str) -> list[str]:
    """What pip would put in place of what is here; our own package is no dependency."""
    wanted = (one["metadata"] for one in json.loads(report)["install"])
    return [f"{one['name']} {one['version']}" for one in wanted if one["name"] != "bondcalc"]


if __name__ == "__main__":
    left = newer(subprocess.run(PIP, check=True, capture_output=True, encoding="utf-8").stdout)
    for name in ("reportlab", "XlsxWriter", "openpyxl", "pikepdf", "numpy", "pandas", "typer"):
        print(name, version(name))
    if left:
        sys.exit(f"newer versions are allowed: {', '.join(left)}")

"""manifest.json and SHA256SUMS: what a filing was made from, so that anybody can make it again."""

import json
import platform
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

import bondcalc
from bondcalc.contract import findings_of, ratios_of
from bondcalc.data import digest
from bondcalc.inputs.particulars import Particulars
from bondcalc.result import Options, Result
from bondcalc.rules.load import RULES_FOLDER

if TYPE_CHECKING:
    from bondcalc.inputs.read import ProjectFile
    from bondcalc.output.fonts import FontSet

LIBRARIES = ("XlsxWriter", "openpyxl", "reportlab", "pikepdf", "numpy", "numpy-financial")


def seal(file: "ProjectFile", result: Result, workbook: bytes, fonts: "FontSet", options: Options) -> bytes:
    """Write the manifest: hashes of input, rules, fonts and workbook; findings; versions; options."""
    particulars = result.project.form(Particulars)
    manifest = {
        "program": "bondcalc",
        "version": bondcalc.__version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "libraries": {name: version(name) for name in LIBRARIES},
        "project": particulars.name,
        "rule_date": particulars.rule_date.isoformat(),
        "filing_date": result.filing_date.isoformat(),
        "options": {"filings": list(options.filings), "language": options.language},
        "input": {"name": file.name, "sha256": digest(file.data)},
        "rules": rule_hashes(),
        "fonts": {role: digest(fonts.faces[role].data) for role in sorted(fonts.faces)},
        "schedules.xlsx": digest(workbook),
        "ratios": ratios_of(result),
        "findings": findings_of(result),
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


def rule_hashes() -> dict[str, str]:
    """Name the content of every rule file by its hash."""
    return {path.name: digest(path.read_bytes()) for path in sorted(RULES_FOLDER.glob("*.toml"))}


def checksums(files: Mapping[str, bytes]) -> bytes:
    """List the sha256 of every file, in the form `sha256sum -c` reads."""
    return "".join(f"{digest(data)}  {name}\n" for name, data in sorted(files.items())).encode()

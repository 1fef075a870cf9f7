"""manifest.json and SHA256SUMS: what a filing was made from, so that anybody can make it again."""

import io
import json
import platform
import zipfile
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import bondcalc
from bondcalc.data import digest
from bondcalc.inputs.further_file import Further
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.contract import contract, findings_of, ratios_of
from bondcalc.result.result import Options, Result
from bondcalc.rules.load import RULES_FOLDER

if TYPE_CHECKING:
    from bondcalc.inputs.read import ProjectFile
    from bondcalc.typeset.fonts import FontSet

LIBRARIES = ("XlsxWriter", "openpyxl", "reportlab", "pikepdf", "numpy", "numpy-financial")


def seal(
    file: "ProjectFile", result: Result, workbook: bytes, fonts: "FontSet", options: Options, further: Further = ()
) -> bytes:
    """Write the manifest: hashes of input, rules, fonts and workbook; findings; versions; options.

    `content` holds what stays the same where other libraries store the same content in other bytes, `rule_values` what
    the rule data said on the rule date, `template` and `io` the further files, where there are some, `seal` the hash of
    all keys above it.
    """
    particulars = result.project.form(Particulars)
    manifest: dict[str, object] = {
        "program": "bondcalc",
        "version": bondcalc.__version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "libraries": {name: version(name) for name in LIBRARIES},
        "project": particulars.name,
        "rule_date": particulars.rule_date.isoformat(),
        "filing_date": result.filing_date.isoformat(),
        "options": stated_options(options),
        "input": {"name": file.name, "sha256": digest(file.data)},
        **{further_file.kind: {"name": further_file.name, "sha256": further_file.sha256} for further_file in further},
        "rules": rule_hashes(),
        "fonts": {role: fonts.faces[role].sha256 for role in sorted(fonts.faces)},
        "schedules.xlsx": digest(workbook),
        "content": {"schedules.xlsx": parts_digest(workbook), "contract": digest(canonical(contract(result)))},
        "rule_values": {value.id: _plain(value.value) for value in result.rules.values},
        "ratios": ratios_of(result),
        "findings": findings_of(result),
    }
    return sealed(manifest)


def stated_options(options: Options) -> dict[str, object]:
    """State the options that what is written hangs on; Word files only where there are some."""
    stated: dict[str, object] = {"filings": list(options.filings), "language": options.language}
    return stated | ({"docx": True} if options.docx else {})


def sealed(record: Mapping[str, object]) -> bytes:
    """Write a manifest or record with its `seal`, the hash of all keys above it."""
    return written({**record, "seal": digest(canonical(record))})


def is_sealed(record: Mapping[str, object]) -> bool:
    """Tell whether a record is as it was written."""
    return record.get("seal") == digest(canonical({key: value for key, value in record.items() if key != "seal"}))


def written(manifest: Mapping[str, object]) -> bytes:
    """Write a manifest as a run does: other line ends, marks and encodings of the same entries come back to these bytes."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


def rule_hashes() -> dict[str, str]:
    """Name the content of every rule file by its hash."""
    return {path.name: digest(path.read_bytes()) for path in sorted(RULES_FOLDER.glob("*.toml"), key=Path.as_posix)}


def canonical(data: object) -> bytes:
    """Write plain data in the one form that is hashed: keys sorted, no spaces."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parts_digest(workbook: bytes) -> str:
    """Give the hash of a workbook's parts, unpacked and in the order of their names: no compression enters it."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        listed = [f"{digest(parts.read(name))}  {name}\n" for name in sorted(parts.namelist())]
    return digest("".join(listed).encode())


def _plain(value: object) -> str | list[str]:
    return [str(item) for item in value] if isinstance(value, tuple) else str(value)


def checksums(files: Mapping[str, bytes]) -> bytes:
    """List the sha256 of every file, in the form `sha256sum -c` reads."""
    return "".join(f"{digest(data)}  {name}\n" for name, data in sorted(files.items())).encode()

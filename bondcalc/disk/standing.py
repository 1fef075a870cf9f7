"""What stands in a folder that a run is to write to: our own earlier output as it was written, or something of the user's."""

import hashlib
import json
from pathlib import Path

MANIFEST, WORKBOOK, CHECKSUMS = "manifest.json", "schedules.xlsx", "SHA256SUMS"
"""Names of the files every run writes."""
DRAFT_STEM = "-draft"
"""Put behind the name of a filing that is a draft: Latin letters pass every zip, mail and list of sums unchanged."""
APART = "input-"
"""Put before the name of a project file that is called like a file of ours."""
OF_THE_SYSTEM = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
"""What file managers leave in any folder that is looked at; nobody's work."""


def apart(name: str, *, table: bool = False) -> str:
    """Name a project file so that it can stand beside the files a run writes: a schedules.xlsx is attached as input-schedules.xlsx.

    `table`: it is called as only a further file is.
    """
    taken = {one.casefold() for one in (MANIFEST, WORKBOOK, CHECKSUMS)}
    return APART + name if table or name.casefold() in taken else name


def is_draft(name: str) -> bool:
    """Tell whether a file is called as the draft of a filing is."""
    return Path(name).stem.endswith(DRAFT_STEM)


def not_ours(folder: Path, project: str | None = None) -> list[str]:
    """Name what a folder holds that is not, byte for byte, what a run of ours listed there (for `project` where one is named); a folder ends in a slash.

    Only the files that every run writes, and the filings its manifest names, can be ours: checksums written by hand
    make nothing ours, nor does one JSON file. Raises OSError.
    """
    listed = _listed(folder) if project in (None, project_of(folder)) else {}
    found = []
    for path in sorted(folder.iterdir(), key=Path.as_posix):
        if path.name in OF_THE_SYSTEM or (path.name == CHECKSUMS and listed and path.is_file()):
            continue
        if path.is_symlink() or not path.is_file():
            found.append(f"{path.name}/" if path.is_dir() else path.name)
        elif not _as_written(path, listed.get(path.name)):
            found.append(path.name)
    return found


def project_of(folder: Path) -> str:
    """Give the name of the project of which a folder holds an output of ours; empty where it holds none."""
    manifest = _manifest(folder)
    return str(manifest.get("project") or "") if isinstance(manifest, dict) and _written_by(manifest) else ""


def is_whole(folder: Path) -> bool:
    """Tell whether a folder holds an output of ours with every file that its sums list as it was written."""
    listed = _listed(folder)
    try:
        return bool(listed) and all(_as_written(folder / name, digest) for name, digest in listed.items())
    except OSError:
        return False


def _listed(folder: Path) -> dict[str, str]:
    """Give the sums of what a run wrote here, by file name; none where the folder is no output of ours."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    names = _written_by(_manifest(folder))
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    return {name: digest for name, digest in sums.items() if name in names}


def _manifest(folder: Path) -> object:
    """Read the manifest of a folder; None where there is none to be read."""
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _written_by(manifest: object) -> set[str]:
    """Name the files of the run that wrote a manifest."""
    if not isinstance(manifest, dict) or manifest.get("program") != "bondcalc":
        return set()
    options = manifest.get("options")
    stated = options.get("filings") if isinstance(options, dict) else None
    filings = stated if isinstance(stated, list) else []
    endings = (".pdf", ".docx") if isinstance(options, dict) and options.get("docx") else (".pdf",)
    stems = {f"{filing}{stem}" for filing in filings for stem in ("", DRAFT_STEM)}
    return {MANIFEST, WORKBOOK, *(f"{stem}{ending}" for stem in stems for ending in endings)}


def _as_written(path: Path, digest: str | None) -> bool:
    """Compare a file with its sum; a PDF with a second end was sealed or edited, whoever made the sums anew after it."""
    if digest is None:
        return False
    data = path.read_bytes()
    return hashlib.sha256(data).hexdigest() == digest and not (path.suffix == ".pdf" and data.count(b"%%EOF") > 1)

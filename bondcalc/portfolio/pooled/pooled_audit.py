"""The form of a pooled bond held against its list: made again from list and project files, and whatever differs named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.audit.pdf.pages import compare_pdf
from bondcalc.data import digest
from bondcalc.disk.folder import CHECKSUMS
from bondcalc.inputs.read import load
from bondcalc.portfolio.pooled.pooled_run import RECORD, PooledFiles, pooled_files
from bondcalc.portfolio.pooled.stored_list import list_or_store
from bondcalc.seal.claims import claims, entries
from bondcalc.wording.messages import file_error

OF_FORM = (".pdf", ".docx")
"""Endings of the form itself."""


@dataclass(frozen=True)
class FormDifference:
    """What differs: a file, the place in it, what was filed, what is made now; blank where one side has none.

    `content` is False where only the form differs in which the same content is stored.
    """

    file: str
    place: str
    filed: str
    now: str
    content: bool = True


@dataclass(frozen=True)
class PooledAudit:
    """What an audit found: the bond, the list it was made from again, every file with whether its bytes are the same."""

    bond: str
    listed: Path
    files: tuple[tuple[str, bool], ...]
    differences: tuple[FormDifference, ...]

    @property
    def differs(self) -> bool:
        """Whether figures, words or sources differ."""
        return any(difference.content for difference in self.differences)


def is_pooled(path: Path) -> bool:
    """Tell whether a folder holds the form of a pooled bond."""
    try:
        return path.is_dir() and (path / RECORD).is_file()
    except OSError:
        # A name that the system does not take is refused by whoever reads it, in words of its own.
        return False


def audit_pooled(folder: Path, where: Path | None = None) -> PooledAudit:
    """Make a form again and compare; `where` is its list or store, or the folder it stands in (None: beside the form or above).

    Raises FileError where the record or the list cannot be read, ProjectError where the list does not hold any more.
    """
    said = claims(load(folder / RECORD).data)
    bond, day, name = said.get("bond"), said.get("day"), entries(said, "list").get("name")
    if not isinstance(bond, str) or not isinstance(name, str):
        raise file_error("pool_record", name=RECORD)
    path = _list(folder, name, where)
    filed = {file.name: file.read_bytes() for file in sorted(folder.iterdir(), key=Path.as_posix) if file.is_file()}
    docx = any(name.endswith(".docx") for name in filed)
    made = pooled_files(list_or_store(path), bond, _day(day), docx=docx)
    files = tuple((name, filed.get(name) == made.files.get(name)) for name in sorted(filed.keys() | made.files))
    return PooledAudit(bond, path, files, tuple(_differences(filed, made, said)))


def _day(said: object) -> date | None:
    """Read the day a form was asked for. Raises FileError."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        raise file_error("pool_record", name=RECORD) from None


def _list(folder: Path, name: str, where: Path | None) -> Path:
    """Find the list a form was made from: by its name in a folder, or the file that is named. Raises FileError."""
    if where is not None and not where.is_dir():
        return where
    # The name comes out of a file that somebody sent: nothing but a name is looked for.
    plain = Path(name).name
    folders = (folder.absolute(), *folder.absolute().parents[:2]) if where is None else (where,)
    listed = next((beside / plain for beside in folders if (beside / plain).is_file()), None)
    if listed is None:
        raise file_error("pool_list_missing", name=plain)
    return listed


def _differences(filed: Mapping[str, bytes], made: PooledFiles, said: Mapping[str, object]) -> Iterator[FormDifference]:
    """Name what differs: of the record key by key, of the PDF place by place, of other files by hash."""
    yield from _of_record(RECORD, said, claims(made.files[RECORD]))
    for name in sorted({*filed, *made.files} - {RECORD, CHECKSUMS}):
        old, new = filed.get(name), made.files.get(name)
        if old == new:
            continue
        if old is not None and new is not None and name.endswith(".pdf"):
            for mark in compare_pdf(name, old, new, made.log):
                line = f"{mark.sheet}　{mark.place}".strip("　")
                yield FormDifference(name, line, mark.filed, mark.recomputed, mark.content)
        else:
            yield FormDifference(name, "SHA-256", digest(old) if old else "", digest(new) if new else "")
    # What a file is made into now is told above; here whether the sums are those of the files beside them.
    hashes = {name: digest(data) for name, data in filed.items() if name != CHECKSUMS}
    yield from _of_record(CHECKSUMS, _sums(filed.get(CHECKSUMS, b"")), hashes)


def _of_record(name: str, filed: object, now: object) -> Iterator[FormDifference]:
    old, new = dict(_flat(filed)), dict(_flat(now))
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield FormDifference(name, key, old.get(key, ""), new.get(key, ""))


def _flat(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Give everything a record states by name: `members.2.form.revenue`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _flat(inner, f"{key}.{number}")
    else:
        yield key, "" if value is None else str(value)


def _sums(data: bytes) -> dict[str, str]:
    """Read checksums by the names of their files; what is no such line stands for itself."""
    lines = data.decode("utf-8", "replace").splitlines()
    return {name or line: hashed for line in lines for hashed, _, name in [line.partition("  ")]}


def refuse_pooled(paths: Sequence[Path]) -> None:
    """Point whoever asks for the audit of a single project to that of pooled forms. Raises FileError."""
    for path in paths:
        if is_pooled(path) or (path.suffix.lower() in OF_FORM and is_pooled(path.parent)):
            raise file_error("pool_audited_elsewhere", name=path.name)

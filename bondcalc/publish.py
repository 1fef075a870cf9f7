"""Public copies (公开副本) of the filings of an output folder: the same pages, with nothing in the files that is not posted."""

from dataclasses import dataclass
from pathlib import Path

from bondcalc.audit.examine import audit
from bondcalc.audit.filed import Filed, opened
from bondcalc.audit.filed_manifest import chosen
from bondcalc.audit.monitored_folder import monitored_folder
from bondcalc.audit.outcome import Audit
from bondcalc.audit.pdf.pages import compare_pdf
from bondcalc.data import digest
from bondcalc.disk.folder import CHECKSUMS, fresh_folder, refuse_in_place
from bondcalc.seal.manifest import checksums
from bondcalc.seal.public import public_copy
from bondcalc.seal.public_word import public_word
from bondcalc.wording.messages import file_error


@dataclass(frozen=True)
class Published:
    """What was published: the audit of the folder, the names of the copies (none where it differs), what is said of its seals.

    `kept`: under which name the folder is kept in whose place the copies were written.
    """

    audit: Audit
    names: tuple[str, ...]
    seals: tuple[str, ...]
    kept: Path | None = None


def publish(folder: Path, out: Path, fonts: Path | None = None, *, replace: bool = False) -> Published:
    """Audit a folder and write public copies of its filings, each held to its filing page by page; none where it differs.

    Word files lose the input that travels in them.

    A sealed filing is copied as it was before its first seal. The output of a monitoring is internal but for one folder of
    it, which is ready to be posted: it is refused. Raises FileError.
    """
    refuse_in_place(out, folder)
    if monitored_folder(folder) is not None:
        raise file_error("monitoring_not_published", name=folder.name)
    filed = next(opened(folder))
    if not folder.is_dir() or not filed.pdfs:
        raise file_error("nothing_to_publish", name=folder.name)
    found = audit([folder], fonts)
    if found.differs:
        return Published(found, (), filed.seals)
    manifest = chosen(filed)
    copies = {name: public_copy(data, digest(manifest.as_written)) for name, data in filed.pdfs.items()}
    _hold(filed, copies)
    copies |= {name: public_word(name, data) for name, data in filed.words.items()}
    with fresh_folder(out, replace=replace) as new:
        new.write(copies)
        new.write({CHECKSUMS: checksums(copies)})
    return Published(found, tuple(copies), filed.seals, new.kept)


def _hold(filed: Filed, copies: dict[str, bytes]) -> None:
    """Hold copies to the filings they were made of, page by page; those were audited already. Raises FileError."""
    for name, copy in copies.items():
        if any(difference.sheet for difference in compare_pdf(name, copy, filed.pdfs[name], [])):
            raise file_error("not_the_same", name=name)

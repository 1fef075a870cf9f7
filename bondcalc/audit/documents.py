"""Every file of a filing against the one made again: bytes first, content only where they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bondcalc import __version__
from bondcalc.audit import filed_manifest as manifests
from bondcalc.audit.audited_filing import AuditedFiling, File
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.filed import ATTACHED
from bondcalc.audit.filed_manifest import Manifest
from bondcalc.audit.folder_names import filing_name
from bondcalc.audit.pdf import pages
from bondcalc.audit.pdf.covering import covered
from bondcalc.audit.together import stated_manifest
from bondcalc.audit.word_documents import compared_words, words_beside
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.workbook import Compared, compare
from bondcalc.data import digest
from bondcalc.disk.folder import CHECKSUMS, MANIFEST, WORKBOOK
from bondcalc.filings.draw import DrawnFiling, every, write
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.problem import FileError
from bondcalc.seal.claims import claims, entries
from bondcalc.seal.proof import proved_by
from bondcalc.seal.public import public_copy
from bondcalc.typeset.pdf_archive import stated_of
from bondcalc.wording.messages import listed, notice, word
from bondcalc.workbook.tabs import record

SHOWN_FOLLOWING = 3
"""Cells named of those that only follow from a difference."""


def compared(case: AuditedFiling) -> list[File]:
    """Compare every file of a filing: workbooks, manifests, PDFs, Word files."""
    names = {pdf: name for pdf, data in case.filed.pdfs.items() if (name := _filing(case, pdf, data))}
    words = words_beside(case, names)
    drawn = _drawn(case, names | words, docx=bool(words))
    fresh = {word: drawn[word].word for word in words}
    return [*_workbooks(case), *_manifests(case), *_pdfs(case, drawn), *compared_words(case, fresh)]


def _workbooks(case: AuditedFiling) -> Iterator[File]:
    """Compare every schedules.xlsx, loose or attached."""
    for name, data in case.filed.workbooks.items():
        if data == case.made.workbook:
            yield File(name, same_bytes=True)
            continue
        try:
            book = read_cells(name, data)
        except FileError:
            if ATTACHED not in name:
                raise
            yield File(name, same_bytes=False, differences=[_attachment(case, name, data)])
            continue
        cells = compare(name, book, case.made.cells, case.made.quantum)
        yield _workbook(case, name, data, cells)


def _workbook(case: AuditedFiling, name: str, data: bytes, cells: Compared) -> File:
    file = File(name, same_bytes=False, differences=list(cells.differences))
    if ATTACHED in name and not case.untouched(data) and cells.differences:
        file.differences.insert(0, _attachment(case, name, data))
    if cells.following:
        file.notes.append(
            notice("following", name=name, count=len(cells.following), cells=listed(cells.following[:SHOWN_FOLLOWING]))
        )
    if cells.untold:
        file.notes.insert(0, _untold(case, name, cells.untold))
    if cells.unstored:
        file.notes.append(notice("unstored", name=name, count=cells.unstored))
    if not any(difference.content for difference in file.differences):
        file.differences.append(_bytes_only(name, data, case.made.workbook))
    return file


def _untold(case: AuditedFiling, name: str, count: int) -> str:
    """Say why so much may differ: the version that made it, as its manifest has it, a version nobody knows, or another project."""
    made_by = next((version for version in case.versions if version.name == "version"), None)
    if made_by is not None:
        return notice("untold_version", name=name, count=count, version=made_by.filed, here=made_by.here)
    of_itself = not case.source.exact and not case.manifest.stated
    return notice("untold_alone" if of_itself else "untold", name=name, count=count)


def _attachment(case: AuditedFiling, name: str, data: bytes) -> Difference:
    hashed = str(case.manifest.says(WORKBOOK) or "")
    return Difference(name.partition(ATTACHED)[0], "", WORKBOOK, "", digest(data), hashed, Cause.ATTACHMENT)


def _bytes_only(name: str, filed: bytes, fresh: bytes) -> Difference:
    return Difference(name, "", "sha256", "", digest(filed), digest(fresh), Cause.FORM)


def _manifests(case: AuditedFiling) -> Iterator[File]:
    """Compare every manifest, key by key; one that cannot be read or belongs to another filing is told as a whole."""
    confirmed = case.made.workbook in case.filed.workbooks.values()
    fresh = case.made.manifest
    for name, data in case.filed.manifests.items():
        filed = manifests.read(name, data)
        file = File(name, same_bytes=data == fresh.data)
        if not filed.stated or manifests.foreign(case.filed, filed):
            file.differences.append(_whole(name, data, fresh))
        elif not file.same_bytes:
            file.differences += manifests.differences(
                filed, fresh, confirmed=confirmed, exact=case.source.exact, other_input=case.source.other
            )
        if not (file.same_bytes or file.differences):
            file.differences.append(_bytes_only(name, data, fresh.data))
        yield file


def _whole(name: str, data: bytes, fresh: Manifest) -> Difference:
    pdf, attached, _ = name.partition(ATTACHED)
    cause = Cause.ATTACHMENT if attached else Cause.MANIFEST
    return Difference(pdf if attached else name, "", MANIFEST, "", digest(data), digest(fresh.data), cause)


def _pdfs(case: AuditedFiling, drawn: Mapping[str, DrawnFiling]) -> Iterator[File]:
    """Compare every filing: drawn again and equal to the byte, else its attachments and its text."""
    for pdf, data in case.filed.pdfs.items():
        fresh = drawn.get(pdf)
        if fresh is not None and case.filed.is_copy(pdf):
            fresh = replace(fresh, data=public_copy(fresh.data, _named(case)), public=True)
        if fresh is None:
            yield File(pdf, same_bytes=False, differences=[Difference(pdf, "", "", "", pdf, "", Cause.UNKNOWN)])
            continue
        file = File(pdf, same_bytes=data == fresh.data, sealed=pdf in case.filed.sealed)
        if file.sealed:
            seals = covered(case.filed.sealed[pdf], fresh.kept)
            file.differences += [replace(difference, document=pdf) for difference in seals.differences]
            file.notes += [f"{pdf}：{note}" for note in seals.notes]
        if not file.same_bytes:
            file.differences += _attachments(case, pdf, fresh)
            file.differences += pages.compare_pdf(pdf, data, fresh.data, fresh.log)
            if not file.differences:
                file.differences.append(_bytes_only(pdf, data, fresh.data))
        file.differences += _unconfirmed(case, pdf)
        yield file


def _unconfirmed(case: AuditedFiling, pdf: str) -> Iterator[Difference]:
    """Tell the hash of a manifest that was not handed in and is not that of the one made again, whatever the options."""
    stated = proved_by(stated_of(case.filed.documents[pdf], "/Keywords"))
    if stated and not case.filed.manifests and case.made.options_by(stated) is None:
        yield Difference(pdf, "", f"{MANIFEST} SHA-256", "", stated, digest(case.made.manifest.data), Cause.FORM)


def _as_written(case: AuditedFiling) -> bytes:
    """Give the manifest as a run wrote it, whatever order and form an editor saved it in."""
    fresh = case.made.manifest
    return fresh.data if case.manifest.stated == fresh.stated else case.manifest.as_written


def _named(case: AuditedFiling) -> str:
    """Give the hash of the manifest a filing was made with: of the one handed in, else as the filing states it, else of ours."""
    if case.manifest.intact:
        return digest(_as_written(case))
    stated = "" if case.filed.manifests else stated_manifest(case.filed)
    return stated or digest(case.made.manifest.data)


def _filing(case: AuditedFiling, pdf: str, data: bytes) -> str | None:
    """Tell which filing a PDF is: by the title it states, else by its name; None for another document."""
    from io import BytesIO

    import pikepdf

    stem = filing_name(pdf) or pdf.rpartition(".")[0]
    with pikepdf.open(BytesIO(data)) as opened:
        stated = str(opened.docinfo.get("/Subject", ""))
    likely = sorted(every(), key=lambda name: name != stem)
    titled = next((name for name in likely if write(case.made.result, name).subject == stated), None)
    return titled or (stem if stem in likely else None) or _only_one(case, pdf)


def _only_one(case: AuditedFiling, pdf: str) -> str | None:
    """Tell which filing a PDF can only be: the manifest in it was made with one, or all its others are at hand."""
    made = entries(claims(case.filed.attached.get(pdf, {}).get(MANIFEST)), "options").get("filings")
    there = {filing_name(name) or name.rpartition(".")[0] for name in case.filed.pdfs}
    left = [name for name in every() if isinstance(made, list) and name in made and name not in there]
    return left[0] if len(left) == 1 else None


def _drawn(case: AuditedFiling, names: dict[str, str], *, docx: bool) -> dict[str, DrawnFiling]:
    """Draw the filings that are there, by the name of the file handed in; each kind once."""
    hashes: dict[str, str] = {}
    if not case.source.exact and case.manifest.untouched:
        stated = case.manifest.says("input", "name"), case.manifest.says("input", "sha256")
        hashes = {str(stated[0]): str(stated[1]), WORKBOOK: str(case.manifest.says(WORKBOOK))}
        hashes |= {MANIFEST: _named(case)}
    if not case.filed.manifests and case.filed.pdfs:
        hashes = {case.source.file.name: digest(case.source.file.data), MANIFEST: _named(case)}
    version = str(case.manifest.says("version")) if case.manifest.intact else __version__
    wanted = tuple(dict.fromkeys(names.values()))
    options = {} if case.filed.manifests else case.made.options_by(_named(case)) or {}
    made = case.made.filings(wanted, _carried(case), Origin(hashes, version, options), docx=docx)
    return {pdf: made[name] for pdf, name in names.items()}


def _carried(case: AuditedFiling) -> dict[str, bytes]:
    """Give the files as filed that nothing speaks against, so that other versions draw what was drawn then."""
    carried = {MANIFEST: _as_written(case)} if case.manifest.intact else {}
    workbook = next((data for data in case.filed.workbooks.values() if case.untouched(data)), None)
    return carried | ({WORKBOOK: workbook} if workbook is not None and case.manifest.intact else {})


def _attachments(case: AuditedFiling, pdf: str, fresh: DrawnFiling) -> Iterator[Difference]:
    """Tell attachments that are missing or that no filing has; what the others say is compared file by file."""
    files = case.filed.attached.get(pdf, {})
    right = {WORKBOOK: case.made.workbook, MANIFEST: case.made.manifest.data}
    name = str(case.manifest.says("input", "name") or case.source.file.name)
    further = () if fresh.public else case.made.further
    own = set() if fresh.public else {name, *right, *(file.name for file in further)}
    if fresh.public:
        right = {}
    elif case.filed.inputs:
        # Where no input is to be had at all, that is told already.
        right[name] = case.source.file.data
    for name in sorted(files.keys() - own):
        yield Difference(pdf, "", name, "", digest(files[name]), "", Cause.ATTACHMENT)
    for name in sorted(right.keys() - files.keys()):
        yield Difference(pdf, "", name, "", word("missing"), digest(right[name]), Cause.ATTACHMENT)
    for file in further:
        filed = digest(files[file.name]) if file.name in files else word("missing")
        if filed != file.sha256:
            yield Difference(pdf, "", file.name, "", filed, file.sha256, Cause.ATTACHMENT)


def untold(case: AuditedFiling, files: Sequence[File]) -> Iterator[Difference]:
    """Tell hashes of SHA256SUMS that do not fit files which are right."""
    right = {file.name for file in files if file.same_bytes}
    for name in case.filed.sums:
        if name in right and case.filed.proved(name) is False:
            fits = digest(case.filed.documents[name])
            yield Difference(CHECKSUMS, "", name, "", case.filed.sums[name], fits, Cause.MANIFEST)
    for name in case.filed.own:
        yield Difference(name, "", "", "", word("not_audited"), "", Cause.UNKNOWN)


def absent(case: AuditedFiling) -> Iterator[str]:
    """Say which files of the filing were not handed in."""
    there = case.filed.documents.keys()
    if case.filed.sums and (missing := [name for name in case.filed.sums if name not in there]):
        yield notice("not_handed_in", names=listed(missing))
    yield from case.filed.remarks
    yield from (notice("stranger", name=name) for name in case.filed.strangers)
    if case.filed.pdfs and any(version.name.startswith("fonts") for version in case.versions):
        yield notice("other_fonts")
    if not (case.filed.workbooks or case.filed.words):
        yield notice("no_outputs")
    if not case.source.exact:
        pages = {
            name: read_cells(name, data).pages for name, data in case.filed.workbooks.items() if ATTACHED not in name
        }
        yield from (notice("no_record", name=name) for name, found in pages.items() if record.TITLE not in found)

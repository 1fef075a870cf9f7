"""What is handed in for an audit: a filing PDF, a workbook, an output folder, a manifest with its files beside it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from bondcalc.audit.checksums import Sums
from bondcalc.audit.difference import Difference
from bondcalc.audit.folder_names import WORKBOOKS, below, filing_name, hidden_name, is_word, poses
from bondcalc.audit.pdf import sealed
from bondcalc.audit.pdf.opened_pdf import attachments_in, sound_pdf, unsigned
from bondcalc.audit.word.travelling import carried_input, is_ours
from bondcalc.data import digest
from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.folder import CHECKSUMS, MANIFEST, WORKBOOK
from bondcalc.inputs.further_file import kind_of
from bondcalc.inputs.read import ProjectFile, load
from bondcalc.problem import FileError
from bondcalc.seal.claims import claims, entries
from bondcalc.wording.messages import file_error

ATTACHED = " › "
"""Stands between the name of a PDF and that of a file in it."""

OWN = {name.casefold(): name for name in (MANIFEST, WORKBOOK, CHECKSUMS)}
"""The files of a folder beside its PDFs; people's tools may write their names in another case."""

OF_OURS = frozenset({"seal", "rule_values", "schedules.xlsx"})
"""Entries by which a manifest.json is known to be ours; other programs write files of that name too."""


@dataclass(frozen=True)
class Filed:
    """One filing as handed in.

    `documents` are the files to compare, by name; `attached` what each PDF carries; `beside` are project files that stand
    beside a manifest; `sums` the hashes of SHA256SUMS; `after_seal` what was changed in PDFs after they were signed;
    `seals` a sentence on every seal, none of which is verified; `strangers` are PDFs and workbooks beside them that are no filings;
    `own` of them stand under a filing's own name; `remarks` are sentences on what else the folder holds or lacks;
    `lent` the manifest and workbook of what was handed in together with a PDF that carries none; `sealed` the PDFs with
    signatures as handed in, of which `documents` holds the version before the first.
    """

    name: str
    documents: Mapping[str, bytes]
    attached: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    beside: tuple[ProjectFile, ...] = ()
    sums: Mapping[str, str] = field(default_factory=dict)
    after_seal: tuple[Difference, ...] = ()
    seals: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    lent: Mapping[str, bytes] = field(default_factory=dict)
    sealed: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def manifests(self) -> dict[str, bytes]:
        """Every manifest handed in, by where it stands; the same bytes only once."""
        return _distinct({MANIFEST: self.documents.get(MANIFEST), **self._carried(MANIFEST), **self._lent(MANIFEST)})

    @cached_property
    def workbooks(self) -> dict[str, bytes]:
        """Every schedules.xlsx handed in, by where it stands; the same bytes only once."""
        loose = {name: data for name, data in self.documents.items() if name.lower().endswith(".xlsx")}
        return _distinct({**loose, **self._carried(WORKBOOK), **self._lent(WORKBOOK)})

    @cached_property
    def inputs(self) -> list[tuple[str, ProjectFile]]:
        """Every project file handed in, with where it stands; the same bytes only once."""
        found = [("", file) for file in self.beside]
        found += [(where, file) for where, file in self._others() if not kind_of(file.name)]
        return list({(file.name, file.data): (where, file) for where, file in reversed(found)}.values())[::-1]

    @property
    def further(self) -> list[ProjectFile]:
        """The further files that filings carry beside their project file."""
        return [file for _, file in self._others() if kind_of(file.name)]

    def _others(self) -> list[tuple[str, ProjectFile]]:
        """Give what is carried beside manifest and workbook, with where it stands."""
        return [
            (where, ProjectFile(name, data))
            for where, files in self.attached.items()
            for name, data in files.items()
            if name not in {MANIFEST, WORKBOOK}
        ]

    @property
    def pdfs(self) -> dict[str, bytes]:
        """The PDFs, by name."""
        return {name: data for name, data in self.documents.items() if name.lower().endswith(".pdf")}

    @property
    def words(self) -> dict[str, bytes]:
        """The Word files, by name."""
        return {name: data for name, data in self.documents.items() if name.lower().endswith(".docx")}

    def is_copy(self, pdf: str) -> bool:
        """Tell whether a PDF handed in apart from its folder is a public copy: it carries nothing and names no author."""
        from bondcalc.typeset.pdf_archive import stated_of

        apart = not self.attached.get(pdf) and WORKBOOK not in self.documents and MANIFEST not in self.documents
        return apart and not stated_of(self.documents[pdf], "/Author")

    def proved(self, name: str) -> bool | None:
        """Tell whether a file is as SHA256SUMS says; None where it says nothing."""
        return None if name not in self.sums else digest(self.documents[name]) == self.sums[name]

    def _lent(self, wanted: str) -> dict[str, bytes | None]:
        return {name: data for name, data in self.lent.items() if name.rpartition(ATTACHED)[2] == wanted}

    def _carried(self, wanted: str) -> dict[str, bytes | None]:
        return {f"{pdf}{ATTACHED}{wanted}": files.get(wanted) for pdf, files in self.attached.items()}


def _distinct(files: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Leave out what is missing and what repeats an earlier file."""
    seen: dict[bytes, str] = {}
    for name, data in files.items():
        if data is not None:
            seen.setdefault(data, name)
    return {name: data for data, name in seen.items()}


def opened(path: Path) -> Iterator[Filed]:
    """Open what was handed in, one filing after the other; FileError when there is none or it cannot be read."""
    refuse_name(path)
    if path.is_dir():
        yield from _folders(path)
    elif path.name == MANIFEST:
        yield _folder(path.parent, str(path))
    elif path.suffix.lower() == ".pdf":
        yield _with_pdfs(path.name, {path.name: load(path).data})
    elif path.suffix.lower() == ".docx":
        yield _word(path)
    elif path.suffix.lower() in {".xlsx", ".xlsm"}:
        yield Filed(path.name, {path.name: load(path).data})
    else:
        load(path)
        raise file_error("nothing_filed", name=path.name)


def _word(path: Path) -> Filed:
    """Open a Word file; the input it was made from travels inside."""
    data = load(path).data
    if not is_ours(path.name, data):
        raise file_error("not_ours_docx", name=path.name)
    return Filed(path.name, {path.name: data}, {path.name: carried_input(path.name, data)})


def _folders(path: Path) -> Iterator[Filed]:
    """Take a folder as one filing, or every folder in it that holds a manifest."""
    within = sorted(
        (one for one in path.iterdir() if one.is_dir() and not _hidden(one) and _is_filing(one)), key=Path.as_posix
    )
    if _is_filing(path) or (not within and any(not _hidden(one) for one in path.glob("*.pdf"))):
        yield _folder(path, str(path))
        return
    if not within:
        raise file_error("nothing_filed", name=path)
    for folder in within:
        yield _folder(folder, str(folder))


def _hidden(path: Path) -> bool:
    return hidden_name(path.name)


def _is_filing(path: Path) -> bool:
    """Tell whether a folder holds a filing: a workbook or manifest of ours, or a PDF that is one by name or attachments."""
    there = {one.name.casefold(): one for one in path.iterdir() if one.is_file() and not _hidden(one)}
    manifest = there.get(MANIFEST)
    if WORKBOOK in there or (manifest is not None and claims(load(manifest).data).keys() & OF_OURS):
        return True
    pdfs = [one for name, one in there.items() if name.endswith(".pdf")]
    return any(not _is_stranger(one.name, load(one).data, {}) for one in pdfs)


def _folder(path: Path, name: str) -> Filed:
    there = {one.name: one for one in sorted(path.iterdir(), key=Path.as_posix) if one.is_file() and not _hidden(one)}
    files = {
        _right(one, there): load(file).data
        for one, file in there.items()
        if file.suffix.lower() == ".pdf" or one.casefold() in OWN or _is_word(one, file)
    }
    sums = Sums.read(files.pop(CHECKSUMS, None))
    beside = tuple(_beside(path, files.get(MANIFEST)))
    filing = _with_pdfs(name, files, beside, sums.listed)
    taken = {*files, *(file.name for file in beside)}
    agreed = {digest(file.data) for _, file in filing.inputs}
    stray = [
        one
        for one, file in there.items()
        if _right(one, there) not in taken
        and (
            file.suffix.lower() in WORKBOOKS
            or filing_name(one, WORKBOOK)
            or (file.suffix.lower() == ".toml" and digest(load(file).data) not in agreed)
        )
    ]
    own = tuple(one for one in stray if poses(one, WORKBOOK))
    return replace(
        filing,
        strangers=(*filing.strangers, *stray),
        own=own,
        after_seal=(*filing.after_seal, *sums.contradictions()),
        remarks=(*sums.remarks(filing.documents), *below(path)),
    )


def _right(name: str, there: Collection[str]) -> str:
    """Give a file's name in the case we write it in, unless another file there has that name."""
    right = OWN.get(name.casefold(), name)
    return name if right in there else right


def _beside(path: Path, manifest: bytes | None) -> Iterator[ProjectFile]:
    """Find the project file of a manifest: by its name, else by its hash."""
    stated = entries(claims(manifest), "input")
    others = [
        one
        for one in sorted(path.glob("project.*"), key=Path.as_posix)
        if one.is_file() and one.suffix in {".toml", *WORKBOOKS}
    ]
    named = [one for one in others if one.name == stated.get("name")]
    for one in named or others:
        file = load(one)
        if named or digest(file.data) == stated.get("sha256"):
            yield file


def _with_pdfs(
    name: str, files: Mapping[str, bytes], beside: tuple[ProjectFile, ...] = (), sums: Mapping[str, str] | None = None
) -> Filed:
    """Take the attachments out of every PDF; a sealed one stands as it was before the first signature."""
    documents, changed, seals, signed = dict(files), [], [], {}
    # Word files stand beside: they make no PDF one of several.
    words = {one: data for one, data in files.items() if one.lower().endswith(".docx")}
    files = {one: data for one, data in files.items() if one not in words}
    attached: dict[str, Mapping[str, bytes]] = {}
    pdfs = [one for one in files if one.lower().endswith(".pdf")]
    others = tuple(pdf for pdf in pdfs if len(files) > 1 and _is_stranger(pdf, files[pdf], sums or {}))
    for pdf in pdfs:
        if pdf in others:
            del documents[pdf]
            continue
        if len(files) == 1 and not beside and not _carries(pdf, files[pdf]):
            # Nothing to rerun: what was changed after it was signed need not be looked for.
            attached[pdf] = {}
            continue
        documents[pdf], after = unsigned(pdf, files[pdf])
        attached[pdf] = attachments_in(pdf, documents[pdf])
        changed += [replace(difference, document=pdf) for difference in after]
        notes = sealed.seal_notes(files[pdf])
        seals += [f"{pdf}：{note}" for note in notes]
        if notes or documents[pdf] != files[pdf]:
            signed[pdf] = files[pdf]
    attached |= {word: carried_input(word, data) for word, data in words.items()}
    return Filed(name, documents, attached, beside, sums or {}, tuple(changed), tuple(seals), others, sealed=signed)


def _is_word(name: str, path: Path) -> bool:
    """Tell whether a file of a folder is a Word filing: by its name, or by what it holds."""
    return name.casefold().endswith(".docx") and (is_word(name) or is_ours(name, load(path).data))


def _carries(pdf: str, data: bytes) -> bool:
    """Tell whether a PDF has files attached, now or before its first signature."""
    from bondcalc.typeset.pdf_attachments import attachment_names

    with sound_pdf(pdf):
        return bool(attachment_names(data) or attachment_names(sealed.before_seals(data)))


def _is_stranger(pdf: str, data: bytes, sums: Mapping[str, str]) -> bool:
    """Tell whether a PDF beside others is no filing: neither its name nor SHA256SUMS nor an attachment says so."""
    from bondcalc.typeset.pdf_attachments import attachment_names

    if filing_name(pdf) or pdf in sums:
        return False
    try:
        with sound_pdf(pdf):
            return not attachment_names(data) & {MANIFEST, WORKBOOK}
    except FileError:
        return True

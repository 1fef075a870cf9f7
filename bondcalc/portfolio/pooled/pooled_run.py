"""The disclosure of a pooled bond as a folder: PDF, Word, the list of what it was made from, checksums."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PureWindowsPath

from bondcalc import __version__
from bondcalc.data import digest
from bondcalc.disk.folder import CHECKSUMS, fresh_folder
from bondcalc.filings.parts.adding import check_totals
from bondcalc.filings.parts.draft import file_stem
from bondcalc.portfolio.pooled.joined_bond import join
from bondcalc.portfolio.pooled.pooled_form import PooledForm
from bondcalc.portfolio.pooled.ring_fence import MemberCover, covers, pool_cover
from bondcalc.portfolio.pooled.shared_bond import SharedBond, disclosed
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.result.result import Options
from bondcalc.run import run
from bondcalc.seal.manifest import checksums, rule_hashes
from bondcalc.typeset.column_parts import cut
from bondcalc.typeset.document import Document
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.paging import LoggedFigure
from bondcalc.typeset.pdf import typeset
from bondcalc.typeset.pdf_archive import archive
from bondcalc.typeset.word.docx_filing import word_filing
from bondcalc.typeset.word.docx_record import WordOrigin
from bondcalc.wording.number import exact, trimmed

RECORD = "pool.json"
"""What the form was made from, by hash."""
FORM = "disclosure"


@dataclass(frozen=True)
class PooledFiling:
    """What was written: the bond with its members, why the form is a draft, the names of the files, the folder kept aside."""

    shared: SharedBond
    draft: Sequence[str]
    names: Sequence[str]
    kept: Path | None


def issue(
    portfolio: Portfolio, code: str, out: Path, day: date | None = None, *, docx: bool = False, replace: bool = False
) -> PooledFiling:
    """Join the members of a bond and write its disclosure, all or nothing. Raises ProjectError and FileError."""
    made = pooled_files(portfolio, code, day, docx=docx)
    with fresh_folder(out, replace=replace) as folder:
        folder.write(dict(made.files))
    return PooledFiling(made.shared, made.draft, tuple(folder.files), folder.kept)


@dataclass(frozen=True)
class PooledFiles:
    """The form in memory: the bond, why it is a draft, its files by name, the figures its PDF prints."""

    shared: SharedBond
    draft: Sequence[str]
    files: Mapping[str, bytes]
    log: Sequence[LoggedFigure]


def pooled_files(portfolio: Portfolio, code: str, day: date | None, *, docx: bool) -> PooledFiles:
    """Join the members of a bond and draw its disclosure; they depend on list, project files, program and rules alone.

    Raises ProjectError and FileError.
    """
    shared, fonts = join(portfolio, code, day), FontSet.load(None)
    record = record_of(portfolio, shared)
    form = PooledForm(shared, digest(record))
    document = cut(form.document())
    check_totals(document)
    stem, drawn = file_stem(FORM, document), typeset(document, fonts)
    files = {f"{stem}.pdf": archive(drawn.data, document, (), shared.filed), RECORD: record}
    if docx:
        files[f"{stem}.docx"] = _word(form, document, record, shared.filed)
    return PooledFiles(shared, document.draft, files | {CHECKSUMS: checksums(files)}, drawn.log)


def plans(portfolio: Portfolio, shared: SharedBond, folder: Path, *, docx: bool, replace: bool) -> Iterator[Path]:
    """Write the plan (实施方案) of each member from its own file, as `run` does, each into a folder of its own; give these.

    Raises ProjectError and FileError; what is written by then stays.
    """
    options = Options(docx=docx, replace=replace)
    for rank, member in enumerate(shared.members, 1):
        stem = PureWindowsPath(member.listed.path).stem
        out = folder / f"{rank:02}-{stem}"
        run(portfolio.file_of(member.listed), out, options)
        yield out


def _word(form: PooledForm, document: Document, record: bytes, filed: date) -> bytes:
    named = form.named
    origin = WordOrigin(
        filing=FORM,
        version=__version__,
        filed=filed,
        input=(RECORD, digest(record)),
        named=lambda id_: named.get(id_, id_),
    )
    return word_filing(document, origin)


def record_of(portfolio: Portfolio, shared: SharedBond) -> bytes:
    """Write down what the form was made from: list, project files and rules by hash; E and F of each member, unrounded."""
    pool = pool_cover(shared)
    record = {
        "program": "bondcalc",
        "version": __version__,
        "bond": shared.code,
        "day": shared.day and shared.day.isoformat(),
        "list": {"name": portfolio.name, "sha256": portfolio.sha256},
        "members": [
            {
                "project": member.listed.code or member.listed.path,
                "name": member.name,
                "file": member.listed.path,
                "sha256": member.sha256,
                "share": exact(disclosed(member.share)),
                "as_capital": exact(disclosed(member.as_capital)),
                **_cover(cover),
                "form": {id_: exact(amount) for id_, amount in member.form.totals.items()},
            }
            for member, cover in zip(shared.members, covers(shared), strict=True)
        ],
        "face": exact(shared.face),
        "form": {id_: exact(amount) for id_, amount in shared.form.totals.items()},
        "pool": _cover(pool),
        "rules": rule_hashes(),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _cover(cover: MemberCover) -> dict[str, object]:
    """State E and F in 元 and their ratio, and whether it is short."""
    return {
        "revenue_yuan": exact(cover.revenue),
        "service_yuan": exact(cover.service),
        "e_f": None if cover.ratio is None else trimmed(cover.ratio, most=12),
        "short": cover.short,
    }

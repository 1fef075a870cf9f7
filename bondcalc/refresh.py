"""New figures in a Word filing that was edited: what its editor wrote stays, what was made is made again (decision 0058)."""

from dataclasses import dataclass, replace
from pathlib import Path

from bondcalc.data import digest
from bondcalc.disk.whole_file import write_whole
from bondcalc.filings.draw import known, write, written_in_word
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.inputs.further_file import Further
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.problem import FileError, ProjectError
from bondcalc.result.result import Options
from bondcalc.run import compute
from bondcalc.seal.manifest import stated_options
from bondcalc.typeset.word.merging import BlockMerge, MergedBlocks
from bondcalc.typeset.word.numbered_captions import number_captions
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.page_heads import PageHead, set_heads, set_properties, shown_mark
from bondcalc.typeset.word.read_controls import WordRecord, carried_in, record_of, revisions_of, store_of
from bondcalc.typeset.word.resetting import SetFigures, mark_contents, set_figures, set_parts
from bondcalc.typeset.word.tracked import settle_figures, unreadable_changes
from bondcalc.typeset.word.turned_pages import turn_pages
from bondcalc.wording.messages import file_error, listed

NAMED = 3
"""Tracked changes that a refusal names."""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: to the blocks, and to the figures; how many changes are still tracked."""

    data: bytes
    blocks: MergedBlocks
    figures: SetFigures
    tracked: int = 0


def refresh(edited: Path, source: Path, out: Path) -> Refreshed:
    """Write the edited filing with the figures of a project file into a new file.

    Raises ProjectError (problems in the input) and FileError: a file that is there already, one that is no Word filing of
    ours, tracked changes that cannot be read exactly (`unreadable_changes`).
    """
    if out.exists():
        raise file_error("already_there", name=out.name)
    document = load(edited)
    done = refreshed(document.name, document.data, load(source))
    write_whole(out, done.data)
    return done


def refreshed(name: str, data: bytes, source: ProjectFile) -> Refreshed:
    """Give an edited filing with the figures of a project. Raises as `refresh` does."""
    package = open_package(name, data)
    record = record_of(package)
    if record is None:
        raise file_error("no_word_record", name=name)
    if changes := unreadable_changes(package):
        raise file_error("open_revisions", name=name, count=len(changes), places=listed(changes[:NAMED]))
    settle_figures(package)
    further = _further(package, record)
    fresh, was = _made(source, record.filing, further), _made_before(package, record.filing, further)
    new = record_of(fresh.package)
    if new is None:
        raise file_error("no_word_record", name=name)
    made_as = was.package if was else None
    blocks = BlockMerge(package, record.blocks, fresh.package, new, made_as).run()
    # An editor writes to the store too: it tells the old figures only where nothing else does.
    base = store_of(made_as or package) or {}
    figures = set_figures(package, fresh.package, base)
    turn_pages(package, fresh.package, made_as)
    set_heads(package, fresh.package, was.head if was else PageHead("", shown_mark(package)), fresh.head)
    if was:
        set_properties(package, fresh.package, was.package)
    number_captions(package.body)
    set_parts(package, fresh.package)
    mark_contents(package)
    return Refreshed(package.packed_again(), blocks, figures, revisions_of(package))


@dataclass(frozen=True)
class MadeFiling:
    """A filing as a run writes it, and what stands over its pages."""

    package: WordPackage
    head: PageHead


def _further(package: WordPackage, record: WordRecord) -> Further:
    """Give the further files a filing was made with, with their bytes where they travel inside as they were."""
    by_hash = {digest(data): data for data in carried_in(package).values()} if record.further else {}
    return tuple(replace(file, data=by_hash.get(file.sha256, b"")) for file in record.further)


def _made(source: ProjectFile, filing: str, further: Further) -> MadeFiling:
    """Write the filing anew. Raises ProjectError."""
    result = compute(read_bytes(source.name, source.data))
    options = stated_options(Options(tuple(known()), docx=True))
    origin = Origin({source.name: digest(source.data)}, options=options, further=further)
    document = write(result, filing, origin)
    written = written_in_word(document, filing, source, result, origin, further)
    return MadeFiling(open_package(f"{filing}.docx", written), PageHead(document.running_title, document.page_mark))


def _made_before(package: WordPackage, filing: str, further: Further) -> MadeFiling | None:
    """Write the filing as the edited one was made, from the input inside it; None where there is none to be read."""
    for name, data in list(carried_in(package).items())[:1]:
        try:
            return _made(ProjectFile(name, data), filing, further)
        except (FileError, ProjectError):
            continue
    return None

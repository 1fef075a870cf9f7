"""New figures in a Word filing that was edited: what its editor wrote stays, what was made is made again (decision 0058)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bondcalc.data import digest
from bondcalc.disk.whole_file import write_whole
from bondcalc.filings.draw import Origin, write, written_in_word
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.problem import FileError, ProjectError
from bondcalc.run import compute
from bondcalc.typeset.word.merging import BlockMerge, MergedBlocks
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.read_controls import WordRecord, carried_in, record_of, revisions_of, store_of
from bondcalc.typeset.word.resetting import SetFigures, mark_contents, set_figures, set_parts
from bondcalc.typeset.word.used_template import UsedTemplate
from bondcalc.wording.messages import file_error


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: to the blocks, and to the figures."""

    data: bytes
    blocks: MergedBlocks
    figures: SetFigures


def refresh(edited: Path, source: Path, out: Path) -> Refreshed:
    """Write the edited filing with the figures of a project file into a new file.

    Raises ProjectError (problems in the input) and FileError: a file that is there already, one that is no Word filing of
    ours, open tracked changes.
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
    if changes := revisions_of(package):
        raise file_error("open_revisions", name=name, count=changes)
    fresh = _made(source, record.filing, _template(package, record))
    new = record_of(fresh)
    if new is None:
        raise file_error("no_word_record", name=name)
    base = _base(package, record.filing)
    blocks = BlockMerge(package, record.blocks, fresh, new).run()
    figures = set_figures(package, fresh, base)
    set_parts(package, fresh)
    mark_contents(package)
    return Refreshed(package.packed_again(), blocks, figures)


def _template(package: WordPackage, record: WordRecord) -> UsedTemplate | None:
    """Give the template a filing was made with, with its bytes where they travel inside as they were."""
    name, hashed = record.template
    if not hashed:
        return None
    data = next((data for data in carried_in(package).values() if digest(data) == hashed), b"")
    return UsedTemplate(name, hashed, data)


def _made(source: ProjectFile, filing: str, template: UsedTemplate | None = None) -> WordPackage:
    """Write the filing anew. Raises ProjectError."""
    result = compute(read_bytes(source.name, source.data))
    origin = Origin({source.name: digest(source.data)})
    document = write(result, filing, origin)
    return open_package(f"{filing}.docx", written_in_word(document, filing, source, result, origin, template))


def _base(package: WordPackage, filing: str) -> Mapping[str, str]:
    """Give the figures as the edited filing was made with: of the input inside it, else of its store, which editors write to."""
    for name, data in list(carried_in(package).items())[:1]:
        try:
            return store_of(_made(ProjectFile(name, data), filing)) or {}
        except (FileError, ProjectError):
            continue
    return store_of(package) or {}

"""Every Word file handed in against the one written again: bytes first, then what is read in it."""

from collections.abc import Iterator, Mapping

from bondcalc import __version__
from bondcalc.audit.audited_filing import AuditedFiling, File
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.word.travelling import carried_input, filing_in, stated_hashes
from bondcalc.audit.word.word_audit import compared_word
from bondcalc.audit.word.word_pair import WordReading
from bondcalc.claims.judgement import Judge
from bondcalc.claims.own_sentences import named_figures
from bondcalc.data import digest
from bondcalc.filings.draw import every, write
from bondcalc.filings.parts.figure_names import FigureNames
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.read_controls import controls_of, record_of
from bondcalc.wording.messages import notice


def words_beside(case: AuditedFiling, names: Mapping[str, str]) -> dict[str, str]:
    """Give the Word files that stand beside a PDF of the same filing, with the filing; they are drawn together."""
    filings = {word: _filing(case, word, open_package(word, data)) for word, data in case.filed.words.items()}
    return {word: filing for word, filing in filings.items() if filing in names.values()}


def compared_words(case: AuditedFiling, drawn: Mapping[str, bytes]) -> Iterator[File]:
    """Compare every Word file; those that were not `drawn` beside a PDF are written here."""
    for name, data in case.filed.words.items():
        package = open_package(name, data)
        filing = _filing(case, name, package)
        fresh = drawn[name] if name in drawn else _written(case, filing, package)
        file = File(name, same_bytes=data == fresh)
        if not file.same_bytes:
            _read(case, file, filing, (data, fresh))
            file.notes += _versions(name, package)
            file.notes += _other_input(case, name, data)
        yield file


def _read(case: AuditedFiling, file: File, filing: str, files: tuple[bytes, bytes]) -> None:
    """Compare what is read in a file with what is read in the one written again."""
    result = case.made.result
    judge = Judge(result, named_figures(result, [write(result, filing)]))
    fresh = WordReading.of(open_package(file.name, files[1]))
    findings = compared_word(file.name, files[0], fresh, judge, FigureNames(result).named)
    file.differences += findings.differences
    file.warnings += findings.warnings
    file.notes += findings.notes
    if not file.differences:
        hashed = [digest(data) for data in files]
        file.differences.append(Difference(file.name, "", "sha256", "", hashed[0], hashed[1], Cause.FORM))


def _filing(case: AuditedFiling, name: str, package: WordPackage) -> str:
    """Tell which filing a Word file is; where neither record nor name says, the one that has most of its figures."""
    stated = filing_in(name, package)
    if stated is not None:
        return stated
    keys = {control.key for control in controls_of(package)}

    def shared(filing: str) -> int:
        """Count the figures a filing has in common with the file."""
        fresh = open_package(name, case.made.word(filing, ""))
        return len(keys & {control.key for control in controls_of(fresh)})

    return max(every(), key=shared)


def _written(case: AuditedFiling, filing: str, package: WordPackage) -> bytes:
    """Write a filing with the hash of the manifest it states and the options of that run where this input can have it, else with ours."""
    runs = ((hashed, case.made.options_by(hashed)) for hashed in stated_hashes(package))
    ours = digest(case.made.manifest.data), None
    return case.made.word(filing, *next((run for run in runs if run[1]), ours))


def _versions(name: str, package: WordPackage) -> Iterator[str]:
    record = record_of(package)
    if record is None:
        yield notice("word_no_record", name=name)
    elif record.version != __version__:
        yield notice("word_version", name=name, version=record.version, here=__version__)


def _other_input(case: AuditedFiling, name: str, data: bytes) -> Iterator[str]:
    carried = carried_input(name, data)
    if carried and case.source.file.data not in carried.values():
        yield notice("word_other_input", name=name)

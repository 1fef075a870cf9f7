"""The straight line of the audit of a Word file: read it, figures, store, blocks, text, what else is there."""

from collections.abc import Callable

from bondcalc.audit.word.beside_text import look_beside
from bondcalc.audit.word.compared_blocks import ComparedBlocks
from bondcalc.audit.word.compared_controls import compare_controls, compare_store
from bondcalc.audit.word.free_text import judge_text
from bondcalc.audit.word.word_findings import WordFindings
from bondcalc.audit.word.word_pair import WordPair, WordReading
from bondcalc.claims.judgement import Judge
from bondcalc.typeset.word.opened import open_package


def compared_word(
    name: str, filed: bytes, fresh: WordReading, judge: Judge, named: Callable[[str], str] = str
) -> WordFindings:
    """Compare a Word file with the one written again, as read. Raises FileError for a file that cannot be read."""
    pair = WordPair.of(open_package(name, filed), fresh, named)
    findings = WordFindings(name)
    compare_controls(pair, findings)
    compare_store(pair, findings)
    ComparedBlocks(pair, findings).compare()
    judge_text(pair, judge, findings)
    look_beside(pair, findings)
    return findings

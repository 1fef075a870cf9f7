"""Word files with more than 3,000 controls: written beside the PDF of the same plan, audited beside the run it is held against."""

from bondcalc.audit.word.word_audit import compared_word
from bondcalc.audit.word.word_findings import WordFindings
from bondcalc.audit.word.word_pair import WordReading
from bondcalc.claims.judgement import Judge
from bondcalc.claims.own_sentences import named_figures
from bondcalc.data import digest
from bondcalc.filings.draw import write, written_in_word
from bondcalc.filings.parts.figure_names import FigureNames
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.run import compute
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import typeset
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import controls_of
from tests.benchmarks.measure import SAMPLE, Measured, beside

LENGTHENED = (("forecast_end = 2042", "forecast_end = 2052"), ("term_years = 20", "term_years = 30"))
LEAST = 3000


def long_project() -> ProjectFile:
    """A sewage works with bonds of thirty years."""
    text = (SAMPLE.parent / "anping-water" / "project.toml").read_text(encoding="utf-8")
    for old, new in LENGTHENED:
        assert old in text
        text = text.replace(old, new)
    return ProjectFile("project.toml", text.encode())


def written(rounds: int) -> Measured:
    """Write the Word file of a plan; the oracle sets its PDF."""
    file = long_project()
    result, origin = compute(read_bytes(file.name, file.data)), Origin({file.name: digest(file.data)})
    document = write(result, "plan", origin)
    seconds, oracle, data, _ = beside(
        lambda: written_in_word(document, "plan", file, result, origin),
        lambda: typeset(document, FontSet.load()),
        rounds,
    )
    count = len(controls_of(open_package("plan.docx", data)))
    assert count > LEAST
    return Measured(f"write a Word plan, {count} controls", seconds, "its PDF", oracle, "1 s")


def audited(rounds: int) -> Measured:
    """Compare a Word plan with the one written again, numbers in its text included; the oracle is that run."""
    file = long_project()
    origin = Origin({file.name: digest(file.data)})

    def rerun() -> bytes:
        result = compute(read_bytes(file.name, file.data))
        return written_in_word(write(result, "plan", origin), "plan", file, result, origin)

    def compare() -> WordFindings:
        judge = Judge(result, named_figures(result, [document]))
        fresh = WordReading.of(open_package("plan.docx", filed))
        return compared_word("plan.docx", filed, fresh, judge, FigureNames(result).named)

    filed, result = rerun(), compute(read_bytes(file.name, file.data))
    document = write(result, "plan", origin)
    seconds, oracle, findings, _ = beside(compare, rerun, rounds)
    assert (findings.differences, findings.warnings) == ([], [])
    return Measured("audit of that file, besides the run it needs", seconds, "that run", oracle, "2 s")

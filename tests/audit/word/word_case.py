"""The plan of a sample as a Word file, and an audit of an edited one against it; made once."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from bondcalc.audit.word.word_audit import compared_word
from bondcalc.audit.word.word_findings import WordFindings
from bondcalc.audit.word.word_pair import WordReading
from bondcalc.claims.judgement import Judge
from bondcalc.claims.own_sentences import named_figures
from bondcalc.data import digest
from bondcalc.filings.draw import written_in_word
from bondcalc.filings.parts.figure_names import FigureNames
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.inputs.read import ProjectFile, load
from bondcalc.typeset.document import Document, Heading, PageBlock
from bondcalc.typeset.word.opened import open_package
from tests.samples import SAMPLES, computed_sample, filed_sample

SHORT = "short plan"
"""The plan without its longest chapters: an audit takes as long as a file is."""
LONGEST = ("收入预测", "财务报表", "压力测试")


@cache
def document_of(sample: str, filing: str) -> Document:
    """A filing of a sample as blocks, the short plan too."""
    if filing != SHORT:
        return filed_sample(sample, filing)
    whole, kept = filed_sample(sample, "plan"), list[PageBlock]()
    chapter = ""
    for block in whole.blocks:
        chapter = block.text if isinstance(block, Heading) and block.level == 1 else chapter
        kept += [] if chapter.endswith(LONGEST) else [block]
    return replace(whole, blocks=kept)


def input_of(sample: str) -> ProjectFile:
    return load(SAMPLES / sample / "project.toml")


@cache
def word_of(sample: str, filing: str = "plan") -> bytes:
    """A filing of a sample as `run --docx` writes it."""
    file = input_of(sample)
    origin = Origin({file.name: digest(file.data)})
    known_as = "plan" if filing == SHORT else filing
    return written_in_word(document_of(sample, filing), known_as, file, computed_sample(sample), origin)


@cache
def judge_of_word(sample: str, filing: str = "plan") -> Judge:
    result = computed_sample(sample)
    return Judge(result, named_figures(result, [document_of(sample, filing)]))


@cache
def names_of(sample: str) -> Callable[[str], str]:
    return FigureNames(computed_sample(sample)).named


@cache
def fresh_word(sample: str, filing: str = "plan") -> WordReading:
    """The same as read: every audit is of one filing."""
    return WordReading.of(open_package("plan.docx", word_of(sample, filing)))


def audited(filed: bytes, sample: str, filing: str = "plan") -> WordFindings:
    """Compare a file with the one of the sample."""
    return compared_word(
        "plan.docx", filed, fresh_word(sample, filing), judge_of_word(sample, filing), names_of(sample)
    )

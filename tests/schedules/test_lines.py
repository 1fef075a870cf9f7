"""Every line says what it is: label, unit, source, and its formula in words, in both languages."""

import re

from bondcalc.algebra.table import UNITS
from bondcalc.algebra.words import bare, sentence
from bondcalc.result.result import Result

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_line_has_label_unit_source_and_words(sample: Result) -> None:
    lines = [line for table in sample.book.tables for line in table.lines]
    assert len(lines) > 300
    for line in lines:
        assert line.zh, line.id
        assert line.en, line.id
        assert line.source, line.id
        assert line.unit in UNITS
        zh, en = sentence(line), sentence(line, "en")
        assert zh.startswith(f"{bare(line, 'zh')} = ")
        assert en.startswith(f"{line.en} = ")
        assert len(zh) > len(f"{bare(line, 'zh')} = ")


def test_labels_of_one_sheet_differ(sample: Result) -> None:
    """A reviewer finds a line by its label."""
    for table in sample.book.tables:
        labels = [line.zh for line in table.lines]
        assert len(labels) == len(set(labels)), [label for label in labels if labels.count(label) > 1]
        assert CHINESE.search(table.zh)

"""Every Chinese text of the program, by where it stands: code, templates, rule data, messages, pages, and filings as printed."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bondcalc.filings.draw import known
from bondcalc.typeset.document import Paragraph
from tests.samples import SAMPLE_NAMES, computed_sample, filed_sample
from tests.sources import FILES, PACKAGE, nodes
from tests.trials.trial import document_text

ROOT = Path(__file__).parent.parent.parent
PAGES = ("README.zh.md", "docs/auditing.md", "docs/confidential.md", "templates/offline/README.txt")
FORMER = "bondcalc/inputs/former.py"
"""Holds the names of before, which is what it is for."""
CHINESE = re.compile(r"[一-鿿]")
Text = tuple[str, str]
"""Where a text stands, and the text; what is filled in stands as {}."""


def of_code() -> Iterator[Text]:
    """Strings of the package that are no docstrings."""
    for path in FILES:
        name = path.relative_to(ROOT).as_posix()
        if name != FORMER:
            yield from ((f"{name}:{line}", text) for line, text in _strings(nodes(path)))


def _strings(parts: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    told: set[int] = set()
    for node in parts:
        if isinstance(node, ast.Expr):
            told.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            told |= {id(one) for one in node.values}
            text = "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
            if CHINESE.search(text):
                yield node.lineno, text
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in told
            and CHINESE.search(node.value)
        ):
            yield node.lineno, node.value


def of_templates() -> Iterator[Text]:
    """Texts of filings and of the audit report."""
    for path in sorted((ROOT / "templates").rglob("*.toml")):
        yield from _values(path)


def of_rules() -> Iterator[Text]:
    """Names of rules and parameters; titles of documents and articles are quotations."""
    for path in sorted((PACKAGE / "rules" / "instruments").glob("*.toml")):
        yield from (one for one in _values(path) if one[0].endswith(("zh", "reason")))


def of_messages() -> Iterator[Text]:
    """The catalogue of messages, in Chinese."""
    for name in ("messages.toml", "words.toml"):
        yield from (one for one in _values(PACKAGE / "wording" / name) if ".zh" in one[0])


def of_pages() -> Iterator[Text]:
    """Pages for people who read Chinese, by line."""
    for page in PAGES:
        lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
        yield from ((f"{page}:{number}", line) for number, line in enumerate(lines, 1) if CHINESE.search(line))


def _values(path: Path) -> Iterator[Text]:
    yield from _within(path.relative_to(ROOT).as_posix(), tomllib.loads(path.read_text(encoding="utf-8")))


def _within(place: str, value: object) -> Iterator[Text]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _within(f"{place}.{key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _within(place, inner)
    elif isinstance(value, str) and CHINESE.search(value):
        yield place, value


@cache
def filed(sample: str, filing: str) -> str:
    """Everything a filing says."""
    return document_text(filed_sample(sample, filing))


def of_filings() -> Iterator[Text]:
    """Every filing of every sample, by line."""
    for sample in SAMPLE_NAMES:
        for filing in known():
            yield from ((f"{sample} {filing}", line) for line in filed(sample, filing).splitlines())


def sentences(sample: str) -> Iterator[Text]:
    """Running text of the filings of a sample, and what every rule says of it."""
    for filing in known():
        for block in filed_sample(sample, filing).blocks:
            if isinstance(block, Paragraph):
                text = block.text
                yield f"{sample} {filing}", text if isinstance(text, str) else "".join(map(str, text))
    for found in computed_sample(sample).findings:
        yield f"{sample} {found.rule.id}", found.outcome.zh
        yield f"{sample} {found.rule.id}", found.outcome.filing


def of_lines() -> Iterator[Text]:
    """Names and sources of every line and table of the samples."""
    for sample in SAMPLE_NAMES:
        for table in computed_sample(sample).book.tables:
            yield f"{sample} {table.id}", table.zh
            for line in table.lines:
                yield f"{sample} {table.id}.{line.id}", line.zh
                yield f"{sample} {table.id}.{line.id}", line.source


def everything() -> Iterator[Text]:
    """All of it."""
    for of in (of_code, of_templates, of_rules, of_messages, of_pages, of_filings, of_lines):
        yield from of()

"""草稿: whether a filing is a draft, and why. Said in this one place: the mark on every page and the name of the file follow it."""

import re
from collections.abc import Iterator, Sequence

from bondcalc.checks.judge import Finding, worst_first
from bondcalc.disk.standing import DRAFT_STEM
from bondcalc.result.result import Result
from bondcalc.typeset.document import Document, PageBlock
from bondcalc.typeset.printed_texts import texts_of
from bondcalc.wording.day import TO_COME, TO_WRITE
from bondcalc.wording.terms import Severity, Verdict

MARK = "草稿"
"""Stands on every page of a draft."""
_OPEN = re.compile(rf"{TO_COME}|{TO_WRITE}[^】]*】")
MOST_NAMED = 3
"""Rules that a reason names one by one."""


def why_draft(result: Result, blocks: Sequence[PageBlock], own: Sequence[str] = ()) -> tuple[str, ...]:
    """Say why a filing of these blocks is a draft, in sentences without a full stop; empty where it is none.

    A statutory rule that fails makes every filing a draft. So do places that are still to be filled in (【待补充】,
    【请填写：…】) the filing they stand in, and the rules of `own`, by id, the filing that is held to them.
    """
    failed = [finding for finding in worst_first(result.findings) if fails(finding, own)]
    places = len(list(prompts(blocks)))
    named = [f"“{finding.rule.zh}”" for finding in failed]
    return (
        *(
            [f"{len(named)}项核对事项不通过：{''.join(named[:MOST_NAMED])}{'等' if named[MOST_NAMED:] else ''}"]
            if named
            else ()
        ),
        *([f"{places}处尚未填写"] if places else ()),
    )


def fails(finding: Finding, own: Sequence[str] = ()) -> bool:
    """Tell whether a finding makes a draft of every filing, or of the one that is held to the rules of `own`."""
    binding = finding.rule.severity is Severity.STATUTORY or finding.rule.id in own
    return finding.verdict is Verdict.FAIL and binding


def prompts(blocks: Sequence[PageBlock]) -> Iterator[str]:
    """Give every place that is still to be filled in, as printed, in the order of the pages."""
    for block in blocks:
        for _, _, text in texts_of(block):
            yield from _OPEN.findall(text)


def file_stem(filing: str, document: Document) -> str:
    """Name the file of a filing, without its ending: plan, as a draft plan-draft."""
    return f"{filing}{DRAFT_STEM}" if document.draft else filing

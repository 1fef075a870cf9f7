"""What a rule found, as filings print it: the sentence, its title and the bureau's note, every number a figure of the rule."""

import re

from bondcalc.checks.judge import Finding, registered
from bondcalc.filings.parts.figured import figured, joined
from bondcalc.typeset.document import Text
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit

ITEMS = "项"
"""Stands behind what was counted: lines, bonds, years, payments that a rule looked for."""
BARE = re.compile(r"(?:[>≥] )?-?[\d,]+(?:\.\d+)?(?:[、/]\d+)*")
"""A figure without a unit: 1.19, 36,000.00, > 0.00, ≥ 0.00, 1、2、3, 8/8."""


def titled(finding: Finding) -> Text:
    """Give the title of the rule."""
    return figured(f"rule.{finding.rule.id}", finding.rule.zh)


def noted(finding: Finding) -> Text:
    """Give what the bureau says of a finding."""
    return figured(f"finding.{finding.rule.id}.note", finding.explanation)


def told(finding: Finding, *, filed: bool = True) -> Text:
    """Give what was found, then what the bureau says of it; `filed` speaks to a reader, else to the person who fills in."""
    outcome = finding.outcome.filing if filed else finding.outcome.zh
    said = figured(f"finding.{finding.rule.id}.{'said' if filed else 'told'}", outcome)
    return joined("", [said, "。项目单位说明：", noted(finding)]) if finding.explanation else said


def unit_name(finding: Finding, notation: Notation) -> str:
    """Name the unit of figure and threshold; empty where they carry their own: words, days, shares in per cent."""
    texts = (finding.outcome.figure, finding.outcome.threshold)
    if not any(text and BARE.fullmatch(text) for text in texts):
        return ""
    unit = registered(finding.rule.id).unit
    return ITEMS if unit is Unit.COUNT else notation.unit(unit)

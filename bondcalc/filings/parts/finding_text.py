"""What a rule found, as filings print it: the sentence, its title and the bureau's note, every number a figure of the rule."""

from bondcalc.checks.judge import Finding
from bondcalc.filings.parts.figured import figured, joined
from bondcalc.typeset.document import Text


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

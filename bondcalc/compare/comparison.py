"""The whole comparison: both versions computed by this program, changes, moves and steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bondcalc.audit.project_behind import manifest_of, project_of
from bondcalc.compare.input_changes import Change, changes
from bondcalc.compare.moved import MovedFigure, MovedLine, Turned, figures, rows, verdicts
from bondcalc.compare.steps import Steps, steps
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.seal.manifest import rule_hashes
from bondcalc.wording.messages import file_error


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side. `rules` are the ids of rule values that are others on the other rule date.

    `elsewhere` names the versions that were made under rule files other than those of this program.
    """

    names: tuple[str, str]
    before: Result
    after: Result
    changes: tuple[Change, ...]
    steps: Steps
    figures: tuple[MovedFigure, ...]
    rows: tuple[MovedLine, ...]
    verdicts: tuple[Turned, ...]
    rules: tuple[str, ...]
    elsewhere: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Tell whether the inputs are the same, and with them everything that follows."""
        return not self.changes


def compare(before: Path, after: Path) -> Comparison:
    """Compare two project files or filings; ProjectError and FileError as read_project raises them.

    FileError too where they count money in different units: no figure of one could be set beside one of the other.
    """
    elsewhere = [path.name for path in (before, after) if _made_elsewhere(path)]
    old, new = project_of(before), project_of(after)
    was, now = old.form(Settings), new.form(Settings)
    if was.yuan_per_unit != now.yuan_per_unit:
        raise file_error("other_unit", name=after.name, found=now.money_unit, other=before.name, unit=was.money_unit)
    first, second = compute(old), compute(new)
    return compared(first, second, (str(before), str(after)), elsewhere)


def compared(before: Result, after: Result, names: tuple[str, str], elsewhere: Sequence[str] = ()) -> Comparison:
    """Compare two results."""
    return Comparison(
        names=names,
        before=before,
        after=after,
        changes=tuple(changes(before.project, after.project)),
        steps=steps(before, after),
        figures=tuple(figures(before, after)),
        rows=tuple(rows(before, after)),
        verdicts=tuple(verdicts(before, after)),
        rules=tuple(_other_rules(before, after)),
        elsewhere=tuple(elsewhere),
    )


def _other_rules(before: Result, after: Result) -> list[str]:
    """Name the rule values and rules that differ between the two rule dates."""
    if before.project.form(Particulars).rule_date == after.project.form(Particulars).rule_date:
        return []
    old, new = (
        {cited.id: cited for cited in (*result.rules.values, *result.rules.rules)} for result in (before, after)
    )
    return [id_ for id_ in {**old, **new} if old.get(id_) != new.get(id_)]


def _made_elsewhere(path: Path) -> bool:
    manifest = manifest_of(path)
    return manifest is not None and manifest.get("rules") != rule_hashes()

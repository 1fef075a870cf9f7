"""The result of an issue as a new project file, or in the actuals beside it, and what it moved."""

from dataclasses import replace
from pathlib import Path

from bondcalc.compare.comparison import Comparison, compared
from bondcalc.inputs.issue_result import IssueResult, meant_bond, taken_over
from bondcalc.inputs.read import load, read_bytes, read_project
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS, actuals_of, read_actuals
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.new_actuals import write_actuals
from bondcalc.monitoring.next_actuals import laid_out
from bondcalc.monitoring.prefilled import stated_rows
from bondcalc.monitoring.state_sheets import ServicePayment
from bondcalc.monitoring.yearly_view import layered, with_issues
from bondcalc.project_file import write_project
from bondcalc.run import compute
from bondcalc.wording.messages import file_error

MARK = "-发行结果"
"""Stands behind the name of the old file in that of the new one."""


def beside(source: Path) -> Path:
    """Name the new file where none is named; of several results the later ones are counted."""
    stem, _, number = source.stem.rpartition(MARK)
    again = stem and ((number.isascii() and number.isdigit()) or not number)
    name = f"{stem}{MARK}{int(number or 1) + 1}" if again else f"{source.stem}{MARK}"
    return source.with_name(f"{name}{'.toml' if source.suffix.lower() == '.toml' else '.xlsx'}")


def issued(source: Path, result: IssueResult, target: Path) -> Comparison:
    """Write the project with the result taken over, and compare the two; FileError where the target is there already.

    Raises ProjectError with what does not fit in the new file, of which nothing is then written.
    """
    before = read_project(source)
    after = taken_over(before, result)
    write_project(target, after)
    return compared(compute(before), compute(after), (source.name, target.name))


def issued_in_actuals(source: Path, result: IssueResult, actuals: Path, target: Path) -> Comparison:
    """Write the actuals with the result as a step 债券发行, and compare the project with what happened before and after it.

    The project file stays what was filed. FileError where the target is there already, ProjectError with what does not fit.
    """
    filed = load(source)
    project = read_bytes(filed.name, filed.data)
    layer = read_actuals(actuals, project, filed)
    planned = compute(project)
    before = layered(planned, layer)
    bond, fixed = meant_bond(before, result), result.stated
    if result.rest is not None and result.rest.day is not None:
        raise file_error("rest_in_actuals")
    step = FundingStep(
        day=fixed["value_date"],
        step="issued",
        amount=fixed.get("face", bond.face),
        bond=bond.id,
        coupon=fixed["coupon"],
        price=fixed.get("issue_price"),
        first_value_date=fixed.get("first_value_date"),
        bond_name=fixed.get("name"),
    )
    form = replace(layer.particulars, as_of=max(layer.as_of, step.day), previous_sha256=layer.sha256)
    rows = [row for statement in STATEMENTS_OF_ACTUALS[1:] for row in layer.rows(statement)]
    stated = [form, *(row for row in rows if not isinstance(row, ServicePayment)), step]
    as_issued = with_issues(project, replace(layer, stated=stated_rows(stated)))
    service = laid_out(layer.rows(ServicePayment), as_issued, form.as_of)
    write_actuals(target, project, filed, stated_rows([*stated, *service]))
    after = layered(planned, actuals_of(load(target), project, filed))
    return compared(compute(before), compute(after), (actuals.name, target.name))

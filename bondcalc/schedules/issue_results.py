"""计划与发行结果对照: what was planned of each bond that is issued, beside the result, and what the difference is worth."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, copied, money, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book
from bondcalc.schedules.tranche import Tranche

PLANNED = "录入的原计划数，未填的为发行结果"
ISSUED = "发行结果"


class IssueResults(NamedTuple):
    """Interest that the results spare over the life of the bonds against the plan; None where nothing planned is stated."""

    spared: Line | None = None


def schedule(book: Book) -> IssueResults:
    """Build the comparison of each issued bond of which the plan is known, and their sums.

    By hand in tests/schedules/test_issue_results_table.py: test_a_result_stands_beside_its_plan.
    """
    known = [tranche for tranche in book.use(bonds.schedule).tranches if _planned(tranche.row.data)]
    if not known:
        return IssueResults()
    table = book.scalars("issue_results", "计划与发行结果对照表", "Planned and issued", 39)
    made = [_bond(table, tranche) for tranche in known]
    table.heading("合计", "Totals")
    planned = _sum(table, "planned_face", [lines[0] for lines in made], "原计划发行额合计", "Planned faces")
    issued = _sum(table, "face", [lines[1] for lines in made], "发行额合计", "Faces")
    table.line("more", issued - planned, "发行额比计划多（少为负）", "Issued above plan", "发行额－原计划发行额")
    spared = _sum(table, "spared", [lines[2] for lines in made], "存续期利息比计划少（多为负）", "Interest spared")
    return IssueResults(spared)


def _planned(bond: Bond) -> bool:
    return bond.planned_coupon is not None or bond.planned_face is not None


def _sum(table: Table, id_: str, parts: list[Line], zh: str, en: str) -> Line:
    return table.line(id_, add([*parts]), zh, en, "各期债券", strong=True)


def _bond(table: Table, tranche: Tranche) -> tuple[Line, Line, Line]:
    """Compare one bond; give planned face, face, and interest spared.

    Interest goes with face and coupon: at the planned ones it is what is due, times both proportions.
    """
    row, id_ = tranche.row, tranche.row.data.id
    table.heading(f"债券{id_}", f"Bond {id_}")
    stated = [
        copied(row.cell(field)) if getattr(row.data, field.name) is not None else copied(row.cell(beside))
        for field, beside in ((Bond.planned_face, Bond.face), (Bond.planned_coupon, Bond.coupon))
    ]
    keys = row.keys(Bond.planned_face, Bond.planned_coupon)
    planned = table.line(
        f"planned_face.{id_}", stated[0], f"原计划发行额（{id_}）", f"Planned face, {id_}", PLANNED, rests_on=keys
    )
    face = table.line(f"face.{id_}", copied(row.cell(Bond.face)), f"发行额（{id_}）", f"Face, {id_}", ISSUED)
    hoped = table.line(
        f"planned_coupon.{id_}",
        stated[1],
        f"原计划利率（{id_}）",
        f"Planned coupon, {id_}",
        PLANNED,
        unit="fraction",
        rests_on=keys,
    )
    coupon = table.line(
        f"coupon.{id_}", copied(row.cell(Bond.coupon)), f"票面利率（{id_}）", f"Coupon, {id_}", ISSUED, unit="fraction"
    )
    return planned, face, _spared(table, tranche, hoped * planned, coupon * face)


def _spared(table: Table, tranche: Tranche, hoped: Expression, came: Expression) -> Line:
    """Compare the interest over the life: it goes with face times coupon, `hoped` as planned and `came` as issued."""
    row, id_ = tranche.row, tranche.row.data.id
    interest = table.line(
        f"interest.{id_}", total(tranche.interest), f"存续期利息（{id_}）", f"Interest, {id_}", "债券还本付息明细"
    )
    expected = table.line(
        f"planned_interest.{id_}",
        money(interest * hoped / came) if row.data.coupon else interest + 0,
        f"按计划利率和发行额的存续期利息（{id_}）",
        f"Interest as planned, {id_}",
        "存续期利息×（原计划利率×原计划发行额）÷（票面利率×发行额）",
        rests_on=row.keys(Bond.coupon),
    )
    zh, en = f"存续期利息比计划少（{id_}）", f"Interest spared, {id_}"
    return table.line(f"spared.{id_}", expected - interest, zh, en, "计划利息－存续期利息，多为负")

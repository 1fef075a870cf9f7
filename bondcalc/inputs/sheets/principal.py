"""Sheet 逐笔还本: principal agreed payment by payment, and early redemption."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.wording.terms import Department

KINDS = {"agreed": "约定还本", "early": "提前偿还"}


@sheet(
    "principal",
    zh="逐笔还本",
    en="Principal payments",
    number=14,
    department=Department.FINANCE,
    help_="还本方式为“按约定日期还本”的逐笔填写；任何债券提前偿还也在此填写。",
)
class PrincipalPayment:
    """逐笔还本 — one payment of principal on a payment date of a bond; a blank early amount repays all that is left."""

    bond: Input[str] = cell("债券编号", "Bond", refers=("bonds",))
    day: Input[date] = cell("还本日", "Date", why="应为该债券的付息日")
    kind: Input[str] = cell("还本类别", "Kind", choices=KINDS)
    amount: Input[Decimal | None] = cell(
        "金额", "Amount", unit="money", default=None, low="0", why="提前偿还全部余额时留空"
    )

    @property
    def whole(self) -> bool:
        """Whether all that is left is repaid early: its amount is blank."""
        return self.kind == "early" and self.amount is None

    @check
    def mode(self, project: Project) -> Iterator[Fault]:
        """Agreed principal belongs to the mode of repayment of its bond."""
        bond = {bond.id: bond for bond in project.rows(Bond)}.get(self.bond)
        if bond is not None and self.kind == "agreed" and bond.repayment != "custom":
            yield Fault("kind", "agreed_unused", {"bond": self.bond})

    @check
    def stated(self, _: Project) -> Iterator[Fault]:
        """Agreed principal has its amount."""
        if self.kind == "agreed" and self.amount is None:
            yield Fault("amount", "missing_required")

    @check
    def within_the_face(self, project: Project) -> Iterator[Fault]:
        """What is repaid early of a bond to date, this payment included, is no more than its face."""
        bond = {bond.id: bond for bond in project.rows(Bond)}.get(self.bond)
        if bond is None or self.kind != "early" or self.amount is None:
            return
        early = [row for row in project.rows(PrincipalPayment) if (row.bond, row.kind) == (self.bond, "early")]
        total = sum((row.amount or Decimal(0) for row in early if row.day <= self.day), Decimal(0))
        if total > bond.face:
            yield Fault("amount", "early_above_face", {"found": total, "bond": self.bond, "face": bond.face})

    @check
    def on_payment_day(self, project: Project) -> Iterator[Fault]:
        """Principal is paid on payment dates only, once a day and kind."""
        bond = {bond.id: bond for bond in project.rows(Bond)}.get(self.bond)
        if bond is not None and self.day not in bond.payment_days():
            yield Fault("day", "off_payment_day", {"found": self.day, "bond": self.bond})
        if stands_before(project, self, "bond", "day", "kind"):
            yield Fault("day", "principal_twice", {"found": self.day, "bond": self.bond})

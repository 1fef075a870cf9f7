"""同一债券的发行结果: projects share a bond, and each file tells its terms; where they differ, both are named."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.inputs.codes import short_half
from bondcalc.portfolio.kept_record import BondKept
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_english
from bondcalc.wording.report import Words

SHORTEST_CODE = 6
"""Digits from which on an id is a code of the market; shorter ones are each file's own."""
NAMED = 3
"""Ways of telling a bond that paper names."""
CouponAndMaturity = tuple[str, str]
"""Coupon and maturity: a reopened bond (续发) has those of its first issue, on another day."""


def told_differently(view: StoreView) -> Iterator[Words]:
    """Name each issued bond of which projects tell other terms, with the projects and what each tells."""
    by_bond: dict[str, dict[CouponAndMaturity, list[tuple[str, BondKept]]]] = {}
    for key, bond in view.bonds():
        if (name := _known_as(bond)) and not bond.planned:
            by_bond.setdefault(name, {}).setdefault((bond.coupon, bond.last_day), []).append((key, bond))
    for name, by_terms in sorted(by_bond.items()):
        firsts = [bonds[0] for bonds in by_terms.values()]
        if len({key for key, _ in firsts}) > 1:
            each = [f"{view.by_key[key].name}为{_terms(bond)}" for key, bond in firsts]
            names = in_english(view.by_key[key].name for key, _ in firsts)
            whole, short = (
                f"同一债券填写不一致：{name}，{said}。请按发行结果公告核对。"
                for said in ("；".join(each), _first(each))
            )
            yield Words(whole, f"{name} is told with other terms by {names}.", paper=short)


def _first(each: Sequence[str]) -> str:
    """Name the first ways in which a bond is told on paper, and how many there are; the workbook names them all."""
    if len(each) <= NAMED + 1:
        return "；".join(each)
    return f"{'；'.join(each[:NAMED])}等{len(each)}种填法，逐个见工作簿"


def _known_as(bond: BondKept) -> str:
    """Give what a bond is known by in every file: the name that tables print, else its code; blank where it has neither."""
    if bond.name:
        return short_half(bond.name)
    return bond.id if bond.id.isdigit() and len(bond.id) >= SHORTEST_CODE else ""


def _terms(bond: BondKept) -> str:
    coupon = number.trimmed(Decimal(bond.coupon) * 100, 2, 4)
    return f"票面利率{coupon}%、起息日{bond.value_date}、到期日{bond.last_day}"

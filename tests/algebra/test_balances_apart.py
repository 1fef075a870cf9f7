"""What a balance goes on from and what is added to it, read from its formula."""

from decimal import Decimal

from bondcalc.algebra.addends import carried
from bondcalc.algebra.axis import years_axis
from bondcalc.algebra.line import Structure, previous, running
from bondcalc.algebra.table import Table


def test_balances_are_taken_apart() -> None:
    """期末余额＝期初余额＋借款－还本; 期初余额 is that of the year before; 累计 goes on from itself; a sum is no balance."""
    table = Table("t", "表", "table", years_axis(2021, 2023))

    drawn, repaid = (
        table.line(id_, Structure((Decimal(1), Decimal(2), Decimal(3)), ()), id_, id_) for id_ in ("drawn", "repaid")
    )
    closing = table.declare("closing", "期末余额", "Closing")
    opening = table.line("opening", previous(closing), "期初余额", "Opening")
    table.define(closing, opening + drawn - repaid)
    heaped = table.declare("heaped", "累计", "Heaped")
    table.define(heaped, previous(heaped) + (drawn - repaid))
    so_far = table.line("so_far", running(drawn), "累计借款", "Drawn to date")
    twice = table.line("twice", previous(closing) + previous(heaped), "两数", "Two")
    assert carried(opening) == (closing, {})
    assert carried(heaped) == (heaped, {drawn: 1, repaid: -1})
    assert carried(so_far) == (so_far, {drawn: 1})
    assert [carried(line) for line in (closing, table.copy("same", so_far, "同", "Same"), twice)] == [None, None, None]
    assert carried(table.line("product", previous(closing) * 2, "倍", "Twice")) is None

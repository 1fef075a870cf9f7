"""周转偿还: which bonds a refinancing bond repays, one after the other."""

from collections.abc import Mapping


def refinanced_in_turn(bond: str, refinances: Mapping[str, str | None]) -> tuple[str, ...]:
    """Give the bonds that a bond repays in turn; the last repays none, is not on the sheet or stands in the chain already."""
    chain: list[str] = []
    repaid = refinances.get(bond)
    while repaid is not None and repaid not in chain:
        chain.append(repaid)
        repaid = refinances.get(repaid)
    return tuple(chain)

"""含权债券: how a bond with an option is told, so that every text has its term as issued and the day it is repaid."""

from collections.abc import Iterable
from datetime import date

from bondcalc.inputs.repayments import REPAYMENTS
from bondcalc.inputs.sheets.bond import Bond

REDEEMED = "行权日全部赎回"


def repaid_as(bond: Bond) -> str:
    """How its principal is repaid (还本方式), with the option date (行权日) and what is planned for it."""
    mode = REPAYMENTS[bond.repayment]
    if bond.option_date is None:
        return mode
    planned = f"{REDEEMED}，不至到期" if bond.option == "redeemed" else "不行权并存续至到期"
    return f"{mode}，行权日{bond.option_date}，{planned}"


def redeemed_last(bonds: Iterable[Bond], last: date) -> str:
    """In brackets that the `last` payment of all bonds is no maturity; blank where it is one."""
    ending = [bond for bond in bonds if bond.last_day() == last]
    return f"（{REDEEMED}）" if ending and all(bond.last_day() < bond.due() for bond in ending) else ""

"""Group R: what is taken of net land income is no less than the rules take (教育资金、农田水利建设资金、保障性安居工程资金)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.verdicts.land_verdicts import land_among_revenue, net_accruals
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict


class Lower(NamedTuple):
    """An accrual of one parcel below that of the rules: both as shares of net income, and the amount left out."""

    parcel: str
    zh: str
    share: Decimal
    least: Decimal
    amount: Decimal


@check("R11")
def accruals_of_the_rules(case: Case) -> Outcome:
    """Land counts after its cost and every accrual; a share of net income below that of the rules, or land among other revenue, is named."""
    verdict, lower, sold = case.verdict("R11"), list(_lower(case)), land_among_revenue(case.book)
    if verdict is Verdict.PASS:
        zh = "计算方法已限定：土地收益扣除成本和各项计提，基数不为负"
        return Outcome(verdict, zh, "land counts after cost and accruals, none below the rules")
    amount = case.said(sum((accrual.amount for accrual in lower), Decimal(0)))
    points = [f"{_told(lower)}；比国家规定少计提{amount}，应说明依据"] if lower else []
    points += [f"{in_turn(sold)}列在经营收入，未扣除土地成本和各项计提，应填“土地出让”表"] if sold else []
    return Outcome(
        verdict,
        "；".join(points),
        f"{len(lower)} accrual(s) below the rules, {len(sold)} line(s) of land without any",
        str(len(lower) + len(sold)),
        "0",
    )


def _lower(case: Case) -> Iterator[Lower]:
    for account, accrual, least in case.use(net_accruals):
        [share], [wanted] = case.amounts(accrual.rate), case.amounts(least)
        if share < wanted:
            base = sum(case.figures.amounts(account.net_base), Decimal(0))
            yield Lower(account.row.data.id, accrual.zh, share, wanted, base * (wanted - share))


def _told(lower: list[Lower]) -> str:
    """Say each accrual once, with the parcels of which it is taken."""
    parcels: dict[tuple[str, Decimal, Decimal], list[str]] = {}
    for accrual in lower:
        parcels.setdefault((accrual.zh, accrual.share, accrual.least), []).append(accrual.parcel)
    return "；".join(
        f"{in_turn(ids)}的{zh}按净收益的{number.share(share)}计提，低于国家规定的{number.share(least)}"
        for (zh, share, least), ids in parcels.items()
    )

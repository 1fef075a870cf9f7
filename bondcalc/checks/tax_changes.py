"""Group W: what the value-added tax rules of 2025 and 2026 change about assumptions taken from before."""

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict


@check("W25")
def simplified_rates(case: Case) -> Outcome:
    """No line is taxed at a simplified rate whose continuation has not been seen (the 5 % cases since the VAT Law)."""
    if case.project.form(Taxation).method != "computed":
        return Outcome(Verdict.NOT_APPLICABLE, "税费不按税率计算", "taxes are not computed")
    doubtful = case.rules.value("simplified_rates_in_doubt").numbers
    lines: list[Drivers] = [*case.project.rows(RevenueLine), *case.project.rows(NodeLine)]
    doubted = [line.name for line in lines if line.output_vat_rate in doubtful]
    rates = in_turn(number.share(rate) for rate in doubtful)
    return Outcome(
        Verdict.WARN if doubted else Verdict.PASS,
        f"{in_turn(doubted)}按{rates}计税，增值税法征收率为3%，应说明继续适用{rates}的依据"
        if doubted
        else f"没有按{rates}简易计税的收入",
        f"{len(doubted)} line(s) at a simplified rate in doubt",
        str(len(doubted)),
        "0",
    )


@check("W26")
def comparable_coupons(case: Case) -> Outcome:
    """A planned coupon names the day of the issue it follows, which is not before interest on new bonds was taxed again.

    A re-opening (续发) of a bond from before stays exempt, with the coupon it has.
    """
    start = case.rules.rule("W26").start
    planned = [
        bond
        for bond in case.project.rows(Bond)
        if bond.status == "planned" and (bond.first_value_date or start) >= start
    ]
    if not planned:
        return Outcome(Verdict.NOT_APPLICABLE, "没有计划新发行的债券", "no bond is planned to be new")
    since = spelt(start)
    old = [
        f"{bond.id}（{spelt(bond.coupon_like)}）" for bond in planned if bond.coupon_like and bond.coupon_like < start
    ]
    if old:
        return Outcome(
            Verdict.WARN,
            f"{in_turn(old)}的票面利率参照{since}以前发行的债券，其利息免征增值税，与新发行债券不可比，应改用{since}起新发行（非续发）债券的发行结果",
            f"coupon copied from before {start}: {len(old)}",
            str(len(old)),
            "0",
        )
    blank = [bond.id for bond in planned if bond.coupon_like is None]
    if blank:
        return needs_input([Asked(Bond, (Bond.coupon_like,), tuple(blank))])
    return Outcome(
        Verdict.PASS, f"计划票面利率均参照{since}起新发行的债券", f"coupons follow issues since {start}", "0", "0"
    )

"""Group R: a company with profit pays tax; what is left out of the costs raises 收益."""

from decimal import Decimal

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.revenue_verdicts import taxable_profit
from bondcalc.inputs.sheets.operating_costs import TaxLine
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import income_tax
from bondcalc.wording import number
from bondcalc.wording.terms import Unit, Verdict


@check("R15", unit=Unit.MONEY)
def profit_is_taxed(case: Case) -> Outcome:
    """Where a company earns a profit, its income tax is computed or entered; left out, it flatters every ratio."""
    verdict, form = case.verdict("R15"), case.project.form(Taxation)
    [taxable] = case.amounts(case.use(taxable_profit))
    if not taxable:
        return Outcome(verdict, "各年没有应纳税的利润", "no profit to be taxed")
    if form.taxpayer != "company":
        return Outcome(verdict, "机关事业单位的专项债券收入不缴纳企业所得税", "no company", case.money(Decimal(0)))
    if form.method == "computed":
        return Outcome(verdict, "企业所得税按税率计算", "income tax is computed")
    paid = sum(case.figures.amounts(case.use(income_tax.schedule).tax), Decimal(0))
    if paid:
        return Outcome(
            verdict,
            f"录入企业所得税{case.said(paid)}",
            f"income tax of {case.money(paid)} is entered",
            case.money(paid),
        )
    profit = f"弥补亏损后利润{case.said(taxable)}，{_estimate(case, taxable)}"
    if verdict is not Verdict.NEEDS_INPUT:
        return Outcome(
            verdict,
            f"{profit}，企业所得税填为0，应说明依据",
            f"profit of {case.money(taxable)}, income tax stated as nothing",
            case.money(Decimal(0)),
        )
    entered = any(tax.kind == "value_added_tax" for tax in case.project.rows(TaxLine))
    absent = "企业所得税" if entered else "企业所得税、增值税"
    return needs_input(
        [Asked(Taxation, (Taxation.method, Taxation.taxpayer))],
        f"{profit}，未计列{absent}",
        hint=(
            "选按税率计算，或者在“税费”表填列税额；不缴纳的填0并写明依据，不是企业的改纳税主体类型",
            "computed, or entered in Taxes, as 0 with its basis where none is due; a taxpayer that is no company says so",
        ),
    )


def _estimate(case: Case, taxable: Decimal) -> str:
    """What the tax would be at the rate of the law."""
    rate = case.rules.value("income_tax_rate").number
    return f"按税率{number.share(rate)}约{case.said(rate * taxable)}"

"""Every rule whose verdict is stated over lines, by id."""

from collections.abc import Mapping

from bondcalc.checks.verdicts import coverage_verdicts as on_coverage
from bondcalc.checks.verdicts import debt_verdicts as on_debt
from bondcalc.checks.verdicts import funding_verdicts as on_funding
from bondcalc.checks.verdicts import land_verdicts as on_land
from bondcalc.checks.verdicts import limit_verdicts as on_limits
from bondcalc.checks.verdicts import park_verdicts as on_park
from bondcalc.checks.verdicts import revenue_verdicts as on_revenue
from bondcalc.checks.verdicts import stress_verdicts as on_stress
from bondcalc.checks.verdicts.verdict_case import Stating

STATED: Mapping[str, Stating] = {
    "C01": on_coverage.covered("bond_service", on_coverage.floor),
    "C02": on_coverage.covered("service", on_coverage.floor),
    "C03": on_coverage.covered("service", on_coverage.own),
    "C04": on_coverage.upper,
    "C06": on_coverage.rounding,
    "C07": on_coverage.enough_cash,
    "C08": on_funding.land_reserve_balances,
    "C09": on_coverage.each_year,
    "C10": on_stress.at_the_level,
    "C11": on_stress.at_every_step,
    "C13": on_coverage.every_member,
    "C14": on_coverage.edges,
    "C15": on_debt.interest_earned,
    "C16": on_debt.service_earned,
    "C17": on_coverage.each_part,
    "C18": on_coverage.cash_of_each_part,
    "D01": on_debt.principal_repaid,
    "D02": on_debt.loans_repaid,
    "D03": on_debt.interest_recomputed,
    "D05": on_debt.no_negative_interest,
    "D07": on_debt.no_interest_from_bonds,
    "D08": on_debt.interest_inside_outlay,
    "D09": on_debt.principal_rolled,
    "D12": on_debt.fees_budgeted,
    "D15": on_debt.reserve_held,
    "D17": on_debt.help_for_a_shortfall,
    "F01": on_funding.sources_cover_uses,
    "F02": on_funding.investment_identity,
    "F03": on_funding.financing_plan,
    "F04": on_funding.yearly_revenue,
    "F05": on_funding.units_agree,
    "F08": on_funding.left_for_principal,
    "F10": on_funding.each_part_funded,
    "K01": on_limits.own_capital,
    "K02": on_debt.capital_within_bonds,
    "K05": on_limits.room_for_loans,
    "L01": on_limits.balance_limit,
    "L02": on_limits.room,
    "L03": on_limits.type_quota,
    "L08": on_revenue.some_revenue,
    "N01": on_funding.bonds_needed,
    "P05": on_coverage.forecast_again,
    "R09": on_revenue.own_revenue,
    "R10": on_revenue.operating_cost,
    "R11": on_land.accruals_of_the_rules,
    "R15": on_revenue.profit_taxed,
    "T05": on_debt.term_fits,
    "W01": on_funding.approved_total,
    "W03": on_revenue.land_share,
    "W04": on_revenue.fitted,
    "W05": on_debt.bullet_paid,
    "W07": on_debt.bond_money_spent,
    "W09": on_revenue.costs_complete,
    "W11": on_revenue.earned_by_what_is_built,
    "W12": on_revenue.paid_back,
    "W13": on_funding.paid_ahead,
    "W14": on_funding.capital_arrived,
    "W23": on_revenue.paid_after_maturity,
    "W24": on_funding.land_costs_stated,
    "W33": on_revenue.refund_within_credit,
    "W60": on_park.occupancy_implied,
    "W61": on_park.node_implied,
    "W64": on_stress.without_the_leader,
    "X03": on_funding.gap_explained,
}
"""By rule id. A rule asked for input that is missing reads no line: its verdict stays."""

"""Which lines of a project are kept by year; single figures are those of the coverage table and of the disclosure form."""

KEPT_BY_YEAR = (
    "coverage_by_year.revenue",
    "coverage_by_year.service",
    "coverage_by_year.land_in_window",
    "coverage_by_year.land_gross_in_window",
    "coverage_by_year.tax_in_window",
    "coverage_by_year.overlay_in_window",
    "debt_service.drawn",
    "debt_service.refinanced",
    "debt_service.interest",
    "debt_service.principal",
    "debt_service.rolled",
    "debt_service.outstanding",
    "loans.drawn",
    "loans.interest",
    "loans.principal",
    "loans.closing",
    "debt.borne",
    "debt.construction_interest",
    "repayable.operating",
    "repayable.land",
    "repayable.costs",
    "repayable.taxes",
    "repayable.replacement",
    "repayable.counted",
    "cash.capital",
    "cash.works",
    "cash.closing",
    "disclosure_by_year.special_bonds",
    "disclosure_by_year.market_loans",
    "disclosure_by_year.revenue",
)
"""Yearly lines by `table.line`, each with money in it; a year of nothing is left out."""
KEPT_SINGLE = ("coverage", "disclosure")
"""Tables of single figures, of which every amount is kept."""

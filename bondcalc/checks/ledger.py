"""Group X: the ledger of what the project leaves behind."""

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.asset_ledger import Asset
from bondcalc.inputs.sheets.investment_items import CLASS_OF, InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict


@check("X08")
def assets_in_ledger(case: Case) -> Outcome:
    """Every works and equipment item of the estimate stands in the ledger, each asset with owner and keeper."""
    if case.project.form(Particulars).sector == "land_reserve":
        return Outcome(
            Verdict.NOT_APPLICABLE, "土地储备项目形成的是储备土地", "land reserve leaves land held in reserve"
        )
    assets = case.project.rows(Asset)
    if not assets:
        return needs_input([Asked(Asset)])
    listed = {asset.item for asset in assets}
    out = [
        item.name
        for item in case.project.rows(InvestmentItem)
        if item.category in CLASS_OF and item.amount and item.id not in listed
    ]
    bare = [asset.name for asset in assets if not (asset.owner and asset.keeper)]
    remarks = [f"{in_turn(out)}没有列入台账"] if out else []
    remarks += [f"{in_turn(bare)}没有写明权属单位或管理单位"] if bare else []
    return Outcome(
        Verdict.WARN if remarks else Verdict.PASS,
        "；".join(remarks) or f"形成的资产{len(assets)}项均已列入台账，写明权属和管理单位",
        f"{len(assets)} asset(s), {len(out)} item(s) outside, {len(bare)} without owner or keeper",
        str(len(out) + len(bare)),
        "0",
    )

"""Group R: the fee for newly built land goes by the grade of the land (土地等别)."""

from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.local_accruals import LandAccrual
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.region import Region
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict

FEE = "new_construction_fee"


@check("R14")
def fee_of_the_grade(case: Case) -> Outcome:
    """Newly built land bears the fee of its grade, or a local one that is stated and not below it (财综〔2006〕48号)."""
    parcels = [parcel for parcel in case.project.rows(Parcel) if parcel.claimed and not parcel.state_owned]
    if not parcels:
        return Outcome(Verdict.NOT_APPLICABLE, "没有列为偿债资金来源的新增建设用地", "no claimed parcel of new land")
    grade, local = case.project.form(Region).land_grade, _local(case, parcels)
    if grade is None:
        used = number.limit(Fraction(case.rules.value("land_new_construction_fee").number))
        counted = f"新增建设用地土地有偿使用费暂按{used}元/平方米计提"
        if len(local) == len(parcels):
            counted = f"{_documents(local)}另有标准，已按其计提，是否低于国家标准未核对"
        return needs_input([Asked(Region, (Region.land_grade,))], counted)
    least = case.rules.value("land_new_construction_fee_by_grade").numbers[grade - 1]
    low = [id_ for id_, row in local.items() if (row.per_square_metre or 0) < least]
    standard = f"{grade}等{number.limit(Fraction(least))}元/平方米"
    return Outcome(
        Verdict.WARN if low else Verdict.PASS,
        f"{in_turn(low)}按地方标准计提，低于{standard}，应说明依据"
        if low
        else f"新增建设用地土地有偿使用费不低于{standard}",
        f"grade {grade}: {least} yuan a square metre, {len(low)} parcel(s) below",
        str(len(low)),
        "0",
    )


def _local(case: Case, parcels: list[Parcel]) -> dict[str, LandAccrual]:
    """Parcels with a local fee: their own, else one for all parcels."""
    rows = [row for row in case.project.rows(LandAccrual) if row.accrual == FEE]
    own = {row.parcel: row for row in rows}
    return {parcel.id: row for parcel in parcels if (row := own.get(parcel.id, own.get(None))) is not None}


def _documents(local: dict[str, LandAccrual]) -> str:
    return in_turn(dict.fromkeys(row.document for row in local.values()))

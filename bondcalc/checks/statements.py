"""Groups L, N, P, X: facts the bureau states; what is not stated is asked for."""

from functools import partial
from typing import NamedTuple

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.inputs.sheets.compliance import EX_ANTE, ISSUERS, Compliance
from bondcalc.inputs.sheets.particulars import SECTORS, Particulars
from bondcalc.inputs.sheets.performance import Target
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict


class Forbidden(NamedTuple):
    """A statement that must be no; projects of the sectors `not_of` are not asked, for they cannot have what it denies."""

    rule: str
    field: FieldId[bool | None]
    zh: str
    denied: str
    en: str
    not_of: frozenset[str] = frozenset()


WITHOUT_PLANTS = frozenset(
    {
        "land_reserve",
        "shantytown",
        "toll_road",
        "railway",
        "urban_rail",
        "parking",
        "education",
        "vocational_education",
        "child_care",
        "health",
        "elderly_care",
        "old_communities",
    }
)
"""Sectors (投向领域) in which no plant (厂房) is built; every other one may build for a firm."""


FORBIDDEN = (
    Forbidden(
        "L05",
        Compliance.recurrent_paid,
        "债券资金用于经常性支出",
        "债券资金未用于经常性支出",
        "bond money pays recurrent cost",
    ),
    Forbidden(
        "L07",
        Compliance.replaces_old_debt,
        "债券资金用于置换存量债务",
        "债券资金未用于置换存量债务",
        "bond money replaces old debt",
    ),
    Forbidden(
        "N03",
        Compliance.platform_unit,
        "项目单位为未完成市场化转型或尚有隐性债务的融资平台公司",
        "项目单位不是未完成市场化转型或尚有隐性债务的融资平台公司",
        "the unit is a platform company",
    ),
    Forbidden(
        "N04",
        Compliance.commercial_project,
        "项目属于可完全商业化运作的产业项目",
        "项目不属于可完全商业化运作的产业项目",
        "a fully commercial project",
    ),
    Forbidden(
        "N06",
        Compliance.image_project,
        "项目属于形象工程、面子工程或政绩工程",
        "项目不属于形象工程、面子工程或政绩工程",
        "an image project",
    ),
    Forbidden(
        "W21",
        Compliance.build_to_suit,
        "为特定企业代建厂房",
        "不为特定企业代建厂房",
        "built for one named firm",
        not_of=WITHOUT_PLANTS,
    ),
    Forbidden(
        "X05",
        Compliance.assets_pledged,
        "债券对应的项目资产已用于抵押或担保",
        "债券对应的项目资产未用于抵押或担保",
        "assets of the bond are pledged",
    ),
)
"""Rules that one yes-or-no statement answers."""


def _not_of_its_sector(statement: Forbidden, case: Case) -> Outcome | None:
    """Leave a project aside where nobody answered what its sector cannot have."""
    if not statement.not_of or statement.field.of(case.project.form(Compliance)) is not None:
        return None
    sector = case.project.form(Particulars).sector
    if sector not in statement.not_of:
        return None
    return Outcome(Verdict.NOT_APPLICABLE, f"投向领域为{SECTORS[sector]}，没有厂房", f"no plants in sector {sector}")


def _register(statement: Forbidden) -> None:
    @check(statement.rule, (Compliance, statement.field), unless=partial(_not_of_its_sector, statement))
    def stated(case: Case) -> Outcome:
        if statement.field.of(case.project.form(Compliance)):
            return Outcome(Verdict.FAIL, f"{statement.zh}，不符合规定", f"{statement.en}: not permitted", "是", "否")
        return Outcome(
            Verdict.PASS, f"项目单位确认：{statement.denied}", f"stated not to be so: {statement.en}", "否", "否"
        )

    stated.__doc__ = f"The statement on this says no: {statement.en}."


for _one in FORBIDDEN:
    _register(_one)


@check("N02", (Compliance, Compliance.equity_or_shell))
def no_equity(case: Case) -> Outcome:
    """No equity funds, no shell companies (厅字〔2019〕33号); a government investment fund since 2025 with approval."""
    form = case.project.form(Compliance)
    said = "债券资金用于股权基金或壳公司、多层公司"
    if not form.equity_or_shell:
        return Outcome(
            Verdict.PASS,
            "项目单位确认：债券资金未用于股权基金，未通过壳公司、多层公司使用",
            "stated not to be so: equity funds or shell companies",
            "否",
            "否",
        )
    if not case.rules.has("equity_uses_with_approval"):
        return Outcome(
            Verdict.FAIL, f"{said}，不符合规定", "money for equity funds or shell companies: not permitted", "是", "否"
        )
    funds = in_turn(case.rules.value("equity_uses_with_approval").texts)
    if form.government_fund_only:
        return Outcome(
            Verdict.WARN,
            f"资金投向{funds}，应附批准文件，收益只计项目自身取得的部分",
            "money for a government investment fund: attach the approval",
            "是",
            "否",
        )
    return Outcome(
        Verdict.FAIL,
        f"{said}，不符合规定；仅为经批准投向{funds}的，请在“合规事项”表注明",
        "money for equity funds or shell companies: not permitted unless it is only a government fund",
        "是",
        "否",
    )


@check("L04", (Compliance, Compliance.issuer))
def issuer(case: Case) -> Outcome:
    """The province issues, or a separately planned city with approval; others are on-lent to (155号)."""
    stated = case.project.form(Compliance).issuer or "other"
    good = stated in {"province", "separate_city"}
    return Outcome(
        Verdict.PASS if good else Verdict.FAIL,
        f"发行主体为{ISSUERS[stated]}" + ("" if good else "，市县不得自行发行"),
        f"issuer: {stated}",
        ISSUERS[stated],
        "省级政府",
    )


TO_ARGUE = [field for field in EX_ANTE if field.name != "ex_ante_other"]
"""Points that are argued in every project; there may be no other matters."""


@check("P01", *((Compliance, field) for field in EX_ANTE))
def ex_ante_points(case: Case) -> Outcome:
    """All eight points of the ex-ante evaluation are answered with yes (财预〔2021〕61号); those without an argument are told."""
    form = case.project.form(Compliance)
    failing = [zh for field, (zh, _) in EX_ANTE.items() if not field.of(form)]
    bare = sum(1 for field in TO_ARGUE if field.of(form) and not texts_of(case.project, field.name))
    passed = len(EX_ANTE) - len(failing)
    return Outcome(
        Verdict.FAIL if failing else Verdict.PASS,
        f"项目单位填报事前绩效评估{passed}/{len(EX_ANTE)}项已论证"
        + (f"，未通过论证：{in_turn(failing)}" if failing else "")
        + (f"；{bare}项未写论证内容，方案对其不作结论" if bare else _no_other(case, form.ex_ante_other)),
        f"{passed} of {len(EX_ANTE)} points stated, {bare} without an argument",
        f"{passed}/{len(EX_ANTE)}",
        "8/8",
    )


def _no_other(case: Case, stated: bool | None) -> str:
    """The report numbers the last point only where it has words: why it has seven points beside the eight stated here."""
    return "；没有其他需要评估的事项，报告列7项" if stated and not texts_of(case.project, "ex_ante_other") else ""


@check("P02")
def targets(case: Case) -> Outcome:
    """Targets are stated and show financing cost and repayment risk (财预〔2021〕61号)."""
    kinds = {row.kind for row in case.project.rows(Target)}
    if not kinds:
        return needs_input([Asked(Target)])
    missing = [
        zh
        for kind, zh in (("cost", "成本指标（含融资成本）"), ("sustainable", "可持续影响指标（含偿债风险）"))
        if kind not in kinds
    ]
    return Outcome(
        Verdict.FAIL if missing else Verdict.PASS,
        f"绩效目标缺少{in_turn(missing)}" if missing else "绩效目标反映融资成本和偿债风险",
        f"missing: {len(missing)}",
        str(2 - len(missing)),
        "2",
    )

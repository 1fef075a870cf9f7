"""Group X: the name of a bond (债券名称) has the form of the notice, and year, place and kind of the project."""

import re
from collections.abc import Iterator
from datetime import timedelta

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import SECTORS, Particulars
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict

BOND_NAME = re.compile(
    r"(?P<year>\d{4})年(?P<first>.+)专项债券[（(].+期[)）](?:——|--|—)(?P<year2>\d{4})年(?P<issuer>.+)政府专项债券[（(].+期[)）]"
)
FORM = "××年××省专项债券（×期）——××年××省政府专项债券（×期）"
SETTLED_WITHIN = timedelta(days=15)
"""A bond sold in the last days of a year bears interest from the first days of the next."""
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,7}?(?:自治[区州县旗]|特别行政区|(?<![新园片社库灾矿景港牧])区|省|市|州|县|盟|旗)"
)
_NO_PLACE = re.compile(
    r"[城都]市|园区|片区|新区|社区|开发区|高新区|示范区|库区|景区|港区|矿区|棚户区|城区|区域|县级|市级|省级|区级|县域|县城"
)
_LEVELS = (("省", "自治区"), ("市", "州", "盟"), ("县", "区", "旗"))
KINDS = {
    "土地储备": ("land_reserve",),
    "收费公路": ("toll_road",),
    "棚户区|棚改": ("shantytown",),
    "污水|垃圾": ("sewage_waste", "ecology"),
    "学校|教育|高校": ("education", "vocational_education"),
    "医院|医疗|卫生": ("health",),
    "养老": ("elderly_care",),
    "老旧小区": ("old_communities",),
    "停车": ("parking",),
    "轨道交通|地铁": ("urban_rail", "railway"),
    "旅游|文旅": ("culture_tourism",),
    "园区": ("municipal_and_park", "new_infrastructure"),
}
"""Words of a name that say a kind of project, and the fields (项目领域) they are said of."""


@check("X04")
def bond_names(case: Case) -> Outcome:
    """Bonds are named as the notice prescribes (财预〔2017〕89号), by year, place and kind of the project they are for.

    A name that lacks a place or a kind, as one of a whole province does, says nothing else than the project. Another kind
    warns: a pooled bond may bear that of another member.
    """
    named = [bond for bond in case.project.rows(Bond) if bond.name]
    if not named:
        return Outcome(Verdict.NOT_APPLICABLE, "尚无债券名称", "no bond is named yet")
    formed = [(bond, match) for bond in named if (match := BOND_NAME.fullmatch(bond.name or ""))]
    right = {bond.id for bond, _ in formed}
    wrong = [bond.id for bond in named if bond.id not in right]
    remarks = [f"{in_turn(wrong)}名称不符合“{FORM}”"] if wrong else []
    form = case.project.form(Particulars)
    other = [remark for bond, match in formed for remark in _differences(bond, match, form)]
    kinds = [remark for bond, match in formed for remark in _of_other_kind(bond, match, form)]
    compared = (Particulars.region, Particulars.sector)
    blank = tuple(field for field in compared if field.of(form) is None)
    if blank and not (remarks or other or kinds):
        return needs_input([Asked(Particulars, blank)], "债券名称符合规定格式")
    return Outcome(
        Verdict.FAIL if wrong or other else Verdict.WARN if kinds else Verdict.PASS,
        "；".join([*remarks, *other, *kinds]) or "债券名称符合规定格式，年度、地区和类型与项目一致",
        f"{len(wrong)} name(s) off the pattern, {len(other) + len(kinds)} difference(s) from the project",
        str(len(wrong) + len(other) + len(kinds)),
        "0",
    )


def _differences(bond: Bond, match: re.Match[str], form: Particulars) -> Iterator[str]:
    """Say with both sides in what year and place a name differs from the project."""
    yield from _years(bond, match)
    if bond.assigned_on is None:
        # A bond that came from another project keeps the name it was sold under.
        for part in dict.fromkeys(_PLACE.findall(_NO_PLACE.sub("□", f"{match['first']}□{match['issuer']}"))):
            if (region := _elsewhere(part, form)) is not None:
                yield f"{bond.id}名称中的地区为“{part}”，项目所属地区为“{region}”"


def _years(bond: Bond, match: re.Match[str]) -> Iterator[str]:
    sold = bond.first_value_date or bond.value_date
    years = {str(day.year) for day in (sold, sold - SETTLED_WITHIN)}
    for said in dict.fromkeys((match["year"], match["year2"])):
        if said not in years:
            yield f"{bond.id}名称中的年度为{said}年，起息日在{sold.year}年"


def _elsewhere(part: str, form: Particulars) -> str | None:
    """Give the region where a place of a name is not in it; None where the region says nothing of that level."""
    region = (form.region or "").split("（")[0]
    if part in region or part in form.name:
        return None
    levels = next((ends for ends in _LEVELS if part.endswith(ends)), ())
    return region if any(unit.endswith(levels) for unit in _PLACE.findall(region)) else None


def _of_other_kind(bond: Bond, match: re.Match[str], form: Particulars) -> Iterator[str]:
    """Say the kind of a name and the field of the project, where they differ."""
    kind = None if bond.assigned_on is not None else _other_kind(match["first"], form)
    if kind is not None:
        yield f"{bond.id}名称中的类型为“{kind}”，投向领域为“{SECTORS.get(form.sector or '', '')}”"


def _other_kind(said: str, form: Particulars) -> str | None:
    """Give the kind a name says where the project is of another; a word the project itself bears is its own."""
    kinds = [(match[0], fields) for words, fields in KINDS.items() if (match := re.search(words, said))]
    if form.sector is None or not kinds or any(form.sector in fields for _, fields in kinds):
        return None
    own = f"{form.name}{form.description or ''}"
    return None if any(word in own for word, _ in kinds) else kinds[0][0]

"""审核路径: who reviews the project list, which follows from the region and the day."""

from typing import NamedTuple

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.rules.load import Rules
from bondcalc.wording.terms import Verdict

PROVINCES = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建"),
    *("江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏"),
    *("陕西", "甘肃", "青海", "宁夏", "新疆", "大连", "宁波", "厦门", "青岛", "深圳", "雄安"),
)
"""Provinces, the separately planned cities and Xiong'an, as a region (所在地区) begins with them."""

NEW_AREAS = ("雄安",)
"""New areas that review by themselves, wherever the region names them: 河北省保定市雄安新区."""


class Road(NamedTuple):
    """The road of review of one project: its name for filings, and how sure it is.

    `place` is the province or city that decides, `pilot` whether it reviews its own projects, `reported` whether that is
    only reported.
    """

    place: str
    pilot: bool
    reported: bool = False

    @property
    def zh(self) -> str:
        """The name that filings print."""
        if self.pilot:
            return "自审自发试点地区，项目清单由省级政府审核批准"
        return "非自审自发试点地区，项目经省级审核后报国家发展改革委、财政部审核"

    @property
    def short(self) -> str:
        """The name on a cover."""
        if self.reported:
            return "待按本省通知确定"
        return "自审自发试点地区" if self.pilot else "省级初审后报国家审核"


def road_of(project: Project, rules: Rules) -> Road | None:
    """Find the road of the region; None before there were two roads, or where no province is stated."""
    region = (project.form(Particulars).region or "").strip()
    if not rules.has("pilot_regions"):
        return None
    for word in rules.value("pilot_regions").texts:
        if region.startswith(word) or (word in NEW_AREAS and word in region):
            return Road(word, pilot=True)
    province = next((word for word in PROVINCES if region.startswith(word)), None)
    if province is None:
        return None
    reported = rules.has("pilot_regions_reported") and province in rules.value("pilot_regions_reported").texts
    return Road(province, pilot=False, reported=reported)


NOTES = "note_X07_"
"""How the ids of notes on the road begin: whom a note concerns (a province; 非试点, those outside the pilot; 续发, works under way with issued and planned bonds), and the note."""


def notes_of(project: Project, rules: Rules, road: Road) -> list[str]:
    """Give what else is told of the road on the day: provinces' own rules, what is to change, follow-on issues."""
    rows = [(*value.texts, value.doubt) for value in rules.values if value.id.startswith(NOTES)]
    statuses = {bond.status for bond in project.rows(Bond)}
    under_way = (project.form(Particulars).construction_end or rules.date) >= rules.date
    here = {
        road.place,
        *(["非试点"] if not road.pilot and not road.reported else ()),
        *(["续发"] if under_way and {"issued", "planned"} <= statuses else ()),
    }
    return [f"{note}{doubt}" for whom, note, doubt in rows if whom in here]


@check("X07")
def review_road(case: Case) -> Outcome:
    """The road of review follows from the province of the region: pilots review their own projects (国办发〔2024〕52号)."""
    road = road_of(case.project, case.rules)
    if road is None:
        hint = ("从省级名称写起，用于确定审核路径", "beginning with the province")
        return needs_input([Asked(Particulars, (Particulars.region,))], hint=hint)
    notes = "".join(f"；{note}" for note in notes_of(case.project, case.rules, road))
    if road.pilot:
        return Outcome(
            Verdict.PASS,
            f"{road.place}：{road.zh}，不再报国家审核{notes}",
            f"{road.place}: reviews its own projects",
            road.place,
        )
    if road.reported:
        return Outcome(
            Verdict.WARN,
            f"据报道{road.place}已列入扩围的自审自发试点（日期和文件未核实），应按本省最新通知确定审核路径{notes}",
            f"{road.place}: reported to have joined the pilot, not verified",
            road.place,
        )
    calendar = case.rules.value("submission_calendar")
    return Outcome(
        Verdict.PASS,
        f"{road.place}：{road.zh}；报送时间：{'；'.join(calendar.texts)}{calendar.doubt}{notes}",
        f"{road.place}: reviewed by the two ministries",
        road.place,
    )

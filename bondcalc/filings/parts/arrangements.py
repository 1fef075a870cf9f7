"""What the rules since the end of 2024 want a plan to say: road of review, use, asset ledger, who repays, reserve, tables."""

from collections.abc import Sequence

from bondcalc.analysis.early_repayment import early_repayment
from bondcalc.checks.review_road import notes_of, road_of
from bondcalc.filings.parts.figured import figured, joined
from bondcalc.filings.parts.filing import BLANK
from bondcalc.filings.parts.line_tables import Entry, by_year
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.asset_ledger import Asset
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import USES, Particulars
from bondcalc.inputs.sheets.repayment_duties import Duties, Reserve
from bondcalc.inputs.sheets.rule_statements import RuleStatements
from bondcalc.schedules import unit_duty
from bondcalc.typeset.document import Heading, PageBlock, PageTable, PrintedFigure, TableRows, Text
from bondcalc.wording import number
from bondcalc.wording.day import spelt

LAYOUT = "（表样未核实）"
"""Stands behind the title of a table whose official layout has not been seen."""
RESERVE_RULE = "D15"
"""The rule by whose day the texts on ledger, reserve and early repayment begin."""


def road(writer: Writer) -> list[PageBlock]:
    """Name the road of review (审核路径), once there is more than one."""
    rules = writer.result.rules
    if not rules.has("pilot_regions"):
        return []
    decided = road_of(writer.result.project, rules)
    if decided is None:
        return [*writer.paragraphs("review_road_open")]
    writer.words |= {
        "road": decided.zh,
        "road_place": decided.place,
        "road_source": rules.value("pilot_regions").citation,
    }
    notes = notes_of(writer.result.project, rules, decided)
    writer.words["note"] = figured("review_road.note", "；".join(notes))
    return [
        *writer.paragraphs("review_road_reported" if decided.reported else "review_road"),
        *(writer.paragraphs("review_road_note") if notes else ()),
    ]


def _plots(parcels: Sequence[Parcel]) -> dict[str, Text]:
    """Count the parcels, and those that repay where others stand beside them."""
    claimed = sum(parcel.claimed for parcel in parcels)
    counted = figured("count.parcels_claimed", str(claimed))
    return {
        "plots": figured("count.parcels", str(len(parcels))),
        "plots_repaying": "" if claimed == len(parcels) else joined("", ["，其中", counted, "宗列为偿债资金来源"]),
    }


def use(writer: Writer) -> list[PageBlock]:
    """Say what is bought or taken back, where the bond is for no works (土地储备、收购存量商品房、收购存量闲置土地), as it was stated."""
    form = writer.result.project.form(Particulars)
    if form.use not in USE_RULES or not _begun(writer, USE_RULES[form.use]):
        return []
    stated = writer.result.project.form(RuleStatements)
    writer.words |= {
        "use": USES[form.use],
        **_plots(writer.result.project.rows(Parcel)),
        "land_plan_code": stated.land_plan_code or BLANK,
        **{
            id_: BLANK
            if getattr(stated, id_) is None
            else figured(f"input.rule_statements.{id_}", number.trimmed(getattr(stated, id_), grouped=True))
            for id_ in ("retaken_area", "resold_area", "housing_area")
        },
        "land_supplied_on": spelt(stated.land_supplied_on),
    }
    if form.use == "idle_land":
        share = number.share(writer.result.rules.value("idle_land_resale_share").number)
        writer.words["resale_share"] = figured("rule.idle_land_resale_share", share)
    return [*writer.paragraphs(f"use_{form.use}"), *_answers(writer, form.use)]


USE_RULES = {"land_reserve": "L11", "idle_land": "N11", "housing_purchase": "L10"}
"""Uses that a plan says more of, each from the day of the first rule that asks about it."""
ANSWERS: tuple[tuple[str, FieldId[bool | None], type, tuple[str, ...]], ...] = (
    ("L11", RuleStatements.in_land_plan, RuleStatements, ("land_reserve", "idle_land")),
    ("L12", RuleStatements.listed_reserve_body, RuleStatements, ("land_reserve", "idle_land")),
    ("L10", RuleStatements.housing_completed, RuleStatements, ("housing_purchase",)),
    ("L10", Compliance.affordable_housing, Compliance, ("housing_purchase",)),
)
"""Statements that a plan repeats: the rule that asks, the cell and its sheet, the uses that are asked."""


def _answers(writer: Writer, use: str) -> list[PageBlock]:
    """Say yes, no or still to come, as the unit stated it: a plan affirms nothing that was denied or left blank."""
    blocks: list[PageBlock] = []
    for rule, field, sheet, uses in ANSWERS:
        if use in uses and _begun(writer, rule):
            answer = field.of(writer.result.project.form(sheet))
            blocks += writer.paragraphs(f"{field.name}_{'open' if answer is None else 'yes' if answer else 'no'}")
    return blocks


def ledger(writer: Writer) -> list[PageBlock]:
    """资产台账: what the project leaves, what it is worth, whose it is, who keeps it."""
    assets = writer.result.project.rows(Asset)
    if not assets or not _begun(writer, RESERVE_RULE):
        return []
    items = {item.id: item.amount for item in writer.result.project.rows(InvestmentItem)}
    rows: TableRows = []
    for asset in assets:
        value = items.get(asset.item or "") if asset.value is None else asset.value
        shown = (
            BLANK if value is None else PrintedFigure(f"input.assets.{asset.id}.value", writer.notation.money(value))
        )
        rows.append([asset.name, shown, asset.owner or BLANK, asset.keeper or BLANK])
    heads = ["资产", "价值", "权属单位", "管理单位"]
    table = PageTable("资产台账", writer.unit, [heads], rows, "lrll", [1.8, 1.2, 1.8, 1.8])
    return [*writer.paragraphs("ledger"), table]


def repayment(writer: Writer) -> list[PageBlock]:
    """Early repayment with what it saves, the reserve laid by: memos beside the ratios."""
    if not _begun(writer, RESERVE_RULE):
        return []
    result, blocks = writer.result, list[PageBlock]()
    early = early_repayment(result.book, result.figures)
    if early is not None:
        money = writer.notation.money
        writer.words |= {
            "early_principal": figured("early_repayment.principal", money(early.principal)),
            "early_saved": figured("early_repayment.saved", money(early.saved)),
            "early_lowest": figured("early_repayment.lowest", money(early.lowest)),
            "early_year": str(early.lowest_year),
        }
        blocks += writer.paragraphs("early_repayment")
    if result.project.rows(Reserve):
        blocks += [
            *writer.paragraphs("repayment_reserve"),
            by_year(writer, "偿债备付金表（仅供参考）", RESERVE, skip_empty=True),
        ]
    return blocks


RESERVE = (
    Entry("计提", "repayment_reserve.set_aside"),
    Entry("动用", "repayment_reserve.used"),
    Entry(
        "期末备付金余额",
        "repayment_reserve.balance",
        ("<repayment_reserve.balance", "repayment_reserve.set_aside", "-repayment_reserve.used"),
    ),
)


def accounting(writer: Writer) -> list[PageBlock]:
    """偿还责任 and the two tables of 财会〔2025〕17号, in a layout of our own until the official one has been seen."""
    if not _begun(writer, unit_duty.RULE):
        return []
    form = writer.result.project.form(Duties)
    stated = form.unit_share is not None and form.fund_share is not None
    writer.words |= {
        id_: BLANK if share is None else figured(f"input.repayment_duties.{id_}", number.share(share))
        for id_, share in (("unit_share", form.unit_share), ("fund_share", form.fund_share))
    }
    return [
        Heading(2, "偿还责任和会计报表"),
        *writer.paragraphs("who_repays" if stated else "who_repays_open"),
        by_year(writer, f"专项债券项目投资情况表{LAYOUT}", INVESTED, total="合计", skip_empty=True),
        by_year(
            writer, f"专项债券资金还本付息情况表{LAYOUT}", PARTED if stated else PAID, total="合计", skip_empty=True
        ),
    ]


INVESTED = (
    Entry("专项债券资金到位", "funding.drawn"),
    Entry("专项债券资金支出", "funding.bond_spent"),
    Entry("其他资金支出", "funding.capital_spent"),
    Entry("资金缺口", "funding.shortfall"),
    Entry("投资合计", "funding.uses", ("funding.bond_spent", "funding.capital_spent", "funding.shortfall")),
)
PAID = (
    Entry("还本", "debt_service.principal"),
    Entry("付息", "debt_service.interest"),
    Entry("本息合计", "debt_service.service", ("debt_service.principal", "debt_service.interest")),
)
PARTED = (
    Entry("单位还本", "unit_duty.principal.unit"),
    Entry("基金预算还本", "unit_duty.principal.fund"),
    Entry("单位付息", "unit_duty.interest.unit"),
    Entry("基金预算付息", "unit_duty.interest.fund"),
    Entry(
        "本息合计",
        "debt_service.service",
        ("unit_duty.principal.unit", "unit_duty.principal.fund", "unit_duty.interest.unit", "unit_duty.interest.fund"),
    ),
)


def _begun(writer: Writer, rule: str) -> bool:
    return writer.result.rules.rule(rule).in_force

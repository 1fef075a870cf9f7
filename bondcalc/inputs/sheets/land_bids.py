"""Sheet 土地竞价: what the price of a parcel assumes of the sale: start price, bidders and how known, spread, term, refund."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, Named, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.probability.auction import spread_of_premium
from bondcalc.wording.number import rounded
from bondcalc.wording.terms import Department

COUNTS = ("bidders", "bidder_rate", "unsold_share")
"""Fields that each say how many bid; one of them is filled in."""
REGION = ("unsold_share", "reserve_share", "premium")
"""The region's three public figures (近两年流拍率、起始价成交率、溢价率)."""

PLACES = 12
"""Decimals of what is solved for, as of an internal rate of return."""


@sheet(
    "land_bids",
    zh="土地竞价",
    en="Sale of parcels",
    number=44,
    department=Department.LAND,
    help_="每个地块填一行，供内部核对和审查；出让结束前应保密的价格不得填入。",
)
class LandBid:
    """土地竞价 — one row a parcel; it moves no figure of the plan but a refund, which is no income."""

    parcel: Input[str] = cell("地块编号", "Parcel", refers=("land",), own_check=True)
    start_price: Input[Decimal] = cell(
        "公告起始价", "Start price", unit="money/亩", low="0.000001", why="填公告或拟公告的起始价，应保密的价格不填"
    )
    bidders: Input[int | None] = cell(
        "预计合格竞买人数", "Qualified bidders", default=None, low="1", high="100", why="人数、平均人数、流拍率填一项"
    )
    bidder_rate: Input[Decimal | None] = cell(
        "平均竞买人数", "Bidders on average", default=None, low="0.01", high="50", why="人数不定时填平均数"
    )
    unsold_share: Input[Decimal | None] = cell(
        "区域流拍率",
        "Region: unsold",
        unit="fraction",
        default=None,
        low="0.001",
        high="0.99",
        why="当地近两年同类用地流拍宗数占比",
    )
    reserve_share: Input[Decimal | None] = cell(
        "区域起始价成交率",
        "Region: sold at the start price",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="成交地块中以起始价成交的宗数占比",
    )
    premium: Input[Decimal | None] = cell(
        "区域平均溢价率", "Region: mean premium", unit="fraction", default=None, low="0.0001", high="10"
    )
    interested: Input[int | None] = cell(
        "有依据的意向竞买人数",
        "Bidders in evidence",
        default=None,
        low="0",
        high="100",
        why="有意向书、保证金或推介记录的单位数",
    )
    evidence: Input[str | None] = cell("竞买人数依据", "Evidence of bidders", default=None)
    valuation: Input[str] = cell(
        "估价分布",
        "Distribution of valuations",
        default="lognormal",
        choices={"lognormal": "对数正态", "uniform": "均匀"},
        bears=("spread", "premium"),
    )
    spread: Input[Decimal | None] = cell(
        "估价离散程度",
        "Spread of valuations",
        unit="fraction",
        default=None,
        low="0.01",
        high="1",
        why="竞买人估价相差的程度：对数正态为对数标准差，均匀为上下幅度；填了溢价率的留空",
    )
    term: Input[int | None] = cell(
        "出让年期", "Term of use", unit="year", default=None, low="1", high="70", why="留空按法定最高年期"
    )
    yield_rate: Input[Decimal | None] = cell(
        "土地还原率", "Yield of land", unit="fraction", default=None, low="0.001", high="0.2", why="留空按规则参数"
    )
    priority_industry: Input[bool] = cell(
        "优先发展且集约用地产业",
        "Priority industry",
        default=False,
        bears=("term",),
        why="省级确定的优先发展产业，可按最低价标准的70%",
    )
    interval_months: Input[int | None] = cell(
        "流拍后再次出让间隔月数", "Months to the next round", default=None, low="1", high="60", why="留空按规则参数"
    )
    named_buyer: Input[str | None] = cell("意向受让人", "Named buyer", default=None, why="已约定由一家受让的填写其名称")
    refund: Input[Decimal | None] = cell(
        "返还、奖补占出让价款比例",
        "Refunded share of the price",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="投资协议约定返还、奖补的比例，没有的填0；不得返还，须先整改",
    )

    @check
    def one_way(self, _: Project) -> Iterator[Fault]:
        """Bidders are a number, an average or follow from the share unsold: one of the three."""
        stated = [field for field in COUNTS if getattr(self, field) is not None]
        if not stated:
            yield Fault("bidders", "bidders_missing", {})
        for field in stated[1:]:
            yield Fault(field, "bidders_twice", {"other": Named("land_bids", stated[0])})

    @check
    def spread_known(self, _: Project) -> Iterator[Fault]:
        """How far valuations lie apart is stated, or follows from the region's premium and share unsold."""
        if self.spread is not None and self.premium is not None:
            yield Fault("spread", "spread_twice", {})
        if self.spread is None and self.premium is None:
            yield Fault("spread", "spread_missing", {})
        if self.premium is not None and self.unsold_share is None:
            yield Fault("unsold_share", "premium_alone", {})
        if self.premium is not None and self.unsold_share is not None and self.spread_of_region() is None:
            yield Fault("premium", "premium_unreachable", {"found": self.premium})

    @check
    def parcel_known(self, project: Project) -> Iterator[Fault]:
        """The parcel stands on its sheet, once."""
        if self.parcel not in {row.id for row in project.rows(Parcel)}:
            yield Fault("parcel", "unknown_reference", {"found": self.parcel, "sheet": Named("land")})
        if stands_before(project, self, "parcel"):
            yield Fault("parcel", "parcel_twice", {"found": self.parcel})

    def spread_of_region(self) -> Decimal | None:
        """The spread that the region's premium and share unsold stand for; None where there is none, or it is stated."""
        if self.premium is None or self.unsold_share is None:
            return None
        unsold, premium = float(self.unsold_share), float(self.premium)
        spread = spread_of_premium(unsold, premium, even=self.valuation == "uniform")
        return None if spread is None else rounded(spread, PLACES)

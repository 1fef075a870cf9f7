"""项目可偿债收益: claimed eligible revenue less cash costs, replacement and taxes; it can be negative and is not clipped."""

from dataclasses import dataclass

from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import costs, inside, land, revenue, taxes, timing
from bondcalc.schedules.book import Book, settings


@dataclass(frozen=True)
class Repayable:
    """收益 by year, and the part that lies in the coverage window.

    `counted` is the reading of the edge years that the settings choose: what every verdict rests on.
    """

    revenue: Line
    amount: Line
    before_replacement: Line
    prorated: Line
    whole: Line
    counted: Line


def schedule(book: Book) -> Repayable:
    """Build the table of 收益 (项目可偿债收益测算表)."""
    table = book.table("repayable", "项目可偿债收益测算表", "Repayable revenue", 30)
    earned, outlay, parcels, time = (book.use(revenue.schedule), book.use(costs.schedule), book.use(land.schedule),
                                     book.use(timing.schedule))  # fmt: skip
    operating = table.line("operating", earned.claimed + 0, zh="列为偿债来源的经营收入", en="Operating revenue claimed",
                           total=True, source="经营收入测算表")  # fmt: skip
    ground = table.line("land", parcels.claimed_net + 0, zh="土地净收益", en="Net land income", total=True,
                        source="土地出让收益测算表")  # fmt: skip
    income = table.line("revenue", operating + ground, zh="可用于偿债的收入", en="Revenue for repayment", total=True,
                        strong=True, source="财预〔2017〕89号：政府性基金收入或专项收入")  # fmt: skip
    spent = table.line(
        "costs", outlay.costs + 0, zh="减：运营成本", en="Less cash costs", total=True, source="运营成本测算表"
    )
    paid = table.line(
        "taxes",
        book.use(taxes.schedule).total + 0,
        zh="减：相关税费",
        en="Less taxes",
        total=True,
        source="相关税费汇总表",
    )
    before = table.line("before_replacement", income - spent - paid, zh="扣除维持运营投资前收益",
                        en="Before replacement", total=True, source="收入－成本－税费")  # fmt: skip
    replaced = table.line("replacement", outlay.replacement + 0, zh="减：维持运营投资", en="Less replacement", total=True,
                          source="运营成本测算表")  # fmt: skip
    amount = table.line("amount", before - replaced, zh="项目可偿债收益", en="Repayable revenue", total=True, strong=True,
                        source="收入－成本－税费－维持运营投资，不扣利息、折旧、摊销")  # fmt: skip
    table.heading("债券存续期内收益", "Inside the coverage window")
    months = table.line("prorated", book.use(inside.schedule).total + 0, zh="存续期内收益（按月折算）", en="In the window, by months",
                        total=True, source="债券存续期内收益测算表")  # fmt: skip
    whole = table.line("whole", amount * time.window.whole, zh="存续期内收益（整年计入）", en="In the window, whole years",
                       total=True, source="收益×存续期年份标志")  # fmt: skip
    chosen = months if settings(book).edge_years == "prorated" else whole
    counted = table.line("counted", chosen + 0, zh="存续期内收益（判定采用）", en="In the window, as counted", total=True, strong=True,
                         source="首末年收益计入方式", rests_on=book.keys(Settings, "edge_years"))  # fmt: skip
    return Repayable(income, amount, before, months, whole, counted)

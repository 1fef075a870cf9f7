"""存续期内收益: the part of 收益 that lies inside the life of bonds, every flow by its own date."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.schedules import costs, land, property_tax, revenue, taxed_receipts, taxes, timing
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.counting import Apart, CountedLine, Counting, Share
from bondcalc.schedules.lifetime import Window
from bondcalc.schedules.taxed_receipts import TaxedReceipts


class Inside(NamedTuple):
    """What counts of each year: in all, and of claimed parcels net income in all and by parcel, the price, the accruals.

    `sold` flags the years whose price counts, by claimed parcel with a month of receipt. `taxed` are the shares of the computed taxes
    that count, `computed_taxes` what counts of them where they have a line of their own. `shares` has the lines that do not count by
    the months of operation alone; `follows` tells whether outlays count with revenue.
    """

    total: Line
    land: Line
    parcels: dict[str, Line]
    land_gross: Line
    land_accruals: Line
    sold: dict[str, Line]
    taxed: TaxedReceipts
    computed_taxes: Line | None
    shares: Mapping[Line, Share]
    follows: bool


def schedule(book: Book) -> Inside:
    """Build the table (债券存续期内收益测算表) for the coverage window.

    By hand in tests/schedules/test_samples_by_hand.py: test_revenue_that_counts.
    """
    table = book.table("inside", "债券存续期内收益测算表", "Revenue inside the bonds' life", 31)
    return counted(book, table, book.use(timing.schedule).window)


def counted(book: Book, table: Table, window: Window, prefix: str = "") -> Inside:
    """Lay out what counts inside one window, line by line."""
    laid, counting = _Layout(book, table, window, prefix), Counting(book, table, window, prefix)
    out, sold = _outlays(book, counting, window), counting.apart()
    taxed = taxed_receipts.shares(book, table, window, sold, prefix)
    levied, following = (taxed_receipts.computed(book) if sold else []), counting.following(taxed.income)
    earned = laid.earned(out, sold, [*levied, *(line.amount for line in following)])
    parcels = {row.data.id: _parcel(book, table, window, row, prefix) for row in book.rows(Parcel) if row.data.claimed}
    ground, gross, accruals = laid.land(parcels)
    borne = laid.taxes(taxed) if levied else None
    less = [*laid.less(out), *laid.following(following), *([borne] if borne else [])]
    kept = add([*earned, ground])
    line = laid.line(
        "total",
        kept - add(less) if less else kept,
        "存续期内计入数合计",
        "Inside the life, by months",
        "各项计入数之和",
        strong=True,
    )
    return Inside(
        total=line,
        land=ground,
        parcels={id_: plot.net for id_, plot in parcels.items()},
        land_gross=gross,
        land_accruals=accruals,
        sold={id_: plot.flag for id_, plot in parcels.items() if plot.flag is not None},
        taxed=taxed,
        computed_taxes=borne,
        shares={line.amount: line.share for line in (*(line.counted for line in sold), *out.counted, *following)},
        follows=bool(following),
    )


class _Outlays(NamedTuple):
    """Outlays stated by calendar year: running ones, single ones that count whole, and those whose month is stated."""

    own: list[Line]
    whole: list[Line]
    dated: list[CountedLine]
    counted: list[CountedLine]

    @property
    def apart(self) -> list[Line]:
        """All of them: what does not run with operation."""
        return [*self.own, *self.whole, *(line.amount for line in self.dated)]


class _Layout(NamedTuple):
    """Where the lines of one window stand."""

    book: Book
    table: Table
    window: Window
    prefix: str

    def line(
        self,
        id_: str,
        formula: Expression,
        zh: str,
        en: str,
        source: str,
        *,
        strong: bool = False,
        rests_on: tuple[Key, ...] = (),
    ) -> Line:
        """Add a line of yearly amounts."""
        return self.table.line(
            f"{self.prefix}{id_}", formula, zh, en, source, total=True, strong=strong, rests_on=rests_on
        )

    def earned(self, out: _Outlays, sold: Sequence[Apart], levied: Sequence[Line]) -> list[Line]:
        """What runs with operation by its months inside, receipts by the period, and those whose month is stated."""
        flow = _running(self.book)
        if sold:
            flow = flow - add([line.amount for line in sold])
        if out.apart or levied:
            flow = flow + add([*out.apart, *levied])
        running = self.line(
            "running",
            flow,
            "随运营的收益（当年）",
            "Earned by operation, the year",
            "经营收入－成本－税费，按月份、按年份计入的各项另列",
        )
        parts = [
            self.line(
                "operating",
                money(running * self.window.months / self.window.of),
                "随运营的收益（存续期内）",
                "Earned by operation, inside",
                "当年数×存续期内计入月数÷当年月数",
            )
        ]
        return [*parts, *self._receipts(sold)]

    def _receipts(self, sold: Sequence[Apart]) -> list[Line]:
        """Receipts of a stated month, and those that come once a period is over."""
        dated, periods = (
            [line.share.of(line.amount) for line in sold if (line.share.below is None) is flagged]
            for flagged in (True, False)
        )
        stated = (
            ("dated_receipts", dated, "按月份计入的收入", "Dated receipts", "收款月份整月在存续期内的计入"),
            ("period_receipts", periods, "按收款期计入的收入", "Receipts by period", "存续期内已满的收款期计入"),
        )
        return [self.line(id_, add(counts), *words) for id_, counts, *words in stated if counts]

    def following(self, lines: Sequence[CountedLine]) -> list[Line]:
        """Outlays that are a share of revenue which does not come evenly: they count as it does."""
        if not lines:
            return []
        zh, en = "减：随收入计入的成本、税费", "Less outlays that follow revenue"
        counts = [line.share.of(line.amount) for line in lines]
        return [self.line("following", add(counts), zh, en, "按收入比例计算的，随收入计入")]

    def taxes(self, share: TaxedReceipts) -> Line:
        """The computed taxes that count, where receipts of a stated month stand beside the others."""
        taken, source = taxed_receipts.counted(self.book, share), "增值税及附加随销项税额、企业所得税随经营收入计入"
        return self.line("computed_taxes", taken, "减：按税率计算的税费（存续期内）", "Less computed taxes", source)

    def land(self, parcels: dict[str, "_Sold"]) -> tuple[Line, Line, Line]:
        """Net land income of all claimed parcels, the price paid for them and what was taken of it."""
        every = parcels.values()
        none = () if parcels else self.book.keys(Parcel, Parcel.claimed)
        ground = self.line(
            "land",
            add([sold.net for sold in every]),
            "土地净收益（存续期内）",
            "Net land income inside",
            "各地块",
            rests_on=none,
        )
        accruals = self.line(
            "land_accruals",
            add([sold.accruals for sold in every]),
            "各项计提（存续期内）",
            "Accruals inside",
            "各地块",
            rests_on=none,
        )
        paid = [part for sold in every for part in sold.paid]
        free = () if paid else self.book.keys(Parcel, Parcel.claimed, Parcel.cost_in_investment)
        cost = self.line(
            "land_paid",
            add(paid),
            "支付的土地成本（存续期内）",
            "Land cost paid inside",
            "各地块，不含已计入总投资的成本",
            rests_on=free,
        )
        gross = self.line(
            "land_gross",
            ground + cost + accruals,
            "土地出让收入（存续期内）",
            "Gross land income inside",
            "净收益＋支付的成本＋各项计提",
        )
        return ground, gross, accruals

    def less(self, out: _Outlays) -> list[Line]:
        """Outlays that do not run with operation: by the year's months, whole, or by their own month."""
        lines = []
        if out.own:
            share = self.window.outlays / self.window.of
            lines.append(
                self.line(
                    "outlays_by_year",
                    money(add(out.own) * share),
                    "减：分年列示的成本、税费（存续期内）",
                    "Less costs by calendar year",
                    "当年数×支出计入月数÷当年月数，没有运营的年度全额计入",
                )
            )
        if out.whole:
            lines.append(
                self.line(
                    "replacement",
                    add(out.whole) * self.window.whole,
                    "减：维持运营投资等单列支出（存续期内）",
                    "Less replacement and single outlays inside",
                    "未填月份的支出全年计入",
                )
            )
        if out.dated:
            late = add([line.share.of(line.amount) for line in out.dated])
            lines.append(
                self.line(
                    "dated_outlays", late, "减：按月份计入的支出", "Less dated outlays", "支出月份与存续期相交的计入"
                )
            )
        return lines


def _running(book: Book) -> Expression:
    """收益 of the year without land: claimed revenue less costs, replacement and taxes."""
    spent = book.use(costs.schedule)
    return book.use(revenue.schedule).claimed - spent.costs - spent.replacement - book.use(taxes.schedule).total


def _outlays(book: Book, counting: Counting, window: Window) -> _Outlays:
    """Sort the outlays stated by calendar year by how they count; property tax goes by the year, before operation too."""
    building = book.use(property_tax.schedule).total
    out = _Outlays([] if building is None else [building], [], [], [])
    for row, amount in book.use(costs.schedule).by_year:
        line = CountedLine(amount, counting.by_year(row))
        out.counted.append(line)
        if row.data.month is not None:
            out.dated.append(line)
        else:
            (out.own if line.share.below is window.of else out.whole).append(amount)
    return out


class _Sold(NamedTuple):
    """What counts of one parcel: net income, the accruals taken, the cost paid, the years of dated receipts."""

    net: Line
    accruals: Expression
    paid: Sequence[Expression]
    flag: Line | None


def _parcel(book: Book, table: Table, window: Window, row: Row[Parcel], prefix: str) -> _Sold:
    """One parcel: price less accruals by month or share of the year, cost paid by its own month or whole."""
    id_, account = row.data.id, book.use(land.schedule).accounts[row.data.id]
    paid, taken = account.paid, add([*account.accruals.values()])
    kept: Expression = account.net + paid if paid is not None else account.net
    plan = next((plan for plan in book.rows(LandCostPayment) if plan.data.parcel == id_), None)
    flag = None
    if row.data.month is None:
        counts, taken = money(kept * window.calendar / 12), money(taken * window.calendar / 12)
    else:
        flag = window.dated(table, f"{prefix}dated", row, row.data.month, outlay=False)
        counts, taken = kept * flag, taken * flag
    out = [] if paid is None else [paid * _cost_flag(table, window, row, plan, prefix)]
    net = table.line(
        f"{prefix}land.{id_}",
        counts - out[0] if out else counts,
        f"土地净收益（{id_}，存续期内）",
        f"Net land income inside, {id_}",
        "收入和计提按收款月份或年内比例，成本按支付月份或全额",
        total=True,
    )
    return _Sold(net, taken, out, flag)


def _cost_flag(table: Table, window: Window, row: Row[Parcel], plan: Row[LandCostPayment] | None, prefix: str) -> Line:
    """Years in which the cost of a parcel counts: by the month of its payments, else with dated receipts, else whole."""
    dated: Row[Parcel] | Row[LandCostPayment] = row if plan is None else plan
    if dated.data.month is None:
        return window.whole
    return window.dated(table, f"{prefix}cost_dated", dated, dated.data.month, outlay=True)

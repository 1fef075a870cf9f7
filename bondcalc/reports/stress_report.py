"""压力测试 as a report: single steps, two drivers together, a tornado, break-evens, the findings that rest on them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS, change_text, lost
from bondcalc.analysis.stress.stress_point import StressPoint, has_late
from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.checks.judge import Finding
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analysis
from bondcalc.reports.break_even_listing import crossing_data, crossings, tightest
from bondcalc.reports.late_costs_note import NOT_COUNTED, WITH_LATE, pair_note
from bondcalc.reports.sale_listings import sale_listings
from bondcalc.reports.stress_cells import change_cell, compared_cell, driver_cell, pair_data, pair_listing, point_cells
from bondcalc.reports.surplus_note import LEFT_OVER, where
from bondcalc.result.contract import finding_of
from bondcalc.result.result import Result
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import Datum, Graph, Listing, Medium, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

RULES = ("C10", "C11")
"""The rules that read stressed runs."""
TITLE = Words("压力测试", "Stress tests")
BOOK_NOTE = Words(
    "每一行都按变动后的因素重新测算（含利息和税费）后填入，不是公式；在“压力系数”表改动系数可以直接看到结果。"
    "土地出让推迟、投运推迟改变年份和日期，须修改录入内容后重新运行。"
)
LEAST_WITHOUT = Words("扣除建设资金结余的最低期末资金", "lowest without money left over")
DRIVER = ReportColumn("driver", Words("敏感因素", "driver"), align="l", width=1.4)
ON_SCREEN, IN_BOOK, ON_PAPER = (frozenset({medium}) for medium in Medium)


@analysis("stress", TITLE, 10)
def told(result: Result) -> Report:
    """Tell what workbook and filings show: of the pair only the corner that hurts, where both of the pair move something."""
    run = StressRun(result.stress, corner=True).finished()
    idle = _idle(run)
    run.singles = [step for step in run.singles if step.driver not in idle]
    run.break_evens = [solved for solved in run.break_evens if solved.driver not in idle]
    run.bars = [bar for bar in run.bars if bar.driver not in idle]
    return stress_report(run, result.findings)


def _idle(run: StressRun) -> set[str]:
    """Name the drivers no step of which moves anything: a date of operation where nothing is operated."""
    base = run.stress.at({})
    return {step.driver for step in run.singles} - {step.driver for step in run.singles if step.point != base}


def stress_report(run: StressRun, findings: Sequence[Finding]) -> Report:
    """Tell everything that was run."""
    project = run.stress.book.project
    single, tornado, crossed = _singles(run), _tornado(run), crossings(run)
    pairs, notes = list(_pairs(run)), _notes(run)
    counted = [note.id for note in notes if not note.tab]
    said = [finding for finding in findings if finding.rule.id in RULES]
    verdicts = Listing("findings", None, (_left("rule"), _left("reason")), [_finding(finding) for finding in said])
    delayed, opened, firsts = list(_lost(run)), list(_opened_late(run)), list(tightest(run, _floor(run)))
    grids, gone = [part.id for part in pairs], [note.id for note in delayed]
    late = [note.id for note in opened]
    sales = _sales(run)
    bidders = [listing.id for listing in sales]
    return Report(
        project.form(Particulars).name,
        project.form(Settings).notation(),
        [*notes, single, *delayed, *opened, *pairs, tornado, crossed, *firsts, *sales, verdicts],
        order={
            Medium.SCREEN: [*counted, "steps", *gone, *late, *grids, "tornado", "crossings", *bidders, "findings"],
            Medium.BOOK: ["note", *counted, "crossings", *grids, "tornado", "steps", *gone, *late],
        },
        chapters=(
            ("单因素测试", ("stress", *counted, *gone, "steps", "tornado.graph")),
            *((("两因素测试", ("two_way", *grids)),) if grids else ()),
            ("临界点", ("break_even", "crossings", *(note.id for note in firsts))),
        ),
        data={
            **_stress_data(run, single, crossed),
            "tornado": tornado,
            **{listing.id: listing for listing in sales},
            "findings": [{**finding_of(finding), "reason": _reason(finding)} for finding in said],
        },
        widths=(18, *[17] * max(10, len(single.shown(Medium.BOOK)) - 1)),
    )


def _sales(run: StressRun) -> Sequence[Listing]:
    """E/F by number of bidders, on screen only: the chapter is handed on, and the workbook has them on the tab of the sale."""
    return sale_listings(run.stress.book, run.stress.book.program().run(), run.stress)[1:]


def _stress_data(run: StressRun, single: Listing, crossed: Listing) -> dict[str, object]:
    """Give programs the base case, the steps, the pairs and where lines are crossed."""
    crossings = zip(run.break_evens, crossed.rows, strict=True)
    return {
        "base": point_cells(run.stress.at({}), _floor(run), "stress.base"),
        "steps": single,
        "pairs": [pair_data(grid, _floor(run)) for grid in run.grids],
        "break_even": [crossing_data(break_even, row) for break_even, row in crossings],
    }


def _left(id_: str) -> ReportColumn:
    return ReportColumn(id_, "", align="l")


def _reason(finding: Finding) -> Words:
    return Words(finding.outcome.zh, finding.outcome.en)


def _finding(finding: Finding) -> ReportRow:
    return {"rule": finding.rule.id, "reason": _reason(finding)}


def _floor(run: StressRun) -> Decimal:
    return run.stress.book.rules.value("coverage_floor").number


def _pairs(run: StressRun) -> Iterator[Listing | Note]:
    """Tell each pair of drivers, and how low it comes with costs paid after the last maturity."""
    for index, grid in enumerate(run.grids):
        table = pair_listing(index, grid, _floor(run))
        yield table
        yield from pair_note(table.id, grid, _floor(run))


def _notes(run: StressRun) -> list[Note]:
    """Say what the tabs are, and what multiples and cash count."""
    late = [NOT_COUNTED] if _late(run) else []
    return [Note("note", BOOK_NOTE, tab=True), *late, *([LEFT_OVER] if _left_over(run) else [])]


def _left_over(run: StressRun) -> bool:
    """Tell whether construction leaves money over, as planned or where a factor moves: cheaper works leave what dearer ones take."""
    return any(point.left_over for point in _points(run))


def _late(run: StressRun) -> bool:
    """Tell whether costs are paid after the last maturity, as planned or where a factor moves."""
    return has_late(_points(run))


def _points(run: StressRun) -> Iterator[StressPoint]:
    """Give the base case and every single step."""
    yield run.stress.at({})
    yield from (step.point for step in run.singles)


def _single_columns(run: StressRun) -> Sequence[ReportColumn]:
    floor = _floor(run)
    against = Words(f"与{number.limit(floor)}倍比较", "against the floor")
    return (
        DRIVER,
        ReportColumn("change", Words("变动", "change"), width=1.2, centred=True),
        ReportColumn("coverage_total_debt", Words("覆盖倍数", "E/F", book="覆盖倍数 E/F"), Unit.RATIO),
        ReportColumn("coverage_with_late_costs", WITH_LATE, Unit.RATIO, width=1.3, on=where(_late(run))),
        ReportColumn("compared", against, align="c", width=1.1, on=IN_BOOK | ON_PAPER, data=False),
        ReportColumn(
            "coverage_with_overlay_memo",
            Words("计入财政补助等（仅供参考）", "with subsidies (memo)"),
            Unit.RATIO,
            on=IN_BOOK,
        ),
        ReportColumn("cash_min", Words("最低期末资金", "lowest cash"), Unit.MONEY, width=1.4),
        ReportColumn("cash_min_without_surplus", LEAST_WITHOUT, Unit.MONEY, width=1.5, on=where(_left_over(run))),
        ReportColumn(
            "margin", Words("收益减债务本息", "E - F", paper="收益减本息"), Unit.MONEY, width=1.4, on=IN_BOOK | ON_PAPER
        ),
        ReportColumn(
            "first_year_without_cash", Words("首个资金为负年度", "first year short"), Unit.YEAR, on=ON_SCREEN | IN_BOOK
        ),
        ReportColumn("dscr_min", Words("偿债备付率最低值", "lowest DSCR"), Unit.RATIO, on=ON_SCREEN | IN_BOOK),
        ReportColumn(
            "years_below_1",
            Words("偿债备付率低于1.00倍的年度", "years below 1", book="偿债备付率低于1.00倍的年数"),
            align="l",
            on=ON_SCREEN | IN_BOOK,
        ),
    )


def _singles(run: StressRun) -> Listing:
    floor, base = _floor(run), run.stress.at({})
    rows: list[ReportRow] = [
        {
            "driver": driver_cell(step.driver),
            "unit": DRIVERS[step.driver].unit,
            "change": change_cell(step.driver, step.change, f"stress.{step.driver}@{step.change}.change"),
            "lost": _gone(run, step.change) if step.driver == "sale_delay" else Datum(None),
            **point_cells(step.point, floor, f"stress.{step.driver}@{step.change}"),
            **compared_cell(step.point, floor),
        }
        for step in run.singles
    ]
    stated: ReportRow = {"driver": Words("基准情形", "base case"), "change": ""}
    return Listing(
        "steps",
        Words("单因素", "One driver at a time", book="单因素变动", paper="单因素压力测试表"),
        _single_columns(run),
        rows,
        base={**stated, **point_cells(base, floor, "stress.base"), **compared_cell(base, floor)},
        page="long",
        money=True,
    )


def _gone(run: StressRun, change: Decimal) -> Datum:
    return Datum(lost(run.stress.book, change), Unit.FRACTION)


def _lost(run: StressRun) -> Iterator[Note]:
    """Say what a delay of land sales moves past the horizon; no note where no month is lost."""
    delays = [step.change for step in run.singles if step.driver == "sale_delay"]
    most = max(delays, key=lambda change: lost(run.stress.book, change), default=Decimal(0))
    gone = lost(run.stress.book, most)
    if gone:
        share = number.percent(gone)
        words = Words(
            f"推迟后在测算期结束后出让、不计入收益的土地（按价款计）最多占{share}。",
            f"Up to {share} of the land would be sold past the horizon and is not counted.",
        )
        every = [(change, left) for change in sorted(delays) if (left := lost(run.stress.book, change))]
        facts = {
            "delays": in_turn(change_text("sale_delay", change) for change, _ in every),
            "gone": ("分别有" if len(every) > 1 else "有") + in_turn(number.percent(left) for _, left in every),
        }
        yield Note("stress_lost", words, facts)


def _opened_late(run: StressRun) -> Iterator[Note]:
    """Say who pays the interest of a delay, where one is run: it moves cash and cover in ways that are not plain."""
    if not any(step.driver == "operation_delay" and step.change for step in run.singles):
        return
    longer = "投运时间推迟的，建设期随之延长，推迟期间的利息列为建设期利息，不再由当年收益偿还，偿债备付率可能因此上升"
    en = "A later opening makes construction longer: interest until then is construction interest and no service of the year"
    if run.stress.book.project.form(Settings).capital == "plug":
        words = Words(
            f"{longer}；增加的利息由资本金补足，不动用债券资金，建设资金结余可能因此增加。",
            f"{en}; capital fills what it takes, bond money does not pay it, so that more of it may be left over.",
        )
    else:
        words = Words(
            f"{longer}；资金来源不变，增加的利息先减少建设资金结余，再形成资金缺口。",
            f"{en}; sources stay, so that it lowers what construction leaves over and then leaves a gap.",
        )
    yield Note("opened_late", words)


def _tornado(run: StressRun) -> Listing:
    """E/F with each driver one step against and one step for the project; rates and delays by their largest step."""
    rows: list[ReportRow] = [
        {
            "driver": driver_cell(bar.driver),
            "change": change_cell(bar.driver, bar.change),
            "against": Datum(bar.against, Unit.RATIO),
            "favour": Datum(bar.favour, Unit.RATIO),
        }
        for bar in run.bars
    ]
    against, favour = Words("不利变动", "against"), Words("有利变动", "favour")
    return Listing(
        "tornado",
        Words("影响大小（左为不利，右为有利）", "Tornado (against to the left)", book="各因素对覆盖倍数的影响（倍）"),
        (
            DRIVER,
            ReportColumn("change", against, centred=True),
            ReportColumn("against", Words("倍数变动", "E/F moves by", book="不利变动的影响"), Unit.RATIO),
            ReportColumn("favour", Words("有利变动的影响", "in favour"), Unit.RATIO, on=IN_BOOK),
        ),
        rows,
        graph=Graph(
            "bar",
            Words("覆盖倍数的变动（倍）", paper="覆盖倍数的变动（各因素变动10%，利率和推迟按最大一档）"),
            Unit.RATIO,
            (("against", against), ("favour", favour)),
        ),
    )

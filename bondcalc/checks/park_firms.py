"""Group W: whether the firms of the park bear out what was typed, and what is left without the leading one."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.analysis.drivers import change_said
from bondcalc.analysis.stress.stress_point import StressPoint
from bondcalc.analysis.stress.stressed import steps
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.stress import WITH_LATE
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.schedules import chain_order, chain_shares, firm_chain
from bondcalc.schedules.chain_shares import HeldRow
from bondcalc.schedules.firm_chain import NoChain
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict

MULTIPLE = "覆盖倍数"
NO_FIRMS = Outcome(Verdict.NOT_APPLICABLE, "没有填写园区企业", "no firms of the park")
COUNTED = {"firms": "户", "identifiers": "个"}


def _firms(case: Case) -> bool:
    return bool(case.project.rows(Firm))


def _warned(signs: list[str], zh: str, en: str) -> Outcome:
    """Warn with what was found, or pass with a sentence."""
    return _told(Verdict.WARN if signs else Verdict.PASS, signs, zh, en)


def _told(verdict: Verdict, signs: list[str], zh: str, en: str) -> Outcome:
    return Outcome(verdict, "；".join(signs) or zh, f"{len(signs)} found" if signs else en, str(len(signs)), "0")


@check("W60")
def occupancy_implied(case: Case) -> Outcome:
    """Occupancy as typed, by year, against the area that the listed firms take, with a margin in points."""
    rents = [held for held in _held(case) if isinstance(held.row.data, RevenueLine)]
    verdict = case.verdict("W60")
    if not rents:
        return Outcome(verdict, "园区企业没有租用厂房", "no firm rents") if _firms(case) else NO_FIRMS
    margin = Fraction(case.rules.value("occupancy_margin").number)
    signs = [text for held in rents if (text := _above(case, held, margin))]
    return _told(verdict, signs, "各年计划出租率与入园企业推算数相符", "typed occupancy agrees with the firms")


def _above(case: Case, held: HeldRow, margin: Fraction) -> str:
    """Say by how much the year that differs most is above what the firms take; empty where all are within the margin."""
    typed, implied = case.figures.amounts(held.typed), case.figures.amounts(held.implied)
    whole = Fraction(held.row.data.quantity or max(typed, default=Decimal(0)))
    if not whole:
        return ""
    gaps = [Fraction(most - least) / whole for most, least in zip(typed, implied, strict=True)]
    worst = max(range(len(gaps)), key=lambda column: gaps[column])
    if gaps[worst] <= margin:
        return ""
    said = [number.percent(Fraction(amount) / whole) for amount in (typed[worst], implied[worst])]
    return (
        f"{held.row.data.name}：{case.book.years.years[worst]}年计划出租率{said[0]}，按入园企业推算{said[1]}，"
        f"高出{number.trimmed(gaps[worst] * 100, 0, 2)}个百分点，超过{number.trimmed(margin * 100)}个百分点的关注界限"
    )


@check("W61")
def node_implied(case: Case) -> Outcome:
    """Firms and identifiers of the node as typed against those of the listed firms."""
    verdict = case.verdict("W61")
    if not _firms(case):
        return NO_FIRMS
    if not _counting(case):
        return Outcome(verdict, "节点收入没有注明计量对象", "no node line says what it counts")
    held = {row.row.data.id: row for row in _held(case)}
    signs = [text for line in _counting(case) if (text := _more(case, line, held.get(line.id)))]
    return _told(verdict, signs, "节点接入数、标识数不高于入园企业推算数", "the node has no more than the firms imply")


def _counting(case: Case) -> list[NodeLine]:
    return [line for line in case.project.rows(NodeLine) if line.counts is not None]


def _more(case: Case, line: NodeLine, held: HeldRow | None) -> str:
    """Say what was typed in the last year in which it is above what the firms imply; empty where it never is."""
    unit = COUNTED[line.counts or "firms"]
    if held is None:
        return f"{line.name}：名单中没有企业接入节点"
    both = zip(case.book.years.years, *(case.figures.amounts(row) for row in (held.typed, held.implied)), strict=True)
    above = [(year, most, least) for year, most, least in both if most > least]
    if not above:
        return ""
    year, most, least = above[-1]
    shown = [number.trimmed(amount, 0, 2, grouped=True) for amount in (most, least)]
    return f"{line.name}：{year}年计划{shown[0]}{unit}，名单企业为{shown[1]}{unit}"


@check("W62")
def node_usual(case: Case) -> Outcome:
    """Firms of the node against those of an average one, identifiers of a firm against ten times the average."""
    lines = {line.counts: _largest(line) for line in _counting(case)}
    firms = lines.get("firms", Decimal(0))
    if not firms:
        return Outcome(Verdict.NOT_APPLICABLE, "节点收入没有注明接入企业数", "no node line counts firms")
    usual, average = case.rules.value("firms_of_a_node").number, case.rules.value("identifiers_of_a_firm").number
    times = case.rules.value("identifiers_over_average").number
    each = Fraction(lines.get("identifiers", Decimal(0))) / Fraction(firms)
    signs = []
    if firms > usual:
        signs.append(f"接入企业{_whole(firms)}户，超过一个二级节点平均{_whole(usual)}户，应说明依据")
    if each > Fraction(average * times):
        signs.append(f"每户每年标识{_whole(each)}个，超过平均数{_whole(average)}个的{_whole(times)}倍")
    return _warned(
        signs, f"接入企业{_whole(firms)}户，不超过一个二级节点平均{_whole(usual)}户", "within what nodes have"
    )


def _largest(line: NodeLine) -> Decimal:
    return max([line.quantity or Decimal(0), *line.by_year.values()])


def _whole(amount: Decimal | Fraction) -> str:
    return number.fixed(amount, 0, grouped=True)


@check("W63")
def counted_once(case: Case) -> Outcome:
    """No firm is both a buyer of land and a tenant of the park's plant: its site would repay twice."""
    if not _firms(case):
        return NO_FIRMS
    firms = case.project.rows(Firm)
    if all(firm.plot is None for firm in firms) or all(firm.rent is None for firm in firms):
        return Outcome(
            Verdict.NOT_APPLICABLE, "园区企业没有同时填写受让地块和租用厂房的", "no firms of both kinds are listed"
        )
    both = [firm.name for firm in firms if firm.plot is not None and firm.rent is not None]
    signs = [f"{in_turn(both)}既受让土地又租用厂房，应说明两处各作何用"] if both else []
    return _warned(signs, "没有企业既受让土地又租用厂房", "no firm buys land and rents plant")


@check("W64")
def without_the_leader(case: Case) -> Outcome:
    """E without the leading firm and its chain, and whether the bonds are served where it is late, at half or does not come."""
    verdict, chain = case.verdict("W64"), case.use(firm_chain.schedule)
    if isinstance(chain, NoChain) or chain.leader is None:
        return NO_FIRMS if isinstance(chain, NoChain) else _nobody_leads(case, verdict)
    base, gone = case.stress.at({}), case.stress.at({"anchor": Decimal(-1)})
    if base.revenue <= 0:
        return Outcome(verdict, "存续期内没有收益", "no revenue in the window")
    lost, limit = (
        Fraction(base.revenue - gone.revenue) / Fraction(base.revenue),
        case.rules.value("one_firm_share").number,
    )
    shown, bound = number.percent_beside(lost, limit)
    hurt = list(_hurt(case))
    above = lost > Fraction(limit)
    zh = (
        f"主导企业不入驻的，存续期内项目收益由{case.said(base.revenue)}降至{case.said(gone.revenue)}，减少{shown}，"
        f"{'超过' if above else '未超过'}{bound}的关注界限"
    )
    return Outcome(verdict, "；".join([zh, *hurt]), f"{shown} of revenue hangs on one firm", shown, bound)


def _nobody_leads(case: Case, verdict: Verdict) -> Outcome:
    """Name the largest firm where none is marked: one that makes more than the limit of all leads, marked or not."""
    firms, limit = case.project.rows(Firm), case.rules.value("one_firm_share").number
    whole, largest = sum((firm.output for firm in firms), Decimal(0)), max(firms, key=lambda firm: firm.output)
    if not whole:
        return Outcome(verdict, "没有填写主导企业", "no leading firm")
    share = Fraction(largest.output) / Fraction(whole)
    shown, bound = number.percent_beside(share, limit)
    zh = f"没有填写主导企业，未测算一家企业不入驻的影响；达产年产值最大的{largest.name}占园区企业的{shown}"
    en = f"no leading firm is marked; the largest makes {shown} of the park's output"
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, zh, en)
    return Outcome(verdict, f"{zh}，超过{bound}，应填为主导企业", en, shown, bound)


def _hurt(case: Case) -> Iterator[str]:
    """Say in which cases of the leading firm E/F or cash no longer does, and what it comes to."""
    floor = case.rules.value("coverage_floor").number
    for driver in ("anchor_delay", "anchor"):
        for change in steps(case.rules, driver):
            words = _failing(case.stress.at({driver: change}), Fraction(floor))
            if words:
                # The multiple of a case is called by its case: the project has one multiple only.
                yield f"{_case(driver, change)}的{'' if words.startswith(MULTIPLE) else '，'}{words}"


def _case(driver: str, change: Decimal) -> str:
    if driver == "anchor_delay":
        return f"主导企业{change_said(driver, change)}投产"
    return "主导企业不入驻" if change == -1 else f"主导企业产值减少{number.share(-change)}"


def _failing(point: StressPoint, floor: Fraction) -> str:
    """Say what fails in a case; empty where nothing does."""
    signs = []
    if point.ratio is not None and point.ratio < floor:
        signs.append(f"{MULTIPLE}为{number.against(point.ratio, floor)}倍")
    elif point.late_ratio is not None and point.late_ratio < floor:
        signs.append(f"{WITH_LATE}{MULTIPLE}为{number.against(point.late_ratio, floor)}倍")
    if point.short is not None:
        signs.append(f"{point.short}年末资金余额为负")
    return "，".join(signs)


@check("W65")
def no_circle(case: Case) -> Outcome:
    """Supplies do not run in a circle, and intents of the chain do not rest on a leading firm that has not signed."""
    chain = case.use(firm_chain.schedule)
    if isinstance(chain, NoChain):
        return NO_FIRMS
    names = {firm.id: firm for firm in case.project.rows(Firm)}
    # A ring through the leading firm is one too, though its dependence can be worked out.
    circle = sorted({names[firm].name for pair in chain_order.loops([*chain.supplies]) for firm in pair})
    signs = [f"{in_turn(circle)}之间循环供应，相互的需求不能互为依据"] if circle else []
    leader = names.get(chain.leader or "")
    if leader is not None and leader.contract != "signed":
        waiting = [firm.name for firm in names.values() if firm is not leader and firm.contract != "signed"]
        signs += [f"主导企业尚未签订合同，{in_turn(waiting)}的意向以其为前提"] if waiting else []
    return _warned(signs, "供应关系没有循环，意向不互为依据", "no circle of supplies or intents")


def _held(case: Case) -> list[HeldRow]:
    return [*case.use(chain_shares.schedule).taken.values()]

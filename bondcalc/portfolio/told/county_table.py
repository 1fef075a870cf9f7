"""周报（县）: a row a bond and project, with what is due next, and how it is carried out where there are actuals."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from bondcalc.in_life.life_record import UNASSIGNED
from bondcalc.portfolio.told.bond_rows import BondRow, bond_rows
from bondcalc.portfolio.told.bonds_told_differently import told_differently
from bondcalc.portfolio.told.executed import bond_cells, has_arrived, laid_by, project_cells, unassigned_cells
from bondcalc.portfolio.told.store_page import (
    StorePage,
    StorePart,
    executed_columns,
    money_column,
    share_column,
    spare,
    text_column,
)
from bondcalc.portfolio.told.store_view import NOTATION, StoreView, money, stated, units
from bondcalc.portfolio.told.uncounted import left_out_note, total_head
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import DASH, Datum, Listing, Medium, Note, ReportColumn, ReportRow, Words, read
from bondcalc.wording.terms import Unit

UNASSIGNED_NAME = "未分到债券"
NO_BOND: ReportRow = {id_: Datum(None, Unit.MONEY, none=DASH) for id_ in ("amount", "refinancing", "planned", "owed")}
"""What a row of money without a bond does not have: its totals are whole without it."""
COLUMNS = (
    text_column("bond", "债券简称", "bond", 2.2),
    text_column("project", "项目", "project", 2.0),
    money_column("amount", "本项目额度", "amount of the project"),
    money_column("refinancing", "其中：再融资", "of which refinancing", printed=False),
    spare(text_column("told", "数据截至日", "told up to", 1.1)),
    spare(text_column("arrived", "到账日", "arrived on", 1.1)),
    *executed_columns((("appropriated", "已拨", "appropriated"), ("spent", "已支", "spent"))),
    spare(share_column("spent_share", "支出%", "spent %")),
    ReportColumn("days", Words("到账天数", "days since"), Unit.COUNT, width=0.8, spare=True),
    *executed_columns((("left", "结存", "left"),)),
    spare(share_column("built", "形象%", "built %")),
    money_column("planned", "收入计划", "revenue planned"),
    *executed_columns((("earned", "收入实际", "revenue earned"), ("paid_in", "收入缴库", "paid into treasury"))),
    ReportColumn("due", Words("下次还本付息日", "next payment"), width=1.2),
    spare(text_column("hand_over", "应上缴日", "to be handed over on", 1.1)),
    money_column("owed", "应付", "due"),
    *executed_columns((("ready", "已备", "set aside"), ("gap", "未备金额", "not set aside"))),
    spare(text_column("who", "责任人", "who", 1.0)),
    spare(text_column("measure", "措施时限", "measure and date", 1.8)),
)
NOTE = (
    "本项目额度按清单“债券分配”表，清单未列的按项目文件。“（拟发行）”为计划债券，已有到账而没有填发行结果的注明；“（再融资）”偿还的原债券未到期的也在表中，"
    "不是新增额度；“（已到期）”的已还清。收入计划为当年可用于偿债的收入，列在项目第一只债券一行，其余行为“—”。"
    "应付为下次还本付息日的本金、利息和手续费（监测报告的应付本息不含手续费）；该日遇周末顺延到下一工作日，节假日以公布为准。"
)
EXECUTED = (
    "执行栏按各项目的执行数据，填到数据截至日：收入实际与计划同口径，扣除土地成本；已备为偿债资金账户余额，扣除余额日以后已付和到期未填报的本息、到期未付的本息，以及流水表明转入其中的债券资金（不能用于还本付息），按付款先后抵用，"
    "未备金额为应付减已备，不计付款日前的预计收益；没有执行数据的项目空白，有执行数据而没有填的为“未填报”。"
    "合计加本项目额度、收入计划和应付，执行栏只加已填报的数。"
)
NOT_EXECUTED = "没有执行数据。合计加本项目额度、收入计划和应付。"
ENGLISH_NOTE = "Amounts as the list shares bonds out, else as project files have them; columns of execution are blank where a project has no actuals, and not reported where they do not say."


def county_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell every bond of every project."""
    operating, land = view.store.by_year("repayable.operating"), view.store.by_year("repayable.land")
    year, seen, rows = view.day.year, set[str](), list[ReportRow]()
    bonds = bond_rows(view)
    by_project = {key: list(mine) for key, mine in groupby(bonds, key=lambda row: row.member.key)}
    ready = {key: laid_by(mine, view.executions.get(key)) for key, mine in by_project.items()}
    for row in bonds:
        key = row.member.key
        plan = operating.get(key, {}).get(year, 0) + land.get(key, {}).get(year, 0)
        done = view.executions.get(key)
        first = {} if key in seen else project_cells(done, earns=plan > 0)
        laid = ready.get(key, {}).get(row.kept.id, {}) if row.kept else {}
        cells = _row(view, row, None if key in seen else plan)
        rows.append({**cells, **bond_cells(row, done), **first, **laid})
        seen.add(key)
        if row is by_project[key][-1] and (loose := unassigned_cells(done)):
            rows.append({"bond": UNASSIGNED_NAME, "project": row.member.name, **NO_BOND, **loose})
    title = Words(f"县级周报表（{view.said_day}）", "Bonds by project")
    empty = Words("没有已测算项目的债券。", "No bonds.")
    differing = [
        Note("county_differs", words) for words in (*_differing(view, bonds), *told_differently(view), *_loose(view))
    ]
    return [
        Note("county_note", Words(NOTE + (EXECUTED if view.executions else NOT_EXECUTED), ENGLISH_NOTE)),
        *_refinancing(bonds),
        *left_out_note(view),
        *differing,
        *_unplaced(view),
        *_left_open(view, rows),
        Listing("county", title, COLUMNS, rows, empty=empty, money=True, filtered=True, total_head=total_head(view)),
    ]


def _unplaced(view: StoreView) -> Iterator[Note]:
    """Name the projects whose unspent bond money no account of its own is told to hold: it may be part of 已备."""
    amounts = {key: done.unplaced for key, done in view.executions.items() if done.unplaced and key in view.by_key}
    named = [
        f"{view.by_key[key].name}{number.fixed(amount, 2, grouped=True)}万元" for key, amount in sorted(amounts.items())
    ]
    if named:
        said = f"已备可能含有建设资金：{in_turn(named)}未用的债券资金不在填报的债券资金账户余额中，请核对所在账户。"
        en = "Unspent bond money that no account of its own holds may be part of what is set aside."
        yield Note("county_unplaced", Words(said, en))


def _left_open(view: StoreView, rows: Sequence[ReportRow]) -> Iterator[Note]:
    """Say what the totals of execution leave out: projects without actuals, and of each column the cells that nobody told."""
    silent = sum(member.done and member.key not in view.executions for member in view.members)
    if not view.executions:
        return
    untold = {
        read(column.head, NOTATION, Medium.BOOK): sum(
            isinstance(cell := row.get(column.id), Datum) and cell.untold for row in rows
        )
        for column in COLUMNS
        if column.total == "told"
    }
    parts = [f"没有执行数据的{silent}个项目"] if silent else []
    parts += [f"{head}未填报的{cells}处" for head, cells in untold.items() if cells]
    if parts:
        said = in_turn(parts)
        yield Note("county_open", Words(f"执行栏合计不含：{said}。", "Totals of execution leave out what is not told."))


def _differing(view: StoreView, bonds: Sequence[BondRow]) -> Iterator[Words]:
    """Name each bond of which the list shares out another amount to a project than its file states."""
    for row, shared, filed in differing_shares(bonds):
        done = view.executions.get(row.member.key)
        known = "发行结果" if done and done.issued else "项目文件中"
        listed, own = (number.fixed(amount, 2, grouped=True) for amount in (shared, filed))
        yield Words(
            f"金额不一致：{row.member.name}的{row.short_name}，清单分配{listed}万元，{known}为{own}万元，请更正其中一处。",
            f"{row.member.name}, {row.short_name}: {listed} on the list, {own} in the project file (CNY 10,000).",
        )


def differing_shares(rows: Iterable[BondRow]) -> list[tuple[BondRow, Decimal, Decimal]]:
    """Give bonds whose parts on the list add up to another amount than the file has, both in 万元, each once."""
    first: dict[tuple[str, str], BondRow] = {}
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if row.kept is not None:
            bond_key = row.member.key, row.kept.id
            first.setdefault(bond_key, row)
            sums[bond_key] = sums.get(bond_key, Decimal(0)) + row.amount
    filed = {bond_key: units(row.kept.face) for bond_key, row in first.items() if row.kept is not None}
    return [(first[bond_key], sums[bond_key], face) for bond_key, face in filed.items() if sums[bond_key] != face]


def _loose(view: StoreView) -> Iterator[Words]:
    """Name each project with money that nobody told the bond of."""
    for key in sorted(key for key, done in view.executions.items() if UNASSIGNED in done.bonds):
        name = view.by_key[key].name
        yield Words(
            f"{UNASSIGNED_NAME}：{name}的执行数据中有转贷到账、拨付或者支出没有填债券，单列一行，请补填债券编号。",
            f"{name}: money told without a bond stands in a row of its own.",
        )


def _refinancing(bonds: Iterable[BondRow]) -> Iterator[Note]:
    """Say how much of the amounts raises no new money."""
    if amount := sum((row.amount for row in bonds if _refinances(row)), Decimal(0)):
        said = number.fixed(amount, 2, grouped=True)
        zh = f"本项目额度合计中再融资债券{said}万元，用于偿还原债券的到期本金，不是新增额度。"
        yield Note("county_refinancing", Words(zh, f"{said} (万元) of the amounts refinance other bonds."))


def _refinances(row: BondRow) -> bool:
    return row.kept is not None and not row.kept.new_money


def _state(view: StoreView, row: BondRow) -> Iterator[str]:
    """Say of a bond what its name does not."""
    if row.kept is not None and row.kept.planned:
        past = "，起息日已过" if row.kept.value_date < view.day.isoformat() else ""
        yield "未填发行结果" if has_arrived(row, view.executions.get(row.member.key)) else f"拟发行{past}"
    if _refinances(row):
        yield "再融资"
    if row.over:
        yield "已到期"


def _row(view: StoreView, row: BondRow, plan: int | None) -> ReportRow:
    state, done = "，".join(_state(view, row)), row.member.done
    return {
        "bond": f"{row.short_name}（{state}）" if state else row.short_name,
        "project": row.member.name,
        "amount": money(row.amount),
        "refinancing": money(row.amount if _refinances(row) else Decimal(0)) if row.kept else None,
        "planned": Datum(stated(plan), Unit.MONEY, none=DASH) if done else None,
        "due": row.due.paid_on if row.due else None,
        # All is paid: nothing is owed. A bond that the project file does not have: nobody knows.
        "owed": Datum(row.owed, Unit.MONEY, none=DASH) if row.kept else None,
    }


COUNTY_PAGE = StorePage("county", Words("县级周报", "County"), county_parts)

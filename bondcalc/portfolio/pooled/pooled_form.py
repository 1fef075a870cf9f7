"""新增专项债券项目信息披露表 of a pooled bond: the bond, the sum of its projects, a block a project, what is told in life."""

from collections.abc import Iterator, Mapping

from bondcalc.filings.parts.batch_table import term_of
from bondcalc.filings.parts.draft import MARK
from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.filing import BLANK, UNSEALED, number, parted
from bondcalc.filings.parts.form_tables import (
    LATER,
    UNIT,
    by_year_table,
    frame_table,
    kinds_table,
    kinds_told,
    ratios_table,
    ties,
    totals_table,
)
from bondcalc.inputs.bond_options import repaid_as
from bondcalc.inputs.codes import HALVES, short_half
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.bond_kinds import ticked
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.portfolio.pooled.pool_writer import PoolWriter
from bondcalc.portfolio.pooled.pooled_draft import member_faults, why_draft
from bondcalc.portfolio.pooled.project_bonds import bonds_table
from bondcalc.portfolio.pooled.ratio_tables import cover_printed, ratios_otherwise
from bondcalc.portfolio.pooled.shared_bond import PoolMember, SharedBond, disclosed
from bondcalc.typeset.document import (
    Cover,
    Document,
    Heading,
    PageBlock,
    PageTable,
    Signatures,
    Sum,
    TableCell,
    TableRows,
)
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_turn

TITLE = "新增专项债券项目信息披露表"
WORD_NOTE = "本文件供编辑，以同名PDF为准；数字已锁定，更改应改项目文件后重新生成。"
"""Stands on the first page of the Word file: it carries no input to be audited against."""
SHARE_HEADS = (
    "序号",
    "项目",
    "用于该项目的金额",
    "其中：资本金",
    "总投资",
    "总收益",
    "总债务融资本息",
    "收益/本息（倍，按未取整金额）",
)
SHARED = ("investment", "revenue", "service")
"""Totals that stand beside the share of each project."""


class PooledForm:
    """Writes the form; `named` tells what each printed figure is called."""

    def __init__(self, shared: SharedBond, sealed: str = "") -> None:
        """Prepare the form; `sealed` is the sha256 of the list of what it was made from."""
        self._shared, self._writer = shared, PoolWriter()
        self._issued = shared.terms.begins().year
        self._last = max(member.last_year for member in shared.members)
        count = figured("count.members", str(len(shared.members)))
        self._writer.words = {
            "member_count": count,
            "face": (self._writer.amount("pool.face", shared.face, "计划发行额"),),
            "manifest": parted(sealed) or UNSEALED,
        }

    @property
    def named(self) -> Mapping[str, str]:
        """Names of the printed figures by id."""
        return self._writer.named

    def document(self) -> Document:
        """Write all of it; a draft where a member does not stand by itself, or something is still to be filled in."""
        blocks: list[PageBlock] = [self._cover()]
        for index, (title, section) in enumerate(
            (
                ("债券基本信息", self._bond()),
                ("项目总体信息", self._whole()),
                ("分项目信息", self._members()),
                ("存续期信息", self._in_life()),
            )
        ):
            blocks += [Heading(1, f"{number(index)}、{title}"), *section]
        blocks += [*self._writer.paragraphs("closing"), Signatures((("编制", ""), ("复核", ""), ("审批", "")))]
        draft, name = tuple(why_draft(self._shared, blocks)), self._name
        example = any(member.result.project.form(Particulars).example for member in self._shared.members)
        return Document(
            title=f"{name}{TITLE}",
            author="",
            subject=TITLE,
            keywords=f"专项债券;财预〔2017〕89号;{name}",
            running_title=short_half(name),
            page_mark="　".join(filter(None, (MARK if draft else "", EXAMPLE_MARK if example else ""))),
            blocks=blocks,
            public=True,
            draft=draft,
        )

    @property
    def _name(self) -> str:
        return self._shared.terms.name or self._shared.code

    def _cover(self) -> Cover:
        regions = dict.fromkeys(
            member.result.project.form(Particulars).region or BLANK for member in self._shared.members
        )
        rows = [
            ("债券代码", self._shared.code),
            ("项目所在地区", in_turn(regions)),
            ("项目数量", f"{len(self._shared.members)}个"),
            ("成文日期", spelt(self._shared.filed)),
        ]
        # The name of a bond has two halves, each as long as a line.
        subtitle = f"（{self._name}）\n（集合发行）".replace(HALVES, f"{HALVES}\n")
        return Cover(TITLE, subtitle, rows, "", failing=False, note=WORD_NOTE)

    def _bond(self) -> Iterator[PageBlock]:
        shared, writer, terms = self._shared, self._writer, self._shared.terms
        rows: TableRows = [
            ["债券名称", terms.name or BLANK],
            ["计划发行额（亿元）", writer.amount("pool.face", shared.face, "计划发行额")],
            ["债券期限", figured("pool.term", term_of(terms))],
            [
                "其中：用于符合条件的重大项目资本金（亿元）",
                writer.amount("pool.as_capital", shared.as_capital, "用作资本金"),
            ],
            ["招标或承销日", LATER],
            ["信用评级结果", LATER],
            ["还本方式", repaid_as(terms)],
        ]
        yield from writer.paragraphs("bond")
        yield PageTable("债券基本信息", "", [["项目", "内容"]], rows, "ll", [2.4, 2.4])
        yield kinds_table({kind for member in shared.members for kind in _ticks(member)})
        yield self._shares()

    def _shares(self) -> PageTable:
        """What each project has of the bond, and its share of the totals; the last row adds up."""
        writer, last = self._writer, len(self._shared.members)
        whole = writer.totals("pool", self._shared.form)
        rows: TableRows = [self._share(rank, member) for rank, member in enumerate(self._shared.members, 1)]
        rows.append(
            [
                "",
                "合计",
                writer.amount("pool.face", self._shared.face, "计划发行额"),
                writer.amount("pool.as_capital", self._shared.as_capital, "用作资本金"),
                *(whole(id_) for id_ in SHARED),
                "",
            ]
        )
        widths = [0.6, 2.3, 1.2, 1.1, 1.0, 1.0, 1.1, 1.4]
        strong, sums = frozenset({last}), (Sum("row", last, tuple(range(last))),)
        return PageTable(
            "债券资金分项目安排", UNIT, [list(SHARE_HEADS)], rows, "clrrrrrr", widths, strong=strong, sums=sums
        )

    def _share(self, rank: int, member: PoolMember) -> list[TableCell]:
        """The row of a project."""
        writer, prefix = self._writer, f"member.{rank}"
        figure = writer.totals(prefix, member.form)
        return [
            str(rank),
            member.name,
            writer.amount(f"{prefix}.share", disclosed(member.share), "专项债券中用于该项目的金额"),
            writer.amount(f"{prefix}.as_capital", disclosed(member.as_capital), "其中用作资本金"),
            *(figure(id_) for id_ in SHARED),
            cover_printed(writer, prefix, member),
        ]

    def _whole(self) -> Iterator[PageBlock]:
        writer, form = self._writer, self._shared.form
        yield from writer.paragraphs(
            "whole" if all(ties(one.form.totals) for one in self._shared.members) else "whole_untied"
        )
        yield totals_table("项目总体信息", writer.totals("pool", form))
        yield frame_table("项目分年融资计划", self._issued, writer.frame("pool", form, self._issued))
        yield by_year_table("债券存续期内项目分年收益", writer.revenue("pool", form, self._issued, self._last))
        yield ratios_table("项目收益与融资平衡情况", writer.ratios("pool", form))
        yield from ratios_otherwise(writer, "pool", self._shared, "合计")
        yield from writer.paragraphs("fence")
        for fault in member_faults(self._shared):
            writer.words["fault"] = fault.told()
            yield from writer.paragraphs("not_yet")

    def _members(self) -> Iterator[PageBlock]:
        yield from self._writer.paragraphs("members")
        for rank, member in enumerate(self._shared.members, 1):
            yield Heading(2, f"（{number(rank - 1)}）{member.name}")
            yield from self._member(rank, member)

    def _member(self, rank: int, member: PoolMember) -> Iterator[PageBlock]:
        writer, prefix, form = self._writer, f"member.{rank}", member.form
        said = member.result.project.form(Particulars)
        rows: TableRows = [
            ["项目类型", kinds_told(_ticks(member)) or BLANK],
            ["建设期", f"{spelt(said.construction_start)}至{spelt(said.construction_end)}"],
            ["运营期", f"自{spelt(said.operation_start)}起"],
            ["简要描述", said.description or BLANK],
            [
                "专项债券中用于该项目的金额（亿元）",
                writer.amount(f"{prefix}.share", disclosed(member.share), "专项债券中用于该项目的金额"),
            ],
            [
                "其中：用于符合条件的重大项目资本金（亿元）",
                writer.amount(f"{prefix}.as_capital", disclosed(member.as_capital), "其中用作资本金"),
            ],
        ]
        last = member.last_year
        yield PageTable(f"项目基本情况（项目{rank}）", "", [["项目", "内容"]], rows, "ll", [1.6, 3.2])
        yield totals_table(f"项目投资、收益与债务（项目{rank}）", writer.totals(prefix, form))
        yield frame_table(f"项目分年融资计划（项目{rank}）", self._issued, writer.frame(prefix, form, self._issued))
        yield by_year_table(f"债券存续期内项目分年收益（项目{rank}）", writer.revenue(prefix, form, self._issued, last))
        yield ratios_table(f"项目收益与融资平衡情况（项目{rank}）", writer.ratios(prefix, form))
        yield from ratios_otherwise(writer, prefix, member, f"项目{rank}")
        yield from bonds_table(writer, self._shared, rank, member)

    def _in_life(self) -> Iterator[PageBlock]:
        projects = [member.result.project for member in self._shared.members]
        issued = any(bond.status == "issued" for project in projects for bond in project.rows(Bond))
        executed = any(project.rows(Actual) for project in projects)
        yield from self._writer.paragraphs("no_actuals" if issued or executed else "first_issue")


def _ticks(member: PoolMember) -> frozenset[str]:
    said = member.result.project.form(Particulars)
    return ticked(said.bond_kinds, said.sector)

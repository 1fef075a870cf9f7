"""项目基本情况 of the plan: outline, need, public benefit, parties, works, approvals, dates."""

from datetime import date

from bondcalc.filings.parts.arrangements import road, use
from bondcalc.filings.parts.filing import BLANK
from bondcalc.filings.parts.income_words import INTO_USE, RUNS, never_operates
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.written_chapters import written
from bondcalc.inputs.bond_options import redeemed_last
from bondcalc.inputs.sheets.asset_ledger import Asset
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import ISSUERS, Compliance
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import bonds
from bondcalc.schedules.horizon import calculation_end
from bondcalc.typeset.document import Heading, PageBlock, PageTable, Paragraph, TableRows, Timeline
from bondcalc.wording.in_turn import in_turn


def project(writer: Writer) -> list[PageBlock]:
    """Write the chapters on the project itself, each under its own heading."""
    chapters = (
        ("项目概况", [*writer.paragraphs("project"), *road(writer), *use(writer)]),
        ("建设背景与必要性", written(writer, "background")),
        ("项目公益性", written(writer, "public_benefit")),
        ("项目参与主体", [_parties(writer), *written(writer, "parties")]),
        ("建设内容与方案", [*writer.paragraphs("content"), *written(writer, "content")]),
        ("项目审批与进度", [*approvals(writer), _timetable(writer), _timeline(writer)]),
    )
    return [block for title, blocks in chapters for block in (Heading(2, title), *blocks)]


def _parties(writer: Writer) -> PageTable:
    """项目参与主体表: who issues, who answers for the project, who builds, who owns and keeps what is built."""
    form, stated = writer.result.project.form(Particulars), writer.result.project.form(Compliance)
    assets = writer.result.project.rows(Asset)
    parties = (
        ("债券发行主体", ISSUERS.get(stated.issuer or "", BLANK)),
        ("项目主管部门", form.department or BLANK),
        ("项目单位", form.unit or BLANK),
        ("资产权属单位", in_turn(dict.fromkeys(asset.owner for asset in assets if asset.owner))),
        ("资产管理单位", in_turn(dict.fromkeys(asset.keeper for asset in assets if asset.keeper))),
    )
    rows: TableRows = [[role, name] for role, name in parties if name]
    return PageTable("项目参与主体表", "", [["角色", "单位"]], rows, "ll", [1.4, 3.0])


def papers(writer: Writer) -> list[str]:
    """Give the papers of approval one by one, as they were named."""
    named = writer.result.project.form(Particulars).approvals or ""
    return [paper.strip().rstrip("。") for paper in named.replace(";", "；").split("；") if paper.strip()]


def approvals(writer: Writer) -> list[PageBlock]:
    """项目审批: the papers there are, in words of the bureau too."""
    named = papers(writer)
    numbered = (
        [f"{index}.{paper}。" for index, paper in enumerate(named, 1)]
        if len(named) > 1
        else [f"{paper}。" for paper in named]
    )
    listed: list[PageBlock] = [Paragraph(text) for text in numbered]
    return [*(writer.paragraphs("papers") if named else ()), *listed, *written(writer, "approval")]


def _timetable(writer: Writer) -> PageTable:
    stated, only = writer.result.project.form(Particulars), never_operates(writer.result)
    last = max(tranche.last_day for tranche in writer.result.book.use(bonds.schedule).tranches)
    rows: TableRows = [
        [event, str(day or BLANK)]
        for event, day in (
            ("可研批复", stated.feasibility_approved),
            ("用地批复", stated.land_approved),
            ("环评批复", stated.environment_approved),
            ("开工", stated.construction_start),
            (f"{writer.words['first_of']}债券起息", min(bond.value_date for bond in writer.result.project.rows(Bond))),
            ("竣工", stated.construction_end),
            (INTO_USE[only], stated.operation_start),
            (f"{writer.words['last_of']}债券到期{redeemed_last(writer.result.project.rows(Bond), last)}", last),
            (f"{RUNS[only]}末", stated.operation_end),
        )
    ]
    # Days in ISO form sort as text; what has no day yet stands last.
    rows.sort(key=lambda row: (row[1] == BLANK, row[1]))
    return PageTable("时间安排表", "", [["事项", "日期"]], rows, "lc", [2.0, 1.6])


def _timeline(writer: Writer) -> Timeline:
    """Construction, each bond from issue to maturity, operation; spans without both dates are left out."""
    stated = writer.result.project.form(Particulars)
    last = date(calculation_end(writer.result.project), 12, 31)
    spans = [
        ("建设期", stated.construction_start or stated.construction_end, stated.construction_end),
        *(
            (f"债券{tranche.row.data.id}存续期", tranche.row.data.value_date, tranche.last_day)
            for tranche in writer.result.book.use(bonds.schedule).tranches
        ),
        (
            f"{RUNS[never_operates(writer.result)]}（预测期内）",
            stated.operation_start,
            min(stated.operation_end or last, last),
        ),
    ]
    return Timeline(
        f"建设、发行、{RUNS[never_operates(writer.result)].removesuffix('期')}和到期时间图",
        [(label, start, end) for label, start, end in spans if start and end and start <= end],
    )

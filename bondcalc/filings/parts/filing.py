"""What all filings share: cover, numbered sections, words of the project, who signs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from bondcalc.checks.review_road import road_of
from bondcalc.disk.standing import MANIFEST
from bondcalc.filings.parts.draft import MARK, why_draft
from bondcalc.filings.parts.edge_years import edge_words
from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.financing import financing, lowest_cash
from bondcalc.filings.parts.income_words import income_words
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.bond_options import redeemed_last
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, SECTORS, Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import places_of
from bondcalc.result.headline import headline
from bondcalc.result.result import Result
from bondcalc.schedules import bonds as debt_service
from bondcalc.schedules import investment
from bondcalc.seal.proof import proof
from bondcalc.typeset.document import Contents, Cover, Document, Heading, PageBlock, Signatures, Text
from bondcalc.wording.day import TO_COME, spelt
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.number import limit

BLANK = TO_COME
UNSEALED = "—"
"""Stands for the hash of a manifest that is not made yet: nobody has to fill it in."""
CONTENTS_FROM = 8
"""Sections from which a filing has a table of contents; a shorter one would leave its page empty."""
SHORT, BALANCE = 14, "自求平衡"
"""A title as short stands in one line; longer ones break behind these words and before a bracket."""
INNER = 2
"""Level of the headings inside a section."""
NUMBERS = "一二三四五六七八九十"
DIGITS = "零一两三四五六七八九"
"""Numbers of decimals in words (保留两位小数)."""
Section = tuple[str, Callable[[Writer], Sequence[PageBlock]]]
"""Title of a section and what writes it; the number is given by its place."""


def filing(
    writer: Writer,
    title: str,
    sections: Sequence[Section],
    signed: Sequence[PageBlock] = (),
    *,
    own: Sequence[str] = (),
    verdict: bool = False,
    public: bool = False,
) -> Document:
    """Write a filing: cover, contents, sections in order, places to sign; a draft says so on every page.

    `own` are the rules by id that this filing is held to (`why_draft`); `verdict` puts the verdict on the cover. A `public` one carries no file and says instead, on its last page and in its keywords, the hash of the manifest.
    """
    _worded(writer)
    blocks: list[PageBlock] = [
        _cover(writer.result, title, verdict=verdict),
        *([Contents()] if len(sections) >= CONTENTS_FROM else []),
    ]
    for index, (heading, section) in enumerate(sections):
        blocks += [Heading(1, f"{number(index)}、{heading}"), *headed(section(writer))]
    return _handed_in(writer, title, blocks, signed, own=own, public=public)


def form(
    writer: Writer,
    title: str,
    section: Callable[[Writer], Sequence[PageBlock]],
    signed: Sequence[PageBlock] | None = (),
) -> Document:
    """Write a form: no cover, one section, places to sign unless it has its own (None). It goes along with a filing and carries no file."""
    _worded(writer)
    return _handed_in(writer, title, section(writer), signed, own=(), public=True)


def _worded(writer: Writer) -> None:
    writer.words = words(writer.result) | {"manifest": parted(writer.origin.hashes.get(MANIFEST, "")) or UNSEALED}
    writer.words |= {"financing": financing(writer), "lowest_cash": lowest_cash(writer)}


def _handed_in(
    writer: Writer,
    title: str,
    body: Sequence[PageBlock],
    signed: Sequence[PageBlock] | None,
    *,
    own: Sequence[str],
    public: bool,
) -> Document:
    """Close a filing: where its figures are from, who signs, whether it is a draft."""
    particulars, manifest = writer.result.project.form(Particulars), writer.origin.hashes.get(MANIFEST, "")
    places = [] if signed is None else signed or [_signed(particulars)]
    blocks = [*body, *writer.paragraphs("closing"), *places]
    draft = why_draft(writer.result, blocks, own)
    return Document(
        title=f"{particulars.name}{title}",
        author=particulars.unit or "",
        subject=title,
        keywords=f"专项债券;财预〔2017〕89号;{particulars.name}" + (proof(manifest) if public else ""),
        running_title=particulars.name,
        page_mark="　".join(filter(None, (MARK if draft else "", EXAMPLE_MARK if particulars.example else ""))),
        blocks=blocks,
        public=public,
        draft=draft,
    )


def _signed(particulars: Particulars) -> Signatures:
    """The places to sign of a filing that the bureau itself signs."""
    people = ("prepared_by", "reviewed_by", "approved_by")
    return Signatures(
        tuple(
            (role, getattr(particulars, id_) or "") for role, id_ in zip(("编制", "复核", "审批"), people, strict=True)
        )
    )


def parted(digest: str) -> str:
    """Write a hash in parts, so that lines break between them."""
    return " ".join(digest[index : index + 16] for index in range(0, len(digest), 16))


def headed(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Number the headings inside a section: （一）, （二）."""
    index = count()
    for block in blocks:
        if isinstance(block, Heading) and block.level == INNER:
            yield Heading(INNER, f"（{number(next(index))}）{block.text}")
        else:
            yield block


def number(index: int) -> str:
    """Give the Chinese number of a section, from place 0: 一 to 九十九."""
    tens, ones = divmod(index + 1, len(NUMBERS))
    ten = f"{NUMBERS[tens - 1] if tens > 1 else ''}十" if tens else ""
    return ten + (NUMBERS[ones - 1] if ones else "")


def not_by_bond(result: Result) -> str:
    """List what bond money may not pay for, of what the project has."""
    invest, reserve = result.book.use(investment.schedule), result.project.form(Particulars).sector == "land_reserve"
    land = any(row.category == "land_compensation" for row in result.project.rows(InvestmentItem)) and not reserve
    base = any(result.figures.amounts(invest.working_capital))
    return in_turn(["利息", "发行和兑付费用", *["征地拆迁补偿"] * land, *["铺底流动资金"] * base])


def words(result: Result) -> dict[str, Text]:
    """Words of the project that texts fill in by name."""
    particulars, settings = result.project.form(Particulars), result.project.form(Settings)
    bonds = result.project.rows(Bond)
    last = max(tranche.last_day for tranche in result.book.use(debt_service.schedule).tranches)
    return {
        "name": particulars.name,
        "region": particulars.region or BLANK,
        "unit": particulars.unit or BLANK,
        "department": particulars.department or BLANK,
        "code": particulars.code or BLANK,
        "description": particulars.description or BLANK,
        "approvals": particulars.approvals or BLANK,
        "sector": SECTORS.get(particulars.sector or "", BLANK),
        "rule_date": spelt(particulars.rule_date),
        "money": settings.money_unit,
        "bond_count": figured("count.bonds", str(len(bonds))),
        "verdict": figured("count.findings", headline(result).zh),
        "first_of": "首期" if len(bonds) > 1 else "",
        "last_of": "末期" if len(bonds) > 1 else "",
        "first_value_date": spelt(min(bond.value_date for bond in bonds)),
        "last_maturity": f"{spelt(last)}{redeemed_last(bonds, last)}",
        "construction": f"{spelt(particulars.construction_start)}至{spelt(particulars.construction_end)}",
        "operation_start": spelt(particulars.operation_start),
        "local_threshold": f"本省标准为{BLANK}"
        if settings.coverage_threshold is None
        else figured("input.settings.coverage_threshold", f"本省标准为{limit(settings.coverage_threshold)}倍"),
        "missed": "，未达到标准" if _missed(result) else "",
        "evaluated_in": "专项评价报告" if particulars.evaluator else "测算底稿",
        "decimals": _decimals(places_of(settings.quantum)),
        "edge": edge_words(result),
        "not_by_bond": not_by_bond(result),
        "floor": figured("rule.coverage_floor", limit(result.rules.value("coverage_floor").number)),
        **income_words(result),
        "growth": sheet_of(Settings).cell(Settings.growth_steps).choices[settings.growth_steps],
    }


def _missed(result: Result) -> bool:
    """Tell whether the multiple is below the standard of the province; that it is not is left to the rules, which ask for more."""
    ratio = result.figures.scalar(result.book.find("coverage")["coverage_total_debt"])
    standard = result.project.form(Settings).coverage_threshold
    return ratio is not None and standard is not None and ratio < standard


def _decimals(places: int) -> str:
    return f"{DIGITS[places]}位小数" if places else "整数"


def _cover(result: Result, title: str, *, verdict: bool) -> Cover:
    particulars, said = result.project.form(Particulars), headline(result)
    rows = [
        ("项目名称", particulars.name),
        ("所在地区", particulars.region or BLANK),
        ("主管部门", particulars.department or BLANK),
        ("项目单位", particulars.unit or BLANK),
        ("投资项目统一代码", particulars.code or BLANK),
        *_road(result),
        ("成文日期", spelt(result.filing_date)),
    ]
    broken = title if len(title) < SHORT else title.replace(BALANCE, f"{BALANCE}\n").replace("（", "\n（")
    verdict_line = figured("count.findings", said.zh) if verdict else ""
    return Cover(broken, f"（{particulars.name}）", rows, verdict_line, said.failing)


def _road(result: Result) -> list[tuple[str, str]]:
    """The road of review, on the cover of every filing since there are two."""
    road = road_of(result.project, result.rules)
    return [] if road is None else [("审核路径", road.short)]

"""A pooled bond: the sums of its form against exact fractions and a published header; the ring-fence; what does not fit."""

import json
import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bondcalc.algebra.line import Line
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.data import digest
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.portfolio.list_sheets import ListedProject
from bondcalc.portfolio.pooled.form_figures import FormFigures, added
from bondcalc.portfolio.pooled.joined_bond import join
from bondcalc.portfolio.pooled.pooled_draft import member_faults
from bondcalc.portfolio.pooled.pooled_form import PooledForm
from bondcalc.portfolio.pooled.project_bonds import bonds_of
from bondcalc.portfolio.pooled.ring_fence import covers, pool_cover
from bondcalc.portfolio.pooled.shared_bond import PoolMember, SharedBond, bond_of
from bondcalc.portfolio.project_list import read_list
from bondcalc.problem import FileError, ProjectError
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.run import evaluate
from bondcalc.schedules import bonds, coverage, loans, repayable
from bondcalc.typeset.document import Document, PageTable, PrintedFigure
from tests.portfolio.pooled_members import BOND, CODE, almost, listed, member
from tests.trials.trial import document_text, own_sections, table_of

PLACES = 10_000


def result_of(text: str) -> Result:
    """Compute a project without judging it."""
    project = read_bytes("project.toml", text.encode())
    rules = rules_on(project.form(Particulars).rule_date)
    book, figures = evaluate(project, rules)
    return Result(project=project, rules=rules, book=book, figures=figures, findings=[], stress=Stress(book))


@pytest.fixture(scope="module")
def shared() -> SharedBond:
    """57 seeded members, as many as one published bond had."""
    made = []
    for seed in range(57):
        text, share = member(seed)
        result = result_of(text)
        stated = ListedProject(path=f"{seed}.toml")
        made.append(
            PoolMember(stated, digest(text.encode()), result, Decimal(share) * 10_000, bond_of(result, CODE), seed)
        )
    return SharedBond(CODE, tuple(made))


def half_up(value: Fraction) -> Fraction:
    """Four decimals, halves away from zero, by whole numbers."""
    whole, rest = divmod(abs(value) * PLACES, 1)
    return (1 if value >= 0 else -1) * Fraction(int(whole) + (rest >= Fraction(1, 2)), PLACES)


def stepped(amounts: list[Fraction]) -> list[Fraction]:
    """Round running totals and take their steps."""
    so_far = [half_up(sum(amounts[: place + 1], Fraction(0))) for place in range(len(amounts))]
    return [now - before for before, now in zip([Fraction(0), *so_far], so_far, strict=False)]


def independent(result: Result) -> tuple[dict[str, Fraction], dict[str, dict[int, Fraction]]]:
    """The form of a member from amounts of its schedules in 万元, in fractions: nothing of the disclosure is asked."""
    basis = result.book.use(coverage.schedule).basis

    def single(line: Line) -> Fraction:
        return half_up(Fraction(result.figures.amount(line)) / 10_000)

    def by_year(line: Line) -> dict[int, Fraction]:
        raw = [Fraction(amount) / 10_000 for amount in result.figures.amounts(line)]
        return dict(zip(result.book.years.years, stepped(raw), strict=True))

    years = {
        "special_bonds": by_year(result.book.use(bonds.schedule).drawn),
        "market_loans": by_year(result.book.use(loans.schedule).drawn),
        "revenue": by_year(result.book.use(repayable.schedule).counted),
    }
    totals = {name: sum(amounts.values(), Fraction(0)) for name, amounts in years.items()}
    totals |= {"investment": single(basis.investment), "service": single(basis.service)}
    totals["bond_service"] = single(basis.bond_service)
    totals["principal"] = totals["special_bonds"] + totals["market_loans"]
    totals["capital"] = totals["investment"] - totals["principal"]
    return totals, years


@pytest.mark.slow
def test_the_pool_of_57_members_is_the_sum_in_fractions(shared: SharedBond) -> None:
    each = [independent(one.result) for one in shared.members]
    for id_, amount in shared.form.totals.items():
        assert Fraction(amount) == sum(totals[id_] for totals, _ in each), id_
    for row, by_year in shared.form.years.items():
        every = {year for _, years in each for year in years[row]}
        wanted = {year: sum(years[row].get(year, 0) for _, years in each) for year in every}
        assert {year: Fraction(amount) for year, amount in by_year.items()} == wanted
        assert sum(by_year.values()) == shared.form.totals[row]
    below = {"e_a": "investment", "e_f": "service", "e_g": "principal", "e_h": "bond_service", "e_c": "special_bonds"}
    for ratio, id_ in below.items():
        assert shared.form.ratio(ratio) == sum(totals["revenue"] for totals, _ in each) / sum(
            totals[id_] for totals, _ in each
        )
    frame = [Decimal(0)] * 9
    for year, amount in shared.form.years["special_bonds"].items():
        frame[max(0, min(8, year - 2018))] += amount
    assert shared.form.frame("special_bonds", 2021) == frame


@pytest.mark.slow
def test_the_pool_is_neither_rounded_again_nor_a_mean(shared: SharedBond) -> None:
    """What rounding the sum, or a mean of ratios, would print instead is something else: the two are told apart."""
    unrounded = sum(
        Fraction(one.result.figures.amount(one.result.book.use(coverage.schedule).basis.service)) / 10_000
        for one in shared.members
    )
    assert Fraction(shared.form.totals["service"]) != half_up(unrounded)
    ratios = [one.form.ratio("e_f") or Fraction(0) for one in shared.members]
    mean, pool = sum(ratios, Fraction(0)) / len(ratios), shared.form.ratio("e_f")
    assert pool is not None
    assert half_up(mean) != half_up(pool)
    assert shared.face == sum(Decimal(member(seed)[1]) for seed in range(57)) / 10_000


@pytest.mark.slow
def test_every_identity_of_the_form_holds_for_members_and_pool(shared: SharedBond) -> None:
    for form in (shared.form, *(one.form for one in shared.members)):
        said = form.totals
        assert said["investment"] == said["capital"] + said["special_bonds"] + said["market_loans"]
        assert said["principal"] == said["special_bonds"] + said["market_loans"]
        for row in ("special_bonds", "market_loans"):
            assert sum(form.frame(row, 2021)) == said[row]


def parted(amount: str, some: random.Random, count: int) -> list[Decimal]:
    """Cut an amount of four decimals into so many parts that add up to it."""
    whole = int(Decimal(amount) * PLACES)
    cuts = sorted(some.randint(0, whole) for _ in range(count - 1))
    return [Decimal(after - before) / PLACES for before, after in zip([0, *cuts], [*cuts, whole], strict=True)]


BONDS = ("22.0000", "25.9680", "62.6000", "121.4300", "124.3600", "64.7500", "20.6000", "6.3000", "5.5000")
LOANS = ("0.2000", "0", "2.1490", "16.1010", "2.0000", "1.0000", "1.0000", "0", "0")
YEARS = range(2020, 2029)


def test_the_published_header_of_ningbo_2023_comes_out() -> None:
    """政府专项债券十一期 of 2023: 57 projects, 53.2700 亿.

    Given from the page: B, the years of C and D, E. Computed: members that are drawn so that they add up to these, each with
    its own A; their sums A, C, D, the nine columns and the two ratios. Published: A, C and D as totals, E/A, E/C.
    """
    some = random.Random(2023)
    capital, revenue = parted("249.2331", some, 57), parted("1057.1508", some, 57)
    special, other = ([parted(amount, some, 57) for amount in row] for row in (BONDS, LOANS))
    forms = []
    for place in range(57):
        c = {year: amounts[place] for year, amounts in zip(YEARS, special, strict=True)}
        d = {year: amounts[place] for year, amounts in zip(YEARS, other, strict=True)}
        sums = {"special_bonds": sum(c.values(), Decimal(0)), "market_loans": sum(d.values(), Decimal(0))}
        totals = {"capital": capital[place], "revenue": revenue[place], **sums}
        totals |= {"investment": capital[place] + sum(sums.values()), "service": Decimal(0)}
        totals |= {"principal": sum(sums.values(), Decimal(0)), "bond_service": Decimal(0)}
        forms.append(FormFigures(totals, {"special_bonds": c, "market_loans": d, "revenue": {}}))
    pool = added(forms)
    assert pool.totals["investment"] == Decimal("725.1911")
    assert (pool.totals["special_bonds"], pool.totals["market_loans"]) == (Decimal("453.5080"), Decimal("22.4500"))
    assert pool.frame("special_bonds", 2023) == [Decimal(amount) for amount in BONDS]
    assert pool.frame("market_loans", 2023) == [Decimal(amount) for amount in LOANS]
    assert half_up(pool.ratio("e_a") or Fraction(0)) == Fraction("1.4578")
    assert half_up(pool.ratio("e_c") or Fraction(0)) == Fraction("2.3311")
    assert pool.ratio("e_f") is None


def printed(document: Document) -> dict[str, str]:
    cells = (cell for block in document.blocks if isinstance(block, PageTable) for row in block.rows for cell in row)
    return {cell.id: cell.text for cell in cells if isinstance(cell, PrintedFigure)}


@pytest.mark.slow
def test_what_is_printed_adds_up_to_the_issue(shared: SharedBond) -> None:
    form = PooledForm(shared)
    said = printed(form.document())
    for column in ("share", "as_capital", "investment", "revenue", "service"):
        total = said["pool.face" if column == "share" else f"pool.{column}"]
        parts = [Decimal(said[f"member.{place}.{column}"]) for place in range(1, 58)]
        assert sum(parts) == Decimal(total), column
    assert said["pool.e_f"] == f"{float(shared.form.ratio('e_f') or 0):.4f}"
    assert all(id_ in form.named for id_ in said if id_.startswith(("pool.bonds", "member.")))


def two(change: Callable[[str], str] = str) -> list[tuple[str, int]]:
    """Two members; the second one is changed."""
    one, other = (member(seed, 3000) for seed in (101, 102))
    return [one, (change(other[0]), other[1])]


def test_the_pool_heals_no_member(tmp_path: Path) -> None:
    """The second earns a tenth of what it owes; the pool covers all, and the form is a draft that names the second alone."""
    files = [member(101, 3000, "1500"), member(102, 3000, "130"), member(103, 3000, "1500")]
    joined = join(listed(tmp_path, files), CODE)
    assert [cover.short for cover in covers(joined)] == [False, True, False]
    assert not pool_cover(joined).short
    draft = PooledForm(joined).document().draft
    assert draft[0].startswith("1个项目收益不能覆盖本项目债务：项目102（0.")
    assert "项目101" not in draft[0]


def test_rounding_hides_no_member_that_does_not_cover(tmp_path: Path) -> None:
    """E/F lies just below 1.00, where four decimals would say 1.0000: the pages say both, name the member, and are a draft."""
    missed = almost(102, 3000, Fraction(1))
    joined = join(listed(tmp_path, [member(101, 3000, "1500"), missed]), CODE)
    cover = list(covers(joined))[1]
    assert cover.short
    assert cover.ratio is not None
    assert half_up(cover.ratio) == 1
    document = PooledForm(joined).document()
    said = printed(document)
    assert Fraction(said["member.2.cover"]) < 1
    assert Fraction(said["member.2.exact.e_f"]) < 1
    assert f"本表为草稿：1个项目收益不能覆盖本项目债务：项目102（{said['member.2.cover']}倍）。" in document_text(
        document
    )
    # Its own form says so too.
    rows = {row[0]: row[1] for row in table_of(own_sections(joined.members[1].result, "disclosure"), "比率差异表").rows}
    assert str(rows["项目总收益/项目总债务融资本息（覆盖倍数）"]) == said["member.2.cover"]


def test_a_member_with_open_questions_of_law_keeps_the_form_a_draft(tmp_path: Path) -> None:
    joined = join(listed(tmp_path, [member(101, 3000, "1500")]), CODE)
    [asked] = [fault for fault in member_faults(joined) if "待补充" in fault.said]
    assert asked.names == ["项目101"]
    assert any("待补充" in reason for reason in PooledForm(joined).document().draft)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("coupon = 0.0339", "coupon = 0.0338"), "pool_terms_differ"),
        (lambda text: text.replace("term_years = 15", "term_years = 20"), "pool_terms_differ"),
        (lambda text: text.replace("2021-12-01", "2021-12-02"), "pool_terms_differ"),
        (lambda text: text.replace("face = 3000", "face = 2999"), "pool_amount_differs"),
        (lambda text: text.replace(CODE, "2105002").replace("2021年某省", "2022年某省"), "pool_bond_missing"),
        (lambda text: text.replace("face = 3000", "face = 0"), "pool_file_problems"),
        (lambda text: "[", "pool_file_refused"),
    ],
)
def test_members_that_do_not_fit_are_named(change: Callable[[str], str], code: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        join(listed(tmp_path, two(change)), CODE)
    assert [(problem.code, problem.cell) for problem in caught.value.problems] == [(code, "2.toml")]
    assert "。；" not in str(caught.value.problems[0])


def test_bonds_of_a_project_are_told_by_year(tmp_path: Path) -> None:
    """Of 2020 before, this one of 2021, another of the same day, one of 2023; all add up to C."""
    more = "".join(
        BOND.format(id=id_, name=f"{day[:4]}年某期", status=status, day=day, face=face, coupon=0.03, term=15)
        for id_, status, day, face in (("Z", "planned", "2023-03-20", 900), ("Y", "planned", "2021-12-01", 100))
    )
    text, share = next(made for made in map(member, range(30)) if "2020年一期" in made[0])
    joined = join(listed(tmp_path, [(text + more, share)]), CODE)
    bonds = bonds_of(joined, joined.members[0])
    assert [bond.when for bond in bonds] == ["以前年度发行", "本次发行", "本年其他债券", "以后年度发行"]
    assert [bond.amount for bond in bonds[1:]] == [Decimal(share) / 10_000, Decimal("0.01"), Decimal("0.09")]
    assert sum(bond.amount for bond in bonds) == joined.form.totals["special_bonds"]


LATER = """[[bonds]]
id = "Q"
status = "planned"
batch = "later"
value_date = 2023-03-20
face = 900
coupon = 0.03
term_years = 20
"""


def test_members_that_count_another_period_are_named(tmp_path: Path) -> None:
    """Both issue again in 2023; the form of the second counts the life of this issue alone, and with one life there is no choice."""
    whole, part = (text + LATER for text, _ in two())
    part = part.replace("[settings]", '[settings]\ndisclosure_period = "issue"')
    with pytest.raises(ProjectError) as caught:
        join(listed(tmp_path, [(whole, 3000), (part, 3000)]), CODE)
    assert [(problem.code, problem.cell) for problem in caught.value.problems] == [("pool_period_differs", "2.toml")]
    alone = two()[1][0].replace("[settings]", '[settings]\ndisclosure_period = "issue"')
    assert len(join(listed(tmp_path, [(whole, 3000), (alone, 3000)]), CODE).members) == 2


def test_the_order_of_the_list_counts_for_nothing(tmp_path: Path) -> None:
    """The same pages for the rows turned round; a priority comes first."""
    files, code = two(), CODE
    listed(tmp_path, files)
    said, turned = tmp_path / "清单.toml", tmp_path / "倒.toml"
    blocks = [f"[[{part}" for part in said.read_text(encoding="utf-8").split("[[")[1:]]
    turned.write_text("".join(blocks[::-1]), encoding="utf-8")
    one, other = (PooledForm(join(read_list(path), code)).document() for path in (said, turned))
    assert one == other
    first = said.read_text(encoding="utf-8").replace('path = "2.toml"', 'path = "2.toml"\npriority = 1')
    said.write_text(first, encoding="utf-8")
    assert [member.listed.path for member in join(read_list(said), code).members] == ["2.toml", "1.toml"]


def test_a_bond_nobody_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=CODE):
        join(listed(tmp_path, two()), "2199999")


@pytest.mark.slow
def test_past_this_and_future_bonds_of_a_member_add_up_to_its_c(shared: SharedBond) -> None:
    said = printed(PooledForm(shared).document())
    several = [place for place in range(1, 58) if f"member.{place}.bonds" in said]
    assert 10 < len(several) < 40
    for place in several:
        assert said[f"member.{place}.bonds"] == said[f"member.{place}.special_bonds"]


def test_the_record_names_list_files_and_what_was_not_rounded(tmp_path: Path) -> None:
    from bondcalc.portfolio.pooled.pooled_run import record_of

    portfolio = listed(tmp_path, two())
    record = json.loads(record_of(portfolio, join(portfolio, CODE)))
    assert record["list"]["sha256"] == digest((tmp_path / "清单.toml").read_bytes())
    assert [one["sha256"] for one in record["members"]] == [
        digest((tmp_path / f"{number}.toml").read_bytes()) for number in (1, 2)
    ]
    whole = sum(Decimal(one["service_yuan"]) for one in record["members"])
    assert Decimal(record["pool"]["service_yuan"]) == whole
    assert record["face"] == "0.6000"

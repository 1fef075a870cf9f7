"""Forms on request: written beside the filings, in manifest, audit and publish like them, and never in the place of one."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from bondcalc.audit import filed_manifest
from bondcalc.audit.examine import audit
from bondcalc.audit.filed_manifest import every_digest, read
from bondcalc.data import digest
from bondcalc.filings.draw import every, forms, known, write
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.inputs.sheets.chapter_texts import ChapterText
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.performance import Target
from bondcalc.publish import publish
from bondcalc.result.result import Options, Result
from bondcalc.run import run
from bondcalc.seal import manifest
from bondcalc.typeset.document import PageTable, PrintedFigure
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import typeset
from tests.commands import bondcalc as command
from tests.samples import SAMPLES, computed_sample
from tests.trials.trial import filing_text

PLAIN = "land-reserve"


def stating(**tables: tuple[object, ...]) -> Result:
    """A sample with rows of these sheets in place of its own."""
    result = computed_sample(PLAIN)
    given = replace(result.project, tables={**result.project.tables, **tables})
    return replace(result, project=given)


def table(result: Result, form: str, title: str) -> list[list[str]]:
    blocks = write(result, form).blocks
    found = next(block for block in blocks if isinstance(block, PageTable) and block.title.startswith(title))
    return [[str(cell) for cell in row] for row in found.rows]


def test_forms_and_filings_are_told_apart() -> None:
    assert forms() == ["appraisal", "facts", "targets"]
    assert every() == [*known(), *forms()]
    assert not set(known()) & set(forms())


def test_indicators_stand_by_kind_under_their_first_level() -> None:
    rows = (
        Target(kind="satisfaction", name="入园企业满意度", value="不低于90%"),
        Target(kind="cost", name="债券利率", value="不高于4%", due=2021),
        Target(kind="social", name="新增就业", value="2,000人"),
    )
    result = stating(performance=rows)
    assert table(result, "targets", "绩效指标") == [
        ["产出指标", "成本指标（含融资成本）", "债券利率", "不高于4%", "2021"],
        ["效益指标", "社会效益指标", "新增就业", "2,000人", ""],
        ["满意度指标", "服务对象满意度指标", "入园企业满意度", "不低于90%", ""],
    ]
    names = ["债券利率", "新增就业", "入园企业满意度"]
    assert [[row[1] for row in table(result, paper, "绩效目标表")] for paper in ("plan", "appraisal")] == [names, names]


def test_the_appraisal_counts_what_was_stated_and_concludes_nothing() -> None:
    form = Compliance(ex_ante_need=True, ex_ante_size=True, ex_ante_targets=False)
    result = stating(compliance=(form,), texts=(ChapterText(chapter="ex_ante_need", words="经调查，缺口120亩。"),))
    text = filing_text(result, "appraisal")
    assert "本次评估共7项要点：已论证1项，未通过论证1项，缺论证内容1项，尚未作出结论4项。" in text
    assert "经调查，缺口120亩。" in text
    assert "【请填写：评估组的总体结论" in text
    assert [row[1] for row in table(result, "appraisal", "评估要点结论表")].count("已论证") == 1


@pytest.mark.parametrize("filing", ["plan", "appraisal"])
def test_no_point_is_argued_without_an_argument(filing: str) -> None:
    stated = Compliance(ex_ante_need=True, ex_ante_sources=True, ex_ante_forecast=False, ex_ante_other=True)
    result = stating(compliance=(stated,), texts=(ChapterText(chapter="ex_ante_sources", words="资本金列入预算。"),))
    text = filing_text(result, filing)
    assert text.count("评估结论：缺论证内容，未作结论。") == 1
    assert text.count("评估结论：已论证。") == 1
    assert text.count("评估结论：未通过论证。") == 1
    assert "其他需要纳入事前绩效评估的事项" not in text


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        ("需求有合同支持。", "评估结论：已论证。"),
        ("需求有合同支持。评估结论：已论证。", ""),
        ("需求有合同支持。评估结论：必要。", "填报的要点结论：已论证。"),
        ("评估结论：未通过论证。", "填报的要点结论：已论证。"),
    ],
)
def test_a_conclusion_that_the_bureau_wrote_itself_is_not_printed_twice(words: str, ours: str) -> None:
    texts = (ChapterText(chapter="ex_ante_need", words=words),)
    text = filing_text(stating(compliance=(Compliance(ex_ante_need=True),), texts=texts), "appraisal")
    assert words in text
    assert ours in text
    assert text.count("已论证。") == (ours + words).count("已论证。")


@pytest.mark.parametrize(("stated", "words"), [(False, ""), (None, "涉及征收安置。"), (True, "涉及征收安置。")])
def test_other_matters_stand_where_something_is_said_of_them(stated: bool | None, words: str) -> None:
    texts = (ChapterText(chapter="ex_ante_other", words=words),) if words else ()
    text = filing_text(stating(compliance=(Compliance(ex_ante_other=stated),), texts=texts), "appraisal")
    assert "8.其他需要纳入事前绩效评估的事项" in text
    assert "本次评估共8项要点" in text


def test_the_facts_are_figures_by_id_and_statements_as_given_on_one_page() -> None:
    result = stating(compliance=(Compliance(assets_pledged=False, platform_unit=True),))
    document = write(result, "facts")
    [sheet] = [block for block in document.blocks if isinstance(block, PageTable)]
    told = {str(row[0]): row[1] for row in sheet.rows}
    figures = {part.id: part.text for part in told["总投资和资金来源"] if isinstance(part, PrintedFigure)}
    assert figures["coverage.investment"] == "8,570.00"
    assert told["项目单位声明"] == (
        "项目资产是否已抵押或用于担保：否；债券资金是否用于置换存量债务：【待补充】；债券资金是否用于经常性支出：【待补充】；"
        "项目单位是否为未完成市场化转型的融资平台公司：是；项目是否属于可完全商业化运作的产业项目：【待补充】"
    )
    pages = {page for page, *_ in typeset(document, FontSet.load()).log}
    assert pages == {1}


@pytest.mark.parametrize("form", ["facts", "targets"])
def test_a_form_that_is_filled_in_is_one_page(form: str) -> None:
    document = write(computed_sample("hengyang-park"), form, Origin({"manifest.json": "ab" * 32}))
    pages = pikepdf.open(io.BytesIO(typeset(document, FontSet.load()).data)).pages
    assert len(pages) == 1


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two filings and a form of the quickest sample; the other files are those of any run."""
    out = tmp_path_factory.mktemp("forms") / "out"
    run(SAMPLES / PLAIN / "project.toml", out, Options(filings=("disclosure", "facts", "targets")))
    return out


@pytest.mark.slow
def test_forms_are_audited_with_the_folder_and_an_edit_is_found(written: Path, tmp_path: Path) -> None:
    assert {path.stem.partition("-")[0] for path in written.glob("*.pdf")} == {"disclosure", "facts", "targets"}
    assert not audit([written]).differs
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in written.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    other = next(copy.glob("targets*.pdf"))
    other.write_bytes(next(copy.glob("facts*.pdf")).read_bytes())
    assert audit([copy]).differs


@pytest.mark.slow
def test_forms_are_published_like_filings(written: Path, tmp_path: Path) -> None:
    made = publish(written, tmp_path / "public")
    assert sorted(name.partition("-")[0].partition(".")[0] for name in made.names) == ["disclosure", "facts", "targets"]


def test_the_hash_of_a_manifest_with_forms_is_among_those_that_may_be(written: Path) -> None:
    data = (written / "manifest.json").read_bytes()
    assert digest(data) in every_digest(read("manifest.json", data))


def test_so_is_that_of_every_choice_written_the_long_way(written: Path) -> None:
    fresh = read("manifest.json", (written / "manifest.json").read_bytes())
    stated = {key: value for key, value in fresh.stated.items() if key != "seal"}
    choices = [stated | {"options": options} for options in list(filed_manifest._every_option())[::97]]
    hashes = {digest(manifest.written({**one, "seal": digest(manifest.canonical(one))})) for one in choices}
    assert len(hashes) == len(choices) > 20
    assert hashes <= every_digest(fresh).keys()


@pytest.mark.slow
def test_the_command_writes_forms_when_asked_and_names_them_where_one_is_unknown(tmp_path: Path) -> None:
    source = str(SAMPLES / PLAIN / "project.toml")
    done = command("run", source, "--out", str(tmp_path / "out"), "--filing", "facts,disclosure")
    assert done.returncode == 0
    assert {path.stem.partition("-")[0] for path in (tmp_path / "out").glob("*.pdf")} == {"facts", "disclosure"}
    refused = command("run", source, "--out", str(tmp_path / "none"), "--filing", "fact")
    assert refused.returncode == 1
    assert "appraisal、facts、targets" in "".join(refused.stderr.split()).replace("│", "")

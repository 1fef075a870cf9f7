"""The four filings of two samples, as outside programs see them: figures by id, pages full, lines broken as they should be."""

import io
import re
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray

from bondcalc.analysis.drivers import DRIVERS, change_text
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.filings.draw import known, write
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.result.contract import contract
from bondcalc.samples import sample_names
from bondcalc.typeset.chinese import NEVER_FIRST
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import Typeset, typeset
from bondcalc.typeset.pdf_archive import archive, prepare, signature_field
from bondcalc.typeset.pdf_attachments import Attachment
from tests.outside import grey_pages, preflight, tool
from tests.samples import SAMPLE_NAMES, computed_sample, filed_sample
from tests.trials.trial import filing_text

EVERY = [
    pytest.param(sample, filing, marks=[pytest.mark.slow] if sample == SAMPLE_NAMES[0] else [])
    for sample in sample_names()
    for filing in known()
]
NEVER_LAST = "（《“‘〔"
PLACES = {"money": 2, "ratio": 4, "disclosed": 4, "interest_cover": 4, "count": 0}
every_filing = pytest.mark.parametrize(("sample_name", "filing"), EVERY)


@cache
def told(sample: str) -> dict[str, Any]:
    return contract(computed_sample(sample))


@cache
def set_(sample: str, filing: str) -> Typeset:
    return typeset(write(computed_sample(sample), filing, Origin({"project.toml": "ab" * 32})), FontSet.load())


@cache
def pages(sample: str, filing: str) -> list[str]:
    """The text of every page, lines kept."""
    done = subprocess.run(
        [tool("pdftotext"), "-layout", "-enc", "UTF-8", "-", "-"],
        input=set_(sample, filing).data,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().split("\f")[:-1]


def ink(sample: str, filing: str, folder: Path) -> list[NDArray[np.bool_]]:
    path = folder / "filing.pdf"
    path.write_bytes(set_(sample, filing).data)
    return [page < 250 for page in grey_pages(path, 50)]


def test_there_are_four() -> None:
    assert known() == ["disclosure", "evaluation", "plan", "review"]


@pytest.mark.outside
@pytest.mark.slow
@every_filing
def test_every_figure_stands_on_the_page_the_log_names_in_order(sample_name: str, filing: str) -> None:
    printed = ["".join(page.split()) for page in pages(sample_name, filing)]
    log = set_(sample_name, filing).log
    assert len(log) > 20
    assert [page for page, *_ in log] == sorted(page for page, *_ in log)
    for page, id_, text, _ in log:
        assert "".join(text.split()) in printed[page - 1], (page, id_, text)


def wanted(value: Any, unit: str) -> set[str]:
    """How a figure of the contract may be printed; an interest cover below nothing is told in words."""
    if value is None:
        return {"不适用"}
    if unit == "interest_cover" and Decimal(value) < 0:
        return {"为负"}
    if unit == "quantity":
        # As many decimals as it has, two at least and six at most; none where all that is counted of it is whole.
        whole, _, decimals = f"{Decimal(value).quantize(Decimal('1.000000'), ROUND_HALF_UP):,f}".partition(".")
        decimals = decimals.rstrip("0")
        return {f"{whole}.{decimals.ljust(2, '0')}", *([] if decimals else [whole])}
    exact = Decimal(value) * (100 if unit == "fraction" else 1)
    shown = f"{exact.quantize(Decimal(1).scaleb(-PLACES.get(unit, 2)), ROUND_HALF_UP):,}"
    return {shown + ("%" if unit == "fraction" else ""), shown.replace("-0.00", "0.00")}


@every_filing
def test_every_figure_of_a_schedule_equals_the_contract_at_the_printed_rounding(sample_name: str, filing: str) -> None:
    schedules = told(sample_name)["schedules"]
    compared = 0
    for _, id_, text, _ in set_(sample_name, filing).log:
        where, _, year = id_.partition("@")
        where, _, total = where.partition("#")
        table, _, line = where.partition(".")
        if table not in schedules or text == "" or total == "inside":
            continue
        row = schedules[table]["lines"][line]
        if total == "said":
            assert abs(
                Decimal(text) - Decimal(row.get("value") or row["values"][schedules[table]["columns"].index(int(year))])
            ) <= Decimal("0.005")
            continue
        value = (
            sum(map(Decimal, row["values"]))
            if total
            else row["values"][schedules[table]["columns"].index(year if "-" in year else int(year))]
            if year
            else row["value"]
        )
        assert text in wanted(value, row["unit"]), (id_, text, value)
        compared += 1
    assert compared >= 10


@pytest.mark.outside
@pytest.mark.slow
@every_filing
def test_no_page_is_nearly_empty_and_no_ink_stands_in_the_margin(sample_name: str, filing: str, tmp_path: Path) -> None:
    drawn = list(ink(sample_name, filing, tmp_path))
    for number, page in enumerate(drawn, 1):
        # The conclusion and the places to sign stay together: what is left for the last page is a few lines.
        least = 0.03 if number == len(drawn) else 0.05
        assert page.mean() >= least, f"page {number}: {page.mean():.1%} ink"
        rows, columns = np.nonzero(page.any(1))[0], np.nonzero(page.any(0))[0]
        assert min(columns[0], page.shape[1] - 1 - columns[-1]) >= 25 * 50 / 25.4 - 2, f"page {number}"
        assert min(rows[0], page.shape[0] - 1 - rows[-1]) >= 15 * 50 / 25.4 - 2, f"page {number}"


@pytest.mark.outside
@every_filing
def test_no_line_of_running_text_starts_or_ends_with_a_sign_that_may_not(sample_name: str, filing: str) -> None:
    full = [line.strip() for page in pages(sample_name, filing) for line in page.splitlines() if len(line.strip()) > 20]
    lines = [line for line in full if not re.search(r"\s{3,}|\.{5}", line)]
    assert len(lines) > 10
    assert not [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST]


@pytest.mark.outside
@pytest.mark.slow
@pytest.mark.parametrize("filing", known())
def test_the_first_page_says_what_was_found(filing: str) -> None:
    first = "".join(pages("hengyang-park", filing)[0].split())
    said = "2项核对事项不通过（“本息覆盖倍数达到本省标准”“收入下降、成本上升后仍能覆盖”）；另有19项待补充资料"
    assert (said in first) is (filing == "review")
    assert ("草稿" in first) is bool(filed_sample("hengyang-park", filing).draft)
    assert ("无不通过事项" in "".join(pages("land-reserve", filing)[0].split())) is (filing == "review")


@pytest.mark.outside
def test_the_review_lists_every_rule_and_the_plan_those_that_fail() -> None:
    review = "".join("".join(pages("hengyang-park", "review")).split())
    plan = filing_text(computed_sample("hengyang-park"), "plan")
    for found in computed_sample("hengyang-park").findings:
        assert found.rule.id in review
        if found.verdict == "fail":
            assert f"不符合“{found.rule.zh}”的要求：{found.outcome.filing}" in plan
    assert "ab" * 16 in review


@pytest.mark.outside
def test_the_evaluation_leaves_the_opinion_to_the_firm() -> None:
    text = "".join("".join(pages("anping-water", "evaluation")).split())
    assert "【由第三方机构填写】审核意见：＿" in text
    assert "会计师事务所（盖章）" not in text
    assert "没有注意到任何事项" not in text
    assert "我们审核了" not in text


@pytest.mark.slow
def test_the_stress_table_is_that_of_the_model() -> None:
    stress, compared = computed_sample("hengyang-park").stress, 0
    for _, id_, text, _ in set_("hengyang-park", "plan").log:
        found = re.fullmatch(r"stress\.(\w+)@(-?[\d.]+)\.margin", id_)
        if found:
            margin = stress.at({found[1]: Decimal(found[2])}).margin
            assert text == f"{margin.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
            compared += 1
    assert compared > 30


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_two_drivers_and_break_evens_are_those_of_the_model(filing: str) -> None:
    result = computed_sample("hengyang-park")
    cells, limits = {}, {}
    for _, id_, text, _ in set_("hengyang-park", filing).log:
        if pair := re.fullmatch(r"stress\.revenue@(-?[\d.]+)&costs@(-?[\d.]+)\.ratio", id_):
            cells[Decimal(pair[1]), Decimal(pair[2])] = Fraction(text)
        if limit := re.fullmatch(r"stress\.(\w+)\.break_even(?:@([\d.]+)|\.cash)", id_):
            limits[limit[1], limit[2]] = text
    assert len(cells) == 25
    for (revenue, costs), shown in cells.items():
        ratio = result.stress.at({"revenue": revenue, "costs": costs}).ratio or Fraction(0)
        assert abs(ratio - shown) <= Fraction(1, 200)
        assert (ratio >= 1) == (shown >= 1)
    assert {driver for driver, _ in limits} == set(present(result.project))
    for (driver, limit), text in limits.items():
        stress = result.stress
        found = stress.break_even(driver, Decimal(limit)) if limit else stress.break_even_of_cash(driver)
        if found and DRIVERS[driver].unit == "share":
            assert Decimal(text.removesuffix("%")) == found * 100
        else:
            assert ("已出现" in text) == (found == 0)
            assert found is not None or text in change_text(driver, DRIVERS[driver].furthest * DRIVERS[driver].adverse)


@pytest.mark.outside
@pytest.mark.slow
@pytest.mark.parametrize(
    ("sample_name", "filing"), [pair for pair in EVERY if pair[0] == "hengyang-park" or pair[1] == "plan"]
)
def test_the_twin_of_every_filing_is_valid_pdf_a_1b(sample_name: str, filing: str, tmp_path: Path) -> None:
    """Pages, metadata and the empty signature field without the attachments, written as PDF 1.4 for the validator at hand."""
    path = tmp_path / "twin.pdf"
    document = write(computed_sample(sample_name), filing)
    with pikepdf.open(io.BytesIO(set_(sample_name, filing).data)) as pdf:
        prepare(pdf, document, computed_sample(sample_name).filing_date, part=1)
        signature_field(pdf)
        pdf.save(path, deterministic_id=True, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    answer = preflight(path)
    assert "is a valid PDF/A-1b file" in answer, answer


@pytest.mark.outside
@pytest.mark.slow
@every_filing
def test_the_archive_is_sound_and_holds_an_empty_signature_field(sample_name: str, filing: str, tmp_path: Path) -> None:
    path = tmp_path / "filing.pdf"
    document, filed = write(computed_sample(sample_name), filing), computed_sample(sample_name).filing_date
    attachment = Attachment("project.toml", b"x = 1", "application/toml", "Source", "项目录入文件")
    path.write_bytes(archive(set_(sample_name, filing).data, document, [attachment], filed))
    checked = subprocess.run([tool("qpdf"), "--check", str(path)], capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with pikepdf.open(path) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert field.FT == "/Sig"
        assert "/V" not in field
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        for font in fonts:
            descriptor = (font.DescendantFonts[0] if "/DescendantFonts" in font else font).FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))

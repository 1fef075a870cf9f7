"""What `bondcalc explain` prints: fits a screen, has the figures, refuses what it cannot find."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from bondcalc.explain.asked_line import UnknownLineError
from bondcalc.explain.find import find
from bondcalc.problem import Exit, FileError
from bondcalc.result.result import Result
from bondcalc.screen.explained import ExplainedFigure, answer
from tests.commands import Ended, bondcalc
from tests.conftest import SAMPLE
from tests.filed_names import PLAN


def told(
    result: Result, name: str, year: int | None = None, day: date | None = None, depth: int | None = None
) -> list[str]:
    return ExplainedFigure(result, find(result, name, year, day), "zh").text(depth).splitlines()


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def test_coverage_fits_a_screen_and_shows_the_figures(sample: Result) -> None:
    lines = told(sample, "coverage_total_debt")
    assert 15 <= len(lines) <= 40
    assert max(map(width, lines)) <= 80
    text = "\n".join(lines)
    for shown in (
        "61,285.52 ÷ 51,288.00 ≈ 1.194929",
        "本息覆盖倍数表!C",
        "以下各项为0：存续期内收益（判定采用） 2020年",
        "依据：",
    ):
        assert shown in text


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (100, 40), (200, 60)])
def test_no_figure_outgrows_the_screen(
    sample: Result, monkeypatch: pytest.MonkeyPatch, columns: int, rows: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(rows))
    for name in ("coverage_total_debt", "cash_min", "dscr_min"):
        lines = told(sample, name)
        assert len(lines) <= min(rows, 40), name
        assert max(map(width, lines)) <= columns


def test_interest_of_a_payment_in_words_and_numbers(sample: Result) -> None:
    text = "\n".join(told(sample, "bond_B.interest", day=date(2030, 6, 25)))
    assert "= 四舍五入(期初余额 × ((票面利率 + 利率变动)与0中较大者) ÷ 每年付息次数)" in text
    assert "= 四舍五入(16,000.01 × ((3.80% + 0.00%)与0中较大者) ÷ 2) = 304.00" in text
    assert "每年付息次数（B） = 2  [专项债券!J6]" in text


def test_what_was_shown_is_referred_to_and_depth_is_kept(sample: Result) -> None:
    assert any("（见上）" in line for line in told(sample, "cash.closing", 2031, depth=6))
    assert len(told(sample, "cash.closing", 2031, depth=0)) < len(told(sample, "cash.closing", 2031, depth=1))


def test_a_row_without_a_year_is_its_total(sample: Result) -> None:
    total = sum(sample.figures.amounts(sample.book.find("debt_service")["interest"]))
    assert f"{total:,.2f}万元" in told(sample, "debt_service.interest")[0]


def test_blank_cells_and_empty_sheets_are_said_to_be_so(sample: Result) -> None:
    assert any("“市场化融资”表 = 没有填写" in line for line in told(sample, "loans.interest", 2025))
    assert any("留空" in line for line in told(sample, "land.net.P1", 2024, depth=7))


@pytest.mark.parametrize(
    ("name", "year", "option", "said"),
    [
        ("coverage_totl_debt", None, "LINE", "coverage.coverage_total_debt"),
        ("closing", 2030, "LINE", "cash.closing"),
        ("cash.closing", None, "--year", "2020 … 2041"),
        ("cash.closing", 1999, "--year", "2020 … 2041"),
        ("bond_B.interest", 2030, "--date", "2030-06-25、2030-12-25"),
    ],
)
def test_what_cannot_be_found_names_what_can(
    sample: Result, name: str, year: int | None, option: str, said: str
) -> None:
    with pytest.raises(UnknownLineError) as raised:
        find(sample, name, year, None)
    assert raised.value.option == option
    assert said in raised.value.zh
    assert said.split("、", maxsplit=1)[0].split(" ", maxsplit=1)[0] in raised.value.en


def ran(*words: str) -> Ended:
    return bondcalc("explain", SAMPLE, *words)


@pytest.mark.slow
def test_the_command_and_its_exit_codes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert ran("资本金").returncode == Exit.USAGE
    done = ran("E/F", "--lang", "en")
    assert done.returncode == Exit.DONE
    assert "61,285.52 ÷ 51,288.00 ≈ 1.194929" in done.stdout
    assert ran("coverage_total_debt", "--html", str(page)).returncode == Exit.DONE
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    (tmp_path / "folder.html").mkdir()
    assert ran("coverage_total_debt", "--html", str(tmp_path / "folder.html")).returncode == Exit.FILES


@pytest.mark.slow
def test_every_kind_of_file_gives_the_same_answer(filed: Path) -> None:
    expected = answer(SAMPLE, "coverage_total_debt", None, None).text()
    for source in (filed, filed / PLAN, filed / "schedules.xlsx", SAMPLE.with_name("project.xlsx")):
        assert answer(source, "coverage_total_debt", None, None).text() == expected, source


def test_a_folder_or_pdf_without_a_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="没有申报文件"):
        answer(tmp_path, "coverage_total_debt", None, None)

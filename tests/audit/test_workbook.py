"""What a workbook can hide or show beside its cells: names, charts, pictures, number formats, the record of inputs."""

import re
from pathlib import Path

import pytest

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.examine import audit
from bondcalc.audit.xlsx.formula import conceals
from bondcalc.workbook.tabs import record
from tests.audit.tamper import Ground
from tests.audit.workbooks import Parts
from tests.twins import with_part_added


@pytest.fixture(scope="module")
def parts(ground: Ground) -> Parts:
    return Parts((ground.out / "schedules.xlsx").read_bytes())


def told(folder: Path, data: bytes) -> list[Difference]:
    (folder / "schedules.xlsx").write_bytes(data)
    return list(audit([folder / "schedules.xlsx"]).subjects[0].content)


def places(found: list[Difference]) -> list[tuple[str, str, Cause]]:
    return [(one.sheet, one.place, one.cause) for one in found]


def test_a_name_that_points_elsewhere(parts: Parts, tmp_path: Path) -> None:
    book = parts.text("xl/workbook.xml")
    changed = re.sub(r"(name=\"coverage_total_debt\">[^<]*\$)\d+<", r"\g<1>3<", book)
    assert changed != book
    assert places(told(tmp_path, parts.with_part("xl/workbook.xml", changed))) == [
        ("", "coverage_total_debt", Cause.FORMULA)
    ]


@pytest.mark.slow
def test_a_name_that_one_sheet_alone_knows(parts: Parts, tmp_path: Path) -> None:
    """Before or after the one that all know, it is told."""
    book = parts.text("xl/workbook.xml")
    own = '<definedName name="coverage_total_debt" localSheetId="0">\'本息覆盖倍数表\'!$C$32</definedName>'
    changed = book.replace("<definedNames>", f"<definedNames>{own}")
    assert changed != book
    assert places(told(tmp_path, parts.with_part("xl/workbook.xml", changed))) == [
        ("", "coverage_total_debt", Cause.FORMULA)
    ]


@pytest.mark.slow
def test_nothing_is_not_zero(parts: Parts, tmp_path: Path) -> None:
    """A blank input filled with 0, and a 0 left out."""
    part, blank = parts.sheets()["项目概况"], re.compile(r'<c r="B6"([^>]*?)/>')
    assert blank.search(parts.text(part))
    filled = Parts(parts.with_part(part, blank.sub(r'<c r="B6"\1><v>0</v></c>', parts.text(part))))
    part, cell = parts.sheets()["计算设置"], parts.cell_beside("计算设置", "涨价预备费率")
    zero = re.compile(rf'<c r="{cell}"([^>]*)><v>0</v></c>')
    assert zero.search(parts.text(part))
    emptied = zero.sub(rf'<c r="{cell}"\1/>', parts.text(part))
    found = set(places(told(tmp_path, filled.with_part(part, emptied))))
    assert {("项目概况", "B6", Cause.INPUT), ("计算设置", cell, Cause.INPUT)} <= found
    assert {title for title, _, _ in found} == {"项目概况", "计算设置"}


def test_a_chart_that_draws_other_cells(parts: Parts, tmp_path: Path) -> None:
    chart = parts.text("xl/charts/chart1.xml")
    changed = chart.replace("$E$4:$Z$4", "$E$5:$Z$5", 1)
    assert places(told(tmp_path, parts.with_part("xl/charts/chart1.xml", changed))) == [("图表", "A3", Cause.FORMULA)]


@pytest.mark.slow
def test_a_text_laid_over_a_sheet_a_picture_and_macros(parts: Parts, tmp_path: Path) -> None:
    drawing = parts.text("xl/drawings/drawing1.xml")
    box = '<a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">覆盖倍数 1.35</a:t></xdr:wsDr>'
    laid = parts.with_part("xl/drawings/drawing1.xml", drawing.replace("</xdr:wsDr>", box))
    strangers = ("xl/media/image1.png", "xl/vbaProject.bin")
    for name in strangers:
        laid = with_part_added(laid, name, b"x")
    found = told(tmp_path, laid)
    assert set(strangers) <= {one.place for one in found}
    assert [one.filed for one in found if one.cause is Cause.LOOK] == ["覆盖倍数 1.35"]


def test_a_number_format_that_shows_another_figure(parts: Parts, tmp_path: Path) -> None:
    styles = parts.text("xl/styles.xml")
    changed = styles.replace('formatCode="0.0000"', 'formatCode="&quot;1.3500&quot;"', 1)
    assert changed != styles
    found = told(tmp_path, parts.with_part("xl/styles.xml", changed))
    assert {one.cause for one in found} == {Cause.HIDDEN}
    assert ("本息覆盖倍数表", parts.cell_of("coverage_total_debt")) in {(one.sheet, one.place) for one in found}


@pytest.mark.parametrize(
    "code",
    [
        "0.00;0.00",
        r"\9\90.0000",
        '[>999]0.00;[<-999]0.00;""',
        "[White]0.0000",
        "#,##0.0000,",
        "0.0000%",
        "[$9]0.0000",
        "-0.0000",
        "yyyy",
        "0*9",
        r"0.000\0",
        "0",
    ],
)
def test_only_formats_like_ours_are_form(code: str) -> None:
    """As a reader of styles gives them, in small letters."""
    assert conceals(code.lower(), "0.0000")


@pytest.mark.slow
def test_figures_out_of_sight(parts: Parts, tmp_path: Path) -> None:
    """All on one sheet: each is told at its own place."""
    part, out_of_sight = (
        parts.sheets()["本息覆盖倍数表"],
        (
            ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="B19:C36"/></mergeCells>', "B19:C36"),
            ('<col min="3" max="3"', '<col min="3" max="3" width="0.05"/><col min="300" max="300"', "C:C"),
            ('<row r="21" spans="1:6" ht="', '<row r="21" ht="0.5" x="', "21:21"),
            ("<sheetView ", '<sheetView showZeros="0" ', "showZeros=0"),
            ("<sheetView ", '<sheetView showFormulas="1" ', "showFormulas=1"),
        ),
    )
    text = parts.text(part)
    for old, new, _ in out_of_sight:
        assert old in text
        text = text.replace(old, new, 1)
    found = places(told(tmp_path, parts.with_part(part, text)))
    assert {("本息覆盖倍数表", place, Cause.HIDDEN) for _, _, place in out_of_sight} <= set(found)


@pytest.mark.parametrize("space", ["", ' xmlns="urn:x14"'])
def test_a_rule_that_shows_another_figure(parts: Parts, tmp_path: Path, space: str) -> None:
    part, cell = parts.sheets()["本息覆盖倍数表"], parts.cell_of("coverage_total_debt")
    rule = (
        f'<conditionalFormatting{space} sqref="{cell}"><cfRule type="expression" dxfId="0" priority="1">'
        "<formula>TRUE</formula></cfRule></conditionalFormatting>"
    )
    found = told(tmp_path, parts.with_part(part, parts.text(part).replace("</sheetData>", f"</sheetData>{rule}")))
    assert ("本息覆盖倍数表", f"conditionalFormatting {cell}", Cause.HIDDEN) in places(found)


@pytest.mark.slow
def test_parts_we_never_write(parts: Parts, tmp_path: Path) -> None:
    names = {"xl/pics/p.png", "xl/links/externalLink1.xml", "xl/evil.bin", "xl/shapes/s1.xml"}
    names |= {"xl/drawings/vmlDrawing1.vml"}
    data = parts.with_part("", "")
    for name in names:
        data = with_part_added(data, name, b"<x/>")
    assert {("", name, Cause.UNKNOWN) for name in names} <= set(places(told(tmp_path, data)))


def test_a_format_that_replaces_texts(parts: Parts, tmp_path: Path) -> None:
    styles = parts.text("xl/styles.xml")
    changed = styles.replace('formatCode="@"', 'formatCode="0;0;0;&quot;x&quot;"', 1)
    assert {one.cause for one in told(tmp_path, parts.with_part("xl/styles.xml", changed))} == {Cause.HIDDEN}


def test_other_decimals_are_form(parts: Parts, tmp_path: Path) -> None:
    styles = parts.text("xl/styles.xml")
    assert (
        told(tmp_path, parts.with_part("xl/styles.xml", styles.replace('formatCode="0.0000"', 'formatCode="0.000"', 1)))
        == []
    )


def test_an_edited_record_gives_way_to_the_inputs_that_fit_its_hash(parts: Parts, tmp_path: Path) -> None:
    texts = parts.text("xl/sharedStrings.xml")
    changed = texts.replace("coupon = 0.038", "coupon = 0.031", 1)
    assert changed != texts
    found = told(tmp_path, parts.with_part("xl/sharedStrings.xml", changed))
    assert [(one.sheet, one.cause) for one in found] == [(record.TITLE, Cause.TEXT)]


def test_two_changes_are_both_named_though_one_could_follow_from_the_other(parts: Parts, tmp_path: Path) -> None:
    """An input is changed, and far down a stored figure is typed that does not follow from it."""
    part = parts.sheets()["专项债券"]
    first = Parts(parts.with_part(part, parts.text(part).replace("<v>16000</v>", "<v>16001</v>", 1)))
    cash = first.sheets()["资金测算平衡表"]
    text = first.text(cash)
    cell = re.search(r'<c r="(J\d+)"[^>]*><f>[^<]*</f><v>([\d.]+)</v>', text)
    assert cell
    changed = text.replace(cell[0], cell[0].replace(f"<v>{cell[2]}<", "<v>4711.99<"))
    found = places(told(tmp_path, first.with_part(cash, changed)))
    assert [(sheet, cause) for sheet, _, cause in found] == [("专项债券", Cause.INPUT), ("资金测算平衡表", Cause.VALUE)]
    assert found[1][1] == cell[1]


def test_a_sheet_of_another_name_makes_no_stranger_of_a_workbook(parts: Parts, tmp_path: Path) -> None:
    text, titles = parts.texts["xl/workbook.xml"].decode(), ("封面", "规则参数")
    for title in titles:
        assert f'name="{title}"' in text
        text = text.replace(f'name="{title}"', f'name="{title}2"', 1)
    found = told(tmp_path, parts.with_part("xl/workbook.xml", text))
    assert all(any(one.cause is Cause.SHEETS and title in one.sheet for one in found) for title in titles)

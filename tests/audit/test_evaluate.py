"""Stored values of every formula follow from the cells they read, worked out without the model; and formulas in other hands."""

import pytest

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell, Workbook
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.evaluate import areas, evaluate
from bondcalc.audit.xlsx.formula import conceals, normal
from bondcalc.audit.xlsx.functions import UnknownFormulaError
from bondcalc.audit.xlsx.workbook import same_value
from tests.audit.tamper import Ground


@pytest.mark.slow
@pytest.mark.parametrize("which", ["ours", "other"])
def test_every_stored_value_follows(ground: Ground, which: str) -> None:
    data = (ground.out / "schedules.xlsx").read_bytes() if which == "ours" else ground.other["schedules.xlsx"]
    book, count = read_cells("schedules.xlsx", data), 0
    for title, page in book.pages.items():
        for spot, cell in page.cells.items():
            if cell.formula is not None:
                value = evaluate(cell.formula, title, book)
                assert (not value and not cell.value) or same_value(value, cell.value, 1e-7), (title, spot, cell, value)
                count += 1
    assert count > 5000


def small(**cells: float | str) -> Workbook:
    page = AuditedSheet("一", hidden=False)
    for number, value in enumerate(cells.values(), 1):
        page.cells[number, 1] = StoredCell(value)
    return Workbook({"一": page}, {}, since_1904=False, foreign=())


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1+2*3^2", 19.0),
        ("-(A1-A2)/2", 0.5),
        ("ROUND(2.675,2)", 2.68),
        ("ROUND(-2.5,0)", -3.0),
        ('IF(A1>=1,"是","否")', "是"),
        ("SUM(A1:A3)", 3.0),
        ("'一'!$A$2&\"x\"", "2x"),
        ("IF(A9=0,0,1/A9)", 0.0),
        ("INDEX($A$1:$A$2,2)", 2.0),
        ('SUMIFS(A1:A2,A1:A2,"<="&A1)', 1.0),
        ("SUMIF(A1:A2,2,A1:A2)", 2.0),
        ("SUMPRODUCT(A1:A2,A1:A2)", 5.0),
        ("COUNT(A1:A3)", 2.0),
        ("AND(A1>0,A2>9)", False),
        ("MAX(A1:A3,7)-MIN(A1:A2)", 6.0),
    ],
)
def test_a_formula_is_worked_out(formula: str, value: float | str | bool) -> None:
    assert evaluate(formula, "一", small(a=1.0, b=2.0, c="字")) == value


@pytest.mark.parametrize(
    "formula", ["VLOOKUP(A1,A2,1)", "A3+1", "1/A9", "'二'!A1", "(", "1+", "A1:A2", "(" * 9000, "#REF!+1"]
)
def test_what_is_not_ours_is_not_guessed(formula: str) -> None:
    with pytest.raises(UnknownFormulaError):
        evaluate(formula, "一", small(a=1.0, b=2.0, c="字"))


def test_what_a_formula_reads() -> None:
    assert [(area.sheet, area.first, area.last) for area in areas("A1+'二 表'!$B$2:C3", "一")] == [
        ("一", (1, 1), (1, 1)),
        ("二 表", (2, 2), (3, 3)),
    ]


def test_formulas_are_one_whoever_writes_them() -> None:
    assert normal("'投资估算'!$D$18 * _xlfn.sum( a1 )") == normal("投资估算!$D$18*SUM(A1)")
    assert normal('IF(A1,"a b","A B")') != normal('IF(A1,"ab","A B")')
    assert normal("A1+$B2") != normal("A1+B2")


def test_formats_that_hide_or_pretend() -> None:
    assert [
        text
        for text in (
            ";;;",
            '"1.35"',
            '0.00;"12"',
            "#,##0.00;[red]-#,##0.00",
            "0.00%",
            "@",
            "yyyy-mm-dd",
            "general",
            '0"年"',
        )
        if not conceals(text, "#,##0.00")
    ] == ["#,##0.00;[red]-#,##0.00", "general"]

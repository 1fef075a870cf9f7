"""What is owed when next year's file is begun: by bond, day and payee, by hand, on the screen and in the file."""

from datetime import date
from pathlib import Path

from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.monitoring.arrears import HEAD
from bondcalc.next_year import NextYear, next_year
from bondcalc.screen.following_year_text import following_text
from tests.monitoring.rows import ISSUED_B, head
from tests.samples import SAMPLES
from tests.toml_rows import row

YEARS = (2021, 2022, 2023, 2024)
A_DAYS = [date(2020, 9, 15).replace(year=year, month=month) for year in YEARS for month in (3, 9)]
B_DAYS = [date(year, month, 25) for year in YEARS for month in (6, 12)][1:]
PAID = "".join(
    row("service_payments", bond=bond, due_on=f"{day}", paid_on=f"{day}", interest=interest)
    for bond, days, interest in (("A", A_DAYS, 270.4), ("B", B_DAYS, 371))
    for day in days
)
"""Every coupon up to the end of 2024: of A 16,000 at 3.38 %, of B 20,000 at 3.71 %, half a year each."""
SHORT = PAID.replace(
    row("service_payments", bond="B", due_on="2024-12-25", paid_on="2024-12-25", interest=371),
    row("service_payments", bond="B", due_on="2024-12-25", interest=371),
).replace(
    row("service_payments", bond="A", due_on="2024-09-15", paid_on="2024-09-15", interest=270.4),
    row("service_payments", bond="A", due_on="2024-09-15", paid_on="2024-09-15", interest=200)
    + row("advances", day="2024-03-15", kind="advanced", bond="A", amount=150)
    + row("advances", day="2024-10-15", kind="returned", bond="A", amount=60)
    + row("advances", day="2024-06-25", kind="advanced", bond="B", amount=20),
)
"""A is 70.40 short on 15 September 2024, B paid nothing on 25 December; 110 of 170 that the treasury advanced are not given back."""
OWED = (
    "债券A，2024年9月15日应付本息欠付70.40万元",
    "债券B，2024年12月25日应付本息欠付371.00万元",
    "财政垫付本息，未归还110.00万元（债券A：90.00万元；债券B：20.00万元）",
)


def begun(folder: Path, payments: str, source: Path = SAMPLES / "hengyang-park" / "project.toml") -> NextYear:
    told = folder / "执行数据.toml"
    told.write_text(head("2024-12-31") + ISSUED_B + payments, encoding="utf-8")
    return next_year(source, date(2025, 3, 1), folder / "n.toml", told)


def paragraphs(folder: Path) -> list[str]:
    return [words for words in texts_of(read_project(folder / "n.toml"), "disclosure") if words.startswith(HEAD)]


def test_what_is_owed_is_told_by_bond_and_payee(tmp_path: Path) -> None:
    said = following_text(begun(tmp_path, SHORT))
    assert all(owed in said for owed in OWED), said
    (words,) = paragraphs(tmp_path)
    assert words == f"债券还本付息情况（执行数据截至2024年12月31日）：{'；'.join(OWED)}。"


def test_where_nothing_is_owed_it_says_so_and_writes_nothing(tmp_path: Path) -> None:
    said = following_text(begun(tmp_path, PAID))
    assert "欠付：无" in said
    assert paragraphs(tmp_path) == []


def test_the_paragraph_of_the_year_before_goes(tmp_path: Path) -> None:
    old = tmp_path / "old.toml"
    text = (SAMPLES / "hengyang-park" / "project.toml").read_text(encoding="utf-8")
    old.write_text(
        text + row("texts", chapter="disclosure", words=f"{HEAD}2023年12月31日）：债券A欠付"), encoding="utf-8"
    )
    begun(tmp_path, PAID, old)
    assert paragraphs(tmp_path) == []


def test_what_nobody_told_is_not_said_to_be_nothing(tmp_path: Path) -> None:
    """Nothing is told of B: seven coupons of 371 from 2021-12-25 to 2024-12-25 are 2,597."""
    told_of_a = PAID[: PAID.index('bond = "B"')].removesuffix("[[service_payments]]\n")
    said = following_text(begun(tmp_path, told_of_a))
    assert "有7笔到期本息（2,597.00万元）支付情况未填报" in said
    assert "欠付：无" not in said


def test_without_actuals_nothing_is_said_to_be_paid(tmp_path: Path) -> None:
    """anping-water explains no finding."""
    water = SAMPLES / "anping-water" / "project.toml"
    said = following_text(next_year(water, date(2022, 4, 1), tmp_path / "n.toml"))
    assert "欠付情况没有核对" in said
    assert "事项说明（无）" in said

"""Old rule values are never edited, so that a filing of last year computes as it did: figures.txt holds every row for good."""

from pathlib import Path

from bondcalc.rules.instrument import DatedValue
from bondcalc.rules.load import RULES_FOLDER
from bondcalc.rules.parse import read_folder

FIGURES = Path(__file__).with_name("figures.txt")
"""One line a row of rule data. Lines are only ever added; a test below says which."""


def row(value: DatedValue) -> str:
    """What figures rest on: id, first day, figure, unit, base of a deduction, last day."""
    figure = "、".join(map(str, value.value)) if isinstance(value.value, tuple) else str(value.value)
    base = f"{value.base}{' reduces' if value.reduces_base else ''}" if value.base else "-"
    return f"{value.id} {value.start} {figure} {value.unit} {base} {value.end or '-'}"


def rows(folder: Path) -> set[str]:
    return {row(value) for value in read_folder(folder).values}


def kept() -> set[str]:
    return set(FIGURES.read_text(encoding="utf-8").splitlines())


def test_no_row_was_edited_or_taken_out() -> None:
    assert kept() - rows(RULES_FOLDER) == set(), "a rule value changed: leave the old row and add one with a new `from`"


def test_every_new_row_is_kept_from_now_on() -> None:
    assert rows(RULES_FOLDER) - kept() == set(), "add these lines to figures.txt"


def test_an_edited_row_fails_and_an_added_one_does_not(tmp_path: Path) -> None:
    for path in RULES_FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    file = tmp_path / "land-accrual-practice.toml"
    text = file.read_text(encoding="utf-8")
    first = text[text.index("[[values]]") : text.index("[[values]]", text.index("[[values]]") + 1)]
    file.write_text(text + "\n" + first.replace("from = 2004-01-01", "from = 2025-01-01"), encoding="utf-8")
    assert kept() <= rows(tmp_path)
    file.write_text(text.replace("value = 0.10", "value = 0.12", 1), encoding="utf-8")
    assert len(kept() - rows(tmp_path)) == 1

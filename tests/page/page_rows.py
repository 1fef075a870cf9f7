"""The rows of the schedules in a page, held to what the contract says of them."""

from html.parser import HTMLParser

from bondcalc.result.contract import contract
from bondcalc.result.result import Result


class Rows(HTMLParser):
    """The cells of every row of a schedule, in Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self._row: list[str] | None = None
        self._english = self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "tr":
            self._row = self.rows.setdefault(f"{known['data-row']}", []) if "data-row" in known else None
        self._english = tag == "span" and known.get("lang") == "en"
        if tag == "td" and self._row is not None:
            self._row.append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._row is not None and self._cell and not self._english:
            self._row[-1] += data


def held_to_contract(result: Result, markup: str) -> int:
    """Hold every cell of a page to the contract; the count of amounts looked at."""
    parser = Rows()
    parser.feed(markup)
    told = contract(result)["schedules"]
    lines = [line for table in told.values() for line in table["lines"].values()]  # type: ignore[attr-defined]
    assert len(parser.rows) == len(lines)
    looked = 0
    for row, line in zip(parser.rows.values(), lines, strict=True):
        shown = row[1:] if "value" in line else row[3:]
        values = [line["value"]] if "value" in line else line["values"]
        assert len(shown) == len(values)
        for text, value in zip(shown, values, strict=True):
            assert (text == "—") is (value is None)
            if line["unit"] == "money":
                assert text.replace(",", "") == value
                looked += 1
    return looked

"""Whether printed tables add up: every declared total against what stands printed beside it."""

from decimal import Decimal, InvalidOperation

from bondcalc.typeset.document import Document, PageTable, Sum, printed


class TotalError(Exception):
    """A printed total that is not the sum of what is printed: a fault of the program, never a filing."""


def check_totals(document: Document) -> None:
    """Add up every table of a filing. Raises TotalError naming table, row and both figures."""
    for block in document.blocks:
        if isinstance(block, PageTable) and block.sums:
            cells = [[amount(printed(cell)) for cell in row] for row in block.rows]
            for sum_ in block.sums:
                _check(block, sum_, cells)


def _check(table: PageTable, sum_: Sum, cells: list[list[Decimal | None]]) -> None:
    along = cells if sum_.axis == "column" else [list(column) for column in zip(*cells, strict=True)]
    before: list[Decimal | None] = []
    for index, row in enumerate(along):
        stated = row[sum_.at]
        if stated is not None:
            added = sum((row[part] or Decimal(0) for part in sum_.plus), Decimal(0))
            added -= sum((row[part] or Decimal(0) for part in sum_.minus), Decimal(0))
            if sum_.carried is not None and before:
                added += before[sum_.carried] or Decimal(0)
            if added != stated:
                line = printed(table.rows[index][0] if sum_.axis == "column" else table.heading[-1][index])
                raise TotalError(f"表“{table.title}”的“{line}”：印出的合计{stated}，印出的各项相加{added}")
        before = row


def amount(text: str) -> Decimal | None:
    """Read a printed amount; None for words and blanks."""
    try:
        return Decimal(text.replace(",", "")) if text else None
    except InvalidOperation:
        return None

"""Where the bars of a waterfall (瀑布图) of a listing stand, for those who draw it."""

from bondcalc.wording.report import Datum, Graph, Listing


def waterfall_ends(part: Listing, graph: Graph) -> list[float]:
    """Give where the bars of a waterfall begin and end, zeros left out: they stand on the first series."""
    ends: list[float] = []
    for row in part.rows:
        cells = [row.get(column) for column, _ in graph.series]
        low, *moves = (float(cell.value or 0) if isinstance(cell, Datum) else 0.0 for cell in cells)
        ends += [low, *(low + move for move in moves if move)]
    return [end for end in ends if end]

"""Reading workbooks."""

from bondcalc.inputs.raw import RawFile


def read_workbook(name: str, data: bytes) -> RawFile:
    """Read a workbook."""
    raise NotImplementedError

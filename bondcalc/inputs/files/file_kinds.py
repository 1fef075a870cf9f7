"""What a file is by its first bytes and its name: a workbook, a text, or what is neither."""

from bondcalc.wording.messages import file_error, word

HEAD = 4096
"""Bytes at the head of a file by which text is told from anything else."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_zip(data: bytes) -> bool:
    """Tell whether a file starts like a zip archive."""
    return data.startswith(b"PK\x03\x04")


def refuse_other_kinds(name: str, data: bytes) -> None:
    """Raise FileError for what is neither a zip archive nor a text named .toml."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise file_error("encrypted" if _ENCRYPTED in data else "old_excel", name=name)
    if data.startswith(b"%PDF"):
        raise file_error("pages_not_table", name=name, kind="PDF")
    suffix = name.lower().rpartition(".")[2]
    if suffix in {"xlsx", "xlsm"}:
        _refuse_loose_bytes(name, data)
        raise file_error("damaged" if b"\0" in data[:HEAD] else "plain_text", name=name)
    if suffix != "toml":
        raise file_error("unknown_type", name=name)


def _refuse_loose_bytes(name: str, data: bytes) -> None:
    import zipfile  # who reads a text needs none
    from io import BytesIO

    if zipfile.is_zipfile(BytesIO(data)):
        raise file_error("ambiguous", name=name, what=word("loose_bytes"))

"""What a manifest or record that was handed in says, whatever encoding an editor saved it in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bondcalc.data import LoadedData
from bondcalc.inputs.read import load
from bondcalc.seal.manifest import canonical


def claims(manifest: bytes | None) -> dict[str, object]:
    """Give what a manifest or record says; empty when it cannot be read, or holds halves of characters that no file can."""
    try:
        stated = json.loads(_plain(manifest or b"{}"), object_pairs_hook=_once)
        canonical(stated)
    except (ValueError, RecursionError):
        return {}
    return stated if isinstance(stated, dict) else {}


def record_in(folder: Path, name: str, kinds: Sequence[str]) -> LoadedData | None:
    """Read the record of a name in a folder; None where it holds none of ours of these kinds. FileError for a file that cannot be read."""
    if not (folder / name).is_file():
        return None
    record = claims(load(folder / name).data)
    return record if record.get("program") == "bondcalc" and record.get("kind") in kinds else None


def entries(record: Mapping[str, object], key: str) -> dict[str, object]:
    """Give the entries that a record states under a key; none where it states something else: whoever sends one may have typed anything."""
    stated = record.get(key)
    return stated if isinstance(stated, dict) else {}


def _plain(manifest: bytes) -> bytes | str:
    """Take a text saved in the code page of Chinese systems as what it says; other encodings are told by their first bytes."""
    try:
        manifest.decode(json.detect_encoding(manifest))
    except UnicodeDecodeError:
        return manifest.decode("gb18030")
    return manifest


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Take the entries of an object; ValueError where one is stated twice, since readers would choose."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("an entry stated twice")
    return dict(pairs)

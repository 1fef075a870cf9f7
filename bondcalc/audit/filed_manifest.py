"""The manifest of a filing: whether it is as it was sealed, and what it says otherwise than the one made again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.filed import Filed
from bondcalc.audit.outcome import Version
from bondcalc.data import digest
from bondcalc.disk.folder import WORKBOOK
from bondcalc.filings.draw import forms, known
from bondcalc.seal.claims import claims
from bondcalc.seal.manifest import canonical, is_sealed, written

SURROUNDINGS = ("version", "python", "implementation", "zlib", "libraries", "rules", "fonts")
"""Keys that say with what a filing was made; another value there is no difference of content."""
HASHES = ("schedules.xlsx", "content.schedules.xlsx", "content.contract")
"""Keys that move with everything they are the hash of, and some with the libraries while all figures stay."""
OLDEST = ("program", "project", "rule_date", "filing_date", "options", "input", "ratios", "findings")
"""Keys that say what was filed: an entry that is missing there is never explained by another version."""
SEAL = "seal"


@dataclass(frozen=True)
class Manifest:
    """What a manifest says; `intact` tells whether its seal fits (None: it has no seal, or there is no manifest)."""

    where: str
    data: bytes
    stated: dict[str, object]
    intact: bool | None

    @property
    def as_written(self) -> bytes:
        """The bytes a run wrote: an editor's line ends, marks and encoding taken away; empty where it cannot be read."""
        return written(self.stated) if self.stated else self.data

    @property
    def untouched(self) -> bool:
        """Tell whether nothing speaks against what it says."""
        return bool(self.stated) and self.intact is not False

    def says(self, *keys: str) -> object:
        """Give an entry by its path; None where there is none."""
        found: object = self.stated
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found


def read(where: str, data: bytes) -> Manifest:
    """Read one manifest; what cannot be read says nothing and is not intact."""
    stated = claims(data)
    intact = None if SEAL not in stated and stated else is_sealed(stated)
    return Manifest(where, data, stated, intact)


def chosen(filed: Filed) -> Manifest:
    """Give the manifest the audit relies on: the first whose seal fits, else the first; an empty one where none is."""
    manifests = [read(where, data) for where, data in filed.manifests.items()]
    kept = next(
        (manifest for manifest in manifests if manifest.intact),
        manifests[0] if manifests else Manifest("", b"", {}, None),
    )
    return replace(kept, intact=False) if foreign(filed, kept) else kept


def foreign(filed: Filed, manifest: Manifest) -> bool:
    """Tell whether a manifest, sound in itself, belongs to another filing: it fits neither the input nor the workbook."""
    hashes = {digest(file.data) for _, file in filed.inputs} | {digest(data) for data in filed.workbooks.values()}
    stated = {manifest.says("input", "sha256"), manifest.says(WORKBOOK)}
    return bool(manifest.intact and filed.inputs and filed.workbooks and not hashes & stated)


def versions(filed: Manifest, fresh: Manifest) -> tuple[Version, ...]:
    """Tell what of the surroundings is not as when filed; empty where the manifest cannot be believed."""
    if not filed.untouched:
        return ()
    return tuple(Version(key, one, other) for key, one, other in _moved(filed.stated, fresh.stated) if _around(key))


def differences(
    filed: Manifest, fresh: Manifest, *, confirmed: bool, exact: bool, other_input: bool = False
) -> Iterator[Difference]:
    """Tell what a manifest says otherwise than the one made again.

    `confirmed`: the filed workbook is the fresh one, so the manifest alone is wrong. Not `exact`: the project file itself
    was not to be had, so nothing is said of its name and hash; `other_input`: another was rerun, which explains all.
    """
    others = bool(versions(filed, fresh))
    moved = [
        (key, one, other)
        for key, one, other in _moved(filed.stated, fresh.stated)
        if key != SEAL and not (_around(key) and filed.untouched) and (exact or not key.startswith("input"))
    ]
    same_figures = filed.says("content", "contract") == fresh.says("content", "contract")
    explained = same_figures or any(key not in HASHES and one and other for key, one, other in moved)
    for key, one, other in moved:
        form = others and ((key in HASHES and explained) or _added(key, one))
        edited = filed.intact is False or (confirmed and not others)
        cause = Cause.FORM if form else Cause.MANIFEST if edited else Cause.INPUT if other_input else Cause.PROGRAM
        yield Difference(filed.where, "", key, "", one, other, cause)
    if filed.intact is False and not moved:
        yield from _unproved(filed)


def _added(key: str, one: str) -> bool:
    """Tell whether an entry may be one that versions after the filing's write: nothing was filed, and not every one has it."""
    return not one and key.split(".", 1)[0].split("[", 1)[0] not in OLDEST


def every_digest(fresh: Manifest) -> dict[str, Mapping[str, object]]:
    """Give the options of every choice of filings by the hash a manifest has with it; of languages its own is the one of its workbook."""
    stated = {key: value for key, value in fresh.stated.items() if key != SEAL}
    around, mark = _around_options(stated)
    # There are two thousand choices: all but the options and the seal is written once.
    start, middle, end = written(stated | {"options": mark, SEAL: mark}).split(canonical(mark))
    return {
        digest(start + _nested(options) + middle + canonical(digest(canonical(options).join(around))) + end): options
        for options in _every_option()
    }


def _around_options(stated: Mapping[str, object]) -> tuple[list[bytes], str]:
    """Give what stands around the options in the form that is hashed, and a mark that stands nowhere in it: no text holds its own hash."""
    mark = digest(canonical(stated))
    return canonical({**stated, "options": mark}).split(canonical(mark)), mark


def _nested(options: Mapping[str, object]) -> bytes:
    """Write options as they stand within a manifest."""
    return written(options).rstrip().replace(b"\n", b"\n ")


def _unproved(filed: Manifest) -> Iterator[Difference]:
    """Name what was edited where all that can be worked out again is right: the options, found by their seal, else the seal."""
    stated = {key: value for key, value in filed.stated.items() if key != SEAL}
    around, _ = _around_options(stated)
    for options in _every_option():
        if digest(canonical(options).join(around)) == filed.stated.get(SEAL):
            for key, one, other in _moved({"options": stated.get("options")}, {"options": options}):
                yield Difference(filed.where, "", key, "", one, other, Cause.MANIFEST)
            return
    yield Difference(filed.where, "", SEAL, "", str(filed.stated.get(SEAL, "")), "", Cause.MANIFEST)


def _every_option() -> Iterator[dict[str, object]]:
    """Give every choice of filings and language: filings in any order, as earlier versions took them; forms in theirs, behind them."""
    chosen = (list(some) for size in range(len(known()) + 1) for some in permutations(known(), size))
    asked = [list(some) for size in range(len(forms()) + 1) for some in combinations(forms(), size)]
    words: tuple[dict[str, object], ...] = ({}, {"docx": True})
    for filings, more, language, word in product(chosen, asked, ("zh", "en"), words):
        yield {"filings": [*filings, *more], "language": language, **word}


def _around(key: str) -> bool:
    return key.split(".", 1)[0] in SURROUNDINGS


def _moved(filed: Mapping[str, object], fresh: Mapping[str, object]) -> list[tuple[str, str, str]]:
    one, other = dict(_flat(filed)), dict(_flat(fresh))
    return [(key, one.get(key, ""), other.get(key, "")) for key in {**other, **one} if one.get(key) != other.get(key)]


def _flat(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Give every single entry with its path; findings are named by their rule, lists of words are one entry."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        met: Counter[str] = Counter()
        for number, inner in enumerate(value):
            name = str(inner.get("rule", number) if isinstance(inner, dict) else number)
            met[name] += 1
            # A rule may be found against more than once: the second finding is another entry.
            yield from _flat(inner, f"{key}[{name}]" if met[name] == 1 else f"{key}[{name}#{met[name]}]")
    elif isinstance(value, list):
        yield key, "、".join(str(inner) for inner in value)
    else:
        yield key, "" if value is None else str(value)

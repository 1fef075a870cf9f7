"""Filings handed in together: a PDF that carries no input is rerun from the project file or the folder beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bondcalc.audit.filed import ATTACHED, Filed, opened
from bondcalc.audit.filed_manifest import read
from bondcalc.audit.source import recorded_in
from bondcalc.data import digest
from bondcalc.inputs.read import ProjectFile, load
from bondcalc.seal.proof import proved_by
from bondcalc.typeset.pdf_archive import stated_of
from bondcalc.wording.messages import file_error


@dataclass
class Handed:
    """What one call of an audit was given."""

    filed: list[Filed] = field(default_factory=list)
    projects: list[ProjectFile] = field(default_factory=list)


def handed_in(paths: Sequence[Path]) -> list[Filed]:
    """Open everything handed in; filings without an input borrow it. FileError as `opened` raises it."""
    given = Handed()
    for path in paths:
        if path.suffix.lower() == ".toml" and len(paths) > 1:
            given.projects.append(load(path))
        else:
            given.filed += opened(path)
    if any(_needy(filed) or _only_words(filed) for filed in given.filed):
        _set_apart(given)
    needy = [filed for filed in given.filed if _needy(filed) or (given.projects and _only_words(filed))]
    if given.projects and not needy:
        raise file_error("nothing_filed", name=given.projects[0].name)
    return [lent(filed, given) if filed in needy else filed for filed in given.filed]


def lent(needy: Filed, given: Handed) -> Filed:
    """Give a filing the inputs, manifests and workbooks of what came with it, of the folder whose manifest it names first."""
    stated = stated_manifest(needy)
    lenders = [filed for filed in given.filed if not _needy(filed) and filed is not needy]
    lenders.sort(key=lambda filed: not any(_is(data, stated) for data in filed.manifests.values()))
    inputs = [*given.projects, *(file for filed in lenders[:1] for _, file in filed.inputs)]
    files = {
        f"{Path(filed.name).name}{ATTACHED}{where}": data
        for filed in lenders[:1]
        for where, data in {**filed.manifests, **filed.workbooks}.items()
    }
    return replace(needy, beside=(*needy.beside, *inputs), lent=files)


def stated_manifest(filed: Filed) -> str:
    """Give the hash of the manifest that a public document names; an empty text where none does."""
    return next(filter(None, (proved_by(stated_of(data, "/Keywords")) for data in filed.pdfs.values())), "")


def _is(manifest: bytes, stated: str) -> bool:
    return digest(read("", manifest).as_written) == stated


def _needy(filed: Filed) -> bool:
    return bool(filed.pdfs or filed.words) and not filed.inputs and not filed.workbooks


def _only_words(filed: Filed) -> bool:
    """Tell whether only a Word file was handed in, which is held against a project file given with it."""
    return bool(filed.words) and len(filed.words) == len(filed.documents)


def _set_apart(given: Handed) -> None:
    """Take workbooks that are no outputs of ours for the project files they are."""
    for filed in list(given.filed):
        own = [(name, data) for name, data in filed.documents.items() if name.lower().endswith((".xlsx", ".xlsm"))]
        if not filed.pdfs and len(own) == len(filed.documents) == 1 and recorded_in(*own[0]) is None:
            given.filed.remove(filed)
            given.projects.append(ProjectFile(*own[0]))

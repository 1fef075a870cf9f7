"""The Word file whose look a filing took: stated by manifest or record, carried in PDFs and Word files."""

from collections.abc import Iterator

from bondcalc.audit.filed import Filed
from bondcalc.audit.filed_manifest import Manifest
from bondcalc.data import digest
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import record_of
from bondcalc.typeset.word.used_template import UsedTemplate
from bondcalc.wording.messages import notice


def template_behind(filed: Filed, manifest: Manifest) -> UsedTemplate | None:
    """Give the template a filing states, with its bytes where they were handed in as stated; None where it states none."""
    name, hashed = next(_stated(filed, manifest), ("", ""))
    if not hashed:
        return None
    data = next((file.data for file in filed.templates if digest(file.data) == hashed), b"")
    return UsedTemplate(name, hashed, data)


def _stated(filed: Filed, manifest: Manifest) -> Iterator[tuple[str, str]]:
    name, hashed = manifest.says("template", "name"), manifest.says("template", "sha256")
    if isinstance(name, str) and isinstance(hashed, str):
        yield name, hashed
    for word, data in filed.words.items():
        record = record_of(open_package(word, data))
        if record is not None and record.template[1]:
            yield record.template


def template_missing(template: UsedTemplate | None) -> Iterator[str]:
    """Say that a filing was made on a template that was not handed in, so that looks are not compared."""
    if template is not None and not template.data:
        yield notice("template_missing", name=template.name)

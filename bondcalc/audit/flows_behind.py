"""The official table that a filing held its firms against: stated by the manifest, carried in PDFs."""

from collections.abc import Iterator

from bondcalc.audit.filed import Filed
from bondcalc.audit.filed_manifest import Manifest
from bondcalc.input_output.flow_file import FlowFile
from bondcalc.wording.messages import notice


def flows_behind(filed: Filed, manifest: Manifest) -> FlowFile | None:
    """Give the table as stated; None where none is stated, or it was not handed in as stated."""
    stated = manifest.says("input_output")
    return next((file for file in filed.flow_files if file.stated == stated), None)


def flows_missing(filed: Filed, manifest: Manifest) -> Iterator[str]:
    """Say that a filing was made with a table that was not handed in, so that its tab cannot be made again."""
    name = manifest.says("input_output", "name")
    if isinstance(name, str) and flows_behind(filed, manifest) is None:
        yield notice("flows_missing", name=name)

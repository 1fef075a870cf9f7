"""Writes the copy of a workbook in which problems are marked."""

from collections.abc import Sequence
from pathlib import Path

from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.whole_file import write_whole
from bondcalc.inputs.form.mark import marked
from bondcalc.inputs.read import ProjectFile
from bondcalc.problem import Problem
from bondcalc.wording.messages import file_error


def write_marked(source: Path, target: Path, file: ProjectFile, problems: Sequence[Problem]) -> None:
    """Write the marked copy beside the file, whole or not at all; never over it. Raises FileError."""
    refuse_name(target)
    if target.resolve() == source.resolve() or target.exists():
        raise file_error("already_there", name=target)
    write_whole(target, marked(file, problems))

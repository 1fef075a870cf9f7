"""Writes the copy of a workbook in which problems are marked."""

from collections.abc import Sequence
from pathlib import Path

from bondcalc.inputs.mark import marked
from bondcalc.inputs.messages import file_error
from bondcalc.inputs.names import refuse_name
from bondcalc.inputs.read import ProjectFile
from bondcalc.output.whole_file import write_whole
from bondcalc.problem import Problem


def write_marked(source: Path, target: Path, file: ProjectFile, problems: Sequence[Problem]) -> None:
    """Write the marked copy beside the file, whole or not at all; never over it. Raises FileError."""
    refuse_name(target)
    if target.resolve() == source.resolve() or target.exists():
        raise file_error("already_there", name=target)
    write_whole(target, marked(file, problems))

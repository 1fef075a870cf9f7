"""The samples that come with the program."""

from collections.abc import Sequence
from pathlib import Path

from bondcalc.data import data_path
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_project
from bondcalc.inputs.template import write_template
from bondcalc.problem import FileError
from bondcalc.schedules.book import horizon

EXAMPLE = "hengyang-park"
"""The sample whose rows stand as examples in a blank workbook."""


def sample_names() -> list[str]:
    """List the samples."""
    return sorted(path.parent.name for path in data_path("samples").glob("*/project.toml"))


def write_input(workbook: Path, sample: str | None, years: Sequence[int]) -> None:
    """Write an input workbook, blank or filled from a sample; an existing file is never overwritten."""
    if workbook.exists():
        raise FileError(f"{workbook} 已存在，不会覆盖。请换一个文件名")
    if sample is not None and sample not in sample_names():
        raise FileError(f"没有示例 {sample}；可选：{'、'.join(sample_names())}")
    project: Project | None = None
    stated = read_project(data_path("samples", sample or EXAMPLE, "project.toml"))
    if sample is not None:
        project = stated
        first, last = horizon(project)
        years = range(first, last + 1)
    try:
        write_template(workbook, project, years, None if project else stated)
    except OSError as error:
        raise FileError(f"无法写入 {workbook}：{error.strerror}") from error

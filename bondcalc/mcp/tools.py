"""The tools an assistant is offered: each says which command it is, and of which files of the folder."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bondcalc.data import LoadedData
from bondcalc.mcp.allowed_folder import AllowedFolder
from bondcalc.mcp.parts import shown_differences, shown_part


@dataclass(frozen=True)
class ToolCall:
    """A command line, the files it reads, and the output folder it writes or is about; paths from the allowed folder on.

    `about` are all files whose names an answer may tell, where they are more than its figures come from.
    `part` takes from the JSON of the command what was asked for: an assistant reads some ten pages, not a thousand.
    """

    arguments: list[str]
    sources: list[Path] = field(default_factory=list)
    folder: Path | None = None
    about: list[Path] = field(default_factory=list)
    part: "Callable[[LoadedData], LoadedData]" = dict


Tool = Callable[..., ToolCall]
"""A function of the allowed folder, which checks every name, and of what is asked for. Raises FileError."""


def _options(**stated: object) -> list[str]:
    """Write options as a command line has them; what is None is not asked for."""
    named = [(f"--{name.rstrip('_').replace('_', '-')}", value) for name, value in stated.items() if value is not None]
    return [f"{option}={value}" for option, value in named]


def check(allowed: AllowedFolder, file: str) -> ToolCall:
    """检查录入文件：列出全部问题，每项有工作表、单元格和改法。Every problem of a project file (.xlsx, .xlsm, .toml), by sheet and cell."""
    path = allowed.existing(file)
    return ToolCall(["check", "--json", "--", str(path)], [path])


def show(allowed: AllowedFolder, file: str, schedule: str | None = None, every_finding: bool = False) -> ToolCall:
    """测算结果：比率、合规核对结论，schedule指定的测算表。Ratios, findings, and one schedule by line and year.

    Without `schedule` the answer lists the schedules there are. Findings that pass are counted unless `every_finding`.
    """
    path = allowed.existing(file)
    part = partial(shown_part, schedule=schedule, every_finding=every_finding)
    return ToolCall(["show", "--json", "--", str(path)], [path], part=part)


def explain(allowed: AllowedFolder, file: str, line: str, year: int | None = None, depth: int = 2) -> ToolCall:
    """一个数从哪里来：公式、代入的数、录入单元格。Where a figure comes from, down to the input cells.

    `line` is an id (coverage.coverage_total_debt), a Chinese label, a cell of schedules.xlsx (表名!F12) or a rule (C01).
    `depth` is how many figures deep it goes; ask for one of those named to go further.
    """
    path = allowed.existing(file)
    return ToolCall(["explain", "--json", *_options(year=year, depth=depth), "--", str(path), line], [path])


def rules(_: AllowedFolder, on: str | None = None, rule: str | None = None) -> ToolCall:
    """某日有效的规定和参数，以及出处。The rules and values in force on a day (2026-03-01), with their documents."""
    return ToolCall(["rules", "--json", *_options(on=on, id_=rule)])


def stress(allowed: AllowedFolder, file: str, factors: list[str] | None = None, steps: str | None = None) -> ToolCall:
    """压力测试：收入、成本、利率、工期等变动后的覆盖倍数和资金，及临界点。Stress tests and break-evens.

    `steps` as -10%,10%,50bp,1y,6m.
    """
    path = allowed.existing(file)
    chosen = [f"--factor={factor}" for factor in factors or []]
    return ToolCall(["stress", "--json", *chosen, *_options(steps=steps), "--", str(path)], [path])


def size(
    allowed: AllowedFolder, file: str, find: str = "bond", line: str | None = None, save_as: str | None = None
) -> ToolCall:
    """反算：所选核对事项没有不通过时的最大发行额、最低地价等，未通过的规则列在not_passed。The largest or smallest value at which no chosen test fails; `not_passed`: every rule that is not passed there.

    `find` is bond, land_price, operation_delay, coupon, term, price, occupancy or capital. With `save_as` the project of
    the answer is written to a new file of that name; the file asked about is never changed.
    """
    path = allowed.existing(file)
    saved = str(allowed.new_file(save_as)) if save_as else None
    return ToolCall(["size", "--json", *_options(find=find, line=line, save=saved), "--", str(path)], [path])


def audit(allowed: AllowedFolder, files: list[str]) -> ToolCall:
    """核验：按文件所附的录入重算，逐项列出差异。Reruns filings, workbooks or output folders: identical, or what differs, where and why."""
    paths = [allowed.existing(name) for name in files]
    return ToolCall(
        ["audit", "--json", "--", *map(str, paths)],
        paths[:1],
        paths[0] if paths and allowed.is_folder(paths[0]) else None,
        about=paths,
        part=shown_differences,
    )


def compare(allowed: AllowedFolder, before: str, after: str) -> ToolCall:
    """两份文件比较：哪些录入变了，各使哪些数变了多少。Two versions: which inputs changed, and how much each moved."""
    paths = [allowed.existing(name) for name in (before, after)]
    return ToolCall(["compare", "--json", "--", *map(str, paths)], paths)


def run(allowed: AllowedFolder, file: str, out: str) -> ToolCall:
    """测算并生成申报文件到新文件夹out；不改动录入文件。Writes schedules.xlsx and the filings into a new folder `out`; the input file stays as it is.

    Only where the person asked for files: `show` gives the same figures and writes nothing.
    """
    path, folder = allowed.existing(file), allowed.output_folder(out)
    return ToolCall(["run", "--json", f"--out={folder}", "--", str(path)], [path], folder)


READING: tuple[Tool, ...] = (check, show, explain, rules, stress, audit, compare)
"""Tools that write nothing."""
WRITING: tuple[Tool, ...] = (size, run)
"""Tools that write a new file or folder where one is named."""

"""What a monitoring of many projects says at its end: how many, how bad, what could not be monitored."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Language

if TYPE_CHECKING:
    from bondcalc.portfolio.monitored.monitor_folder import ManyMonitored

MOST = 10
"""Projects without a monitoring that are named, and files that are not taken."""


def monitored_text(made: "ManyMonitored", out: Path, language: Language) -> Iterator[str]:
    """Give the lines."""
    done = [member.made for member in made.members if member.made]
    count = Counter(result.worst for result in done)
    said = [(level, count[level]) for level in sorted(count, key=lambda level: -level.order)]
    names = [name for name in made.names if "/" not in name]
    if language == "zh":
        levels = in_turn(f"{level.zh}{number}个" for level, number in said)
        counted = f"已监测{len(done)}个{'：' if said else ''}{levels}"
        yield f"统计日{made.day}：{len(made.members)}个项目，{counted}。已写入{out}：{in_turn(names)}"
    else:
        levels = ", ".join(f"{number} {level.en}" for level, number in said) or "none"
        yield f"{made.day}: {len(done)} of {len(made.members)} project(s) monitored: {levels}. Written to {out}: {', '.join(names)}"
    left = sorted((member for member in made.members if member.made is None), key=lambda member: not member.failed)
    for member in left[:MOST]:
        yield (
            f"未监测：{member.member.name}：{member.reason}"
            if language == "zh"
            else f"not monitored: {member.member.name}: {member.reason}"
        )
    if len(left) > MOST:
        more = len(left) - MOST
        yield (
            f"还有{more}个项目未监测，见monitor.xlsx“监测排名”"
            if language == "zh"
            else f"{more} more, see monitor.xlsx"
        )
    yield from _files(made, language)


def _files(made: "ManyMonitored", language: Language) -> Iterator[str]:
    """Name the files of actuals that somebody has to look at, beside those that the projects above name; the report has all."""
    from bondcalc.portfolio.monitored.file_used import ActualsUse

    named = [
        file
        for file in made.files
        if file.use is ActualsUse.BLANK or (file.use is ActualsUse.REFUSED and not file.project)
    ]
    for file in named[:MOST]:
        use = file.use.zh if language == "zh" else file.use.value
        yield ("：" if language == "zh" else ": ").join((use, file.path, file.why))
    if len(named) > MOST:
        more = len(named) - MOST
        yield (
            f"还有{more}个文件，见monitor.xlsx“执行数据文件”" if language == "zh" else f"{more} more, see monitor.xlsx"
        )

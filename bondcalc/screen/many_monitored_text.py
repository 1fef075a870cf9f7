"""What a monitoring of many projects says at its end: how many, how bad, what could not be monitored."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.wording.terms import Language

if TYPE_CHECKING:
    from bondcalc.portfolio.monitored.monitor_folder import ManyMonitored

MOST = 10
"""Projects without a monitoring that are named."""


def monitored_text(made: "ManyMonitored", out: Path, language: Language) -> Iterator[str]:
    """Give the lines."""
    done = [member.made for member in made.members if member.made]
    count = Counter(result.worst for result in done)
    said = [(level, count[level]) for level in sorted(count, key=lambda level: -level.order)]
    names = [name for name in made.names if "/" not in name]
    if language == "zh":
        levels = "、".join(f"{level.zh}{number}个" for level, number in said) or "没有"
        yield f"{len(made.members)}个项目，已监测{len(done)}个：{levels}。已写入{out}：{'、'.join(names)}"
    else:
        levels = ", ".join(f"{number} {level.en}" for level, number in said) or "none"
        yield f"{len(done)} of {len(made.members)} project(s) monitored: {levels}. Written to {out}: {', '.join(names)}"
    left = [member for member in made.members if member.made is None]
    for member in left[:MOST]:
        yield (
            f"未监测：{member.member.name}：{member.reason}"
            if language == "zh"
            else f"not monitored: {member.member.name}"
        )
    for name in made.unread:
        yield f"读不了的文件：{name}" if language == "zh" else f"cannot be read: {name}"

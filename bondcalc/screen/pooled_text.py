"""What a pooled bond came to, on the terminal: who does not cover its own debt first, then the sums and the files."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from bondcalc.portfolio.pooled.pooled_run import PooledFiling
from bondcalc.portfolio.pooled.ring_fence import MemberCover, covers, pool_cover
from bondcalc.portfolio.pooled.stale_members import stale
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Language


def pooled_text(made: PooledFiling, out: Path, language: Language) -> str:
    """Tell each member's ratio, the pool's, why the form is a draft, and what was written."""
    return "\n".join(_lines(made, out, language))


def _lines(made: PooledFiling, out: Path, language: Language) -> Iterator[str]:
    chinese, pool = language == "zh", pool_cover(made.shared)
    for cover in covers(made.shared):
        yield f"{cover.name}：{_told(cover, chinese)}" if chinese else f"{cover.name}: {_told(cover, chinese)}"
    count, face = len(made.shared.members), number.fixed(made.shared.face, 4)
    if chinese:
        yield f"合计{count}个项目，发行额{face}亿元：{_told(pool, chinese)}。合计不弥补任何项目。"
        yield f"成文日期{spelt(made.shared.filed)}：取各项目文件的成文日期（未填的为适用规定日期）中最晚的一日。"
        yield from (f"草稿：{reason}。" for reason in made.draft)
        yield from (
            f"{row.where}的“集合发行项目”表中{row.member}{'未填录入文件' if row.typed else '已过期'}：请用portfolio members重填。"
            for row in stale(made.shared)
        )
        yield f"已写入{out}：{in_turn(made.names)}"
    else:
        yield f"{count} projects, {face} (CNY 100m): {_told(pool, chinese)}. The pool heals nobody."
        yield f"dated {made.shared.filed}, the last filing date of the project files, of those without one the rule date"
        yield from ([f"draft: {len(made.draft)} reason(s)"] if made.draft else [])
        yield from (f"{row.where}: the row on {row.member} is out of date" for row in stale(made.shared))
        yield f"written to {out}: {', '.join(made.names)}"


def _told(cover: MemberCover, chinese: bool) -> str:
    if cover.ratio is None:
        return "无债务" if chinese else "no debt"
    ratio = number.against(cover.ratio, Fraction(cover.floor))
    if chinese:
        return f"收益/本息{ratio}倍{'，不能覆盖' if cover.short else ''}"
    return f"E/F {ratio}{', short' if cover.short else ''}"

"""What scripts of a page work on, as it stands in the page: text, or packed where text would take more megabytes than a page may."""

import zlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from bondcalc.page.bilingual import both
from bondcalc.page.line_data import block

PLAIN = 2_400_000
"""Bytes up to which tables and data stand as text, which every browser reads and, of the tables, one without scripts."""
PACKED = "text/plain"


@dataclass(frozen=True)
class HeldData:
    """The text of a block of data, its type, and the tables as they stand in the page."""

    kind: str
    text: str
    tables: str = ""


def held(data: Mapping[str, object], tables: str = "") -> HeldData:
    """Give data and tables as a page has them; packed tables are put back by a script."""
    left = PLAIN - len(tables.encode())
    if left > 0 and len((text := block(data)).encode()) <= left:
        return HeldData("application/json", text, tables)
    whole = block({**data, "tables": tables}).encode()
    return HeldData(PACKED, b64encode(zlib.compress(whole, 9)).decode(), _instead() if tables else "")


def _instead() -> str:
    """Say what stands in the place of packed tables until a script has put them there."""
    said = both(
        "本项目测算表多，压缩存放，由脚本展开；浏览器关闭脚本或版本过低（2020年以前）的，请看schedules.xlsx。",
        "There are many schedules: they stand packed and a script unpacks them; where scripts are off or the browser is older than 2020, see schedules.xlsx.",
    )
    return f"<p>{said}</p>"

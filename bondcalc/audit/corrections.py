"""Rule values that were wrong when a filing was made and were put right since: told by name, so that nobody looks for tampering."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.audit.filed_manifest import Manifest
from bondcalc.inputs.sheets.particulars import SECTORS
from bondcalc.rules.load import Rules
from bondcalc.wording.messages import Long, listed, notice


def corrected(filed: Manifest, rules: Rules) -> Iterator[str]:
    """Name every correction (更正) between the values a filing states and those of here; none of a manifest that was edited."""
    stated = filed.says("rule_values")
    if not filed.untouched or not isinstance(stated, dict):
        return
    for value in rules.values:
        mended = value.correction
        if mended is not None and _said(stated.get(value.id)) == [str(item) for item in mended.was]:
            now = value.value if isinstance(value.value, tuple) else (value.value,)
            yield notice(
                "corrected",
                name=value.zh,
                id=value.id,
                start=value.start,
                day=mended.day,
                was=Long(_words(mended.was)),
                now=Long(_words(now)),
                because=Long(mended.reason),
            )


def _said(stated: object) -> list[str]:
    """Take what a manifest says of a value as a list; no entry is an empty one."""
    if stated is None:
        return []
    return [str(item) for item in stated] if isinstance(stated, list) else [str(stated)]


def _words(items: Sequence[Decimal | str]) -> str:
    return listed([SECTORS.get(str(item), str(item)) for item in items]) if items else "（没有）"

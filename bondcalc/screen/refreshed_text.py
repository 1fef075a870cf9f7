"""What a refresh of a Word filing says: figures, blocks, and what somebody has to look at."""

from bondcalc.refresh import Refreshed
from bondcalc.wording.messages import Long, listed
from bondcalc.wording.terms import Language

LINES = {
    "kept": (
        "{count}处两边都有改动，保留文件中的文字，请核对：{names}",
        "{count} changed on both sides, the words in the file stay; look at: {names}",
    ),
    "left_out": ("{count}处在文件中已删去，未恢复：{names}", "{count} deleted in the file and not put back: {names}"),
    "stale": (
        "{count}处不再生成，因有改动而保留：{names}",
        "{count} no longer made, kept because they were edited: {names}",
    ),
    "typed_over": (
        "{count}个数字曾被改写，已更正：{names}",
        "{count} figures had been typed over and are put right: {names}",
    ),
    "gone": (
        "{count}个数字不再填列，保留原值，请核对：{names}",
        "{count} figures are no longer printed and stand as they were; look at: {names}",
    ),
}


def refreshed_text(done: Refreshed, name: str, language: Language) -> str:
    """Say what was renewed, and what is left to people."""
    figures, blocks = done.figures, done.blocks
    counts = (figures.changed, figures.equal, len(blocks.renewed), len(blocks.added), len(blocks.removed))
    first = (
        "已写入{}：更新数字{}个，未变{}个；更新段落和图表{}处，新增{}处，删去{}处。".format(name, *counts)
        if language == "zh"
        else "written to {}: {} figures changed, {} as before; {} blocks renewed, {} added, {} removed.".format(
            name, *counts
        )
    )
    left = {
        "kept": blocks.kept,
        "left_out": blocks.left_out,
        "stale": blocks.stale,
        "typed_over": [f"{id_}（{was}）" for id_, was in figures.typed_over],
        "gone": sorted(set(figures.gone)),
    }
    said = (
        LINES[kind][language == "en"].format(count=len(names), names=Long(listed(names)))
        for kind, names in left.items()
        if names
    )
    return "\n".join([first, *said, *_tracked(done.tracked, language)])


def _tracked(count: int, language: Language) -> list[str]:
    """Say how tracked changes were read; no line where there are none."""
    if not count:
        return []
    if language == "en":
        return [f"{count} tracked changes were read as accepted and are still tracked."]
    return [f"{count}处修订按接受后的文字更新，修订标记保留，请接受或拒绝。"]

"""An explanation as one page for a browser: everything in it, nothing fetched, unfolded by clicks."""

import html
import json

import bondcalc
from bondcalc.algebra.trace import At
from bondcalc.data import data_path
from bondcalc.explain.node import Node
from bondcalc.explain.tree import Explanation, Reference
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.pictures.html_page import content_hash, filled

UNSAFE = "<>&\u2028\u2029"
"""Signs that could end the block of data or start a comment inside it."""


def escaped(written: str) -> str:
    """Write JSON so that no sign of it can end the block it stands in."""
    for sign in UNSAFE:
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def page(explanation: Explanation, root: At, particulars: Particulars, text: str) -> bytes:
    """Write the page of one figure; `text` is shown where scripts are off. The same figure gives the same bytes."""
    node = explanation.node(root)
    style, script = (data_path("templates", f"explain.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    when = f" {node.when}" if node.when else ""
    words = {
        "title": f"{node.label}{when}：{node.value}",
        "project": particulars.name,
        "label": f"{node.label}{when}",
        "value": node.value,
        "mark": EXAMPLE_MARK if particulars.example else "",
        "text": text,
        "facts": f"适用规定日期{particulars.rule_date}；单元格指schedules.xlsx中的位置"
        + (f"，本数在{node.place}" if node.place else ""),
        "footer": f"bondcalc {bondcalc.__version__} 生成。每一行是一个数：第一个等式是公式，第二个等式是代入的数；点开可以看到每个数的来源，直到录入单元格或规则参数。",
    }
    plain = {
        "style": style,
        "script": script,
        "style_hash": content_hash(style),
        "script_hash": content_hash(script),
        "data": _data(explanation, root),
    }
    return filled("explain.html", {name: html.escape(value) for name, value in words.items()} | plain).encode()


def _data(explanation: Explanation, root: At) -> str:
    """Write every figure and end below the root once, as JSON that no sign of can end the block it stands in."""
    numbers: dict[Reference, int] = {root: 0}
    texts: dict[str, int] = {"": 0}
    nodes: list[list[object]] = []
    waiting: list[Reference] = [root]
    # The list grows while it is read; a figure that many share is written once, or a page would hold millions.
    for reference in waiting:
        parts, idle = explanation.parts(reference), explanation.idle(reference)
        for part in (*parts, *idle):
            if part not in numbers:
                numbers[part] = len(numbers)
                waiting.append(part)
        inside = [[numbers[part] for part in group] for group in (parts, idle)]
        nodes.append([*_row(explanation.node(reference), texts), *inside])
    written = json.dumps({"root": 0, "texts": list(texts), "nodes": nodes}, ensure_ascii=False, separators=(",", ":"))
    return escaped(written)


def _row(node: Node, texts: dict[str, int]) -> list[object]:
    shown = (node.label, node.when, node.value, node.words, node.numbers, node.source, node.place)
    return [node.kind, *(texts.setdefault(text, len(texts)) for text in shown), int(node.blank)]

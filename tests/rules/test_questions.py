"""Questions in rule files: what reading refuses, and the one line that marks a document as read."""

from pathlib import Path

import pytest

from bondcalc.rules.instrument import RuleError
from bondcalc.rules.parse import read_folder

ADDED = """
[instrument]
id = "new-law"
title = "示例规定"
number = "财预〔2027〕1号"
date = 2027-01-01
in_force_from = 2027-01-01

[[values]]
id = "leased_share"
from = 2027-01-01
value = 0.30
unit = "fraction"
low = 0
high = 1
article = "二"
zh = "出租面积上限比例"
en = "share let"
status = "statutory"
value_verified = false
citation_verified = false

[[rules]]
id = "N99"
from = 2027-01-01
article = "二"
zh = "出租面积不超过三成"
en = "At most three tenths are let"
group = "negative list"
kind = "stated"
severity = "statutory"
citation_verified = false

[[rules.asks]]
id = "built_area"
zh = "建成面积"
en = "Area built"
unit = "亩"

[[rules.asks]]
id = "leased_area"
zh = "其中出租面积"
en = "Of which let"
unit = "亩"
part_of = "built_area"
most = "leased_share"
wrong_zh = "应说明出租的理由"
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('unit = "亩"\npart_of', 'colour = "红"\npart_of', "字段 colour 不认识"),
        ('part_of = "built_area"', 'part_of = "sold_area"', "part_of 指向的 sold_area 不在本规则"),
        ('most = "leased_share"\n', "", "part_of 和 most 一并填写"),
        ('zh = "建成面积"\n', "", "缺少 zh 或 en"),
        ('kind = "stated"', 'kind = "input"', "kind 为 stated 的规则写明 asks"),
        ('id = "built_area"\n', 'id = "built_area"\nat = "compliance.issuer"\n', "id 和 at 填写其一"),
        ('id = "built_area"\n', 'id = "built_area"\nmust = "maybe"\n', "must 只能是"),
        (
            "citation_verified = false\n\n[[rules.asks]]",
            'citation_verified = false\nsectors = "park"\n\n[[rules.asks]]',
            "sectors 应为列表",
        ),
    ],
)
def test_a_question_that_is_not_well_stated_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in ADDED
    text = ADDED.replace(old, new, 1).replace(
        "in_force_from = 2027-01-01", "in_force_from = 2027-01-01\nfounding = true"
    )
    (tmp_path / "new-law.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=r"new-law\.toml") as raised:
        read_folder(tmp_path)
    assert said in str(raised.value)


@pytest.mark.parametrize("verified", [False, True])
def test_one_line_marks_a_document_as_read(tmp_path: Path, verified: bool) -> None:
    text = ADDED.replace(
        "in_force_from = 2027-01-01",
        f"in_force_from = 2027-01-01\nfounding = true\ntext_verified = {str(verified).lower()}",
    ).replace('severity = "statutory"\n', 'severity = "statutory"\nreported = true\n', 1)
    (tmp_path / "new-law.toml").write_text(text, encoding="utf-8")
    library = read_folder(tmp_path)
    (rule,), (value,), (law,) = library.rules, library.values, library.instruments
    assert (rule.citation_verified, value.value_verified, rule.reported) == (verified, verified, not verified)
    assert ("未核实" in rule.citation_review, "未核实" in law.name) == (not verified, not verified)

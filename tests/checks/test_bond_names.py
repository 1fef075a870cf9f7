"""X04: the name of a bond beside year, place and kind of its project."""

from datetime import date

import pytest

from bondcalc.wording.terms import Verdict
from tests.checks.judged import finding_of
from tests.checks.test_statements import with_
from tests.samples import computed_sample

NAME = "{year}年{place}{kind}专项债券（一期）——{year}年{issuer}政府专项债券（三期）"
OWN = {"year": 2022, "place": "湖南省衡阳市祁东县", "kind": "污水处理", "issuer": "湖南省"}


def said(name: str, region: str = "湖南省衡阳市祁东县", **bond: object) -> tuple[Verdict, str]:
    """What X04 says of anping-water in a region, its bond under a name."""
    given = with_(computed_sample("anping-water").project, "project", region=region)
    outcome = finding_of(with_(given, "bonds", name=name, **bond), "X04").outcome
    return outcome.verdict, outcome.zh


@pytest.mark.parametrize(
    ("changed", "both"),
    [
        ({"year": 2019}, ("2019年", "2022年")),
        ({"place": "湖南省衡阳市衡阳县"}, ("“衡阳县”", "祁东县")),
        ({"place": "湖南省长沙市"}, ("“长沙市”", "衡阳市")),
        ({"issuer": "湖北省"}, ("“湖北省”", "湖南省")),
    ],
)
def test_a_name_of_another_year_or_place_fails_and_is_told_with_both_sides(
    changed: dict[str, object], both: tuple[str, str]
) -> None:
    verdict, words = said(NAME.format(**OWN | changed))
    assert verdict is Verdict.FAIL
    assert all(side in words for side in both)


@pytest.mark.parametrize(("kind", "word"), [("土地储备", "“土地储备”"), ("棚户区改造", "“棚户区”")])
def test_a_name_of_another_kind_warns(kind: str, word: str) -> None:
    """A pooled bond may bear the kind of another member."""
    verdict, words = said(NAME.format(**OWN | {"kind": kind}))
    assert verdict is Verdict.WARN
    assert word in words
    assert "城镇污水垃圾处理" in words


@pytest.mark.parametrize(
    ("changed", "region"),
    [
        ({}, "湖南省衡阳市祁东县"),
        ({}, "湖南省衡阳市"),
        ({}, "祁东县"),
        ({"place": "湖南省", "kind": "城乡发展"}, "湖南省衡阳市祁东县"),
        ({"place": "湖南省耒阳市"}, "湖南省衡阳市耒阳市"),
        ({"place": "湖南省", "kind": "县级污水处理"}, "湖南省永州市蓝山县"),
        ({"place": "宁波市", "issuer": "宁波市", "kind": "其他项目收益"}, "浙江省宁波市鄞州区"),
        ({"place": "广西壮族自治区南宁市西乡塘区", "issuer": "广西壮族自治区"}, "广西壮族自治区南宁市西乡塘区"),
        ({"place": "河南省郑州市郑东新区", "issuer": "河南省"}, "河南省郑州市"),
        ({"kind": "园区污水处理"}, "湖南省衡阳市祁东县"),
    ],
)
def test_a_name_that_says_the_same_or_less_passes(changed: dict[str, object], region: str) -> None:
    assert said(NAME.format(**OWN | changed), region)[0] is Verdict.PASS


def test_a_bond_sold_before_new_year_bears_the_year_it_was_sold_in() -> None:
    assert said(NAME.format(**OWN | {"year": 2021}), value_date=date(2022, 1, 5))[0] is Verdict.PASS
    assert said(NAME.format(**OWN | {"year": 2021}), value_date=date(2022, 2, 5))[0] is Verdict.FAIL


def test_a_bond_of_another_project_keeps_place_and_kind_of_its_name() -> None:
    other = NAME.format(**OWN | {"place": "湖南省长沙市", "kind": "土地储备"})
    assert said(other, assigned_on=date(2022, 6, 1))[0] is Verdict.PASS

"""C13: the ring-fence, told by member; figures that name no file are said to be typed."""

import pytest

from bondcalc.problem import ProjectError
from bondcalc.wording.terms import Verdict
from tests.checks.cases import GOOD, HELD, added
from tests.checks.judged import finding_of

MEMBER = '[[pool]]\nid="{0}"\nname="{0}"\nrevenue={1}\nservice=100\n'


def told(*members: tuple[str, str, str]) -> tuple[Verdict, str]:
    text = "".join(MEMBER.format(name, revenue) + more for name, revenue, more in members)
    found = finding_of(added(GOOD, text, "pool"), "C13").outcome
    return found.verdict, found.zh


def test_a_pool_that_covers_does_not_heal_a_member_that_does_not() -> None:
    verdict, said = told(("甲", "99.99", HELD), ("乙", "900", HELD))
    assert verdict is Verdict.FAIL
    assert "甲 0.9999" in said
    assert "乙" not in said
    assert "合计" not in said


def test_typed_figures_are_told_by_member_and_never_pass() -> None:
    assert told(("甲", "120", HELD), ("乙", "900", HELD))[0] is Verdict.PASS
    verdict, said = told(("甲", "120", ""), ("乙", "900", HELD), ("丙", "130", ""))
    assert verdict is Verdict.WARN
    assert said.endswith("甲、丙的收益和本息未核对，应由其录入文件算出")
    verdict, said = told(("甲", "90", ""))
    assert verdict is Verdict.FAIL
    assert "未核对" in said


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('file="b.toml"\n', "pool_file_or_hash"),
        (f'sha256="{"0" * 64}"\n', "pool_file_or_hash"),
        ('file="b.toml"\nsha256="0x12"\n', "not_a_hash"),
        (f'file="b.toml"\nsha256="{"g" * 64}"\n', "not_a_hash"),
    ],
)
def test_a_file_comes_with_its_hash(more: str, code: str) -> None:
    with pytest.raises(ProjectError) as caught:
        told(("甲", "120", more))
    assert [problem.code for problem in caught.value.problems] == [code]

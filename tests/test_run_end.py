"""What a run says last: failures one by one, the rest counted, then the verdict and where the files are."""

import re
from pathlib import Path

import pytest

from bondcalc.result.result import Result
from bondcalc.screen.run_end import run_text
from bondcalc.wording.terms import Severity, Verdict
from tests.conftest import SAMPLE
from tests.samples import computed_sample

FILES = ("plan.pdf", "review.pdf", "schedules.xlsx")


def said(computed: Result) -> list[str]:
    return run_text(computed, Path("结果"), FILES, "zh").splitlines()


def ids(lines: list[str]) -> list[str]:
    return [found[1] for line in lines if (found := re.match(r"(?:不通过|需说明|待补充|通过) +([A-Z]\d\d) ", line))]


@pytest.mark.parametrize("name", [SAMPLE.parent.name, "land-reserve", "anping-water"])
def test_what_fails_is_told_and_the_rest_counted(name: str) -> None:
    computed = computed_sample(name)
    lines, by = said(computed), dict.fromkeys(Verdict, 0)
    for finding in computed.findings:
        by[finding.verdict] += 1
    assert ids(lines) == [one.rule.id for one in computed.findings if one.verdict is Verdict.FAIL]
    [counted] = [line for line in lines if "不适用" in line]
    numbers = [int(number) for number in re.findall(r"(?:需说明|待补充|，通过|不适用)(\d+)项", counted)]
    assert numbers == [by[Verdict.WARN], by[Verdict.NEEDS_INPUT], by[Verdict.PASS], by[Verdict.NOT_APPLICABLE]]
    assert by[Verdict.FAIL] + sum(numbers) == len(computed.findings)
    assert ("bondcalc ask" in counted) is (by[Verdict.NEEDS_INPUT] > 0)


def test_what_the_law_asks_for_is_counted_by_itself() -> None:
    computed = computed_sample(SAMPLE.parent.name)
    law = [one for one in computed.findings if one.verdict is Verdict.NEEDS_INPUT]
    law = [one for one in law if one.rule.severity is Severity.STATUTORY]
    assert any(f"（其中法定{len(law)}项）" in line for line in said(computed))


def test_verdict_and_files_stand_last() -> None:
    *_, mark, verdict, written = said(computed_sample(SAMPLE.parent.name))
    assert mark == "示例，非申报文件"
    assert verdict.startswith("结论：2项核对事项不通过")
    assert written == "已写入结果：plan.pdf、review.pdf、schedules.xlsx"

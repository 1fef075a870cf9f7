"""Who reads what: codes and hints in the review, sentences with the explanation in plan and evaluation, neither in the disclosure."""

import re
from dataclasses import replace

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.typeset.document import Signatures
from bondcalc.wording.terms import Verdict
from tests.parted import compute
from tests.samples import SAMPLE_NAMES, computed_sample, filed_sample
from tests.trials.trial import document_text

CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{2}(?![0-9A-Za-z])")
FIRM = "湖南某某会计师事务所（特殊普通合伙）"


def explained(result: Result, verdict: Verdict, words: str) -> Result:
    """The same result, every finding of a verdict explained."""
    found = [replace(one, explanation=words) if one.verdict is verdict else one for one in result.findings]
    return replace(result, findings=found)


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_codes_stand_in_the_review_alone(sample: str) -> None:
    assert CODE.search(document_text(filed_sample(sample, "review")))
    for filing in ("plan", "evaluation", "disclosure"):
        said = document_text(filed_sample(sample, filing))
        own = {rule.rule.id for rule in computed_sample(sample).findings}
        assert own & set(CODE.findall(said)) == set(), filing


def test_the_plan_says_in_a_sentence_what_does_not_hold_and_asks_why() -> None:
    said = document_text(filed_sample("hengyang-park", "plan"))
    assert "不符合“本息覆盖倍数达到本省标准”的要求：全部债务本息覆盖倍数1.19倍，低于本省标准1.20倍。【请填写：" in said
    plain = document_text(write(explained(computed_sample("hengyang-park"), Verdict.FAIL, "已报市政府。"), "plan"))
    assert "低于本省标准1.20倍。项目单位说明：已报市政府。" in plain
    assert "【请填写：原因" not in plain


def test_a_hint_is_named_and_told_once_it_is_explained() -> None:
    hint = next(one for one in computed_sample("hengyang-park").findings if one.verdict is Verdict.WARN)
    plain = document_text(filed_sample("hengyang-park", "plan"))
    assert hint.outcome.filing not in plain
    assert f"“{hint.rule.zh}”" in plain.partition("须说明而尚未说明的事项")[2].partition("外，已核对的事项")[0]
    told = explained(computed_sample("hengyang-park"), Verdict.WARN, "见可研报告")
    assert f"关于“{hint.rule.zh}”：{hint.outcome.filing}。项目单位说明：见可研报告。" in document_text(
        write(told, "plan")
    )


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_the_disclosure_says_neither(sample: str) -> None:
    said = document_text(filed_sample(sample, "disclosure"))
    names = [one.rule.zh for one in computed_sample(sample).findings if one.verdict in {Verdict.FAIL, Verdict.WARN}]
    assert names
    assert [name for name in names if name in said] == []
    assert "说明：" not in said


def test_without_a_named_firm_it_is_a_working_paper_with_nothing_concluded() -> None:
    document = filed_sample("land-reserve", "evaluation")
    said = document_text(document)
    assert document.subject == "项目收益与融资自求平衡测算底稿（供第三方机构参考）"
    assert "【由第三方机构填写】评价结论：＿" in said
    assert "【由第三方机构填写】审核意见：＿" in said
    assert "测算结果：" not in said
    assert [role for block in document.blocks if isinstance(block, Signatures) for role, _ in block.people] == [
        "编制",
        "复核",
        "审批",
    ]


def test_with_a_named_firm_it_is_the_evaluation_and_the_opinion_stays_blank() -> None:
    project = computed_sample("land-reserve").project
    form = replace(project.form(Particulars), evaluator=FIRM)
    document = write(compute(replace(project, tables={**project.tables, "project": (form,)})), "evaluation")
    said = document_text(document)
    assert document.subject == "项目收益与融资自求平衡专项评价报告"
    assert "第3111号" in said
    assert "审核意见：＿" in said
    assert "测算结果：债券存续期内项目收益" in said
    [signed] = [block for block in document.blocks if isinstance(block, Signatures)]
    assert signed.people[0] == ("第三方机构（盖章）", FIRM)

"""草稿: which filings are drafts and why; the mark stands on every page, the name of the file says so, and neither where it is none."""

from dataclasses import replace
from pathlib import Path

import pytest

from bondcalc.checks.judge import Finding, Outcome
from bondcalc.disk.standing import not_ours
from bondcalc.filings.draw import known, write
from bondcalc.filings.parts.draft import MARK, file_stem, prompts, why_draft
from bondcalc.result.result import Result
from bondcalc.seal.manifest import checksums
from bondcalc.typeset.document import Cover, Document, PageTable, Paragraph, PrintedFigure
from bondcalc.wording.terms import Severity, Verdict
from tests.samples import computed_sample


def failing(result: Result, severity: Severity) -> Result:
    """The same result with its first passing rule of a severity failed."""
    found = next(one for one in result.findings if one.rule.severity is severity and one.verdict is Verdict.PASS)
    failed = Finding(found.rule, Outcome(Verdict.FAIL, "不符合", "not so"))
    return replace(result, findings=[failed if one is found else one for one in result.findings])


@pytest.mark.parametrize("filing", known())
def test_a_statutory_rule_that_fails_makes_every_filing_a_draft(filing: str) -> None:
    document = write(failing(computed_sample("land-reserve"), Severity.STATUTORY), filing)
    assert document.draft[0].startswith("1项核对事项不通过：")
    assert document.page_mark.startswith(MARK)
    assert file_stem(filing, document) == f"{filing}-draft"


@pytest.mark.parametrize("severity", [Severity.CUSTOMARY, Severity.ADVISORY])
def test_a_rule_that_binds_nobody_makes_no_draft(severity: Severity) -> None:
    assert why_draft(failing(computed_sample("land-reserve"), severity), []) == ()


def test_a_filing_is_held_to_rules_of_its_own() -> None:
    result = computed_sample("land-reserve")
    found = next(one for one in result.findings if one.rule.severity is Severity.CUSTOMARY)
    failed = Finding(found.rule, Outcome(Verdict.FAIL, "不符合", "not so"))
    result = replace(result, findings=[failed])
    assert why_draft(result, []) == ()
    assert why_draft(result, [], (found.rule.id,)) == (f"1项核对事项不通过：“{found.rule.zh}”",)


def test_every_place_that_is_still_to_be_filled_in_is_found() -> None:
    blocks = [
        Cover("实施方案", "", [("项目代码", "【待补充】")], "", failing=False),
        Paragraph(("项目位于【请填写：四至范围】，投资", PrintedFigure("a.b", "1.00"), "万元。")),
        PageTable("表", "", [["要点", "结论"]], [["必要性", "【待补充】"], ["公益性", "已论证"]], "ll", [1, 1]),
        Paragraph("【本页由会计师事务所填写】"),
    ]
    assert list(prompts(blocks)) == ["【待补充】", "【请填写：四至范围】", "【待补充】"]
    assert why_draft(computed_sample("land-reserve"), blocks) == ("3处尚未填写",)


def test_a_draft_is_our_own_output_when_it_is_written_again(tmp_path: Path) -> None:
    """What --out may take the place of: a run's files as listed, drafts among them, and no draft it did not write."""
    files = {"manifest.json": b'{"program": "bondcalc", "options": {"filings": ["plan"]}}', "plan-draft.pdf": b"%%EOF"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "SHA256SUMS").write_bytes(checksums(files))
    assert not_ours(tmp_path) == []
    (tmp_path / "review-draft.pdf").write_bytes(b"%%EOF")
    (tmp_path / "SHA256SUMS").write_bytes(checksums(files | {"review-draft.pdf": b"%%EOF"}))
    assert not_ours(tmp_path) == ["review-draft.pdf"]


def test_what_is_no_draft_bears_no_mark() -> None:
    result = computed_sample("land-reserve")
    assert why_draft(result, [Paragraph("全部填写。")]) == ()
    document = Document("", "", "", "", "", "")
    assert file_stem("plan", document) == "plan"

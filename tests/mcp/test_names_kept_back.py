"""No name in an answer: not of the second file, of a word typed in a field of numbers, of a text that an audit found changed."""

from pathlib import Path

import pytest

from bondcalc.inputs.read import raw_of
from bondcalc.mcp import assistant_answer, server, tools
from bondcalc.mcp.allowed_folder import AllowedFolder
from bondcalc.mcp.assistant_answer import AnswerMaker
from bondcalc.mcp.command import CommandEnd, command_end
from bondcalc.mcp.left_out import kept_in, typed_in, without_printed
from bondcalc.mcp.parts import MOST
from bondcalc.problem import FileError

ROOT = Path(__file__).parents[2]

NAMES = {"first.toml": "甲县水务局", "second.toml": "乙县城投公司"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file, name in NAMES.items():
        (tmp_path / file).write_text(f'[project]\nname = "{name}"\n', encoding="utf-8")
    return tmp_path


def _ended(data: dict[str, object], said: tuple[str, ...] = (), code: int = 0) -> object:
    return lambda *_: CommandEnd(data, list(said), code)


def test_names_of_every_audited_file_are_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = [{"project": name, "differences": []} for name in NAMES.values()]
    monkeypatch.setattr(assistant_answer, "command_end", _ended({"subjects": subjects}))
    allowed = AllowedFolder(folder)
    call = tools.audit(allowed, list(NAMES))
    assert not [name for name in NAMES.values() if name in str(AnswerMaker(allowed, names=False).answer(call))]
    assert all(name in str(AnswerMaker(allowed, names=True).answer(call)) for name in NAMES.values())


def test_a_word_in_a_field_of_numbers_is_a_name_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [
        {"cell": "第1项 face", "found": "“发行金额”填的是“丙县教育局”，应为数字"},
        {"cell": "丁县专户", "found": "没有名为“丁县专户”的栏"},
        {"cell": "第2项 face", "found": "“发行金额”填的是“-9,000”，应为正数"},
    ]
    monkeypatch.setattr(assistant_answer, "command_end", _ended({"problems": problems}, code=2))
    allowed = AllowedFolder(folder)
    told = AnswerMaker(allowed, names=False).answer(tools.check(allowed, "first.toml"))["answer"]
    assert told["problems"] == [  # type: ignore[index]
        {"cell": "第1项 face", "found": "“发行金额”填的是“〔录入文字〕”，应为数字"},
        {"cell": "〔录入文字〕", "found": "没有名为“〔录入文字〕”的栏"},
        problems[2],
    ]


def test_what_a_refusal_quotes_is_left_out_and_so_is_where_the_folder_lies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (f"{folder.resolve()}中没有“戊县交通局”",)
    monkeypatch.setattr(assistant_answer, "command_end", _ended({}, said, code=1))
    allowed = AllowedFolder(folder)
    with pytest.raises(FileError) as refused:
        AnswerMaker(allowed, names=False).answer(tools.check(allowed, "first.toml"))
    assert str(refused.value) == ".中没有“〔录入文字〕”"


def test_codes_and_lines_of_the_file_are_told() -> None:
    kept = kept_in(raw_of("project.toml", (ROOT / "samples" / "anping-water" / "project.toml").read_bytes()))
    assert {"sewage", "repair"} <= kept
    assert typed_in(["“投入运营日期”未填写：“sewage”、“repair”，“己县”"], kept) == {"己县": "〔录入文字〕"}


def test_an_audit_tells_figures_and_formulas_and_no_text() -> None:
    found = {"label": "合计", "filed": "庚县水利\n局改", "recomputed": "12,345.67", "cause": "text"}
    formula = {"label": "合计", "filed": "=SUM(投资估算!B2:B9)", "recomputed": None, "cause": "formula"}
    assert without_printed({"differences": [found, formula]}) == {
        "differences": [found | {"filed": "〔文字〕"}, formula]
    }


def test_long_answers_are_cut_where_that_is_said_and_refused_else(folder: Path) -> None:
    call = tools.audit(AllowedFolder(folder), ["first.toml"])
    told = call.part({"subjects": [{"differences": list(range(MOST + 7))}]})
    assert told["subjects"] == [{"differences": list(range(MOST)), "differences_in_all": MOST + 7}]
    assert server.within("x" * server.LONGEST)
    with pytest.raises(FileError, match="1000001"):
        server.within("x" * (server.LONGEST + 1))


@pytest.mark.parametrize("name", ["x" * 5000, "a/" * 3000 + "b", "\udc80"])
def test_a_name_no_system_has_is_refused(folder: Path, name: str) -> None:
    allowed = AllowedFolder(folder)
    for way in (allowed.existing, allowed.new_file, allowed.output_folder):
        with pytest.raises(FileError):
            way(name)


def test_a_refused_option_is_one_sentence_in_which_no_name_is_broken(folder: Path) -> None:
    name = "辛县农业农村局高标准农田建设办公室"
    said = command_end(["rules", "--json", f"--on=2026年{name}第一次会议纪要"], folder).said
    assert len(said) == 1
    assert said[0].startswith("--on填写有误")
    assert name in said[0]

"""A client of the official SDK asks for a whole filing over stdin and stdout; no answer says a name, no path leads out."""

import asyncio
import json
import shutil
import socket
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bondcalc.data import digest
from bondcalc.inputs.read import raw_of
from bondcalc.mcp.left_out import SAYS_WHAT_IT_IS, names_in, without
from bondcalc.mcp.server import notice_before, server
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.shared import Shared

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "anping-water" / "project.toml"
ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("check", {"file": "project.toml"}),
    ("check", {"file": "wrong.toml"}),
    ("show", {"file": "project.toml"}),
    ("show", {"file": "project.toml", "schedule": "coverage", "every_finding": True}),
    ("explain", {"file": "project.toml", "line": "coverage.revenue_counted"}),
    ("rules", {"on": "2022-03-01", "rule": "C01"}),
    ("size", {"file": "project.toml", "save_as": "larger.toml"}),
    ("stress", {"file": "project.toml", "factors": ["revenue"], "steps": "-10%"}),
    ("compare", {"before": "project.toml", "after": "larger.toml"}),
    ("run", {"file": "project.toml", "out": "out"}),
    ("audit", {"files": ["out"]}),
    ("explain", {"file": "out/review.pdf", "line": "C01"}),
)
"""What an assistant asks on the way to a filing, in order."""


ANSWERS = "answers.json"


class Told(NamedTuple):
    """An answer: the tool, its text, and the same as data; none where it is an error."""

    tool: str
    text: str
    data: dict[str, Any]


async def _asked(folder: Path, calls: tuple[tuple[str, dict[str, object]], ...]) -> list[Told]:
    # Imported where it is asked: every worker reads this file, and the SDK takes a tenth of all that is read.
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    started = StdioServerParameters(
        command=sys.executable, args=["-m", "bondcalc", "mcp", str(folder), "--i-understand"], cwd=ROOT
    )
    answers = []
    async with Client(stdio_client(started)) as client:
        for tool, asked in calls:
            told = await client.call_tool(tool, asked)
            text = told.content[0].text  # type: ignore[union-attr]
            answers.append(Told(tool, text, {} if told.is_error else json.loads(text)))
    return answers


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample, and with one that has a problem."""
    return with_files(tmp_path_factory.mktemp("assistant"))


def with_files(folder: Path) -> Path:
    shutil.copy(SAMPLE, folder)
    words = SAMPLE.read_text(encoding="utf-8")
    (folder / "wrong.toml").write_text(words.replace("face = ", "face = -"), encoding="utf-8")
    assert words != (folder / "wrong.toml").read_text(encoding="utf-8")
    return folder


def ask_everything(folder: Path) -> None:
    answers = asyncio.run(_asked(with_files(folder), ASKED))
    (folder / ANSWERS).write_text(json.dumps(answers), encoding="utf-8")


@pytest.fixture(scope="module")
def filed_in(shared: Shared) -> Path:
    """Such a folder after every question on the way to a filing."""
    return shared.folder("assistant", ask_everything)


@pytest.fixture(scope="module")
def filed(filed_in: Path) -> list[Told]:
    """Every answer on the way to a filing."""
    return [Told(*answer) for answer in json.loads((filed_in / ANSWERS).read_text(encoding="utf-8"))]


def _of(filed: list[Told], tool: str, number: int = 0) -> dict[str, Any]:
    return [told for told in filed if told.tool == tool][number].data


def test_a_filing_comes_of_it(filed_in: Path, filed: list[Told]) -> None:
    assert [told.tool for told in filed if not told.data] == []
    assert sorted(path.name for path in (filed_in / "out").iterdir()) == [
        "SHA256SUMS",
        "disclosure.pdf",
        "evaluation.pdf",
        "manifest.json",
        "plan.pdf",
        "review.pdf",
        "schedules.xlsx",
    ]
    assert _of(filed, "audit")["answer"]["status"] == "identical_bytes"
    assert (filed_in / "project.toml").read_bytes() == SAMPLE.read_bytes()


def test_an_answer_is_that_of_the_command(filed_in: Path, filed: list[Told]) -> None:
    whole = json.loads(bondcalc("show", "project.toml", "--json", cwd=filed_in).stdout)
    told = _of(filed, "show", 1)["answer"]
    assert told["schedules"] == {"coverage": whole["schedules"]["coverage"]}
    assert told["ratios"] == whole["ratios"]
    assert [(found["rule"], found["verdict"]) for found in told["findings"]] == [
        (found["rule"], found["verdict"]) for found in whole["findings"]
    ]
    short = _of(filed, "show")["answer"]
    assert {found["verdict"] for found in short["findings"]} <= {"fail", "warn", "needs_input"}
    assert sum(short["findings_by_verdict"].values()) == len(whole["findings"])


def test_what_is_wrong_with_a_file_is_an_answer(filed: list[Told]) -> None:
    told = _of(filed, "check", 1)
    assert told["exit"] == 2
    assert any("face" in problem["cell"] for problem in told["answer"]["problems"])
    assert _of(filed, "check")["answer"]["problems"] == []


def test_every_answer_has_its_rules_cells_and_hashes(filed_in: Path, filed: list[Told]) -> None:
    for told in filed:
        assert {"rules", "cells", "made_from", "manifest"} <= set(told.data), told.tool
    shown = _of(filed, "show", 1)
    assert "C01" in shown["rules"]
    # The cell is the one in which the written workbook has the figure: the auditor's page names the same.
    assert shown["cells"]["coverage.coverage_total_debt"] == _place(filed_in, "coverage.coverage_total_debt")
    assert shown["made_from"]["inputs"] == [digest(SAMPLE.read_bytes())]
    assert _of(filed, "run")["manifest"] == digest((filed_in / "out" / "manifest.json").read_bytes())
    assert _of(filed, "audit")["manifest"] == _of(filed, "run")["manifest"]
    assert _of(filed, "rules")["rules"] == ["C01"]


def _place(place: Path, line: str) -> str:
    told = json.loads(bondcalc("explain", "project.toml", line, "--json", cwd=place).stdout)
    return str(told["place"])


def test_no_answer_says_a_name_and_figures_stay(filed: list[Told]) -> None:
    names = names_in(raw_of(SAMPLE.name, SAMPLE.read_bytes()))
    assert {"安平县城南污水处理厂及配套管网项目"} <= set(names)
    assert [(told.tool, name) for told in filed for name in names if name in told.text] == []
    assert _of(filed, "show")["answer"]["project"] == "〔项目名称〕"
    assert _of(filed, "run")["answer"]["ratios"]["coverage_total_debt"] == "1.617156266392"


OUTSIDE = (
    "../secret.toml",
    "/etc/hostname",
    "sub/../../secret.toml",
    "link.toml",
    "linked/secret.toml",
    "project.toml\0.png",
    "project.toml:stream",
    "",
    " ",
    "..",
    "C:\\project.toml",
    "C:/project.toml",
    "c:project.toml",
    "\\\\server\\share\\project.toml",
    "//server/share/project.toml",
    "\\\\?\\C:\\project.toml",
    "\\\\.\\PhysicalDrive0",
    "\\project.toml",
    "..\\secret.toml",
    "sub\\..\\..\\secret.toml",
    "project.toml::$DATA",
    "sub:stream\\x.toml",
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    from bondcalc.mcp.allowed_folder import AllowedFolder

    folder = tmp_path / "allowed"
    (folder / "sub").mkdir(parents=True)
    secret = tmp_path / "secret.toml"
    for path in (secret, folder / "project.toml"):
        path.write_bytes(SAMPLE.read_bytes())
    (folder / "link.toml").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path)
    allowed = AllowedFolder(folder)
    for way in (allowed.existing, allowed.new_file, allowed.output_folder):
        with pytest.raises(FileError):
            way(name)


FOREIGN = (
    "C:\\x\\project.toml",
    "d:project.toml",
    "\\\\server\\share\\project.toml",
    "//server/share/project.toml",
    "\\\\?\\C:\\project.toml",
)


@pytest.mark.parametrize("name", FOREIGN)
def test_another_drive_or_share_is_refused_before_it_is_asked_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bondcalc.mcp.allowed_folder import AllowedFolder

    asked: list[Path] = []
    own = Path.resolve
    monkeypatch.setattr(Path, "resolve", lambda path, **given: asked.append(path) or own(path, **given))
    with pytest.raises(FileError, match="不在允许的文件夹内"):
        AllowedFolder(tmp_path).existing(name)
    assert asked == [tmp_path]


@pytest.mark.parametrize(
    "name", ["CON", "nul.toml", "sub/AUX.xlsx", "COM1.toml", "lpt9", "x.toml.", "x ", "a?.toml", "a|b"]
)
def test_no_name_is_made_that_windows_takes_for_something_else(name: str, tmp_path: Path) -> None:
    from bondcalc.mcp.allowed_folder import AllowedFolder

    allowed = AllowedFolder(tmp_path)
    for way in (allowed.new_file, allowed.output_folder):
        with pytest.raises(FileError):
            way(name)


def test_a_whole_path_into_the_folder_is_taken(tmp_path: Path) -> None:
    from bondcalc.mcp.allowed_folder import AllowedFolder

    (tmp_path / "p.toml").write_text("", encoding="utf-8")
    assert AllowedFolder(tmp_path).existing(str(tmp_path / "p.toml")) == Path("p.toml")


def test_nothing_of_a_person_is_written_over(tmp_path: Path) -> None:
    from bondcalc.mcp.allowed_folder import AllowedFolder

    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text("own", encoding="utf-8")
    allowed = AllowedFolder(tmp_path)
    for name in ("own", "own/letter.txt", ".", "CON", "new "):
        with pytest.raises(FileError):
            allowed.output_folder(name)
    with pytest.raises(FileError):
        allowed.new_file("own/letter.txt")
    assert allowed.new_file("own/new.toml") == Path("own/new.toml")
    assert allowed.output_folder("fresh/out") == Path("fresh/out")


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the process opens or listens to while a test runs; a hook of `sys` would slow whatever runs afterwards."""
    seen: list[str] = []

    def heard(owner: object, name: str) -> None:
        asked = getattr(owner, name)

        def called(*arguments: object, **named: object) -> object:
            seen.append(name)
            return asked(*arguments, **named)

        monkeypatch.setattr(owner, name, called)

    for name in ("connect", "connect_ex", "bind", "listen"):
        heard(socket.socket, name)
    heard(socket, "getaddrinfo")
    return seen


@pytest.mark.slow
def test_the_server_opens_no_connection(place: Path, connections: list[str]) -> None:
    from mcp import Client

    async def asked() -> list[str]:
        async with Client(server(place, names=True)) as client:
            tools = (await client.list_tools()).tools
            told = await client.call_tool("check", {"file": "project.toml"})
            assert not told.is_error
            return [tool.name for tool in tools]

    assert asyncio.run(asked()) == ["check", "show", "explain", "rules", "stress", "audit", "compare", "size", "run"]
    assert connections == []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
    assert connections == ["bind"]


@pytest.mark.slow
def test_it_starts_only_for_who_agrees(place: Path) -> None:
    ended = bondcalc("mcp", place)
    assert ended.returncode == 1
    assert "没有启动：同意的加--i-understand" in ended.stderr
    assert ended.stdout == ""
    assert "--i-understand" not in notice_before(place, names=False, agreed=True)


def test_without_the_extra_it_says_what_to_install(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    ended = bondcalc("mcp", place, "--i-understand")
    assert (ended.returncode, "bondcalc[mcp]" in ended.stderr) == (4, True)


def test_every_text_that_stays_is_a_field() -> None:
    """A field that is renamed would be told no longer, and nobody would know why."""
    from bondcalc.inputs.cell import SHEETS

    assert [
        (sheet, field)
        for sheet, fields in SAYS_WHAT_IT_IS.items()
        for field in fields
        if field not in {cell.id for cell in SHEETS[sheet].cells}
    ] == []


def test_the_longest_name_goes_first_and_keys_stay() -> None:
    names = {"安平县": "〔区〕", "安平县水务局": "〔单位〕"}
    told = without({"安平县": ["安平县水务局和安平县", 1, None]}, names)
    assert told == {"安平县": ["〔单位〕和〔区〕", 1, None]}

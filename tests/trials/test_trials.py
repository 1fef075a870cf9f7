"""Every trial gives the right answer; tests/trials/trial.py tells how one is stated."""

from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bondcalc.cli import MODULES
from bondcalc.cli.console import app
from bondcalc.inputs.read import read_project
from tests.parted import compute
from tests.trials.trial import CASES, Trial, figure, filing_text, trials

for module in MODULES:
    import_module(f"bondcalc.cli.{module}")


@pytest.mark.slow
@pytest.mark.parametrize("trial", trials(), ids=lambda trial: trial.name)
def test_trial(trial: Trial, tmp_path: Path) -> None:
    source = trial.path(tmp_path)
    if trial.figures or trial.verdicts or trial.printed:
        result = compute(read_project(source))
        assert {id_: figure(result, id_, like) for id_, like in trial.figures.items()} == trial.figures
        verdicts = {finding.rule.id: finding.verdict for finding in result.findings}
        assert {id_: verdicts.get(id_) for id_ in trial.verdicts} == trial.verdicts
        for filing, words in trial.printed.items():
            text = filing_text(result, filing.removeprefix("not_"))
            for word in words:
                assert (word in text) is not filing.startswith("not_"), f"{filing}: {word}"
    if trial.exit is not None or trial.says or trial.silent:
        options = ["--out", str(tmp_path / "out")] if trial.command == "run" else []
        answer = CliRunner().invoke(app, [trial.command, str(source), *options])
        assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
        assert trial.exit is None or answer.exit_code == trial.exit, answer.output
        assert [word for word in trial.says if word not in answer.output] == []
        assert [word for word in trial.silent if word in answer.output] == []


def test_every_trial_says_what_must_hold_and_every_file_is_tried() -> None:
    for trial in trials():
        assert bool(trial.file) is not bool(trial.made), trial.name
        assert trial.figures or trial.verdicts or trial.printed or trial.says or trial.exit is not None, trial.name
    kept = {path.relative_to(CASES).as_posix() for path in CASES.rglob("*") if path.is_file()}
    assert kept == {trial.file for trial in trials() if trial.file}

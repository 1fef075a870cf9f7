"""What `check` and `run` say, as plain data for other programs."""

from collections.abc import Sequence
from pathlib import Path

from bondcalc.data import digest
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.problem import Problem
from bondcalc.result.contract import CONTRACT, findings_of, ratios_of
from bondcalc.result.headline import headline
from bondcalc.result.result import Result
from bondcalc.run import Written
from bondcalc.wording.terms import Language


def problems_data(problems: Sequence[Problem], notices: Sequence[str]) -> dict[str, object]:
    """Give every problem of a file by its place, and the notices; no problems where the file is good."""
    return {"contract": CONTRACT, "problems": [_problem(problem) for problem in problems], "notices": list(notices)}


def _problem(problem: Problem) -> dict[str, str]:
    names = ("code", "sheet", "cell", "found", "allowed", "remedy")
    return {name: str(getattr(problem, name)) for name in names}


def run_data(written: Written, out: Path, language: Language) -> dict[str, object]:
    """Say what a run wrote into the folder `out`, file by file with its hash, and what came of it."""
    result = written.result
    files = {path.name: digest(path.read_bytes()) for path in sorted(out.iterdir(), key=Path.as_posix)}
    return {
        "contract": CONTRACT,
        "project": result.project.form(Particulars).name,
        "folder": str(out),
        "files": files,
        "drafts": {name: list(reasons) for name, reasons in written.drafts.items()},
        "remarks": list(written.remarks),
        "kept": written.kept.name if written.kept else None,
        **_verdict(result, language),
        "ratios": ratios_of(result),
        "findings": findings_of(result, language),
    }


def _verdict(result: Result, language: Language) -> dict[str, object]:
    said = headline(result)
    return {"failing": said.failing, "verdict": said.zh if language == "zh" else said.en}

"""How the filings of the first sample are called: those that leave places to fill in are drafts; tests/test_run.py holds the names."""

from pathlib import Path

PLAN = "plan-draft.pdf"
EVALUATION = "evaluation-draft.pdf"
DISCLOSURE = "disclosure-draft.pdf"
REVIEW = "review.pdf"


def filed_in(folder: Path, filing: str) -> Path:
    """Find a filing in an output folder, a draft or not."""
    [path] = [folder / name for name in (f"{filing}.pdf", f"{filing}-draft.pdf") if (folder / name).exists()]
    return path

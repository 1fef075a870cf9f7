"""How the filings of the first sample are called: those that leave places to fill in are drafts; tests/test_run.py holds the names."""

PLAN = "plan-draft.pdf"
EVALUATION = "evaluation-draft.pdf"
DISCLOSURE = "disclosure-draft.pdf"
REVIEW = "review.pdf"

"""How the filings of the first sample are called: it leaves places to fill in, so they are drafts; tests/test_run.py holds the names."""

PLAN = "plan-draft.pdf"
EVALUATION = "evaluation-draft.pdf"
DISCLOSURE = "disclosure-draft.pdf"
REVIEW = "review-draft.pdf"

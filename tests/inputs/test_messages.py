"""The catalogue of messages: complete in both languages, nothing unused, nothing missing."""

import re
from pathlib import Path

from bondcalc.wording.messages import catalogue

PACKAGE = Path(__file__).parent.parent.parent / "bondcalc"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))


def test_every_message_stands_in_both_languages_with_the_same_facts() -> None:
    for code, entry in catalogue()["problem"].items():
        assert len(entry["zh"]) == len(entry["en"]) == 3, code
        assert entry["zh"][0], code
        assert entry["zh"][2], code
        assert all(entry["en"]), code
    for group in ("file", "notice"):
        for code, entry in catalogue()[group].items():
            facts = [set(re.findall(r"\{(\w+)", entry[language])) for language in ("zh", "en")]
            assert facts[0] == facts[1], code


def test_every_code_used_is_known_and_every_known_code_is_used() -> None:
    quoted = set(re.findall(r'"([a-z0-9_]+)"', SOURCE))
    known = {code for group in ("problem", "file", "notice") for code in catalogue()[group]}
    assert known <= quoted, known - quoted
    raised = set(
        re.findall(
            r'(?:Fault\(\s*"\w+",|WrongError\(|problem\(\s*[^,()]+(?:\([^()]*\))?,|file_error\(|notice\()\s*"(\w+)"',
            SOURCE,
        )
    )
    assert raised
    assert raised <= known, raised - known

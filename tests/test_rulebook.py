"""`bondcalc rules`: what is in force on a day, and never more confidence than there is."""

import json
from datetime import date
from pathlib import Path

from bondcalc.checks.rulebook import rulebook, rulebook_text, rules_page
from bondcalc.rules.load import RULES_FOLDER, rules_on
from tests.commands import bondcalc

ROOT = Path(__file__).parent.parent


def test_unverified_sources_say_so() -> None:
    told = rulebook(date(2021, 5, 1))
    assert len(told["rules"]) > 40
    for row in (*told["rules"], *told["values"]):
        assert row["citation_verified"] or row["citation"].endswith("未核实）"), row["id"]
    text = rulebook_text(date(2021, 5, 1), None, "zh")
    assert text.count("未核实") >= len(told["rules"])


def test_one_rule_and_the_day_it_begins() -> None:
    assert not rulebook(date(2021, 9, 29), "L06")["rules"][0]["in_force"]
    assert rulebook(date(2021, 9, 30), "L06")["rules"][0]["in_force"]
    done = bondcalc("rules", "--on", "2021-05-01", "--id", "L01", "--json")
    told = json.loads(done.stdout)
    assert told["rules"][0]["inputs"] == ["region.debt_limit", "region.debt_balance", "region.repaid_this_year"]
    assert told["values"] == []


def test_days_and_ids_that_are_none() -> None:
    assert bondcalc("rules", "--on", "yesterday").returncode == 1
    early = bondcalc("rules", "--on", "2017-06-01")
    assert (early.returncode, "2017-06-02" in early.stderr) == (4, True)
    assert bondcalc("rules", "--id", "Z99").returncode == 4


def test_every_document_nobody_has_read_is_listed_once_with_what_would_close_it() -> None:
    told = json.loads(bondcalc("rules", "--unverified", "--json").stdout)
    named = [one["file"] for one in told]
    heads = {path.name: path.read_text(encoding="utf-8").split("[[")[0] for path in RULES_FOLDER.glob("*.toml")}
    unread = {name for name, head in heads.items() if "text_verified = false" in head}
    assert set(named) == unread | {name for name, head in heads.items() if "practice" in head and "missing" in head}
    assert len(set(named)) == len(named) >= 25
    by_file = {one["file"]: one for one in told}
    assert {"N09", "N10", "X07"} <= set(by_file["guo-ban-fa-2024-52.toml"]["rules"])
    assert "全文" in by_file["zi-ran-zi-fa-2025-45.toml"]["missing"]
    assert all(one["missing"] and one["to_verify"] for one in told)
    text = bondcalc("rules", "--unverified").stdout
    assert text.count("核实办法：") == len(told)
    page = rules_page(rules_on(date(2026, 1, 1)))
    assert page.count("的text_verified改为true |") == len(unread)

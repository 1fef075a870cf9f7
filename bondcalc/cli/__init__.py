"""The commands: each reads its options and calls one function."""

from importlib import import_module

from bondcalc.cli.console import start

MODULES = (
    "workbooks",
    "parts",
    "figures",
    "stress",
    "risk",
    "size",
    "any_report",
    "reviewing",
    "explain",
    "audit",
    "publish",
    "refreshing",
    "compare",
    "issued",
    "following",
    "take_records",
    "debt_system_table",
    "rules",
)
"""Where the commands stand, in the order in which --help lists them."""


def main() -> None:
    """Entry point of the `bondcalc` command."""
    for module in MODULES:
        import_module(f"bondcalc.cli.{module}")
    start()

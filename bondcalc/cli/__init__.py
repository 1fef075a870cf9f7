"""The commands: each reads its options and calls one function."""

import gc
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
    "pooling",
    "batching",
    "rules",
)
"""Where the commands stand, in the order in which --help lists them."""


COLLECTED_EVERY = 100_000
"""Objects made since garbage was last looked for, until it is looked for again."""


def main() -> None:
    """Entry point of the `bondcalc` command."""
    # A tenth of a run goes into looking for garbage where there is next to none. Whoever calls the library keeps the
    # collector as it was.
    gc.set_threshold(COLLECTED_EVERY)
    for module in MODULES:
        import_module(f"bondcalc.cli.{module}")
    start()

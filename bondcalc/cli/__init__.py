"""The commands: each reads its options and calls one function."""

import sys
from importlib import import_module

from bondcalc.disk.memory import COLLECTED_EVERY, OF_A_COMMAND, collect_rarely, end_quickly
from bondcalc.disk.threads import one_thread

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
    "one_page",
    "audit",
    "publish",
    "refreshing",
    "compare",
    "issued",
    "following",
    "monitoring_command",
    "take_records",
    "debt_system_table",
    "many_projects",
    "pooling",
    "batching",
    "portfolio_report",
    "portfolio_shocks",
    "portfolio_monitor",
    "rules",
    "local_server",
)
"""Where the commands stand, in the order in which --help lists them."""
ALONE = {
    "new": "workbooks",
    "check": "workbooks",
    "run": "figures",
    "show": "figures",
    "stress": "stress",
    "risk": "risk",
    "size": "size",
    "explain": "explain",
    "audit": "audit",
    "compare": "compare",
}
"""The commands that are typed most, and where each stands: no other file of commands is read for them."""


def command() -> None:
    """Run the command typed in as a process of its own, which ends with it."""
    try:
        main()
    except SystemExit as ended:
        end_quickly(ended.code)
        raise


def main() -> None:
    """Run the command typed in; SystemExit has its exit code. A process that computes one of many projects reads the start file too, and stays out."""
    started = sys.modules.get("multiprocessing.process")
    if started is not None and getattr(started.current_process(), "_inheriting", False):
        return
    # Whoever calls the library keeps the collector as it was.
    asked = ALONE.get(sys.argv[1]) if len(sys.argv) > 1 else None
    collect_rarely(OF_A_COMMAND if asked else COLLECTED_EVERY)
    one_thread()
    # Loading typer makes objects by the ten thousand, too: what looks for garbage rarely is set before.
    from bondcalc.cli.console import start, stopped_by_keys

    with stopped_by_keys():
        for module in (asked,) if asked else MODULES:
            import_module(f"bondcalc.cli.{module}")
        start()

"""Where a report goes: the terminal, or a file that is whole or not there."""

import json
from pathlib import Path

import typer


def written(report: dict[str, object] | str, out: Path | None) -> None:
    """Show a report or write it to a file; plain data as JSON. Raises FileError."""
    from bondcalc.disk.whole_file import write_whole

    text = report if isinstance(report, str) else json.dumps(report, ensure_ascii=False, indent=1)
    if out is None:
        typer.echo(text)
    else:
        write_whole(out, text + "\n")

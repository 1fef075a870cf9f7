"""Completion of commands by the Tab key (命令补全): the library's own scripts, asked for by the name of the shell."""

import os
from enum import StrEnum

import typer

PROGRAM, VARIABLE = "bondcalc", "_BONDCALC_COMPLETE"
"""The name that is completed, and the variable by which the shell's script asks for completions."""


class CompletedShell(StrEnum):
    """Shells that the library writes scripts for; PowerShell is that of Windows."""

    POWERSHELL = "powershell"
    PWSH = "pwsh"
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def ready() -> None:
    """Let the library answer where a shell asks for completions."""
    if VARIABLE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()


def install(shell: CompletedShell | None) -> None:
    """Write the script where the shell reads it at its start."""
    if shell is not None:
        from typer.completion import install as written  # type: ignore[attr-defined]

        _, path = written(shell.value, PROGRAM, VARIABLE)
        typer.echo(f"已写入{path}，重新打开终端后按Tab键补全。")
        raise typer.Exit


def show(shell: CompletedShell | None) -> None:
    """Print the script, for those who keep such things elsewhere."""
    if shell is not None:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        typer.echo(get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell.value))
        raise typer.Exit

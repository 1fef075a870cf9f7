"""What all commands share: the program's name, options that recur, how errors become messages and exit codes."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bondcalc import __version__
from bondcalc.cli import completion
from bondcalc.cli.as_typed import take_as_typed
from bondcalc.cli.refused import refused
from bondcalc.cli.starred import starred
from bondcalc.cli.usage import speak
from bondcalc.disk.reserve import keep_reserve, use_reserve
from bondcalc.disk.streams import in_utf8
from bondcalc.problem import Exit, FileError, ProjectError

app = typer.Typer(
    name="bondcalc",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="项目收益与融资自求平衡专项债券测算（财预〔2017〕89号）。Self-balancing special bonds of China's local governments.",
)


def brought_back(path: Path | list[Path]) -> Path | list[Path]:
    """Before a file is missed, put back an output folder that a killed run left aside, beside it or around it.

    Where several files may be named, a name with stars stands for what fits it.
    """
    for given in path if isinstance(path, list) else [path]:
        # A name the system cannot look for is refused by whoever reads it.
        with suppress(OSError):
            if not given.exists():
                from bondcalc.disk.workplace import restore

                for folder in given.absolute().parents[:2]:
                    restore(folder)
    return path if isinstance(path, Path) else [meant for given in path for meant in starred(given)]


SourceArgument = Annotated[
    Path, typer.Argument(metavar="WORKBOOK", help="录入文件：.xlsx、.xlsm或.toml", callback=brought_back)
]
HandedArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="录入文件、schedules.xlsx、申报PDF或输出文件夹", callback=brought_back)
]


DAYS = ["%Y-%m-%d"]
"""How days are typed."""
ActualsOption = Annotated[Path | None, typer.Option(help="执行数据（.xlsx或.toml）：其中的发行结果和执行情况一并采用")]


def has_come(day: datetime | None) -> datetime | None:
    """Take a day up to which something is told, of which nobody knows before it has come. Raises BadParameter."""
    from bondcalc.dates import today

    if day is not None and day.date() > today():
        raise refused("day_ahead", day=day.date(), today=today())
    return day


AsOfOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=DAYS, help="数据截至日，如2024-12-31", callback=has_come)
]


class LanguageOption(StrEnum):
    """Languages of labels and messages."""

    ZH = "zh"
    EN = "en"


Lang = Annotated[LanguageOption, typer.Option("--lang", help="标签和提示的语言")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出JSON（稳定格式）")]


def start() -> None:
    """Run the command typed in."""
    in_utf8()
    keep_reserve()
    completion.ready()
    take_as_typed()
    # The library ends a wrong command line with 2, which here means problems in the input.
    for kind in typer.BadParameter.__mro__:
        if kind.__name__ == "UsageError":
            kind.exit_code = int(Exit.USAGE)  # type: ignore[attr-defined]
    speak(app, sys.argv[1:])
    # The library would make other names of `项目[1].toml`, `~$项目.xlsx` and `$项目` on Windows.
    _ended(partial(app, windows_expand_args=False, complete_var=completion.VARIABLE))


def _ended(work: Callable[[], object]) -> None:
    """Run to the end, what is still to be shown included; a full disk or no memory ends with one sentence.

    Nobody reads on where a pipe was closed: that is no fault.
    """
    try:
        try:
            work()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        raise SystemExit(int(Exit.DONE)) from None
    except Exception as error:
        if not isinstance(error, OSError) and not _starved(error):
            raise
        said = _sentence(error)
        _silence()
        with suppress(OSError):
            print(said, file=sys.stderr)  # noqa: T201
        raise SystemExit(int(Exit.FILES)) from None


@contextmanager
def stopped_by_keys() -> Iterator[None]:
    """End what Ctrl+C breaks off with one sentence, and with the exit code that shells give it."""
    try:
        yield
    except (SystemExit, KeyboardInterrupt) as error:
        if isinstance(error, SystemExit) and error.code != INTERRUPTED:
            raise
        from bondcalc.wording.messages import word

        print(word("interrupted"), file=sys.stderr)  # noqa: T201
        raise SystemExit(INTERRUPTED) from None


def _silence() -> None:
    """Let the end of the program not fail again on what cannot be shown."""
    sys.stdout = io.StringIO()


INTERRUPTED = 130
"""Exit code of a command that Ctrl+C ended, as shells count it."""
UNMAPPED = ("failed to map segment", "cannot allocate memory")
"""What systems say of a library that no longer fits into memory."""


def _starved(error: BaseException | None) -> bool:
    """Tell whether an error is, or follows from, memory that ended: libraries say so in words of their own."""
    if error is None:
        return False
    unmapped = isinstance(error, ImportError) and any(words in str(error).lower() for words in UNMAPPED)
    return unmapped or isinstance(error, MemoryError) or _starved(error.__cause__ or error.__context__)


def _sentence(error: Exception) -> str:
    """Word what a command ends with; the sentence is read from its file only now."""
    use_reserve()
    from bondcalc.disk.file_names import reason
    from bondcalc.wording.messages import file_error

    if not isinstance(error, OSError):
        return str(file_error("no_memory"))
    name = Path(str(error.filename or "")).name or "stdout"
    return str(file_error("system", name=name, reason=reason(error)))


@contextmanager
def reported(language: LanguageOption = LanguageOption.ZH, *, written: Path | None = None) -> Iterator[None]:
    """Turn what is wrong with files into messages and exit codes; `written` is what a command writes in spite of problems."""
    from bondcalc.wording.messages import set_language

    set_language(language.value)
    try:
        yield
    except ProjectError as error:
        _listed(error, language)
        typer.echo(_counted(len(error.problems), written, language), err=True)
        raise typer.Exit(Exit.PROBLEMS) from None
    except FileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(Exit.FILES) from None
    except (OSError, MemoryError) as error:
        typer.echo(_sentence(error), err=True)
        raise typer.Exit(Exit.FILES) from None


def _listed(error: ProjectError, language: LanguageOption) -> None:
    """List the problems, a few hundred at most."""
    from bondcalc.inputs.bounds import PROBLEMS_SHOWN

    for problem in error.problems[: PROBLEMS_SHOWN.most]:
        typer.echo(str(problem), err=True)
    rest = len(error.problems) - PROBLEMS_SHOWN.most
    if rest > 0:
        typer.echo(f"还有{rest}处" if language == "zh" else f"and {rest} more", err=True)


def _counted(count: int, written: Path | None, language: LanguageOption) -> str:
    if language == "zh":
        return f"共{count}处问题，" + (f"已标注在{written}，请改正后重新检查。" if written else "请改正后重新检查。")
    return f"{count} problem(s); " + (f"they are marked in {written}." if written else "nothing was written.")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bondcalc {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本")] = False,
    install_completion: Annotated[
        completion.CompletedShell | None, typer.Option(callback=completion.install, is_eager=True, help="安装Tab键补全")
    ] = None,
    show_completion: Annotated[
        completion.CompletedShell | None, typer.Option(callback=completion.show, is_eager=True, help="显示补全脚本")
    ] = None,
) -> None:
    """Read the options that stand before a command."""

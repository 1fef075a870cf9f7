"""The command that asks how much a project can carry."""

from typing import Annotated

import typer

from bondcalc.cli.console import JsonOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.written import OutOption, ending_of, written
from bondcalc.screen.progress import followed


@app.command()
def size(
    source: SourceArgument,
    find: Annotated[
        str, typer.Option(help="求什么：bond、land_price、operation_delay、coupon、term、capital")
    ] = "bond",
    tests: Annotated[str | None, typer.Option(help="应当通过的核对事项，用逗号隔开，如C01,C07；默认见说明")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """反算：所选核对事项都通过时最多发行多少、最低地价等。How much it can carry, at the quantum."""
    from bondcalc import run as line
    from bondcalc.inputs.read import read_project
    from bondcalc.sizing.answer import Sizing
    from bondcalc.sizing.finds import FINDS, tests_asked
    from bondcalc.sizing.size_report import TITLE, size_report

    ending_of(out)
    if find not in FINDS:
        raise typer.BadParameter(f"没有{find}；可选：{', '.join(FINDS)}", param_hint="--find")
    with reported(lang):
        result = line.compute(read_project(source))
        try:
            chosen = tests_asked(tests or "", result)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--tests") from None
        sizing = Sizing(result, find, chosen)
        followed(sizing.work(), sizing.size, "反算" if lang == "zh" else "size")
        written(size_report(result, sizing.answer), TITLE, out, lang, as_json=as_json)

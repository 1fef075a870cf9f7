"""The command that compares two versions."""

import json
from typing import Annotated

import typer

from bondcalc.cli.console import HandedArgument, Lang, LanguageOption, app, reported
from bondcalc.cli.written import OutOption, one_form, put, written


@app.command()
def compare(
    before: HandedArgument,
    after: HandedArgument,
    as_json: Annotated[bool, typer.Option("--json", help="输出JSON（完整）")] = False,
    out: OutOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """比较两个版本：改了哪些录入，哪些数变了，各变动影响多少。Two versions: what changed, what it moved."""
    from bondcalc.compare.compare_report import TITLE, compare_report
    from bondcalc.compare.comparison import compare as compared
    from bondcalc.compare.plain_data import comparison_data
    from bondcalc.screen.compare import comparison_text

    ending = one_form(out, as_json=as_json)
    with reported(lang):
        comparison = compared(before, after)
        if ending in {".xlsx", ".csv", ".png", ".html"}:
            written(compare_report(comparison), TITLE, out, lang)
        elif ending == ".json":
            put(json.dumps(comparison_data(comparison, lang.value), ensure_ascii=False, indent=1), out)
        else:
            put(comparison_text(comparison, lang.value), out)

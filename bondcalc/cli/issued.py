"""The command that takes the result of an issue over."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import ActualsOption, Lang, LanguageOption, SourceArgument, app, reported
from bondcalc.cli.made_files import told_as_json
from bondcalc.cli.said import said_begun
from bondcalc.cli.written import ends


@app.command()
@told_as_json
def issued(
    source: SourceArgument,
    coupon: Annotated[str, typer.Option(help="发行利率，如2.85%")],
    day: Annotated[str, typer.Option("--date", help="起息日，如2026-05-20；续发的填缴款日")],
    bond: Annotated[str | None, typer.Option(help="债券编号或名称；本次只有一期的可不写")] = None,
    face: Annotated[str | None, typer.Option(help="实际发行额；与计划相同的可不写")] = None,
    rest: Annotated[
        str | None, typer.Option(help="实际发行额少于计划的：余额的计划起息日，如2026-09-20；不再发行的填无")
    ] = None,
    price: Annotated[str | None, typer.Option(help="每百元发行价格，如99.80；按100元发行的可不写")] = None,
    first_date: Annotated[str | None, typer.Option(help="续发债券的首次起息日")] = None,
    name: Annotated[str | None, typer.Option(help="债券名称")] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="新录入文件（.xlsx或.toml）；不写则在原文件名后加“-发行结果”", callback=ends(".xlsx", ".toml")
        ),
    ] = None,
    actuals: ActualsOption = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """录入发行结果，另存为新文件，并列出变动的数。Take the result of an issue into a new project file and tell what moved."""
    from bondcalc.after_issue import beside, issued_in_actuals
    from bondcalc.after_issue import issued as taken
    from bondcalc.inputs.issue_result import result_of
    from bondcalc.screen.compare import comparison_text

    target = out or beside(actuals or source)
    typed = {"coupon": coupon, "value_date": day, "face": face, "issue_price": price, "first_value_date": first_date}
    with reported(lang):
        result = result_of(bond, {**typed, "name": name}, rest)
        comparison = issued_in_actuals(source, result, actuals, target) if actuals else taken(source, result, target)
    typer.echo(comparison_text(comparison, lang.value))
    said_begun(target, lang)

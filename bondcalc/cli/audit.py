"""The command that reruns a filing and says what differs."""

from pathlib import Path
from typing import Annotated

import typer

from bondcalc.cli.console import Lang, LanguageOption, app, brought_back, reported
from bondcalc.cli.written import ends
from bondcalc.problem import Exit


@app.command()
def audit(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="申报PDF或Word文件、schedules.xlsx、输出文件夹或manifest.json", callback=brought_back
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出JSON")] = False,
    report: Annotated[Path | None, typer.Option(help="另存核验报告PDF", callback=ends(".pdf"))] = None,
    fonts: Annotated[Path | None, typer.Option(help="申报时所用的自有字体文件夹")] = None,
    lang: Lang = LanguageOption.ZH,
) -> None:
    """重算申报文件并逐项核对：逐字节一致、内容一致，或列出差异。Rerun a filing and compare."""
    from bondcalc.audit import examine as line
    from bondcalc.portfolio.pooled.pooled_audit import refuse_pooled
    from bondcalc.portfolio.report_record import refuse_reports
    from bondcalc.screen.audit import audit_json, audit_text, write_report

    with reported(lang):
        refuse_pooled(files)
        refuse_reports(files)
        audited = line.audit(files, fonts)
        if report is not None:
            write_report(audited, report, fonts)
    typer.echo(audit_json(audited) if as_json else audit_text(audited, lang.value))
    if audited.differs:
        raise typer.Exit(Exit.DIFFERENCE)

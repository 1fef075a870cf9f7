"""Where the commands for many projects hang: `bondcalc portfolio …`."""

import typer

from bondcalc.cli.console import app

portfolio = typer.Typer(no_args_is_help=True, add_completion=False)
app.add_typer(portfolio, name="portfolio")


@portfolio.callback()
def _many() -> None:
    """多个项目：批量测算、汇总报告、集合发行、发行批次、抽查。Many projects: run them, report them, share bonds among them, choose a batch, audit a store."""

"""`python -m bondcalc` is the `bondcalc` command."""

from bondcalc.cli import main

main()

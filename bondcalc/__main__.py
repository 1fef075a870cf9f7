"""`python -m bondcalc` is the `bondcalc` command."""

from bondcalc.cli import command

if __name__ == "__main__":  # a process that computes one of many projects reads this file too
    command()

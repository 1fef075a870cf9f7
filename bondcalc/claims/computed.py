"""What a text is held against: a project with its figures, whether judged already or not."""

from typing import Protocol

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.inputs.project import Project
from bondcalc.rules.load import Rules
from bondcalc.schedules.book import Book


class ComputedProject(Protocol):
    """A project computed: what a result and a case before the checks both have."""

    @property
    def project(self) -> Project:
        """Everything filled in."""

    @property
    def rules(self) -> Rules:
        """Rules in force on the rule date."""

    @property
    def book(self) -> Book:
        """Every schedule built."""

    @property
    def figures(self) -> Figures:
        """Figures of every line."""

    @property
    def stress(self) -> Stress:
        """Runs with other inputs."""

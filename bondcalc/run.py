"""The straight line: from a project file to schedules, findings and filings. Read this file first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.algebra.exact import Figures
from bondcalc.analysis import second_opinion
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, judge
from bondcalc.disk.memory import uncollected
from bondcalc.inputs.bounds import FIGURES, LINES, hold
from bondcalc.inputs.further_file import Further, FurtherKind, further_file, is_table, of_kind
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import load, read_bytes
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Options, Result
from bondcalc.rules.load import Rules, rules_on
from bondcalc.schedules import ties
from bondcalc.schedules.book import Book, BuildError, build

if TYPE_CHECKING:
    from bondcalc.input_output.park_sectors import ParkSectors


@dataclass(frozen=True)
class Written:
    """What a run computed, and under which name the folder is kept in whose place it wrote; None where nothing was kept.

    `drafts` says why filings are drafts, by the names of their files; `remarks` what to know of the files given beside.
    """

    result: Result
    kept: Path | None
    drafts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remarks: Sequence[str] = ()


def run(source: Path, out: Path, options: Options) -> Written:
    """Compute a project file and write its outputs into a folder, all or nothing.

    Raises ProjectError (problems in the input) and FileError (cannot read or write).
    """
    from bondcalc.disk.folder import CHECKSUMS, MANIFEST, WORKBOOK, fresh_folder
    from bondcalc.disk.standing import apart
    from bondcalc.filings.draw import draw_filings, word_name
    from bondcalc.seal.manifest import checksums, seal
    from bondcalc.typeset.fonts import FontSet
    from bondcalc.workbook.assemble import draw_workbook

    options = replace(options, docx=options.docx or options.template is not None)
    file = load(source)
    fonts = FontSet.load(options.fonts)
    result = compute(read_bytes(file.name, file.data, fonts.prints))
    second_opinion.hold(result.book, result.figures)
    further, remarks = _further(options)
    file = replace(file, name=apart(file.name, table=is_table(file.name)))
    sectors = _sectors(result.project, options.io, further)
    with fresh_folder(out, replace=options.replace, project=result.project.form(Particulars).name) as folder:
        workbook = draw_workbook(result, options.language, sectors)
        manifest = seal(file, result, workbook, fonts, options, further)
        filings = draw_filings(
            file, result, workbook, manifest, fonts, options.filings, docx=options.docx, further=further
        )
        folder.write({WORKBOOK: workbook, MANIFEST: manifest})
        folder.write({drawn.name: drawn.data for drawn in filings.values()})
        folder.write({word_name(drawn.name): drawn.word for drawn in filings.values() if drawn.word})
        folder.write({CHECKSUMS: checksums(folder.files)})
    drafts = {drawn.name: drawn.draft for drawn in filings.values() if drawn.draft}
    return Written(result, folder.kept, drafts, remarks)


def _further(options: Options) -> tuple[Further, Sequence[str]]:
    """Read the further files a run is given, and what is to be remarked on them. Raises FileError for one that is refused."""
    given: dict[FurtherKind, Path | None] = {"template": options.template, "io": options.io}
    read = {kind: load(path) for kind, path in given.items() if path is not None}
    remarks: Sequence[str] = ()
    if "template" in read:
        from bondcalc.typeset.word.used_template import open_template, remarks_on

        remarks = remarks_on(open_template(read["template"].name, read["template"].data))
    return tuple(further_file(kind, file.name, file.data) for kind, file in read.items()), remarks


def _sectors(project: Project, path: Path | None, further: Further) -> "ParkSectors | None":
    """Hold the firms of a park against the table a run is given; None where there is none. Raises FileError."""
    table = of_kind(further, "io")
    if table is None or path is None:
        return None
    from bondcalc.input_output.park_sectors import park_sectors

    return park_sectors(project, path.name, table.data)


@uncollected()
def compute(project: Project, rules: Rules | None = None) -> Result:
    """Do everything between reading and writing; touches no file but the rule data.

    `rules` are those in force on the project's rule date unless others are handed in.
    """
    rules = rules or rules_on(project.form(Particulars).rule_date)
    book, figures = evaluate(project, rules)
    stress = Stress(book)
    return Result(
        project=project,
        rules=rules,
        book=book,
        figures=figures,
        findings=judge(Case(project, rules, book, figures, stress)),
        stress=stress,
    )


def evaluate(project: Project, rules: Rules) -> tuple[Book, Figures]:
    """Build the schedules and compute every line; nothing is judged."""
    book = build(project, rules)
    lines = [line for table in book.tables for line in table.lines]
    name = project.form(Particulars).name
    hold(LINES, len(lines), name)
    hold(FIGURES, sum(line.axis.size for line in lines), name)
    figures = book.program().run()
    hold_ties(book, figures)
    return book, figures


def hold_ties(book: Book, figures: Figures) -> None:
    """Hold the figures to the tie-outs; a broken one is a fault of the program (BuildError)."""
    broken = [line.en for line in book.use(ties.schedule).differences if any(figures.amounts(line))]
    if broken:
        raise BuildError(f"tie-outs broken: {', '.join(broken)}")

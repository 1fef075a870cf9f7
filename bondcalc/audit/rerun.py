"""Makes a filing again: the same line as `bondcalc run`, in memory, with the options of the manifest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bondcalc.audit.filed_manifest import Manifest, every_digest, read
from bondcalc.audit.xlsx.audited_sheet import Workbook
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.data import digest
from bondcalc.disk.folder import MANIFEST, WORKBOOK
from bondcalc.filings.draw import DrawnFiling, draw_filings, every, known, write, written_in_word
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.input_output.park_sectors import ParkSectors, beside_table
from bondcalc.input_output.table_file import FlowTable
from bondcalc.inputs.further_file import Further, of_kind
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.problem import ProjectError
from bondcalc.result.result import Options, Result
from bondcalc.rules.load import Rules, rules_on
from bondcalc.run import compute
from bondcalc.seal.claims import entries
from bondcalc.seal.manifest import seal, stated_options
from bondcalc.wording.messages import file_error
from bondcalc.wording.terms import Language
from bondcalc.workbook.assemble import draw_workbook

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet


@dataclass(frozen=True, repr=False)
class Made:
    """A filing made again: its workbook and manifest as files; the PDFs are drawn when asked for.

    `further` are the files it was made from too, `table` the table of sectors among them, where its flows are to be had.
    """

    file: ProjectFile
    result: Result
    workbook: bytes
    fonts: "FontSet"
    options: Options
    further: Further = ()
    table: FlowTable | None = None

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest made again."""
        return read(MANIFEST, seal(self.file, self.result, self.workbook, self.fonts, self.options, self.further))

    def options_by(self, sha256: str) -> Mapping[str, object] | None:
        """Give the options of the run whose manifest has a hash, in either language; None where no run of this input has it."""
        return self._options_here.get(sha256) or self._options_there.get(sha256)

    @cached_property
    def _options_here(self) -> Mapping[str, Mapping[str, object]]:
        """The options of a run by the hash of its manifest, in the language of the workbook made again."""
        return every_digest(self.manifest)

    @cached_property
    def _options_there(self) -> Mapping[str, Mapping[str, object]]:
        """The same in the other language, with its workbook: made only where the first does not do."""
        other: Language = "zh" if self.options.language == "en" else "en"
        workbook = draw_workbook(self.result, other)
        return every_digest(replace(self, workbook=workbook, options=replace(self.options, language=other)).manifest)

    @cached_property
    def cells(self) -> Workbook:
        """The workbook made again, cell by cell."""
        return read_cells(WORKBOOK, self.workbook)

    @property
    def quantum(self) -> float:
        """The unit in the last place of money."""
        return float(self.result.project.form(Settings).quantum)

    def filings(
        self, names: tuple[str, ...], carried: Mapping[str, bytes], origin: Origin, *, docx: bool = False
    ) -> dict[str, DrawnFiling]:
        """Draw PDFs, and Word files where asked; `carried` are files attached instead of those made again.

        `origin` is what they are to say of their making; it names the input first where that is not to be had as filed.
        """
        name = next(iter(origin.hashes), self.file.name)
        file = ProjectFile(name, carried.get(name, self.file.data))
        workbook, manifest = carried.get(WORKBOOK, self.workbook), carried.get(MANIFEST, self.manifest.data)
        return draw_filings(
            file, self.result, workbook, manifest, self.fonts, names, origin, docx=docx, further=self.further
        )

    def word(self, filing: str, manifest: str, options: Mapping[str, object] | None = None) -> bytes:
        """Write one filing as a Word file; `manifest` is the hash of the manifest it states, `options` those of its run, if known."""
        hashes = {self.file.name: digest(self.file.data), WORKBOOK: digest(self.workbook), MANIFEST: manifest}
        run = options or stated_options(replace(self.options, docx=True))
        origin = Origin(hashes, options=run, further=self.further, own_fonts=self.fonts.own)
        document = write(self.result, filing, origin)
        return written_in_word(document, filing, self.file, self.result, origin, self.further)


def rerun(
    file: ProjectFile,
    stated: Mapping[str, object],
    fonts: Path | None,
    rules: Rules | None = None,
    further: Further = (),
    table: FlowTable | None = None,
) -> Made:
    """Make a filing again. Raises FileError for a project file that cannot be used by this version."""
    from bondcalc.typeset.fonts import FontSet

    result = compute(project_of(file), rules)
    options = entries(stated, "options")
    given = options.get("filings")
    filings = tuple(name for name in given if name in every()) if isinstance(given, list) else tuple(known())
    language: Language = "en" if options.get("language") == "en" else "zh"
    chosen = Options(filings, fonts, language, docx=options.get("docx") is True)
    return Made(
        file=file,
        result=result,
        workbook=draw_workbook(result, language, _sectors(result.project, further, table)),
        fonts=FontSet.load(fonts),
        options=chosen,
        further=further,
        table=table,
    )


def _sectors(project: Project, further: Further, table: FlowTable | None) -> ParkSectors | None:
    """Hold the firms against the table a filing was made with; None where there is none to be had."""
    file = of_kind(further, "io")
    return None if file is None or table is None else beside_table(project, file.name, table, file)


def project_of(file: ProjectFile) -> Project:
    """Read the project file of a filing; one with problems is a FileError here, because nobody is asked to fill it in."""
    try:
        return read_bytes(file.name, file.data)
    except ProjectError as error:
        raise file_error(
            "filed_problems", name=file.name, count=len(error.problems), first=error.problems[0]
        ) from error


def rules_as_filed(made: Made, filed: Manifest) -> Rules | None:
    """Give the rules with the values a filing states; None when they are those of here."""
    rules = made.result.rules
    stated = filed.says("rule_values")
    if not filed.untouched or not isinstance(stated, dict) or stated == made.manifest.says("rule_values"):
        return None
    values = tuple(replace(value, value=_like(value.value, stated.get(value.id))) for value in rules.values)
    return replace(rules_on(made.result.project.form(Particulars).rule_date), values=values)


def _like(here: object, stated: object) -> Any:
    """Take a stated value as the kind of value the rule is; what is not of that kind is passed over."""
    if isinstance(here, tuple):
        as_numbers = bool(here) and isinstance(here[0], Decimal)
        items = [_one(item, as_numbers) for item in stated] if isinstance(stated, list) else [None]
        return here if None in items else tuple(items)
    found = _one(stated, isinstance(here, Decimal))
    return here if found is None else found


def _one(stated: object, as_number: bool) -> Decimal | str | None:
    """Take one stated value as a number or a text; None when it is not one."""
    if not isinstance(stated, str) or not as_number:
        return stated if isinstance(stated, str) else None
    try:
        value = Decimal(stated)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None

"""The straight line of an audit: open, rerun, compare bytes, compare content, name causes. Read this file first."""

from collections.abc import Sequence
from pathlib import Path

from bondcalc.audit.audited_filing import AuditedFiling
from bondcalc.audit.causes import attributed
from bondcalc.audit.corrections import corrected
from bondcalc.audit.documents import absent, compared, untold
from bondcalc.audit.filed import Filed
from bondcalc.audit.filed_manifest import chosen, versions
from bondcalc.audit.further_behind import further_behind, further_missing, table_behind
from bondcalc.audit.monitored_folder import examined_monitoring, monitored_folder
from bondcalc.audit.outcome import Audit, ExaminedFile, Subject
from bondcalc.audit.rerun import rerun
from bondcalc.audit.source import genuine
from bondcalc.audit.together import handed_in
from bondcalc.audit.workbook_language import options_behind
from bondcalc.data import digest
from bondcalc.inputs.sheets.particulars import Particulars


def audit(paths: Sequence[Path], fonts: Path | None = None) -> Audit:
    """Audit everything handed in; `fonts` is the folder of faces the filings were set with, if not the bundled ones.

    The folder of a monitoring is made again from the project file and the actuals in it. A PDF without attachments (the disclosure, a public copy) is rerun from the project file or folder given with it. Raises
    FileError for a file that cannot be read or carries nothing to rerun.
    """
    monitored = {path: folder for path in paths if (folder := monitored_folder(path)) is not None}
    others = [path for path in paths if path not in monitored]
    filings = handed_in(others) if others else []
    return Audit(
        (
            *(examined_monitoring(folder, fonts) for folder in dict.fromkeys(monitored.values())),
            *(examined(filed, fonts) for filed in filings),
        )
    )


def examined(filed: Filed, fonts: Path | None) -> Subject:
    """Audit one filing."""
    manifest = chosen(filed)
    source = genuine(filed, manifest)
    further = further_behind(filed, manifest)
    table = table_behind(filed, further)
    stated = {**manifest.stated, "options": options_behind(manifest.stated, filed.workbooks)}
    made = rerun(source.file, stated, fonts, further=further, table=table)
    case = AuditedFiling(filed, manifest, source, made, versions(manifest, made.manifest))
    files = compared(case)
    differences = [
        *filed.after_seal,
        *source.differences,
        *(difference for file in files for difference in file.differences),
    ]
    differences, notes = attributed(case, [*differences, *untold(case, files)])
    particulars = made.result.project.form(Particulars)
    return Subject(
        name=filed.name,
        project=particulars.name,
        rule_date=particulars.rule_date.isoformat(),
        filing_date=made.result.filing_date.isoformat(),
        documents=tuple(
            ExaminedFile(file.name, file.status, digest(filed.documents[file.name])) for file in files if file.listed
        ),
        versions=case.versions,
        differences=tuple(differences),
        notes=(
            *corrected(manifest, made.result.rules),
            *filed.seals,
            *absent(case),
            *further_missing(further, table),
            *(note for file in files for note in file.notes),
            *notes,
        ),
        warnings=tuple(warning for file in files for warning in file.warnings),
    )

"""集合发行披露表核验 as a report: which files are the same, then every difference with the name of the project it is about."""

import re

from bondcalc.audit.outcome import Status
from bondcalc.filings.parts.form_tables import TOTALS
from bondcalc.portfolio.made_again_listings import difference_row, differences_listing, files_listing
from bondcalc.portfolio.pooled.pooled_audit import FormDifference, PooledAudit
from bondcalc.portfolio.pooled.pooled_run import RECORD
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Note, Report, Words

POOLED_TITLE = Words("集合发行披露表核验", "Audit of a pooled form")
LABELS = {
    "version": "程序版本",
    "bond": "债券代码",
    "day": "--on日期",
    "list.name": "清单文件名",
    "list.sha256": "清单SHA-256",
    "face": "计划发行额（亿元）",
    "name": "项目名称",
    "project": "项目代码",
    "file": "项目文件",
    "sha256": "项目文件SHA-256",
    "share": "专项债券中用于该项目的金额（亿元）",
    "as_capital": "用作资本金（亿元）",
    "revenue_yuan": "项目收益（元）",
    "service_yuan": "债务本息（元）",
    "e_f": "收益/本息",
    "short": "不能覆盖",
    **{f"form.{id_}": f"{label.strip('　')}（亿元）" for label, id_ in TOTALS},
}
"""What the entries of the record are called."""
_MEMBER = re.compile(r"members\.(\d+)\.(.+)")
SAME = {True: Words("逐字节一致", "identical bytes"), False: Words("字节不同", "other bytes")}


def pooled_audit_report(audit: PooledAudit, name: str) -> Report:
    """Tell what an audit of a pooled form found."""
    status = Status.DIFFERENT if audit.differs else Status.CONTENT if audit.differences else Status.BYTES
    said = Words(
        f"债券{audit.bond}的披露表按{audit.listed.name}和各项目文件重新生成，{status.label('zh')}。",
        f"The form of {audit.bond}, made again from {audit.listed.name}: {status.label('en')}.",
    )
    rows = [
        difference_row(difference.file, place_of(difference), difference.filed, difference.now)
        for difference in audit.differences
    ]
    parts = [files_listing((file, SAME[same]) for file, same in audit.files), differences_listing(rows, 2.0)]
    data = {"bond": audit.bond, "status": str(status), **{part.id: part for part in parts}}
    return Report(name, Notation(), [Note("pool_said", said), *parts], data=data, widths=(24, 44, 40, 40))


def place_of(difference: FormDifference) -> Words:
    """Name the place of a difference: of the record by project and what it states, of other files as it is."""
    if difference.file != RECORD:
        return Words(difference.place, difference.place)
    if member := _MEMBER.fullmatch(difference.place):
        return Words(f"项目{member[1]}　{LABELS.get(member[2], member[2])}", difference.place)
    stated = difference.place.removeprefix("pool.")
    if stated.startswith("rules."):
        return Words(f"规则文件{stated.removeprefix('rules.')}", difference.place)
    pooled = "合计　" if stated != difference.place or stated.startswith("form.") else ""
    return Words(f"{pooled}{LABELS.get(stated, stated)}", difference.place)

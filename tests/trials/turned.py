"""schedules.xlsx of the sample with numbers stored as text turned to numbers, as spreadsheets offer to do."""

import re
from pathlib import Path

from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from tests.audit.workbooks import Parts
from tests.samples import computed_sample, drawn_sample

SHEET = "经营收入"


def schedules(folder: Path) -> Path:
    """Write the workbook with every budget account (预算科目) of the revenue sheet as a number."""
    result = computed_sample("hengyang-park")
    parts = Parts(drawn_sample("hengyang-park"))
    texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts.text("xl/sharedStrings.xml"), re.DOTALL)
    name = parts.sheets()[SHEET]
    sheet = parts.text(name)
    for account in {row.account for row in result.project.rows(RevenueLine) if row.account}:
        stored = f't="s"><v>{texts.index(account)}</v>'
        assert stored in sheet
        sheet = sheet.replace(stored, f"><v>{account}</v>")
    target = folder / "schedules.xlsx"
    target.write_bytes(parts.with_part(name, sheet))
    return target

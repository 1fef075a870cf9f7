"""Sheet 集合发行成员: the other projects of a bond that several projects of one region share."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.wording.terms import Department

HASH = re.compile(r"[0-9a-f]{64}")
FILLED = "由bondcalc portfolio members按成员的录入文件计算填写，手工填写的列为未核对"


@sheet(
    "pool",
    zh="集合发行项目",
    en="Pool members",
    number=23,
    department=Department.FINANCE,
    help_="单独发行的项目留空；本项目不再列入。",
)
class Member:
    """集合发行成员 — figures of the other members, computed from their own files, each named by its hash."""

    id: Input[str] = code()
    name: Input[str] = cell("项目名称", "Project")
    revenue: Input[Decimal] = cell("存续期内项目收益 E", "Revenue in the bond's life", unit="money", why=FILLED)
    service: Input[Decimal] = cell("全部债务本息 F", "All debt service", unit="money", low="0", why=FILLED)
    supported: Input[bool] = cell(
        "是否由其他项目收益弥补",
        "Supported by other members",
        default=False,
        why="不得以其他项目收益偿还；如有安排须填“是”，相应规则按不通过处理",
    )
    file: Input[str | None] = cell("录入文件", "Project file", default=None, why="该项目录入文件的文件名")
    sha256: Input[str | None] = cell("校验值", "SHA-256", default=None, why="该录入文件的SHA-256，64位")

    @check
    def named(self, _: Project) -> Iterator[Fault]:
        """A file comes with its hash, a hash with its file; a hash has 64 digits."""
        if (self.file is None) != (self.sha256 is None):
            yield Fault("sha256" if self.sha256 is None else "file", "pool_file_or_hash")
        elif self.sha256 is not None and HASH.fullmatch(self.sha256.lower()) is None:
            yield Fault("sha256", "not_a_hash", {"found": self.sha256})

    @property
    def computed(self) -> bool:
        """Tell whether its figures name the file they were computed from; typed ones do not."""
        return self.file is not None and self.sha256 is not None

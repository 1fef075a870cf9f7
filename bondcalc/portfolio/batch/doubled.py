"""One parcel or asset in two projects (重复): its revenue counts once, so only one of them goes into a batch."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from bondcalc.portfolio.batch.quota import Candidate
from bondcalc.portfolio.store_reader import PortfolioStore
from bondcalc.wording.report import Words

KINDS = {"parcel": Words("宗地", "parcel"), "asset": Words("资产", "asset")}


@dataclass(frozen=True)
class OnlyOne:
    """At most one of the projects that have a parcel or asset (`number`)."""

    unit: ClassVar[int] = 1
    kind: str
    number: str
    keys: frozenset[str]

    @property
    def most(self) -> int:
        """One project."""
        return 1

    def used_by(self, candidate: Candidate) -> int:
        """Tell whether a project has it."""
        return int(candidate.key in self.keys)

    def cut(self, able: Sequence[Candidate]) -> int:
        """All but the largest stay out, 分."""
        amounts = [candidate.amount for candidate in able if candidate.key in self.keys]
        return sum(amounts) - max(amounts, default=0)

    def short(self, needed: int, room: int) -> Words:
        """Say that another project has it."""
        zh, en = f"同一{KINDS[self.kind].zh}{self.number}", f"one {KINDS[self.kind].en}, {self.number}"
        if room:
            return Words(f"{zh}列入一并选取的{needed}个项目", f"{en}, in {needed} projects that go together")
        return Words(f"{zh}的另一项目已入选，只能选一个", f"{en}: another project has it already")


def doubles(store: PortfolioStore) -> list[OnlyOne]:
    """Give every parcel and asset that several projects of the list have."""
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind in KINDS:
        for number, key in store.registered(kind):
            groups[kind, number].add(key)
    return [OnlyOne(kind, number, frozenset(keys)) for (kind, number), keys in groups.items() if len(keys) > 1]


@dataclass(frozen=True)
class Partners:
    """Whom each project shares a parcel or asset with; `names` of all projects, `issued` those with bonds that are out."""

    shared: Sequence[OnlyOne]
    names: Mapping[str, str]
    issued: Collection[str]

    def barred(self, key: str) -> list[str]:
        """Say which revenue already repays a bond of another project."""
        return [
            f"{said}，其债券已发行，同一收入不得重复计算" for other, said in self._others(key) if other in self.issued
        ]

    def marks(self, key: str) -> list[str]:
        """Say with whom a project shares something, to be looked into."""
        return [f"{said}，须核实" for other, said in self._others(key) if other not in self.issued]

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[OnlyOne]]:
        doubles_of: dict[str, list[OnlyOne]] = defaultdict(list)
        for double in self.shared:
            for key in double.keys:
                doubles_of[key].append(double)
        return doubles_of

    def _others(self, key: str) -> list[tuple[str, str]]:
        return [
            (other, f"与{self.names[other]}同一{KINDS[double.kind].zh}{double.number}")
            for double in self._by_key.get(key, ())
            for other in sorted(double.keys - {key})
        ]

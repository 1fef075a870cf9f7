"""额度: what a batch may issue in whole, in a region, of a type (投向领域) and of a term."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Protocol

from bondcalc.inputs.sheets.particulars import SECTORS
from bondcalc.portfolio.kept_record import FEN
from bondcalc.portfolio.list_sheets import REGION_CODE
from bondcalc.portfolio.told.region_codes import lies_in
from bondcalc.wording import number
from bondcalc.wording.report import Words

WHOLE = ("合计", "total")
TERM = re.compile(r"([0-9]{1,2})(?:年|y)")


@dataclass(frozen=True)
class Candidate:
    """A project that could go into the batch: what it would issue by term in years, in whole 分.

    `barred` says why it cannot at all, one sentence a reason; empty where it can. `marks` say what is still to be done where it goes.
    `priority` None stands last. `pool` names the pooled bonds (集合发行) whose projects all go or none; "" for a project that goes alone.
    `listed` tells whether the list states the region, else it is that of the 项目代码, or "".
    """

    key: str
    name: str
    region: str
    sector: str
    priority: int | None
    amounts: Mapping[int, int]
    barred: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    pool: str = ""
    listed: bool = True

    @property
    def amount(self) -> int:
        """All it would issue, 分."""
        return sum(self.amounts.values())


class BatchBound(Protocol):
    """What a batch may not pass: at most `most` of what its projects use, which a solver counts in `unit`."""

    unit: ClassVar[int]

    @property
    def most(self) -> int:
        """The most that may be used."""

    def used_by(self, candidate: Candidate) -> int:
        """Tell how much of it a project uses."""

    def cut(self, able: Sequence[Candidate]) -> int:
        """Tell how much of what could go it keeps out at least, 分."""

    def short(self, needed: int, room: int) -> Words:
        """Say that there is no room for what is needed."""


class QuotaError(ValueError):
    """A quota that cannot be read; the text is what was typed."""


@dataclass(frozen=True)
class Quota:
    """A limit: `kind` whole, region, sector or term, `of` which one; `fen` in 分.

    `name` is that of a region; `limit_year` is stated where it is the room under the debt limit (限额) of a region.
    """

    unit: ClassVar[int] = int(FEN)
    kind: str
    of: str
    fen: int
    name: str = ""
    limit_year: int | None = None

    @property
    def most(self) -> int:
        """All of it, 分."""
        return self.fen

    def used_by(self, candidate: Candidate) -> int:
        """Tell how much of it a project takes, 分."""
        if self.kind == "term":
            return candidate.amounts.get(int(self.of), 0)
        return candidate.amount if self.concerns(candidate) else 0

    def concerns(self, candidate: Candidate) -> bool:
        """Tell whether a project falls under it, whatever it plans; any may plan a bond of a term."""
        if self.kind == "region":
            return lies_in(candidate.region, self.of)
        return self.kind in {"whole", "term"} or candidate.sector == self.of

    def cut(self, able: Sequence[Candidate]) -> int:
        """What falls under it beyond what it holds, 分."""
        return max(0, sum(map(self.used_by, able)) - self.fen)

    def short(self, needed: int, room: int) -> Words:
        """Say what is left and what would be needed."""
        left, wanted = told_fen(room), told_fen(needed)
        return Words(f"{self.zh}剩余{left}万元，不足{wanted}万元", f"{self.en}: {left} left, {wanted} needed")

    @property
    def zh(self) -> str:
        """Its name."""
        if self.limit_year:
            return f"{self.name}{self.limit_year}年限额空间"
        region = f"{self.name}（{self.of}）" if self.name not in {"", self.of} else f"地区{self.of}"
        return {
            "whole": "合计额度",
            "region": f"{region}额度",
            "sector": f"{SECTORS.get(self.of, self.of)}额度",
            "term": f"{self.of}年期额度",
        }[self.kind]

    @property
    def en(self) -> str:
        """Its name in English."""
        limit = f" {self.limit_year}" if self.limit_year else ""
        return f"{'room under the limit' if limit else 'quota'} {self.kind} {self.of}{limit}".strip()


def told_fen(fen: int) -> str:
    """Give 分 as 万元, as sentences have them."""
    return number.fixed(Decimal(fen) / FEN, 2, grouped=True)


def quotas_of(texts: Sequence[str]) -> list[Quota]:
    """Read quotas as typed: 合计=50000, 430426=20000, 土地储备=8000, 20年=30000 (万元). Raises QuotaError."""
    return [_quota(text) for text in texts]


def _quota(text: str) -> Quota:
    name, _, amount = text.partition("=")
    try:
        fen = Decimal(amount) * FEN
    except InvalidOperation:
        raise QuotaError(text) from None
    if not fen.is_finite() or fen < 0:
        raise QuotaError(text)
    kind, of = _named(name.strip(), text)
    return Quota(kind, of, int(fen))


def _named(name: str, text: str) -> tuple[str, str]:
    if name in WHOLE:
        return "whole", ""
    if REGION_CODE.fullmatch(name):
        return "region", name
    if term := TERM.fullmatch(name):
        return "term", term[1]
    sector = next((id_ for id_, zh in SECTORS.items() if name in {id_, zh}), None)
    if sector is None:
        raise QuotaError(text)
    return "sector", sector

"""额度: what a batch may issue in whole, in a region, of a type (投向领域) and of a term."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bondcalc.inputs.sheets.particulars import SECTORS
from bondcalc.portfolio.kept_record import FEN
from bondcalc.portfolio.list_sheets import REGION_CODE

WHOLE = ("合计", "total")
TERM = re.compile(r"([0-9]{1,2})(?:年|y)")


@dataclass(frozen=True)
class Candidate:
    """A project that could go into the batch: what it would issue by term in years, in whole 分.

    `barred` says why it cannot at all, one sentence a reason; empty where it can. `priority` None stands last.
    """

    key: str
    name: str
    region: str
    sector: str
    priority: int | None
    amounts: Mapping[int, int]
    coverage: str = ""
    barred: tuple[str, ...] = ()

    @property
    def amount(self) -> int:
        """All it would issue, 分."""
        return sum(self.amounts.values())


class QuotaError(ValueError):
    """A quota that cannot be read; the text is what was typed."""


@dataclass(frozen=True)
class Quota:
    """A limit: `kind` whole, region, sector or term, `of` which one; `fen` in 分."""

    kind: str
    of: str
    fen: int

    def used_by(self, candidate: Candidate) -> int:
        """Tell how much of it a project takes, 分."""
        if self.kind == "term":
            return candidate.amounts.get(int(self.of), 0)
        if self.kind == "region":
            return candidate.amount if candidate.region.startswith(within(self.of)) else 0
        return candidate.amount if self.kind == "whole" or candidate.sector == self.of else 0

    @property
    def zh(self) -> str:
        """Its name."""
        return {
            "whole": "合计额度",
            "region": f"地区{self.of}额度",
            "sector": f"{SECTORS.get(self.of, self.of)}额度",
            "term": f"{self.of}年期额度",
        }[self.kind]

    @property
    def en(self) -> str:
        """Its name in English."""
        return f"quota {self.kind} {self.of}".strip()


def within(region: str) -> str:
    """Give the digits that codes inside a region begin with: 43 of a province, 4304 of a city."""
    return re.sub(r"(?:00){1,2}$", "", region)


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

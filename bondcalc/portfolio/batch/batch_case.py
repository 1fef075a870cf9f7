"""A batch as asked for: who could go, and what it may not pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bondcalc.portfolio.batch.batch_year import BatchYearChosen
from bondcalc.portfolio.batch.candidates import candidates
from bondcalc.portfolio.batch.doubled import OnlyOne
from bondcalc.portfolio.batch.plans import BatchYear
from bondcalc.portfolio.batch.quota import BatchBound, Candidate, Quota
from bondcalc.portfolio.batch.regional import limit_quotas, named, unlimited
from bondcalc.portfolio.told.member_list import cover_of
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording.report import Datum, Words


@dataclass(frozen=True)
class BatchCase:
    """Candidates of a year, quotas typed and those of the limits of the store, parcels and assets that one project alone may bring.

    `why` says why it is that year. `limits` None: the limits of the store were not to hold. `unlimited` names regions without any; `regions` gives names by code, `places` where each project lies as the report of the store says it, `covers` E/F by project.
    """

    year: int
    why: Words
    candidates: Sequence[Candidate]
    typed: Sequence[Quota]
    limits: Sequence[Quota] | None
    doubles: Sequence[OnlyOne]
    unlimited: Sequence[str]
    regions: Mapping[str, str]
    places: Mapping[str, str]
    covers: Mapping[str, Datum | None]

    @property
    def quotas(self) -> list[Quota]:
        """Quotas typed, then those of the limits."""
        return [*self.typed, *(self.limits or ())]

    @property
    def bounds(self) -> list[BatchBound]:
        """All that the batch may not pass."""
        return [*self.quotas, *self.doubles]


def batch_case(
    view: StoreView, quotas: Iterable[Quota], chosen: BatchYearChosen, batch: str | None = None, *, limits: bool = True
) -> BatchCase:
    """Look up in a store who could go and what holds; without `limits` those of regions (地区限额) do not."""
    year = chosen.year
    plans, typed = BatchYear(view.store, year), named(quotas, view)
    of_limits = limit_quotas(view, year, plans.earlier) if limits else None
    able = candidates(plans, [*typed, *(of_limits or ())], batch)
    going = {candidate.key for candidate in able if not candidate.barred}
    return BatchCase(
        year=year,
        why=chosen.why,
        candidates=able,
        typed=typed,
        limits=of_limits,
        doubles=[double for double in plans.doubles if len(double.keys & going) > 1],
        unlimited=unlimited(view, able, of_limits or ()),
        regions={candidate.region: view.region(candidate.region) for candidate in able},
        places={candidate.key: view.region(view.by_key[candidate.key].region) for candidate in able},
        covers={candidate.key: cover_of(view.by_key[candidate.key]) for candidate in able},
    )

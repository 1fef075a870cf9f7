"""Quotas of regions: limits of the store (地区限额) as quotas, and projects of which nobody can tell where they lie."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bondcalc.portfolio.batch.quota import Candidate, Quota
from bondcalc.portfolio.store_reader import StoredLimit
from bondcalc.portfolio.told.region_codes import lies_in
from bondcalc.portfolio.told.store_view import StoreView


def untold(candidate: Candidate, quotas: Iterable[Quota]) -> Iterator[str]:
    """Say that nobody can tell whether a quota of a region counts a project: it must not escape it.

    A 项目代码 names the region that approved: with 430400 the project may lie in any county of that city.
    """
    regions = {quota.of for quota in quotas if quota.kind == "region"} - {candidate.region}
    if not candidate.listed and any(not candidate.region or lies_in(region, candidate.region) for region in regions):
        yield "清单未填行政区划代码，项目代码也不能确定所在县（区），无法计入地区额度，请在清单补填"


def named(quotas: Iterable[Quota], view: StoreView) -> list[Quota]:
    """Give quotas of regions their names."""
    return [replace(quota, name=view.region(quota.of)) if quota.kind == "region" else quota for quota in quotas]


def limit_quotas(view: StoreView, year: int, earlier: Mapping[str, int]) -> list[Quota]:
    """Give what each region may still issue (限额 less 余额), of the latest year stated up to that of the batch.

    `earlier` is what projects plan for years before, by region in 分: it is still to be issued and takes its part first.
    """
    rows = [row for row in view.limits if row.year <= year and None not in (row.limit_fen, row.balance_fen)]
    latest = max((row.year for row in rows), default=0)
    return [_limit_quota(view, row, earlier) for row in rows if row.year == latest]


def _limit_quota(view: StoreView, row: StoredLimit, earlier: Mapping[str, int]) -> Quota:
    before = sum(fen for region, fen in earlier.items() if lies_in(region, row.region))
    room = max(0, (row.limit_fen or 0) - (row.balance_fen or 0) - before)
    return Quota("region", row.region, room, name=view.region(row.region), limit_year=row.year)


def unlimited(view: StoreView, candidates: Sequence[Candidate], limits: Sequence[Quota]) -> list[str]:
    """Name the regions of projects that could go of which no limit is stated: nothing holds them."""
    stated = {quota.of for quota in limits}
    regions = {candidate.region for candidate in candidates if not candidate.barred} - {"", *stated}
    return [view.region(region) for region in sorted(regions)]

"""A short way to have published results, written as an act writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from namro.apps.appraisals.models import Publication, PublishedResult
from namro.apps.assessments.bridge import nano
from namro.apps.assessments.models import Assessment, Line, Pool, Round
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import Unit, User
from namro.core.assessment.stages import State
from namro.core.base.clock import VIETNAM
from namro.core.base.ranks import rank_list


@dataclass(frozen=True)
class Result:
    """What an act says of a unit: points by leaf; their sums and its rank follow."""

    unit: Unit
    points: Mapping[str, str]
    low: int | None = None
    high: int | None = None
    bands: Mapping[str, float] = field(default_factory=dict)
    not_ranked: str = ""
    #: Codes of units that cannot be told apart from it.
    alike: Sequence[str] = ()


def round_of(organiser: Unit, edition: Edition, year: int, by: User) -> Round:
    """A round of the province."""
    return Round.objects.create(
        organiser=organiser,
        year=year,
        title=f"Chỉ số cải cách hành chính cấp xã năm {year}",
        edition=edition,
        measured_from=date(year - 1, 12, 15),
        measured_to=date(year, 11, 14),
        opened_by=by,
        opened_at=datetime(year, 1, 5, tzinfo=VIETNAM),
    )


def published_results(
    made: Round, results: Sequence[Result], by: User, *, number: int = 1, reason: str = "", pool: str = "Xã, phường"
) -> Publication:
    """Publish a round: sheets with final values, the act, a row for each unit."""
    at = datetime(made.year + 1, 1, 10 + number, 9, 0, tzinfo=VIETNAM)
    framework = tree_of(made.edition)
    shared, _new = Pool.objects.get_or_create(round=made, name=pool)
    act = Publication.objects.create(
        round=made, number=number, act_number=f"{213 + number}/QĐ-UBND", act_date=at.date(), signer_title="CHỦ TỊCH",
        signer_name="Trần Văn An", reason=reason, snapshot=b"", sha256=f"{number:x}" * 64, by=by, at=at,
    )  # fmt: skip
    sheets = {one.unit.pk: _sheet(made, shared, one, by, at=at) for one in results}
    by_code = {one.unit.code: sheets[one.unit.pk].pk for one in results}
    totals = [None if one.not_ranked else nano(_total(one)) for one in results]
    places = rank_list(totals, framework.ties)
    rows = []
    for one, place in zip(results, places, strict=True):
        total = _total(one)
        percent = total / framework.scale.max * 100
        rows.append(
            PublishedResult(
                publication=act,
                assessment=sheets[one.unit.pk],
                pool=pool,
                unit_name=one.unit.code.title(),
                total_nano=nano(total),
                percent_nano=nano(percent),
                not_ranked=one.not_ranked,
                rank=place,
                rank_low=one.low,
                rank_high=one.high,
                bands=dict(one.bands),
                band=next((band.name for band in framework.bands if percent >= band.start), ""),
                domains={node.id: nano(_sum(one, node.id)) for node in framework.criteria},
                sources=_sources(one, framework.leaves),
                alike=[by_code[code] for code in one.alike],
            )
        )
    PublishedResult.objects.bulk_create(rows, batch_size=200)
    return act


def _sheet(made: Round, pool: Pool, one: Result, by: User, *, at: datetime) -> Assessment:
    sheet, _new = Assessment.objects.update_or_create(
        unit=one.unit, year=made.year,
        defaults={
            "edition": made.edition, "round": made, "pool": pool, "state": State.PUBLISHED, "state_at": at,
            "total_nano": nano(_total(one)),
        },
    )  # fmt: skip
    for key, points in one.points.items():
        value = nano(Decimal(points))
        Line.objects.update_or_create(
            assessment=sheet, node_id=key,
            defaults={"self_nano": value, "appraised_nano": value, "final_nano": value, "by": by, "at": at},
        )  # fmt: skip
    return sheet


def _total(one: Result) -> Decimal:
    return sum(map(Decimal, one.points.values()), Decimal(0))


def _sum(one: Result, domain: str) -> Decimal:
    return sum(
        (Decimal(points) for key, points in one.points.items() if key == domain or key.startswith(f"{domain}.")),
        Decimal(0),
    )


def _sources(one: Result, leaves: Mapping[str, object]) -> dict[str, int]:
    found: dict[str, Decimal] = {}
    for key, points in one.points.items():
        source = getattr(leaves[key], "source", "appraisal")
        found[source] = found.get(source, Decimal(0)) + Decimal(points)
    return {source: nano(points) for source, points in found.items()}

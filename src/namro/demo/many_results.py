"""Published results of many units and years, for measuring and for looking at. All is invented, nothing is computed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from namro.apps.appraisals.models import Publication, PublishedResult
from namro.apps.assessments.bridge import nano
from namro.apps.assessments.models import Round
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.core.framework.model import Framework
from namro.core.scoring.ranks import rank_list

_BATCH = 500
#: Units so near to each other are said to be alike; the interval of a rank reaches as far.
_NEAR_PERCENT = Decimal("1.5")


def publish_round(made: Round, *, at: datetime, seed: int) -> Publication:
    """Write the act and a result for every unit of a round."""
    pick = random.Random(seed)  # noqa: S311 - invented data, no secret
    framework = tree_of(made.edition)
    act = Publication.objects.create(
        round=made, act_number="214/QĐ-UBND", act_date=date(made.year + 1, 2, 12), signer_title="CHỦ TỊCH",
        signer_name="Phan Quốc Hưng", snapshot=b"", sha256=f"{seed:064x}", at=at,
        by=User.objects.get(username="hoidong"),
    )  # fmt: skip
    sheets = list(made.sheets.select_related("pool").order_by("pk"))
    names = names_of([sheet.unit_id for sheet in sheets])
    rows = []
    for sheet in sheets:
        strength = pick.gauss(0.8, 0.07)
        row = PublishedResult(
            publication=act, assessment=sheet, unit_name=names[sheet.unit_id][1],
            pool=sheet.pool.name if sheet.pool else "",
        )  # fmt: skip
        _points(row, framework, strength, pick)
        rows.append(row)
    _ranked(rows, framework)
    PublishedResult.objects.bulk_create(rows, batch_size=_BATCH)
    return act


def _points(row: PublishedResult, framework: Framework, strength: float, pick: random.Random) -> None:
    """Give a row points by domain and by source, their sum and its band."""
    domains: dict[str, Decimal] = {}
    sources: dict[str, Decimal] = {}
    for key, leaf in framework.leaves.items():
        share = min(1.0, max(0.0, pick.gauss(strength, 0.15)))
        points = (leaf.node.max * Decimal(f"{share:.2f}")).quantize(Decimal("0.01"))
        domain = key.partition(".")[0]
        domains[domain] = domains.get(domain, Decimal(0)) + points
        sources[leaf.source] = sources.get(leaf.source, Decimal(0)) + points
    total = sum(domains.values(), Decimal(0))
    percent = 100 * total / framework.scale.max
    row.total_nano, row.percent_nano = nano(total), nano(percent)
    row.band = next((band.name for band in framework.bands if percent >= band.start), "")
    row.domains = {key: nano(value) for key, value in domains.items()}
    row.sources = {key: nano(value) for key, value in sources.items()}


def _ranked(rows: Sequence[PublishedResult], framework: Framework) -> None:
    ranks = rank_list([row.percent_nano for row in rows], framework.ties)
    for row, rank in zip(rows, ranks, strict=True):
        near = [
            (other, place)
            for other, place in zip(rows, ranks, strict=True)
            if place and abs(_percent(other) - _percent(row)) <= _NEAR_PERCENT
        ]
        row.rank = rank
        row.rank_low, row.rank_high = min(place for _row, place in near), max(place for _row, place in near)
        row.alike = [other.assessment_id for other, _place in near if other is not row]
        low, high = _percent(row) - _NEAR_PERCENT, _percent(row) + _NEAR_PERCENT
        row.bands = {row.band: 1.0}
        for band in framework.bands:
            if low < band.start <= high:
                row.bands = {row.band: 0.7, **dict.fromkeys(_beside(framework, band.name, row.band), 0.3)}


def _beside(framework: Framework, bound: str, own: str) -> list[str]:
    names = [band.name for band in framework.bands]
    place = names.index(bound)
    return [name for name in names[place : place + 2] if name != own][:1]


def _percent(row: PublishedResult) -> Decimal:
    return Decimal(row.percent_nano or 0).scaleb(-9)

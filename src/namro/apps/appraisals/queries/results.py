"""Reads of published results: acts of rounds, the table of one of them, what earlier years came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery

from namro.apps.appraisals.models import Publication, PublishedResult, Tally
from namro.apps.assessments.models import Assessment, Round, Window
from namro.apps.assessments.queries.rounds import rounds_for
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.opinions import Layer
from namro.core.assessment.result_table import PublishingAct, RankedUnit, ResultTable, with_ranks
from namro.core.assessment.stages import Stage, State

_NEWEST = Publication.objects.filter(round=OuterRef("publication__round")).order_by("-number").values("pk")[:1]


def ranked_rounds(user: User) -> list[Round]:
    """Return the rounds whose results are published for all to read, newest first."""
    return list(rounds_for(user).filter(alone=False).order_by("-year", "-pk"))


def acts_of(rounds: Iterable[Round]) -> dict[int, list[Publication]]:
    """Return the acts of rounds, the first one first, without their snapshots; one query."""
    found: dict[int, list[Publication]] = {}
    for act in Publication.objects.filter(round__in=list(rounds)).defer("snapshot").order_by("round", "number"):
        found.setdefault(act.round_id, []).append(act)
    return found


def due_for_publication(made: Round) -> datetime | None:
    """Return when the round's results are to be published; None where no date is set."""
    return Window.objects.filter(round=made, stage=Stage.PUBLICATION).values_list("closes_at", flat=True).first()


def published_table(made: Round, act: Publication) -> ResultTable:
    """Return the results as an act published them."""
    rows = PublishedResult.objects.filter(publication=act).select_related("assessment__unit").order_by("pk")
    return _table(made, _act_of(act), [_published(row) for row in rows])


def running_table(made: Round) -> ResultTable:
    """Return what the sheets of a round add up to now: the final layer, else the first appraisal. Sealed."""
    framework = tree_of(made.edition)
    sheets = list(made.sheets.select_related("unit", "pool").order_by("pk"))
    names = names_of([sheet.unit_id for sheet in sheets])
    tallies: dict[int, Tally] = {}
    for row in Tally.objects.filter(assessment__round=made):
        if row.layer == Layer.FINAL or row.assessment_id not in tallies:
            tallies[row.assessment_id] = row
    units = [_running(sheet, names[sheet.unit_id][1], tallies.get(sheet.pk)) for sheet in sheets]
    return _table(made, None, with_ranks(units, framework.ties))


def _table(made: Round, act: PublishingAct | None, units: Iterable[RankedUnit]) -> ResultTable:
    rows = tuple(units)
    order = {pool.name: (pool.rank, pool.pk) for pool in made.pools.all()}
    pools = sorted(dict.fromkeys(unit.pool for unit in rows), key=lambda name: order.get(name, (1 << 20, 0)))
    return ResultTable(
        round_title=made.title,
        organiser=names_of([made.organiser_id])[made.organiser_id][1],
        year=made.year,
        framework=tree_of(made.edition),
        edition_sha256=made.edition.sha256,
        act=act,
        pools=tuple(pools),
        units=rows,
    )


def _act_of(act: Publication) -> PublishingAct:
    return PublishingAct(
        number=act.number,
        act_number=act.act_number,
        act_date=act.act_date,
        published_at=act.at,
        signer_title=act.signer_title,
        signer_name=act.signer_name,
        reason=act.reason,
        sha256=act.sha256,
        head_seq=act.head_seq,
        head_chain=act.head_chain,
    )


def _published(row: PublishedResult) -> RankedUnit:
    return RankedUnit(
        key=row.assessment_id,
        unit=row.assessment.unit_id,
        code=row.assessment.unit.code,
        name=row.unit_name,
        pool=row.pool,
        total=row.total,
        percent=decimal_of(row.percent_nano),
        band=row.band,
        band_why=row.band_why,
        not_ranked=row.not_ranked,
        rank=row.rank,
        low=row.rank_low,
        high=row.rank_high,
        bonus=Decimal(row.bonus_nano).scaleb(-9),
        penalty=Decimal(row.penalty_nano).scaleb(-9),
        domains=decimals_of(row.domains),
        sources=decimals_of(row.sources),
        bands=row.bands,
        alike=frozenset(row.alike),
    )


def _running(sheet: Assessment, name: str, row: Tally | None) -> RankedUnit:
    there = RankedUnit(
        key=sheet.pk, unit=sheet.unit_id, code=sheet.unit.code, name=name, pool=sheet.pool.name if sheet.pool else "",
        not_ranked=sheet.get_state_display() if row is None or sheet.state == State.NOT_APPRAISED else row.not_ranked,
    )  # fmt: skip
    if row is None or sheet.state == State.NOT_APPRAISED:
        return there
    return RankedUnit(
        key=there.key,
        unit=there.unit,
        code=there.code,
        name=name,
        pool=there.pool,
        total=row.total,
        percent=decimal_of(row.percent_nano),
        band=row.band,
        band_why=row.band_why,
        not_ranked=row.not_ranked,
        bonus=Decimal(row.bonus_nano).scaleb(-9),
        penalty=Decimal(row.penalty_nano).scaleb(-9),
        domains=decimals_of(row.domains),
        sources=decimals_of(row.sources),
        waiting=row.undecided,
    )


def decimal_of(nano: int | None) -> Decimal | None:
    """Return settled points of their whole number of 1e-9."""
    return None if nano is None else Decimal(nano).scaleb(-9)


def decimals_of(nanos: Mapping[str, int]) -> dict[str, Decimal]:
    """Return settled points by their keys."""
    return {key: Decimal(value).scaleb(-9) for key, value in nanos.items()}


@dataclass(frozen=True, slots=True)
class YearOf:
    """What a unit's newest act of a year said of it."""

    year: int
    unit: int
    name: str
    total: Decimal | None
    percent: Decimal | None
    band: str
    rank: int | None
    pool: str
    publication: int


def years_of(level: str, *, until: int, units: Iterable[int] | None = None) -> dict[int, dict[int, YearOf]]:
    """Return the newest published results of a level up to a year, by unit and year; one query."""
    rows = PublishedResult.objects.filter(
        Q(publication__round__edition__level=level),
        publication=Subquery(_NEWEST),
        assessment__year__lte=until,
    )
    if units is not None:
        rows = rows.filter(assessment__unit__in=list(units))
    found: dict[int, dict[int, YearOf]] = {}
    values = rows.values_list(
        "assessment__year", "assessment__unit", "unit_name", "total_nano", "percent_nano", "band", "rank", "pool",
        "publication",
    )  # fmt: skip
    for year, unit, name, total, percent, band, rank, pool, act in values.order_by("assessment__year"):
        one = YearOf(year, unit, name, decimal_of(total), decimal_of(percent), band, rank, pool, act)
        found.setdefault(unit, {})[year] = one
    return found


def ranked_in(publication: int, pool: str) -> int:
    """Return how many units an act ranked in a pool."""
    return PublishedResult.objects.filter(publication=publication, pool=pool, rank__isnull=False).count()

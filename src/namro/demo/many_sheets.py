"""A province of many communes with years of sheets and proof, for measuring. All is invented."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from namro.apps.assessments.actions.round_checks import NewRound
from namro.apps.assessments.actions.rounds import open_round
from namro.apps.assessments.models import Assessment, Attached, Line, Round
from namro.apps.frameworks import actions as frameworks
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import Kind, Unit, UnitSpan, User
from namro.apps.people.queries.organisation import touch
from namro.apps.people.queries.people import standing_of
from namro.core.assessment.stages import Stage, State
from namro.demo.province import PROVINCE

_BATCH = 2000
_DOMAINS = 8
_SINCE = date(2020, 1, 1)
#: The first criterion asks for four reports, each by its day.
QUARTERS = tuple(
    f'{{id: q{n}, text: {words}, kind: report, before: "{day}"}}'
    for n, (words, day) in enumerate(
        {"Quý I": "03-28", "6 tháng": "06-28", "Quý III": "09-28", "Năm": "12-12"}.items(), 1
    )
)
_BY_HAND = "rule: {kind: manual, step: 0.25}"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to be of everything."""

    communes: int
    leaves: int
    years: int
    proofs: int


def set_text(leaves: int, first_year: int) -> str:
    """Return a criteria set of so many leaves of a point each: mostly typed, every tenth computed, some surveyed."""
    lines = [
        "framework: bo-do-tai",
        f"edition: {first_year - 1}-12-01",
        "title: Bộ tiêu chí để đo tốc độ",
        "level: commune",
        f"years: {{from: {first_year}}}",
        f"scale: {{max: {leaves}}}",
        "bands: [{name: Tốt, from: 80}, {name: Khá, from: 50}, {name: Yếu, from: 0}]",
        "criteria:",
    ]
    for domain in range(1, _DOMAINS + 1):
        own = range(domain, leaves + 1, _DOMAINS)
        lines += [f'  - {{id: "{domain}", name: Lĩnh vực {domain}, max: {len(own)}, criteria: [']
        for place, number in enumerate(own, 1):
            lines.append(f'      {{id: "{domain}.{place}", name: Tiêu chí {domain}.{place}, max: 1, {_rule(number)}}},')
        lines += ["    ]}"]
    return "\n".join(lines) + "\n"


def _rule(number: int) -> str:
    if number % 10 == 0:
        return f"source: computed, rule: {{kind: linear, value: {{ratio: [done_{number}, owed_{number}]}}}}"
    if number % 13 == 0:
        return f"source: survey, rule: {{kind: survey, input: survey_{number}}}"
    if number == 1:
        return f"evidence: {{required: true, signed: organisation, items: [{', '.join(QUARTERS)}]}}, {_BY_HAND}"
    return f"evidence: {{required: true, signed: true}}, {_BY_HAND}"


def publish(text: str, at: datetime) -> Edition:
    """Publish a set as the province's council does."""
    council = User.objects.get(username="hoidong")
    council.standing = standing_of(council, at.date())
    row = frameworks.keep_draft(council, frameworks.candidate(text, name="bo-do-tai"), at=at)
    return frameworks.publish(council, row, sha256=row.sha256, at=at)


def communes(count: int) -> list[int]:
    """Return so many communes of the province, those that are missing made; all have been there for years."""
    spans = UnitSpan.objects.filter(kind__in=(Kind.COMMUNE, Kind.WARD), until=None)
    spans.update(since=_SINCE)
    there = list(spans.values_list("unit", flat=True))
    province = Unit.objects.get(code=PROVINCE)
    made = Unit.objects.bulk_create(Unit(code=f"xa-do-{n}") for n in range(count - len(there)))
    UnitSpan.objects.bulk_create(
        UnitSpan(unit=unit, parent=province, kind=Kind.COMMUNE, name=f"Xã Đo {n}", since=_SINCE, rank=100 + n)
        for n, unit in enumerate(made)
    )
    touch()
    return [*there, *(unit.pk for unit in made)][:count]


def open_year(edition: Edition, units: list[int], year: int, at: datetime) -> Round:
    """Open the province's round of a year."""
    council = User.objects.get(username="hoidong")
    council.standing = standing_of(council, at.date())
    new = NewRound(
        organiser=Unit.objects.get(code=PROVINCE),
        year=year,
        title=f"Chỉ số cải cách hành chính cấp xã năm {year}",
        edition=edition,
        measured_from=date(year - 1, 12, 15),
        measured_to=date(year, 11, 14),
        times={Stage.SCORING: (at - timedelta(days=20), at + timedelta(days=18))},
        pools={"Xã, phường": units},
    )
    return open_round(council, new, at=at).round


def fill_years(edition: Edition, units: list[int], *, size: Size, at: datetime, seed: int) -> None:
    """Open, fill and publish `size.years` years up to that of `at`."""
    a_year = size.proofs // size.years
    for year in range(at.year - size.years + 1, at.year + 1):
        made = open_year(edition, units, year, at)
        fill_round(made, count=a_year, at=at, seed=seed + year)
        Assessment.objects.filter(round=made).update(state=State.PUBLISHED, state_at=at)


def fill_round(made: Round, *, count: int, at: datetime, seed: int) -> None:
    """Fill a round's sheets: points in nine of ten typed cells, and so many records of proof attached to them."""
    pick = random.Random(seed)  # noqa: S311 - invented data, no secret
    by = User.objects.get(username="dieuphoi")
    typed = [key for key, leaf in tree_of(made.edition).leaves.items() if leaf.source == "appraisal"]
    sheets = list(made.sheets.all())
    Line.objects.bulk_create(
        (
            Line(assessment=sheet, node_id=key, claimed_nano=pick.randrange(5) * 250_000_000, version=1, by=by, at=at)
            for sheet in sheets
            for key in typed
            if pick.random() < 0.9
        ),
        batch_size=_BATCH,
    )
    _attach(sheets, typed, count // len(sheets), by=by, at=at, pick=pick)


def _attach(
    sheets: list[Assessment], typed: list[str], count: int, *, by: User, at: datetime, pick: random.Random
) -> None:
    pieces = Evidence.objects.bulk_create(
        (
            Evidence(
                unit_id=sheet.unit_id, year=sheet.year, number=f"{n + 1}/BC-UBND",
                dated=date(sheet.year, 1 + n % 10, 5), issuer="Ủy ban nhân dân xã",
                abstract=f"Báo cáo số {n + 1}", search=f"bao cao so {n + 1}",
                made_by=by, made_at=at,
            )
            for sheet in sheets
            for n in range(count)
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    EvidenceFile.objects.bulk_create(
        (
            EvidenceFile(
                evidence=piece, version=1, name=f"bc-{piece.pk}.pdf", kind="pdf", size=90_000, by=by, at=at,
                changed_at=at, sha256=sha256(str(piece.pk).encode()).hexdigest(), state=EvidenceFile.State.READ,
                pages=3, signed=pick.choice(["both", "both", "both", "leader", "none"]),
            )
            for piece in pieces
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    of_sheet = iter(pieces)
    Attached.objects.bulk_create(
        (
            Attached(assessment=sheet, node_id=typed[n % len(typed)], evidence=next(of_sheet), by=by, at=at)
            for sheet in sheets
            for n in range(count)
        ),
        batch_size=_BATCH,
    )

"""A round of many communes put into appraisal, one criterion with four reports of each: for measuring. All invented."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from hashlib import sha256

from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Attached, DomainAppraiser, Round
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.assessment.signatures import Signer, as_plain, summarised
from namro.core.assessment.stages import State

#: The department of `thamdinh`, and the domain that it appraises.
DEPARTMENT, DOMAIN = "so-noi-vu", "1"
#: The criterion that asks for four reports, and the days by which they come.
CRITERION = "1.1"
_DAYS = ((3, 28), (6, 28), (9, 28), (11, 12))
_BATCH = 2000


def begin_appraisal(made: Round, *, at: datetime, seed: int) -> None:
    """Hand all sheets of a round in and begin their appraisal, each with what it gives for every criterion."""
    department = Unit.objects.get(code=DEPARTMENT)
    DomainAppraiser.objects.get_or_create(round=made, node_id=DOMAIN, defaults={"department": department})
    Assessment.objects.filter(round=made).update(state=State.SUBMITTED, state_at=at)
    council = User.objects.get(username="hoidong")
    council.standing = standing_of(council, at.date())
    sheets = list(made.sheets.select_related("unit", "edition", "round", "pool"))
    _report(sheets, at=at, pick=random.Random(seed))  # noqa: S311 - invented data, no secret
    for sheet in sheets:
        move(council, sheet, "appraise", at=at)


def _report(sheets: list[Assessment], *, at: datetime, pick: random.Random) -> None:
    """Attach the reports: nine in ten are there, nine in ten of those in time and signed."""
    by = User.objects.get(username="dieuphoi")
    Attached.objects.filter(assessment__in=sheets, node_id=CRITERION).delete()
    wanted = [(sheet, n) for sheet in sheets for n in range(len(_DAYS)) if pick.random() < 0.95]
    pieces = Evidence.objects.bulk_create((_evidence(sheet, n, by, at, pick) for sheet, n in wanted), batch_size=_BATCH)
    EvidenceFile.objects.bulk_create((_file(piece, by, at, pick) for piece in pieces), batch_size=_BATCH)
    Attached.objects.bulk_create(
        (
            Attached(assessment=sheet, node_id=CRITERION, expected_id=f"q{n + 1}", evidence=piece, by=by, at=at)
            for (sheet, n), piece in zip(wanted, pieces, strict=True)
        ),
        batch_size=_BATCH,
    )


def _evidence(sheet: Assessment, n: int, by: User, at: datetime, pick: random.Random) -> Evidence:
    day = date(sheet.year, *_DAYS[n]) + timedelta(days=pick.randrange(1, 6) if pick.random() < 0.06 else -2)
    return Evidence(
        unit_id=sheet.unit_id, year=sheet.year, number=f"{40 + n}/BC-UBND", dated=day, issuer="Ủy ban nhân dân xã",
        abstract="Công tác cải cách hành chính", search="bao cao cai cach hanh chinh", made_by=by, made_at=at,
    )  # fmt: skip


def _file(piece: Evidence, by: User, at: datetime, pick: random.Random) -> EvidenceFile:
    signed = pick.random() > 0.05
    signer = Signer("", "Ủy ban nhân dân xã", "organisation", at, "all", intact=True, trusted="yes", problem="")
    report = summarised([signer] if signed else [])
    same = "cung-mot-tep" if pick.random() < 0.005 else str(piece.pk)
    return EvidenceFile(
        evidence=piece, version=1, name=f"bao-cao-{piece.pk}.pdf", kind="pdf", size=90_000, by=by, at=at,
        changed_at=at, sha256=sha256(f"bc-{same}".encode()).hexdigest(), state=EvidenceFile.State.READ, pages=3,
        signed=report.state, signatures=as_plain(report), described={"number": piece.number},
    )  # fmt: skip

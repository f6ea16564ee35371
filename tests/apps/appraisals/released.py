"""A short way to have a round whose units are decided, and to publish and correct its results."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from namro.apps.appraisals.actions.correcting import Correction, correct
from namro.apps.appraisals.actions.publishing import publish
from namro.apps.appraisals.models import Publication
from namro.apps.appraisals.releasing import DecidingAct
from namro.apps.assessments.models import Assessment, Line, Pool, Round
from namro.apps.people.models import Role, User
from namro.core.assessment.opinions import Value
from namro.core.assessment.snapshot import hash_in, packed, written
from namro.demo.decided import decide_round
from namro.demo.many_sheets import communes
from tests.apps.assessments.sheets import NOW, in_round, publish_set, ready
from tests.core.assessment.publications import small

#: The day on which results are published.
DAY = NOW + timedelta(days=60)
ACT = DecidingAct("214/QĐ-UBND", date(2026, 12, 14), "CHỦ TỊCH", "Lò Văn Pá")
SECOND = DecidingAct("9/QĐ-UBND", date(2026, 12, 15), "CHỦ TỊCH", "Lò Văn Pá")


def decided(cast: dict[str, User], *, units: int = 4) -> Round:
    """A round of so many communes in two pools, all decided."""
    row = publish_set(cast)
    wanted = communes(units)
    made: Round | None = None
    for place, unit in enumerate(wanted):
        sheet = Assessment(unit_id=unit, year=2026, edition=row, state_at=NOW, state="scoring")
        sheet.save()
        if made is None:
            made = in_round(cast, sheet)
        sheet.round = made
        sheet.pool = Pool.objects.get_or_create(round=made, name=("Xã", "Phường")[place % 2], rank=place % 2)[0]
        sheet.save()
        for node, nano in (("1.1", 2), ("1.2", 3), ("1.3", 1)):
            claimed = (nano * 4 - (place % 3)) * 250_000_000 if node == "1.2" else nano * 1_000_000_000
            Line.objects.create(
                assessment=sheet, node_id=node, claimed_nano=claimed, version=1, by=cast[Role.COORDINATOR], at=NOW
            )
    assert made is not None
    decide_round(made, NOW, seed=7)
    return Round.objects.select_related("edition", "organiser").get(pk=made.pk)


def published(cast: dict[str, User], made: Round) -> Publication:
    """Publish a round as the council does."""
    return publish(ready(cast[Role.COUNCIL]), made, act=ACT, at=DAY)


def act_kept(made: Round, by: User) -> Publication:
    """A publication as a row alone: its page is there, no sheet was moved."""
    text = written(small())
    return Publication.objects.create(
        round=made, act_number=ACT.number, act_date=ACT.date, snapshot=packed(text), sha256=hash_in(text), by=by, at=NOW
    )


def a_change(made: Round, points: str = "0", *, node: str = "1.2", place: int = 0, cause: str = "late") -> Correction:
    """Another final value of one criterion of one unit."""
    sheet = made.sheets.order_by("pk")[place]
    return Correction(sheet.pk, node, Value(Decimal(points)), cause, "Đối chiếu lại: báo cáo quý III gửi sau hạn")


def corrected(cast: dict[str, User], made: Round, *changes: Correction) -> Publication:
    """Correct a round as the council does."""
    reason = "Kiến nghị của xã sau công bố"
    return correct(
        ready(cast[Role.COUNCIL]), made, changes or (a_change(made),), act=SECOND, reason=reason, at=DAY + timedelta(1)
    )

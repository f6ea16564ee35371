"""A short way to have a commune's sheet in a test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment, Round, Window
from namro.apps.assessments.standing import Standing
from namro.apps.frameworks.models import Edition
from namro.apps.indicators.sets import provide
from namro.apps.indicators.sets import published as in_force_by_rows
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.assessment.stages import Stage
from namro.core.base.clock import VIETNAM
from tests.apps.frameworks.sets import published

NOW = datetime(2026, 10, 16, 9, 0, tzinfo=VIETNAM)
DUE = datetime(2026, 10, 20, 17, 0, tzinfo=VIETNAM)

SET = """framework: phieu-thu
edition: 2025-12-01
title: Bộ tiêu chí để thử phiếu
level: commune
years: {from: 2026}
scale: {max: 20}
bands:
  - {name: Tốt, from: 80}
  - {name: Khá, from: 50}
  - {name: Yếu, from: 0}
criteria:
  - id: "1"
    name: Chỉ đạo, điều hành
    max: 8
    criteria:
      - {id: "1.1", name: Ban hành kế hoạch, max: 2, evidence: {required: true, signed: true}, rule: {kind: manual}}
      - {id: "1.2", name: Báo cáo đúng hạn, max: 4, rule: {kind: manual, step: 0.25}}
      - {id: "1.3", name: Sáng kiến, max: 2, not_applicable: exclude, rule: {kind: manual, step: 0.5}}
  - id: "2"
    name: Cải cách thủ tục hành chính
    max: 12
    criteria:
      - {id: "2.1", name: Hồ sơ đúng hạn, max: 8, source: computed, rule: {
          kind: linear, value: {ratio: [on_time, dossiers]}, full_at: 1, zero_below: 0.5}}
      - {id: "2.2", name: Mức độ hài lòng, max: 4, source: survey, rule: {kind: survey, input: sipas}}
adjustments:
  penalty: {items: [{id: T1, name: Nộp trễ, rule: {
    kind: per_day_late, input: days_late, points: 1, days: 2, beyond: not_ranked}}]}
inputs: {on_time: Hồ sơ đúng hạn, dossiers: Hồ sơ đã giải quyết, days_late: Số ngày nộp trễ}
"""


def edition_in_force() -> Iterator[None]:
    """The editions that a test publishes are in force; a fixture of the modules that test sheets."""
    before = provide(in_force_by_rows)
    yield
    provide(before)


def ready(user: User) -> User:
    """Give a person the standing of today, as a request would."""
    user.standing = standing_of(user, NOW.date())
    return user


def publish_set(cast: dict[str, User], text: str = SET) -> Edition:
    """Publish the set."""
    return published(cast[Role.ADMIN], text)


def sheet_of(cast: dict[str, User], row: Edition | None = None, *, year: int = 2026) -> Assessment:
    """Begin the commune's year."""
    unit = Unit.objects.get(code="suoi-may")
    return open_sheet(ready(cast[Role.COORDINATOR]), unit, year, row or publish_set(cast), at=NOW)


def in_round(cast: dict[str, User], sheet: Assessment, *, due: datetime = DUE, late_days: int = 2) -> Round:
    """Put the sheet into a round of the province whose self-scoring ends at `due`."""
    made = Round.objects.create(
        organiser=Unit.objects.get(code="tinh-van-son"),
        year=sheet.year,
        title="Kỳ đánh giá để thử",
        edition=sheet.edition,
        measured_from=datetime(2025, 12, 15, tzinfo=VIETNAM).date(),
        measured_to=datetime(2026, 11, 14, tzinfo=VIETNAM).date(),
        late_days=late_days,
        late_input="days_late",
        opened_by=cast[Role.COUNCIL],
        opened_at=NOW,
    )
    Window.objects.create(round=made, stage=Stage.SCORING, opens_at=NOW - timedelta(days=30), closes_at=due)
    sheet.round = made
    sheet.state = "scoring"
    sheet.save()
    return made


def typed(
    user: User, sheet: Assessment, node: str, text: str, *, field: str = "points", version: int = 0, at: datetime = NOW
) -> Standing:
    """Type one cell."""
    return fill(ready(user), sheet, [Cell(node, field, text, version)], at=at)


def filled(user: User, sheet: Assessment) -> Standing:
    """Fill all that is to be typed: 2 + 3.5 + 1 points."""
    cells = [Cell("1.1", "points", "2", 0), Cell("1.2", "points", "3,5", 0), Cell("1.3", "points", "1", 0)]
    return fill(ready(user), sheet, cells, at=NOW)


def finished(cast: dict[str, User], sheet: Assessment) -> Assessment:
    """Fill the sheet and hand it in."""
    seen = dict(sheet.lines.values_list("node_id", "version"))
    filled_again = [
        Cell("1.1", "points", "2", 0),
        Cell("1.2", "points", "3,5", seen.get("1.2", 0)),
        Cell("1.3", "points", "1", 0),
    ]
    sheet.refresh_from_db()
    fill(ready(cast[Role.COORDINATOR]), sheet, filled_again, at=NOW)
    for act, role in (("lay", Role.COORDINATOR), ("approve", Role.LEADER), ("submit", Role.COORDINATOR)):
        sheet = move(ready(cast[role]), sheet, act, at=NOW)
    return sheet


def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages are looked at on the day of the tests."""
    for place in ("files", "offline", "results", "alone"):
        monkeypatch.setattr(f"namro.apps.assessments.file_views.{place}.system_clock", lambda: NOW)
    monkeypatch.setattr("namro.apps.people.requests.system_clock", lambda: NOW)

"""A round of three communes on the eve of the hand-in: where the walk through all stages begins."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment, DomainAppraiser, Pool, Round, Window
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.people.models import Holding, Role, Unit, User
from namro.core.assessment.stages import Stage
from namro.core.base.clock import VIETNAM
from tests.apps.appraisals.judging import department_of
from tests.apps.assessments.sheets import in_round, publish_set, ready

#: A small set: five criteria that are appraised, one that is counted, one survey.
TEXT = """framework: ca-vong
edition: 2025-12-01
title: Bộ tiêu chí của cả vòng thẩm định
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
    max: 10
    criteria:
      - {id: "1.1", name: Ban hành kế hoạch, max: 2, rule: {kind: manual, step: 0.5}, evidence: {
          items: [{id: ke-hoach, text: Kế hoạch năm, kind: plan, signed: true}]}}
      - {id: "1.2", name: Báo cáo đúng hạn, max: 4, rule: {kind: manual, step: 0.25}}
      - {id: "1.3", name: Sáng kiến, max: 2, rule: {kind: manual, step: 0.5}}
      - {id: "1.4", name: Tuyên truyền, max: 1, rule: {kind: manual, step: 0.25}}
      - {id: "1.5", name: Tự kiểm tra, max: 1, rule: {kind: manual, step: 0.25}}
  - id: "2"
    name: Cải cách thủ tục hành chính
    max: 10
    criteria:
      - {id: "2.1", name: Hồ sơ đúng hạn, max: 6, source: computed, rule: {
          kind: linear, value: {ratio: [on_time, dossiers]}, full_at: 1, zero_below: 0.5}}
      - {id: "2.2", name: Mức độ hài lòng, max: 4, source: survey, rule: {kind: survey, input: sipas}}
inputs: {on_time: Hồ sơ đúng hạn, dossiers: Hồ sơ đã giải quyết}
"""

#: What each commune claims, and its dossiers in time and satisfaction of a hundred.
CLAIMS = {
    "suoi-may": ({"1.1": "2", "1.2": "4", "1.3": "2", "1.4": "1", "1.5": "1"}, ("90", "80")),
    "dong-suong": ({"1.1": "1.5", "1.2": "3.5", "1.3": "2", "1.4": "1", "1.5": "1"}, ("92", "82")),
    "khe-ngan": ({"1.1": "1", "1.2": "3", "1.3": "1", "1.4": "0.5", "1.5": "1"}, ("75", "70")),
}
#: The days of the stages, all in 2026: first and last.
STAGES = {
    Stage.APPRAISAL: ((21, 10), (20, 11)),
    Stage.EXPLANATION: ((23, 11), (30, 11)),
    Stage.REAPPRAISAL: ((1, 12), (10, 12)),
    Stage.PUBLICATION: ((11, 12), (31, 12)),
}
BEGIN = datetime(2026, 10, 16, 9, 0, tzinfo=VIETNAM)
DUE = datetime(2026, 10, 20, 17, 0, tzinfo=VIETNAM)


def round_before_hand_in(cast: dict[str, User]) -> Round:
    """The home commune has typed everything, the other two have handed in; domain 1 is the department's."""
    edition = publish_set(cast, TEXT)
    coordinator = ready(cast[Role.COORDINATOR])
    home = Unit.objects.get(code="suoi-may")
    sheet = open_sheet(coordinator, home, 2026, edition, at=BEGIN)
    made = in_round(cast, sheet, due=DUE)
    pool = Pool.objects.create(round=made, name="Xã", rank=0)
    Assessment.objects.filter(pk=sheet.pk).update(pool=pool)
    for stage, ((from_day, from_month), (to_day, to_month)) in STAGES.items():
        opens = datetime(2026, from_month, from_day, 8, 0, tzinfo=VIETNAM)
        closes = datetime(2026, to_month, to_day, 17, 0, tzinfo=VIETNAM)
        Window.objects.create(round=made, stage=stage, opens_at=opens, closes_at=closes)
    department = department_of(cast[Role.APPRAISER])
    DomainAppraiser.objects.create(round=made, node_id="1", department_id=department)
    _facts(cast[Role.ADMIN])
    for code, (points, _given) in CLAIMS.items():
        if code == home.code:
            sheet.refresh_from_db()
            fill(coordinator, sheet, [Cell(node, "points", text, 0) for node, text in points.items()], at=BEGIN)
        else:
            _handed_in(made, pool, code, points)
    return made


def _facts(by: User) -> None:
    units = dict(Unit.objects.filter(code__in=CLAIMS).values_list("code", "pk"))
    facts = []
    for code, (_points, (on_time, sipas)) in CLAIMS.items():
        facts += [NewFact(units[code], 2026, "on_time", on_time), NewFact(units[code], 2026, "dossiers", "100")]
        facts.append(NewFact(units[code], 2026, "sipas", sipas, se="2.5"))
    write_facts(ready(by), facts, origin=Origin(Producer.SURVEY, "điều tra"), as_of=BEGIN.date(), at=BEGIN)


def _handed_in(made: Round, pool: Pool, code: str, points: dict[str, str]) -> None:
    """Another commune's own people fill the sheet and hand it in."""
    desk, chair = _holder(code, Role.COORDINATOR), _holder(code, Role.LEADER)
    sheet = open_sheet(desk, Unit.objects.get(code=code), 2026, made.edition, at=BEGIN)
    Assessment.objects.filter(pk=sheet.pk).update(round=made, pool=pool, state="scoring")
    sheet.refresh_from_db()
    fill(desk, sheet, [Cell(node, "points", text, 0) for node, text in points.items()], at=BEGIN)
    for user, act in ((desk, "lay"), (chair, "approve"), (desk, "submit")):
        sheet = move(user, sheet, act, at=BEGIN)


def _holder(code: str, role: str) -> User:
    of = Q(position__unit__code=code) | Q(position__unit__home__code=code)
    return ready(Holding.objects.filter(of, position__role=role, user__isnull=False)[0].user)

"""A small invented set, and its editions on the site."""

from __future__ import annotations

from namro.apps.frameworks import actions
from namro.apps.frameworks.models import Edition
from namro.apps.people.models import User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock

SMALL = """framework: vi-du-xa
edition: 2025-10-31
title: Bộ tiêu chí ví dụ cấp xã
level: commune
source: {document: 12/QĐ-UBND, date: 2025-10-31, issuer: UBND tỉnh Ví dụ}
years: {from: 2025, to: 2026}
scale: {max: 10, ceiling: 11}
bands:
  - {name: Tốt, from: 80}
  - {name: Khá, from: 0}
criteria:
  - id: "1"
    name: Chỉ đạo, điều hành
    max: 8
    controllable_by: [commune]
    criteria:
      - {id: "1.1", name: Ban hành kế hoạch, max: 2, cite: "Điều 5", evidence: {required: true, signed: true},
         rule: {kind: parts, parts: [
           {input: plan_issued, points: 0.5, label: Ban hành đúng hạn},
           {input: plan_done, points: 1.5, label: Hoàn thành}]}}
      - {id: "1.2", name: Báo cáo đúng hạn, max: 6,
         rule: {kind: on_time, due: reports_due, done_on_time: reports_on_time}}
  - id: "2"
    name: Khảo sát người dân
    max: 2
    source: survey
    criteria:
      - {id: "2.1", name: Hài lòng chung, max: 2, rule: {kind: survey, input: survey_overall}}
adjustments:
  bonus: {cap: 1, items: [{id: T1, name: Sáng kiến, rule: {kind: per_occurrence, input: initiatives, points: 1}}]}
"""
ADDRESS = "/bo-tieu-chi/vi-du-xa/2025-10-31"


def draft(user: User, text: str = SMALL) -> Edition:
    """Store a text as a draft of this person's."""
    now = system_clock()
    user.standing = standing_of(user, now.date())
    return actions.keep_draft(user, actions.candidate(text, name="vi-du.yaml"), at=now)


def published(user: User, text: str = SMALL) -> Edition:
    """Store a text and publish it."""
    row = draft(user, text)
    return actions.publish(user, row, sha256=row.sha256, at=system_clock())


def edition_of(day: str, text: str = SMALL) -> str:
    """Return the text as an edition of another day."""
    return text.replace("edition: 2025-10-31", f"edition: {day}")

"""What watchers write down about a unit, and what the unit answers: each act is appended to the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Position, User
from namro.apps.people.queries.people import positions_of
from namro.apps.plans.actions.approving import amend
from namro.apps.plans.actions.editing import add_task
from namro.apps.plans.models import Plan, Recommendation, RecommendationEvent, Supervision, Task
from namro.apps.plans.permissions import check_side, check_watch
from namro.apps.plans.recommendations import standing_in, with_work
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.improvement.recommendations import ACT_WORDS, ACTS, RECORDED, check_now

#: What a watcher writes of a recommendation.
FIELDS = (
    "on", "source_number", "source_date", "source_abstract", "text", "field", "criterion", "criterion_name",
    "answer_by",
)  # fmt: skip

_LONGEST_ANSWER = 4000


class RecommendationConflict(NamroError):
    """Somebody did something since the form was made: `last` is that act. Nothing was written."""

    def __init__(self, last: RecommendationEvent) -> None:
        words = _(ACT_WORDS[last.act])
        super().__init__(
            _("%(person)s vừa làm: %(act)s. Chưa ghi gì; xem lại rồi bấm lần nữa nếu vẫn muốn ghi.")
            % {"person": last.by.full_name, "act": words},
            code="conflict",
        )
        self.last = last


@dataclass(frozen=True, slots=True)
class Taking:
    """How a recommendation becomes a task: in which plan, and the values of the task as `add_task` takes them."""

    plan: Plan
    values: Mapping[str, Any]


@transaction.atomic
def record_supervision(user: User, seat: Position, *, values: Mapping[str, Any], at: datetime) -> Supervision:
    """Write down one time of watching the unit, from a position. `values`: on, subject, participants, seen."""
    check_watch(user, seat)
    made = Supervision.objects.create(**_from(user, seat, at), **values)
    record(user, AuditEntry.Act.SUPERVISION_RECORDED, at=at, subject=made.code, note=made.subject)
    return made


@transaction.atomic
def record_recommendation(
    user: User, seat: Position, *, values: Mapping[str, Any], at: datetime, supervision: Supervision | None = None
) -> Recommendation:
    """Write down what is asked of the unit; `values` by FIELDS."""
    check_watch(user, seat)
    if supervision is not None and supervision.body_id != seat.unit_id:
        raise NamroError(_("Lần giám sát này của cơ quan khác. Ghi kiến nghị riêng."), code="supervision")
    made = Recommendation.objects.create(**_from(user, seat, at), supervision=supervision, **values)
    _append(user, made, RECORDED, at=at)
    record(user, AuditEntry.Act.RECOMMENDATION_RECORDED, at=at, subject=made.code, note=made.text)
    return made


@transaction.atomic
def change_recommendation(
    user: User, found: Recommendation, *, values: Mapping[str, Any], version: int, at: datetime
) -> Recommendation:
    """Set FIELDS anew, as long as the unit has not received it; what stood there before stays in the history."""
    row = _grip(user, found, "change", version=version)
    changed = [name for name in FIELDS if name in values and getattr(row, name) != values[name]]
    words = {field.name: field.verbose_name for field in row._meta.fields}
    said = "\n".join(f"{words[name]}: {_shown(row, name)}" for name in changed)
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        _write(user, row, "change", at=at, said=said)
        record(user, AuditEntry.Act.RECOMMENDATION_CHANGED, at=at, subject=row.code, note=row.text)
    return row


@transaction.atomic
def receive(user: User, found: Recommendation, *, version: int, at: datetime) -> Recommendation:
    """Say that the unit has it and considers it."""
    row = _grip(user, found, "receive", version=version)
    _write(user, row, "receive", at=at)
    record(user, AuditEntry.Act.RECOMMENDATION_ANSWERED, at=at, subject=row.code, note=ACTS["receive"].words)
    return row


@transaction.atomic
def decline(user: User, found: Recommendation, *, reason: str, version: int, at: datetime) -> Recommendation:
    """Say why the unit does not take it up."""
    row = _grip(user, found, "decline", version=version)
    if not reason.strip():
        raise NamroError(_("Chưa ghi lý do. Ghi một câu để cơ quan kiến nghị biết vì sao."), code="text_missing")
    reason = writable(reason).strip()
    if len(reason) > _LONGEST_ANSWER:
        raise NamroError(
            _("Lý do dài %(length)d ký tự, nhiều nhất %(most)d. Viết ngắn lại.")
            % {"length": len(reason), "most": _LONGEST_ANSWER},
            code="long",
        )
    row.answer, row.answered_on, row.task = reason, _day(at), None
    _write(user, row, "decline", at=at, said=row.answer)
    record(user, AuditEntry.Act.RECOMMENDATION_ANSWERED, at=at, subject=row.code, note=row.answer)
    return row


@transaction.atomic
def take_up(user: User, found: Recommendation, *, taking: Taking, version: int, at: datetime) -> Task:
    """Make it a task of a plan; a plan in force is opened for changes, and the recommendation is the reason told.

    Raises Refused for values that cannot be, NamroError with the reason otherwise, and then writes nothing.
    """
    row = _grip(user, found, "take_up", version=version)
    plan = taking.plan
    if plan.status == Plan.Status.APPROVED:
        plan = amend(user, plan, reason=_("Tiếp thu kiến nghị: %(text)s") % {"text": row.text}, at=at)
    task = add_task(user, plan, values=taking.values, at=at)
    row.task, row.answer, row.answered_on = task, "", _day(at)
    _write(user, row, "take_up", at=at, said=task.text)
    record(user, AuditEntry.Act.RECOMMENDATION_ANSWERED, at=at, subject=row.code, note=f"{plan.code} {task.pk}")
    return task


def _grip(user: User, found: Recommendation, act: str, *, version: int) -> Recommendation:
    """Lock it and see that the act is possible: for this person, now, and as the person saw it."""
    check_side(user, found, ACTS[act].side)
    Recommendation.objects.select_for_update().get(pk=found.pk)
    row = with_work(Recommendation.objects.filter(pk=found.pk)).get()
    if version != row.version:
        raise RecommendationConflict(row.events.select_related("by").latest("version"))
    check_now(standing_in(row), act)
    return row


def _write(user: User, row: Recommendation, act: str, *, at: datetime, said: str = "") -> None:
    row.state = ACTS[act].target
    row.version += 1
    row.save()
    _append(user, row, act, at=at, said=said)


def _append(user: User, row: Recommendation, act: str, *, at: datetime, said: str = "") -> None:
    who = "; ".join(position.name for position in positions_of(user, _day(at)))[:300]
    RecommendationEvent.objects.create(
        recommendation=row, version=row.version, act=act, by=user, as_who=who, at=at, said=said
    )


def _from(user: User, seat: Position, at: datetime) -> dict[str, Any]:
    unit = seat.unit.home_id or seat.unit_id
    return {"unit_id": unit, "body_id": seat.unit_id, "by": user, "as_who": seat.name[:300], "recorded_at": at}


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def _shown(row: Recommendation, name: str) -> str:
    value = getattr(row, name)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "–")

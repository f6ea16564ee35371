"""Targets of a plan: taken from a document, written, their ambiguous change settled, and how they stand told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.editing import open_plan
from namro.apps.plans.falling import find_again
from namro.apps.plans.models import Plan, Target, TargetValue
from namro.apps.plans.permissions import check_tell_target, check_write
from namro.apps.plans.surveyed import factors_to_take
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.points import exact_words
from namro.core.improvement.targets import READINGS, WISH_WORDS, Wish
from namro.core.improvement.targets_read import DraftTarget
from namro.core.survey.published import factor_code
from namro.core.timetable import due_on, national_calendar
from namro.core.timetable.deadlines import BY

#: Columns that a form sets.
FIELDS = (
    "name", "criterion", "numerator", "denominator", "indicator", "wish", "op", "amount", "unit", "base", "base_year",
    "base_n", "base_margin", "base_source", "by",
)  # fmt: skip


@transaction.atomic
def take_targets(user: User, plan: Plan, drafts: Iterable[DraftTarget], *, rule: str, at: datetime) -> int:
    """Take the targets of the plan's document into the plan; those taken before stay as people left them.

    `rule` is the sentence by which all other criteria must not fall. Returns how many are new.
    """
    plan = open_plan(user, plan)
    there = set(Target.objects.filter(plan=plan).values_list("section", "text"))
    fresh = [draft for draft in drafts if (draft.place, draft.text) not in there]
    place = _next_place(plan)
    Target.objects.bulk_create(_row(draft, plan, place + n) for n, draft in enumerate(fresh))
    if rule and not plan.holds_last_year:
        plan.holds_last_year = rule[:1000]
        plan.save(update_fields=["holds_last_year"])
    if fresh:
        note = _("%(count)d chỉ tiêu từ văn bản") % {"count": len(fresh)}
        record(user, AuditEntry.Act.TARGETS_CHANGED, at=at, subject=plan.code, note=note)
    return len(fresh)


def _next_place(plan: Plan) -> int:
    last = Target.objects.filter(plan=plan).order_by("-place").values_list("place", flat=True).first()
    return (last or 0) + 1


def _row(draft: DraftTarget, plan: Plan, place: int) -> Target:
    goal = draft.goal
    return Target(
        plan=plan,
        place=place,
        name=draft.name[:500],
        text=draft.text,
        section=draft.place[:64],
        wish=goal.wish,
        op=goal.op,
        amount=goal.amount,
        unit=goal.unit[:40],
        base=goal.base,
        base_year=draft.base_year,
        base_source=_("Văn bản kế hoạch") if goal.base is not None else "",
        before=draft.before,
        by=_day(draft.by, plan),
        by_text="; ".join(draft.lead)[:64],
    )


def _day(token: str | None, plan: Plan) -> date:
    """The last day of a printed time, of the plan where none is printed, it does not exist or has no end."""
    if not token or token.startswith("invalid:") or token.endswith("+"):
        return plan.last
    return due_on(token, BY, national_calendar()) or plan.last


@transaction.atomic
def take_factors(user: User, plan: Plan, *, at: datetime) -> int:
    """Take the factors of satisfaction published of the year before as targets that read their values from there.

    A target that is there about the same factor reads it from now on; a new one is to be held until somebody says more.
    Returns how many targets read a factor that did not before.
    """
    plan = open_plan(user, plan)
    figures = factors_to_take(plan)
    there = {factor_code(row.name): row for row in Target.objects.filter(plan=plan, dropped=False, survey="")}
    place = _next_place(plan)
    for n, one in enumerate(figures):
        row = there.get(one.factor) or Target(
            plan=plan, place=place + n, name=_("Mức hài lòng: %(name)s") % {"name": one.name}, wish=Wish.HOLD, unit="%",
            by=plan.last,
        )  # fmt: skip
        row.survey, row.base_year, row.version = one.factor, plan.year - 1, row.version + 1
        row.save()
    if figures:
        note = _("%(count)d chỉ tiêu từ kết quả hài lòng đã công bố") % {"count": len(figures)}
        record(user, AuditEntry.Act.TARGETS_CHANGED, at=at, subject=plan.code, note=note)
        find_again([plan], at=at)
    return len(figures)


@transaction.atomic
def set_target(
    user: User, plan: Plan, target: Target | None, *, values: Mapping[str, Any], version: int, at: datetime
) -> Target:
    """Write a target, a new one where there is none; `values` are columns and `owner` (Owning).

    Raises NamroError when somebody else changed it since (`version`).
    """
    plan = open_plan(user, plan)
    row = Target(plan=plan, place=_next_place(plan)) if target is None else _locked(plan, target)
    if target is not None and row.version != version:
        raise NamroError(
            _("Người khác vừa sửa chỉ tiêu này. Những gì vừa gõ còn ở dưới; xem lại rồi bấm Lưu lần nữa."),
            code="conflict",
        )
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    if "owner" in values:
        row.give(values["owner"])
    row.version += 1
    row.save()
    record(user, AuditEntry.Act.TARGETS_CHANGED, at=at, subject=plan.code, note=row.name)
    find_again([plan], at=at)
    return row


def _locked(plan: Plan, target: Target) -> Target:
    return Target.objects.select_for_update().get(pk=target.pk, plan=plan)


@transaction.atomic
def choose_reading(user: User, plan: Plan, ids: Iterable[int], reading: str, *, at: datetime) -> int:
    """Say what the undecided change of some targets means; also of a plan in force, which it only makes clear."""
    check_write(user, plan)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.status == Plan.Status.SUBMITTED:
        raise NamroError(_("Kế hoạch đang chờ lãnh đạo duyệt. Đợi duyệt hoặc trả lại rồi chọn."), code="state")
    if reading not in READINGS:
        raise NamroError(_("Chọn một cách hiểu: điểm phần trăm, hoặc phần trăm của năm trước."), code="reading")
    rows = list(
        Target.objects.select_for_update().filter(plan=plan, pk__in=set(ids), wish=Wish.UNDECIDED, dropped=False)
    )
    if not rows:
        raise NamroError(_("Không còn chỉ tiêu nào chờ chọn cách hiểu. Tải lại trang."), code="gone")
    for row in rows:
        row.wish, row.version = reading, row.version + 1
    Target.objects.bulk_update(rows, ["wish", "version"])
    note = f"{WISH_WORDS[Wish(reading)]}: {', '.join(row.name for row in rows)}"[:1000]
    record(user, AuditEntry.Act.TARGETS_CHANGED, at=at, subject=plan.code, note=note)
    find_again([plan], at=at)
    return len(rows)


@transaction.atomic
def drop_target(user: User, plan: Plan, target: Target, *, at: datetime) -> None:
    """Take a target out of the plan."""
    plan = open_plan(user, plan)
    row = _locked(plan, target)
    row.dropped, row.version = True, row.version + 1
    row.save(update_fields=["dropped", "version"])
    record(user, AuditEntry.Act.TARGETS_CHANGED, at=at, subject=plan.code, note=_("Bỏ: %(name)s") % {"name": row.name})
    find_again([plan], at=at)


@transaction.atomic
def tell_target_standing(user: User, target: Target, *, values: Mapping[str, Any], at: datetime) -> TargetValue:
    """Tell how a target stands on a day. Of counts the value follows; the day is over or today."""
    check_tell_target(user, target)
    today = at.astimezone(VIETNAM).date()
    if values["on"] > today:
        raise NamroError(_("Ngày này chưa đến. Ghi ngày đã qua hoặc hôm nay."), code="future")
    row = TargetValue.objects.create(target=target, by=user, at=at, **values)
    note = f"{target.name}: {exact_words(row.value)} ({row.on:%d/%m/%Y})"
    record(user, AuditEntry.Act.TARGET_VALUE, at=at, subject=target.plan.code, note=note)
    find_again([target.plan], at=at)
    return row


@transaction.atomic
def set_rule(user: User, plan: Plan, text: str, *, at: datetime) -> None:
    """Set or take away the standing rule that nothing else may fall below last year's value."""
    plan = open_plan(user, plan)
    plan.holds_last_year = text.strip()[:1000]
    plan.save(update_fields=["holds_last_year"])
    note = plan.holds_last_year or _("Bỏ quy tắc không thấp hơn năm trước")
    record(user, AuditEntry.Act.TARGETS_CHANGED, at=at, subject=plan.code, note=note)
    find_again([plan], at=at)

"""What people owe to meetings, for reminders: to hold those that come, to give out what was concluded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Asked, Due
from namro.apps.meetings.models import Meeting
from namro.apps.people.models import Holding, Role, on_day
from namro.apps.plans.habits import habit_book
from namro.core.base.clock import VIETNAM

#: What was left so long is nobody's daily reminder any more.
_OVER = timedelta(days=90)


def dues_of_meetings(asked: Asked) -> Iterator[Due]:
    """Yield the meetings to come, and those with conclusions that are no tasks yet."""
    midnight = datetime.combine(asked.today, time(), tzinfo=VIETNAM)
    rows = Meeting.objects.filter(starts_at__gte=midnight - _OVER)
    if asked.units is not None:
        rows = rows.filter(unit__in=list(asked.units))
    coming = rows.filter(starts_at__gte=midnight, ended_at=None)
    for meeting in coming.select_related("chair", "secretary").order_by("starts_at", "id"):
        yield _coming(meeting)
    held = rows.filter(starts_at__lt=midnight + timedelta(days=1)).annotate(
        waiting=Count("conclusions", filter=Q(conclusions__task=None))
    )
    yield from _not_given(list(held.filter(waiting__gt=0).order_by("starts_at", "id")), asked)


def _coming(meeting: Meeting) -> Due:
    people = [one for one in (meeting.chair, meeting.secretary) if one is not None]
    starts = meeting.starts_at.astimezone(VIETNAM)
    return Due(
        key=f"hop:{meeting.code}",
        text=_("Họp lúc %(time)s: %(title)s") % {"time": f"{starts:%H:%M}", "title": meeting.title},
        due=starts.date(),
        unit=meeting.unit_id,
        people=tuple(dict.fromkeys(one.pk for one in people)),
        who=", ".join(dict.fromkeys(one.full_name for one in people)),
        url=reverse("meetings:meeting", args=[meeting.code]),
        kind=_("Cuộc họp"),
        version=meeting.version,
    )


def _not_given(meetings: list[Meeting], asked: Asked) -> Iterator[Due]:
    if not meetings:
        return
    units = {one.unit_id for one in meetings}
    found = Holding.objects.annotate(home=Coalesce("position__unit__home", "position__unit"))
    seats = found.filter(on_day(asked.today), on_day(asked.today, "position__"), position__role=Role.COORDINATOR)
    people: dict[int, dict[int, str]] = {}
    for home, user, name in seats.filter(home__in=units).order_by("id").values_list("home", "user", "user__full_name"):
        people.setdefault(home, {})[user] = name
    book = habit_book(units)
    for meeting in meetings:
        who = people.get(meeting.unit_id, {})
        day = meeting.starts_at.astimezone(VIETNAM).date()
        words = {"n": vars(meeting)["waiting"], "day": f"{day:%d/%m/%Y}"}
        yield Due(
            key=f"ket-luan:{meeting.code}",
            text=_("Giao %(n)s kết luận của cuộc họp ngày %(day)s thành việc") % words,
            due=day + timedelta(days=book.on(meeting.unit_id, day).concluded_within),
            unit=meeting.unit_id,
            people=tuple(who),
            who=", ".join(who.values()),
            url=reverse("meetings:meeting", args=[meeting.code]),
            kind=_("Kết luận họp"),
            version=meeting.version,
        )

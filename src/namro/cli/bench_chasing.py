"""Part of `namro bench work`: the morning digest of a whole province, with letters for everybody."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from time import perf_counter


def digest_figures() -> dict[str, float]:
    """Take the figures in a province that is there already: seconds and queries of a digest, how many were told.

    `digest_again_s` is the same morning asked for once more, which tells nobody.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from namro.apps.chasing.digest import tell_morning
    from namro.apps.notices.models import Letter, Wish
    from namro.apps.people.models import User
    from namro.core.base.clock import VIETNAM, system_clock
    from namro.core.timetable import national_calendar

    known = set(Wish.objects.values_list("user", flat=True))
    people = [Wish(user=one, email=f"nguoi{one.pk}@example.vn") for one in User.objects.all() if one.pk not in known]
    Wish.objects.bulk_create(people, batch_size=500)
    day = national_calendar().next_working_day(system_clock().date() + timedelta(days=1))
    morning = datetime.combine(day, time(6, 30), VIETNAM)
    start = perf_counter()
    with CaptureQueriesContext(connection) as found:
        told = tell_morning(morning)
    took, start = perf_counter() - start, perf_counter()
    tell_morning(morning)
    return {
        "digest_s": took,
        "digest_again_s": perf_counter() - start,
        "digest_people": float(told),
        "digest_letters": float(Letter.objects.count()),
        "digest_queries": float(len(found)),
    }

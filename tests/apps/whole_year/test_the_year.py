"""The year."""
from __future__ import annotations
from datetime import timedelta
import pytest, time
from namro.apps.chasing.digest import tell_morning
from namro.apps.plans import generating
from namro.apps.plans.models import Occurrence
from namro.core.timetable import national_calendar, calendar as calendars
from namro.core.base.errors import NamroError
from namro.apps.plans import actions as plans
from tests.apps.meetings.commune_of_23 import commune_of_23
from tests.apps.whole_year import story
from tests.apps.whole_year.story import *
def test_it(db):
    t=time.time()
    year = approved(commune_of_23())
    with pytest.raises(NamroError) as e:
        plans.submit(year.commune.coordinator, year.plan, at=at(day(4, 2)))
    print(e.value)
    settle_impossible_day(year)
    for tell in (tell_extensions, tell_work, tell_leaving, tell_meeting, tell_inspections, tell_reports):
        tell(year)
    when = day(4,2)
    while when <= day(12,31):
        generating.keep_up(at(when,2))
        if national_calendar().is_working(when):
            tell_morning(at(when,7))
        try:
            year.live(when)
        except Exception as x:
            print(when, repr(x)); import traceback; traceback.print_exc(limit=-3); break
        when += timedelta(days=1)
    for r in Occurrence.objects.order_by("task","scheduled"):
        print(r.task.text[:20], r.scheduled, r.due, r.state, r.submitted_on)
    print(time.time()-t)
    assert 0

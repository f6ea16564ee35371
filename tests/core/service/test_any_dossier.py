"""What holds of every dossier, however odd its events are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from namro.core.service.clock import clock
from namro.core.service.dossiers import Dossier, Status
from namro.core.service.findings import Circumstances, Level
from namro.core.service.lateness import lateness
from namro.core.service.letters import letters_on
from namro.core.service.on_time import timeliness
from namro.core.service.plain_dossiers import dossier_of
from namro.core.service.watching import watch
from namro.core.timetable import WorkingTime, default_hours, national_calendar
from tests.core.service.cast import UNIT, moment

OFFICE = WorkingTime(national_calendar(), default_hours())
CIRCUMSTANCES = Circumstances(office=OFFICE)
START = moment("1/9 00:00")

moments = st.integers(0, 24 * 90).map(lambda hour: START + timedelta(hours=hour))
told = st.none() | st.sampled_from(["", "có"])
events = st.fixed_dictionaries(
    {"status": st.sampled_from([*map(str, Status), "lạ"]), "at": moments, "document": told, "reason": told},
    optional={"told_at": moments, "new_due_at": moments},
)
steps = st.fixed_dictionaries(
    {"unit": st.sampled_from([UNIT, "Đất đai"])},
    optional={"started_at": moments, "due_at": moments, "ended_at": moments},
)
limits = st.sampled_from([{}, {"max_time": 1_000_000, "time_unit": "day"}]) | st.builds(
    lambda amount, unit: {"max_time": amount, "time_unit": unit},
    st.integers(1, 60),
    st.sampled_from(["hour", "working_day", "day", "month"]),
)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    row: dict[str, Any] = {"code": "A", "unit": UNIT, **draw(limits)}
    row |= draw(
        st.fixed_dictionaries(
            {"events": st.lists(events, max_size=8), "steps": st.lists(steps, max_size=3)},
            optional={
                "submitted_at": moments,
                "accepted_at": moments,
                "due_at": moments,
                "channel": st.integers(1, 3),
                "digitised_component": st.booleans(),
                "returns_document": st.booleans(),
                "handed_over_at": moments,
                "result_told_at": moments,
                "fee": st.integers(0, 10**6),
            },
        )
    )
    return dossier_of(row)


@given(dossiers(), moments)
def test_a_closed_moment_gives_the_same_findings_on_any_later_day(one: Dossier, now: Any) -> None:
    found = watch(one, now, CIRCUMSTANCES)
    assert found == watch(one.as_of(now), now, CIRCUMSTANCES)
    for finding in found:
        assert finding.words.endswith((".", ")"))
        assert finding.articles
        if finding.level is Level.MISSING:
            assert finding.missing
        else:
            assert finding.since is not None
            assert finding.since <= now


@given(dossiers(), moments)
def test_what_is_late_has_one_class_and_what_is_not_has_none(one: Dossier, now: Any) -> None:
    counted = timeliness(one, now, OFFICE)
    found = lateness(one, now, OFFICE)
    assert (found is None) is counted.is_on_time
    if found is not None:
        assert found.words


@given(dossiers(), moments)
def test_standing_still_never_brings_the_date_nearer(one: Dossier, now: Any) -> None:
    known = clock(one, now, OFFICE)
    assert (known.appointment is None) is (known.due is None)
    if known.appointment is not None and known.due is not None:
        assert known.due >= known.appointment


@given(dossiers(), moments)
def test_at_most_one_letter_of_a_kind_a_day(one: Dossier, now: Any) -> None:
    kinds = [letter.kind for letter in letters_on(one, now.date(), now, OFFICE)]
    assert len(kinds) == len(set(kinds))

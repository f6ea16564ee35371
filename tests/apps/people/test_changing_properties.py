"""Any row of changes, against a slow twin that writes down every day: what was before an accepted change stays."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from namro.apps.people.actions import (
    OrganisationError,
    add_members,
    change_position,
    make_group,
    move_position,
    move_unit,
    remove_members,
    rename_unit,
)
from namro.apps.people.models import EarlierPost, Kind, Role, User
from namro.apps.people.queries.organisation import span_at, tree_on
from namro.apps.people.queries.people import members_of, seats_in
from tests.apps.people.places import NOW, PROVINCE, TODAY, body, seat, unit
from tests.drawing import share

pytestmark = pytest.mark.slow

Cast = dict[str, User]
DAYS = [TODAY + timedelta(n) for n in range(-4, 5)]
few = settings(max_examples=share(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
days = st.sampled_from(DAYS)


def kept(spans: list[tuple[date, date | None]]) -> bool:
    """Whether the spans follow each other without a gap or a day in common, the last one without an end."""
    return all(one[1] == other[0] for one, other in pairwise(spans)) and spans[-1][1] is None


@few
@given(st.lists(st.tuples(days, st.sampled_from(["Xã Một", "Xã Hai", "to:so-noi-vu", f"to:{PROVINCE}"])), max_size=6))
def test_names_and_places_of_a_unit(cast: Cast, changes: list[tuple[date, str]]) -> None:
    with transaction.atomic():
        moved = unit()
        was = {day: (span_at(moved, day).name, span_at(moved, day).parent_id) for day in DAYS}
        for on, what in changes:
            last = span_at(moved, DAYS[-1])
            try:
                if what.startswith("to:"):
                    new = (None, unit(what[3:]).pk)
                    move_unit(cast[Role.ADMIN], moved, to=unit(what[3:]), on=on, at=NOW)
                else:
                    new = (what, None)
                    rename_unit(cast[Role.ADMIN], moved, name=what, kind=Kind.COMMUNE, on=on, at=NOW)
            except OrganisationError:
                assert on < last.since or new in {(last.name, None), (None, last.parent_id)}
                continue
            was |= {d: (new[0] or name, new[1] or parent) for d, (name, parent) in was.items() if d >= on}
        assert {d: (span_at(moved, d).name, span_at(moved, d).parent_id) for d in DAYS} == was
        assert {d: (tree_on(d).nodes[moved.pk].name, tree_on(d).nodes[moved.pk].parent) for d in DAYS} == was
        assert kept(list(moved.spans.order_by("since").values_list("since", "until")))
        transaction.set_rollback(True)


@few
@given(st.lists(st.tuples(days, st.sampled_from(["Một", "Hai", "to:kinh-te", "to:van-phong"])), max_size=6))
def test_names_and_bodies_of_a_position(cast: Cast, changes: list[tuple[date, str]]) -> None:
    with transaction.atomic():
        position = seat("van-phong", "Công chức Tư pháp – Hộ tịch")
        was = dict.fromkeys(DAYS, (position.name, position.unit_id))
        for on, what in changes:
            now = was[DAYS[-1]]
            place = body(what[3:]) if what.startswith("to:") else None
            try:
                if place:
                    move_position(cast[Role.ADMIN], position, to=place, on=on, at=NOW)
                else:
                    change_position(cast[Role.ADMIN], position, name=what, on=on, at=NOW)
            except OrganisationError:
                begun = min(day for day in DAYS if all(was[d] == now for d in DAYS if d >= day))
                same = now[1] == place.pk if place else now[0] == what
                assert same or on < max(begun, corrected(position.pk)) or (not place and on > TODAY)
                continue
            was |= {d: (name, place.pk) if place else (what, b) for d, (name, b) in was.items() if d >= on}
        found = {d: next(s for s in seats_in(unit().pk, d) if s == position) for d in DAYS}
        assert {d: (s.name, s.unit_id) for d, s in found.items()} == was
        transaction.set_rollback(True)


def corrected(position: int) -> date:
    """The day of the last change, also of one that a later correction undid."""
    ends = [until for until in EarlierPost.objects.filter(position=position).values_list("until", flat=True) if until]
    return max(ends, default=DAYS[0])


@few
@given(st.lists(st.tuples(days, st.booleans()), max_size=7))
@example([(DAYS[0], True), (DAYS[1], False), (DAYS[1], True), (DAYS[0], False)])
def test_members_of_a_group(cast: Cast, changes: list[tuple[date, bool]]) -> None:
    with transaction.atomic():
        group, head = make_group(cast[Role.ADMIN], unit(), name="Tổ", at=NOW), seat("thon-1", "Trưởng thôn")
        inside: dict[date, bool] = dict.fromkeys(DAYS, False)
        came: date | None = None
        for on, comes in changes:
            change = add_members if comes else remove_members
            after = [inside[d] for d in DAYS if d >= on]
            over = not inside[DAYS[-1]] and not inside[TODAY]
            try:
                change(cast[Role.ADMIN], group, positions=[head], on=on, at=NOW)
            except OrganisationError:
                # A day that is over is no wrong choice to undo, and only the last time in the group can be cut short.
                came_in = came is not None and (on < came or (on == came and on < TODAY))
                assert any(after) if comes else not inside[on] or over or came_in
                continue
            assert not any(after) if comes else inside[on]
            came = on if comes else came
            inside |= {d: comes for d in DAYS if d >= on}
        assert {d: head in members_of(group, d) for d in DAYS} == inside
        transaction.set_rollback(True)

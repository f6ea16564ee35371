"""Official codes and appraisers of the units of a list: what is not said stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from namro.apps.people.actions.refusals import OrganisationError
from namro.apps.people.actions.relations import check_form
from namro.apps.people.lists.draft import Draft
from namro.apps.people.lists.known import Held
from namro.apps.people.lists.plan import Change, NewHeld
from namro.apps.people.models import CodeSystem
from namro.core.base.spans import Span
from namro.documents.workbooks.unit_columns import UnitRow
from namro.ui.formats import day

APPRAISER = "appraiser"


def lay_held(draft: Draft) -> None:
    """Take the codes and appraisers of all rows; on one day a code is one unit's."""
    for row in draft.rows:
        known = draft.known.units.get(row.code)
        for system, value in row.codes.items():
            try:
                check_form(system, value, row.kind)
            except OrganisationError as refusal:
                draft.fault(row, system, refusal.message)
                continue
            before = _hold(draft, row, system, value=value, held=known.codes.get(system, []) if known else [])
            if before is not None:
                words = f"{CodeSystem(system).label}: {before or '–'}", value
                draft.say(row.code, Change.CODED, *words, row.since)
        if row.appraiser:
            _appraise(draft, row, known.appraisers if known else [])
    _check_free(draft)


def _appraise(draft: Draft, row: UnitRow, held: Sequence[Held]) -> None:
    by = draft.after.get(row.appraiser)
    if by is None:
        return  # told among the codes that nobody has
    if row.appraiser == row.code:
        draft.fault(row, APPRAISER, _("đơn vị không tự thẩm định mình. Ghi mã của cơ quan khác."))
    elif held and held[-1].value == row.appraiser:
        return
    elif row.since < by.first or (by.until is not None and by.until <= row.since):
        told = _("ngày %(day)s “%(code)s” không hoạt động. Ghi cơ quan khác, hoặc sửa “Từ ngày”.")
        draft.fault(row, APPRAISER, told % {"day": day(row.since), "code": row.appraiser})
    else:
        before = _hold(draft, row, "", value=row.appraiser, held=held, until=by.until)
        if before is not None:
            draft.say(row.code, Change.APPRAISED, draft.name(before) if before else "", by.name, row.since)


def _hold(
    draft: Draft, row: UnitRow, system: str, *, value: str, held: Sequence[Held], until: date | None = None
) -> str | None:
    """Let the unit have it from the row's first day on; return what it had, None where nothing changes."""
    last = held[-1] if held else None
    if last is not None and last.value == value:
        return None
    standing = last if last is not None and (last.until is None or last.until > row.since) else None
    if standing is not None and standing.since > row.since:
        told = _("từ ngày %(day)s đã ghi “%(value)s”. Đổi ở trang của đơn vị, từ ngày đó trở đi.")
        draft.fault(row, system or APPRAISER, told % {"day": day(standing.since), "value": standing.value})
        return None
    ends = min((end for end in (draft.after[row.code].until, until) if end is not None), default=None)
    if ends is not None and ends <= row.since:
        told = _("đơn vị kết thúc từ ngày %(day)s, trước “Từ ngày”. Sửa một trong hai ngày.")
        draft.fault(row, "since", told % {"day": day(ends)})
        return None
    corrected = standing is not None and standing.since == row.since
    draft.plan.held.append(
        NewHeld(
            code=row.code,
            system=system,
            value=value,
            since=row.since,
            until=ends,
            drops=standing.row if standing and corrected else 0,
            closes=standing.row if standing and not corrected else 0,
        )
    )
    return standing.value if standing else ""


def _check_free(draft: Draft) -> None:
    """Codes that begin with the list are nobody else's on any of their days."""
    fresh = [held for held in draft.plan.held if held.system]
    gone = {held.drops for held in fresh}
    closed = {held.closes: held.since for held in fresh if held.closes}
    wanted = {(held.system, held.value) for held in fresh}
    taken: dict[tuple[str, str], list[tuple[str, Span]]] = {key: [] for key in wanted}
    for unit in draft.known.units.values():
        after = draft.after[unit.code].until
        for system, helds in unit.codes.items():
            for held in helds:
                if (system, held.value) not in wanted or held.row in gone:
                    continue
                ends = [end for end in (held.until, closed.get(held.row), after) if end is not None]
                until = min(ends, default=None)
                if until is None or until > held.since:
                    taken[system, held.value].append((unit.code, Span(held.since, until)))
    rows = {row.code: row for row in draft.rows}
    for new in fresh:
        span = Span(new.since, new.until)
        there = taken[new.system, new.value]
        if other := next((code for code, days in there if code != new.code and days.meets(span)), ""):
            told = _("“%(value)s” cùng lúc là của “%(code)s”. Một mã chỉ của một đơn vị; sửa mã hoặc ngày.")
            draft.fault(rows[new.code], new.system, told % {"value": new.value, "code": other})
        there.append((new.code, span))

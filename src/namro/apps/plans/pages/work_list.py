"""Việc của tôi: what I owe in the order of days, what waits for others, what waits for me to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.plans.agenda import Entry
from namro.apps.plans.models import Occurrence
from namro.apps.plans.pages.work_rows import Seen, WorkRow, mine, work_row
from namro.apps.plans.pages.work_week import Day, week
from namro.apps.plans.pages.work_words import capital, weekday
from namro.apps.plans.pages.work_zalo import Absolute, told_in_chat
from namro.apps.plans.queries import notes
from namro.core.improvement.agenda import Section
from namro.core.improvement.owners import Owner
from namro.core.improvement.states import State
from namro.ui.formats import day, points

#: Rows of one part on the first page; the rest is behind a link.
FEW = 8
#: Rows on a page of one part.
MANY = 25

#: The part of what waits for the reader's decision, beside those of the core.
DECIDE = "decide"
#: The other two ways to look at the list.
DONE, HELPED = "done", "helped"
ORDER = (DECIDE, *(section.value for section in Section))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the list; `more` rows are behind the link `key`."""

    key: str
    title: str
    icon: str
    css: str
    count: int
    rows: tuple[WorkRow, ...]
    more: int
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A way to look at the list."""

    address: str
    words: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePage:
    """The whole page. `pager` is set where one part or tab is shown in pages; `key` is that part."""

    key: str
    day: str
    open: int
    gain: str
    tabs: tuple[Tab, ...]
    parts: tuple[Part, ...]
    continuous: int
    months: str
    week: tuple[Day, ...]
    chat: str
    pager: Page[int] | None = None


def titles() -> Mapping[str, tuple[str, str, str]]:
    """(title, icon, colour) of each part."""
    return {
        DECIDE: (_("Chờ tôi duyệt"), "checklist", "acc"),
        Section.LATE: (_("Trễ hạn"), "alert-triangle", "bad"),
        Section.RETURNED: (_("Bị trả lại"), "arrow-back-up", "bad"),
        Section.SOON: (_("Đến hạn trong 7 ngày"), "clock", "warn"),
        Section.LATER: (_("Chưa rõ hạn, hoặc còn lâu"), "calendar-due", ""),
        Section.CONTINUOUS: (_("Thường xuyên"), "progress", ""),
        Section.WAITING: (_("Chờ người khác"), "hourglass", ""),
        DONE: (_("Đã xong"), "circle-check", ""),
        HELPED: (_("Tôi phối hợp"), "users", ""),
    }


def keys_by_part(entries: Iterable[Entry], to_decide: Sequence[int]) -> dict[str, list[int]]:
    """Return the ids of the rows of each part, in the order of the page."""
    found: dict[str, list[int]] = {key: [] for key in ORDER}
    found[DECIDE] = list(to_decide)
    for entry in entries:
        found[entry.section].append(entry.pk)
    return found


def _row(row: Occurrence, key: str, *, user: User, owner: Owner | None) -> WorkRow:
    owed = row if key == DECIDE else mine(row, user.pk)
    words = {
        DECIDE: _decide_word(row),
        Section.LATE: _("Nộp minh chứng"),
        Section.SOON: _("Nộp minh chứng"),
        Section.LATER: _("Nộp minh chứng"),
        Section.RETURNED: _("Sửa, nộp lại"),
        Section.CONTINUOUS: _("Ghi kết quả"),
    }
    proofs = notes(row)["proof_total"] if key == DECIDE else notes(row)["proof_count"]
    seen = Seen(
        today=user.standing.day,
        button=words.get(key, ""),
        main=key == Section.LATE,
        owner=owner if key in (DECIDE, HELPED) else None,
        proofs=proofs,
        told=notes(row)["told"] or "",
    )
    return work_row(row, owed, seen)


def _decide_word(row: Occurrence) -> str:
    if notes(row)["wanted"] is not None:
        return _("Quyết định gia hạn")
    return _("Cho ý kiến") if row.state == State.STUCK else _("Xem, duyệt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the queries brought for the list: rows by id, owners by task, ids by part, (finished, helped with)."""

    user: User
    entries: Sequence[Entry]
    keys: Mapping[str, Sequence[int]]
    rows: Mapping[int, Occurrence]
    owners: Mapping[int, Owner]
    counts: tuple[int, int]


def mine_page(found: Found, *, key: str = "", pager: Page[int] | None = None, absolute: Absolute) -> MinePage:
    """Return all parts in short, or with `key` one part or tab in full, as `pager` cut it."""
    today = found.user.standing.day
    cut = {key: list(pager)} if pager is not None else {k: keys[:FEW] for k, keys in found.keys.items() if _shown(k)}
    parts = tuple(
        _part(found, k, keys, count=pager.paginator.count if pager is not None else len(found.keys[k]))
        for k, keys in cut.items()
        if keys or k == Section.RETURNED
    )
    shown = [found.rows[pk] for k, keys in cut.items() if k != DECIDE for pk in keys if pk in found.rows]
    chat = [(row, found.owners.get(row.task_id), None) for row in shown]
    months, days = week(found.entries, today)
    title = _("Việc của %(name)s") % {"name": found.user.full_name}
    gain = sum({entry.task: entry.gain for entry in found.entries if entry.gain}.values(), Decimal(0))
    return MinePage(
        key=key,
        day=f"{capital(weekday(today))}, {day(today)}",
        open=len(found.entries),
        gain=points(gain) if gain else "",
        tabs=_tabs(found, key),
        parts=parts,
        continuous=len(found.keys.get(Section.CONTINUOUS, ())) if pager is None else 0,
        months=_("Tháng %(month)s") % {"month": " – ".join(months)},
        week=days,
        chat=told_in_chat(title, chat, today=today, absolute=absolute),
        pager=pager,
    )


def _shown(key: str) -> bool:
    return key in ORDER and key != Section.CONTINUOUS


def _part(found: Found, key: str, keys: Sequence[int], *, count: int) -> Part:
    title, icon, css = titles()[key]
    rows = tuple(
        _row(row, key, user=found.user, owner=found.owners.get(row.task_id))
        for pk in keys
        if (row := found.rows.get(pk)) is not None
    )
    hint = _("xếp theo ngày hạn") if key == Section.LATE else ""
    return Part(key=key, title=title, icon=icon, css=css, count=count, rows=rows, more=count - len(keys), hint=hint)


def _tabs(found: Found, key: str) -> tuple[Tab, ...]:
    done, helped = found.counts
    return (
        Tab(address="", words=_("Đang mở"), count=len(found.entries), current=key not in (DONE, HELPED)),
        Tab(address=f"?muc={DONE}", words=_("Đã xong"), count=done, current=key == DONE),
        Tab(address=f"?muc={HELPED}", words=_("Tôi phối hợp"), count=helped, current=key == HELPED),
    )

"""The list of recommendations as finished text: on the screen, on paper and in a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.people.queries.organisation import names_of, names_then
from namro.apps.plans.models import Recommendation
from namro.apps.plans.recommendations import Sought, recommendations_of_task, standing_in
from namro.core.improvement.recommendations import STANDING_WORDS, Standing, days_late
from namro.ui.chips import Chip
from namro.ui.formats import day

_SHAPES = {
    Standing.NEW: ("circle-dashed", "line"),
    Standing.RECEIVED: ("hourglass", ""),
    Standing.TASK: ("progress", "acc"),
    Standing.DROPPED: ("help-hexagon", "warn"),
    Standing.DONE: ("circle-check", "good"),
    Standing.DECLINED: ("arrow-back-up", "line"),
}
#: Rows of a workbook in memory at a time.
AT_ONCE = 500
#: Heads of the workbook and widths of its columns.
COLUMNS = (
    (_mark("Ngày kiến nghị"), 14),
    (_mark("Cơ quan kiến nghị"), 34),
    (_mark("Đơn vị được kiến nghị"), 24),
    (_mark("Văn bản"), 22),
    (_mark("Nội dung kiến nghị"), 60),
    (_mark("Lĩnh vực, tiêu chí"), 28),
    (_mark("Đề nghị trả lời"), 14),
    (_mark("Trả lời ngày"), 14),
    (_mark("Trễ (ngày)"), 10),
    (_mark("Trạng thái"), 18),
    (_mark("Nhiệm vụ hoặc lý do không tiếp nhận"), 60),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recommendation of a list; `answer` is the task or the reason, `late` why the answer is late."""

    url: str
    text: str
    source: str
    unit: str
    body: str
    on: str
    about: str
    answer_by: str
    late: str
    waits: bool
    chip: Chip
    answer: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The rows, where they stand in the whole, and the filters as (value, words, chosen)."""

    entries: tuple[Entry, ...]
    page: Page[Recommendation] | None
    query: str
    standings: tuple[tuple[str, str, bool], ...]
    bodies: tuple[tuple[int, str, bool], ...]
    late: bool
    total: int


def chip_of(row: Recommendation) -> Chip:
    """How a row of `with_work` stands."""
    standing = standing_in(row)
    return Chip(*_SHAPES[standing], _(STANDING_WORDS[standing]))


def late_words(row: Recommendation, today: date) -> str:
    """`chưa trả lời, trễ 4 ngày`, `trả lời trễ 2 ngày`; "" when nothing is late."""
    late = days_late(row.answer_by, row.answered_on, today=today)
    if not late:
        return ""
    words = _("trả lời trễ %(n)d ngày") if row.answered_on else _("chưa trả lời, trễ %(n)d ngày")
    return words % {"n": late}


def source_words(row: Recommendation) -> str:
    """`Số 12/MTTQ-BTT, 05/11/2026`; "" without a document."""
    return ", ".join(text for text in (row.source_number, day(row.source_date) if row.source_date else "") if text)


def about_words(row: Recommendation) -> str:
    """The field, then the criterion with its name."""
    criterion = f"{row.criterion} {row.criterion_name}".strip()
    return "; ".join(text for text in (row.field, criterion) if text)


def entries_of(rows: Iterable[Recommendation], *, today: date) -> tuple[Entry, ...]:
    """Return rows of `with_work` as text; two queries for the names of units and bodies."""
    found = list(rows)
    bodies = names_then((row.body, row.on) for row in found)
    units = names_of({row.unit_id for row in found} or {0})
    return tuple(_entry(row, units[row.unit_id][1], bodies[row.body_id, row.on], today) for row in found)


def _entry(row: Recommendation, unit: str, body: str, today: date) -> Entry:
    return Entry(
        url=reverse("plans:recommendation", args=[row.code]),
        text=row.text,
        source=source_words(row),
        unit=unit,
        body=body,
        on=day(row.on),
        about=about_words(row),
        answer_by=day(row.answer_by) if row.answer_by else "",
        late=late_words(row, today),
        waits=row.answered_on is None,
        chip=chip_of(row),
        answer=row.task.text if row.task else row.answer,
    )


def asked_by(task: int) -> tuple[tuple[str, str], ...]:
    """Return (address, words) of the recommendations that a task answers; two queries."""
    found = recommendations_of_task(task)
    bodies = names_then((row.body, row.on) for row in found)
    return tuple(
        (
            reverse("plans:recommendation", args=[row.code]),
            _("Kiến nghị của %(body)s, %(day)s") % {"body": bodies[row.body_id, row.on], "day": day(row.on)},
        )
        for row in found
    )


def list_page(
    page: Page[Recommendation], sought: Sought, bodies: Iterable[tuple[int, str]], *, today: date
) -> ListPage:
    """Return the context of the list; `bodies` are those to choose from."""
    return ListPage(
        entries=entries_of(page.object_list, today=today),
        page=page,
        query=sought.query,
        standings=tuple((one.value, _(words), one == sought.standing) for one, words in STANDING_WORDS.items()),
        bodies=tuple((key, name, key == sought.body) for key, name in bodies),
        late=sought.late,
        total=page.paginator.count,
    )


def sheet_rows(rows: QuerySet[Recommendation], *, today: date) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the workbook, few in memory at a time; days and numbers stay what they are."""
    stream = rows.iterator(chunk_size=AT_ONCE)
    while found := list(islice(stream, AT_ONCE)):
        bodies = names_then((row.body, row.on) for row in found)
        units = names_of({row.unit_id for row in found})
        for row in found:
            yield (
                row.on,
                bodies[row.body_id, row.on],
                units[row.unit_id][1],
                source_words(row),
                row.text,
                about_words(row),
                row.answer_by,
                row.answered_on,
                days_late(row.answer_by, row.answered_on, today=today) or None,
                chip_of(row).words,
                row.task.text if row.task else row.answer,
            )

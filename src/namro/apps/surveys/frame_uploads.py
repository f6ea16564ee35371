"""A list kept apart while it is looked at: what its columns mean, what it would make; then written or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.actions.framing import frame_from_list, words_of_measured
from namro.apps.surveys.framed import MOST_ROWS, NEEDED, ListRow, list_rows, meanings, rows_of_file
from namro.apps.surveys.models import Frame, FrameUpload, Survey
from namro.apps.surveys.sample_permissions import check_list
from namro.core.base.columns import Row, guess, headings_of, kept_cells, key_of, plain_cells
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault, Faults

_STAYS = timedelta(days=1)
#: Words of a column that names people: its cells are not even kept while the list is looked at.
_NAMES = ("ho ten", "ho va ten", "ten chu ho", "chu ho", "so dien thoai", "dien thoai", "cccd", "can cuoc", "ngay sinh")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says with these meanings of its columns."""

    rows: tuple[ListRow, ...]
    faults: tuple[Fault, ...]


def stage_list(user: User, survey: Survey, path: Path, *, name: str, at: datetime) -> FrameUpload:
    """Read a list and keep it apart. Raises BrokenFile, UnreadableDocument."""
    check_list(user, survey)
    rows = rows_of_file(path)
    found = headings_of(rows, meanings(), NEEDED)
    if found is None:
        told = _(
            "không thấy dòng tiêu đề có cột “Mã hộ” (hoặc “Mã”) và một cột nơi chốn. Thêm dòng tiêu đề rồi nạp lại."
        )
        raise BrokenFile(name, [Fault(0, "", told)])
    place, headings = found
    kept = {at: words for at, words in headings.items() if not any(one in key_of(words) for one in _NAMES)}
    content = {
        "headings": {str(at): words for at, words in kept.items()},
        "rows": [
            (number, plain_cells({at: cell for at, cell in cells.items() if at in kept}))
            for number, cells in rows[place + 1 : place + 2 + MOST_ROWS]
        ],
        "left_out": [words for at, words in headings.items() if at not in kept],
    }
    FrameUpload.objects.filter(at__lt=at - _STAYS).delete()
    return FrameUpload.objects.create(survey=survey, name=name[:200], by=user, at=at, content=content)


def headings_in(upload: FrameUpload) -> dict[int, str]:
    """The headings of the kept list by column."""
    return {int(place): words for place, words in upload.content["headings"].items()}


def rows_in(upload: FrameUpload) -> list[Row]:
    """The kept rows below the headings."""
    return [(number, dict(kept_cells(cells))) for number, cells in upload.content["rows"]]


def guessed(upload: FrameUpload) -> dict[str, int]:
    """What the columns most likely mean."""
    return guess(headings_in(upload), meanings())


def listed(upload: FrameUpload, chosen: Mapping[str, int]) -> Listed:
    """Return what the list says; nothing is written."""
    faults = Faults(upload.name)
    words = words_of_measured(upload.survey)
    names = names_of(set(words.values()))
    units = {key_of(word): names[unit] for word, unit in words.items()}
    try:
        rows = list_rows(rows_in(upload), chosen, units, faults)
    except BrokenFile:  # so many faults that reading stopped
        rows = []
    return Listed(tuple(rows), tuple(faults.found))


def write_list(user: User, upload: FrameUpload, chosen: Mapping[str, int], *, at: datetime) -> Frame:
    """Make a frame of the list, of all of it or none. Raises BrokenFile, NamroError."""
    found = listed(upload, chosen)
    if found.faults:
        raise BrokenFile(upload.name, list(found.faults))
    if not found.rows:
        raise NamroError(_("Danh sách không có dòng nào. Kiểm tra tệp rồi nạp lại."), code="frame")
    made = frame_from_list(user, upload.survey, upload.name, found.rows, at=at)
    upload.delete()
    return made

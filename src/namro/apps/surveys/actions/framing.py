"""Frames: of dossiers that the site holds, or of a list. Only codes, units and areas are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Dossier, Procedure
from namro.apps.library import storage
from namro.apps.people.models import AuditEntry, UnitSpan, User
from namro.apps.people.queries.organisation import names_of, tree_on
from namro.apps.people.recording import record
from namro.apps.surveys.framed import ListRow
from namro.apps.surveys.models import Frame, FrameContact, Survey
from namro.apps.surveys.sample_permissions import check_list
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.survey import frame as core

#: A frame larger than this is no survey's of a commune or province of ours.
MOST_ROWS = 300_000
_BATCH = 2000


def frame_from_dossiers(user: User, survey: Survey, since: date, until: date, *, at: datetime) -> Frame:
    """Keep a frame of the dossiers of the measured units that ended in a period; the code stands for the person.

    Raises NamroError where there are none, or too many.
    """
    check_list(user, survey)
    if until < since:
        raise NamroError(_("Kỳ kết thúc trước khi bắt đầu. Ghi lại hai ngày."), code="frame")
    units = list(survey.units.values_list("unit_id", flat=True))
    ended = datetime.combine(since, time.min, VIETNAM), datetime.combine(until + timedelta(days=1), time.min, VIETNAM)
    found = Dossier.objects.filter(unit__in=units, ended_at__gte=ended[0], ended_at__lt=ended[1])
    count = found.count()
    if not count:
        raise NamroError(_("Kỳ này chưa có hồ sơ nào trả kết quả ở các đơn vị được đo. Chọn kỳ khác."), code="frame")
    if count > MOST_ROWS:
        told = _("Kỳ này có %(count)d hồ sơ, khung mẫu nhận %(most)d. Chọn kỳ ngắn hơn.")
        raise NamroError(told % {"count": count, "most": MOST_ROWS}, code="frame")
    rows = _rows_of_dossiers(found.order_by().values_list("code", "unit_id", "procedure"), units, until)
    name = _("Hồ sơ trả kết quả %(since)s – %(until)s") % {"since": f"{since:%d/%m/%Y}", "until": f"{until:%d/%m/%Y}"}
    return _kept(user, survey, Frame.Kind.DOSSIERS, name, core.frame_of(rows), since=since, until=until, at=at)


def _rows_of_dossiers(
    found: Iterable[tuple[str, int, str]], units: Sequence[int], day: date
) -> list[tuple[str, str, str, str, str, str]]:
    codes, above = names_of(units), _places_above(units, day)
    fields = dict(Procedure.objects.order_by("since").values_list("code", "field"))
    other = _("Lĩnh vực khác")
    return [
        (code, codes[unit][0], above.get(unit, ""), codes[unit][1], "", fields.get(procedure) or other)
        for code, unit, procedure in found
    ]


def _places_above(units: Sequence[int], day: date) -> dict[int, str]:
    """The name of what each unit stands under."""
    tree = tree_on(day)
    above = {}
    for unit in units:
        node = tree.nodes.get(unit)
        parent = tree.nodes.get(node.parent) if node and node.parent else None
        above[unit] = parent.name if parent else ""
    return above


def frame_from_list(user: User, survey: Survey, name: str, rows: Sequence[ListRow], *, at: datetime) -> Frame:
    """Keep a frame of a list; where people are found is kept apart until the draw."""
    check_list(user, survey)
    if not rows:
        raise NamroError(_("Danh sách không có dòng nào. Kiểm tra tệp rồi nạp lại."), code="frame")
    frame = core.frame_of([(row.code, row.unit, row.province, row.commune, row.village, row.group) for row in rows])
    places = {row.code: row.where for row in rows if row.where}
    return _kept(user, survey, Frame.Kind.LIST, name, frame, places=places, at=at)


@transaction.atomic
def _kept(
    user: User,
    survey: Survey,
    kind: str,
    name: str,
    frame: core.Frame,
    *,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    places: Mapping[str, str] | None = None,
) -> Frame:
    with storage.waiting_room() as room:
        path = room / "khung.csv"
        path.write_text(frame.text(), "utf-8", newline="")
        sha256 = storage.digest_of(path)
        storage.keep(path, sha256)
    row = Frame.objects.create(
        survey=survey, kind=kind, name=name[:200], since=since, until=until, sha256=sha256, rows=len(frame.codes),
        levels=[level for level in core.LEVELS if frame.has(level)], by=user, at=at,
    )  # fmt: skip
    contacts = (FrameContact(frame=row, code=code, where=where) for code, where in (places or {}).items())
    FrameContact.objects.bulk_create(contacts, batch_size=_BATCH)
    note = _("%(name)s: %(rows)d dòng") % {"name": row.name, "rows": row.rows}
    record(user, AuditEntry.Act.SURVEY_FRAME, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return row


def words_of_measured(survey: Survey) -> dict[str, int]:
    """Return the measured units by code and by every name, to be matched with what a list says."""
    spans = UnitSpan.objects.filter(unit__in=survey.units.values("unit")).order_by("since")
    found: dict[str, int] = {}
    for name, code, unit in spans.values_list("name", "unit__code", "unit_id"):
        found[name], found[code] = unit, unit
    return found

"""Fieldwork: rows given to people, visits, replacements in the order of the draw, forms under codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, time, timedelta
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.apps.surveys.actions.rechecking import results_of
from namro.apps.surveys.codes import digest_of, new_codes
from namro.apps.surveys.models import AccessCode, Channel, Draw, FrameContact, Quota, Recheck, SampleRow, Survey, Visit
from namro.apps.surveys.sample_permissions import check_list, enumerators_for, rows_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.survey.fieldwork import Outcome, Stand, stand_after

_BATCH = 500
#: Forms printed at once.
MOST_PRINTED = 300


@transaction.atomic
def assign(user: User, draw: Draw, keys: Iterable[int], person: User, *, at: datetime) -> int:
    """Give rows that are called in and still open to somebody; return how many. Raises NamroError."""
    check_list(user, draw.survey)
    if not enumerators_for(user, draw.survey).filter(pk=person.pk).exists():
        raise NamroError(
            _("Người này không thuộc đơn vị tổ chức, hoặc thuộc đơn vị được đo. Chọn người khác."), code="who"
        )
    rows = draw.rows.filter(pk__in=list(keys), called_at__isnull=False, stand=Stand.OPEN.value)
    count = rows.update(enumerator=person)
    if not count:
        raise NamroError(_("Chưa chọn ai. Đánh dấu các dòng cần giao rồi chọn lại."), code="nobody")
    FrameContact.objects.filter(frame=draw.frame_id).delete()  # who was not drawn is not to be found any more
    note = _("Giao %(count)d người cho %(name)s") % {"count": count, "name": person.full_name}
    survey = draw.survey
    record(user, AuditEntry.Act.SURVEY_LIST, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return count


@transaction.atomic
def bring_places(user: User, draw: Draw, places: Mapping[str, str], *, at: datetime) -> int:
    """Note where drawn people are found; nothing is kept of others in the file. Raises NamroError."""
    check_list(user, draw.survey)
    if draw.survey.state in (Survey.State.CLOSED, Survey.State.PUBLISHED):
        raise NamroError(_("Khảo sát đã kết thúc thu phiếu."), code="state")
    rows = [row for row in draw.rows.all() if row.frame_code in places]
    if not rows:
        raise NamroError(_("Không có mã nào trong tệp thuộc mẫu đã rút. Kiểm tra cột mã."), code="nobody")
    for row in rows:
        row.where = places[row.frame_code]
    SampleRow.objects.bulk_update(rows, ["where"], batch_size=_BATCH)
    note = _("Ghi nơi gặp của %(count)d người") % {"count": len(rows)}
    survey = draw.survey
    record(user, AuditEntry.Act.SURVEY_LIST, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return len(rows)


@transaction.atomic
def visit(user: User, key: int, outcome: Outcome, *, at: datetime) -> SampleRow | None:
    """Note what came of a visit; return who is called in instead, None where nobody is. Raises NamroError."""
    row = _mine(user, key, at)
    if outcome is Outcome.DONE:
        raise NamroError(_("Phiếu trả lời tự tính là đã gặp. Mở phiếu để hỏi, hoặc nhập phiếu giấy."), code="outcome")
    if row.stand != Stand.OPEN or _answered(row):
        raise NamroError(_("Người này đã xong, không ghi thêm lần gặp."), code="over")
    Visit.objects.create(row=row, outcome=outcome.value, by=user, at=at)
    outcomes = [Outcome(one) for one in row.visits.order_by("id").values_list("outcome", flat=True)]
    row.stand, row.visits_made = stand_after(outcomes).value, len(outcomes)
    row.save(update_fields=["stand", "visits_made"])
    instead = _called_in(row, at) if row.stand != Stand.OPEN else None
    survey = row.draw.survey
    note = _("Lần gặp thứ %(n)d, số %(cell)s-%(number)d") % {
        "n": row.visits_made, "cell": row.cell.code, "number": row.number,
    }  # fmt: skip
    record(user, AuditEntry.Act.SURVEY_VISITED, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return instead


def _mine(user: User, key: int, at: datetime) -> SampleRow:
    """The row, locked, while fieldwork goes on. Raises PermissionDenied, NamroError."""
    row = SampleRow.objects.select_for_update(of=("self",)).filter(rows_of(user), pk=key).first()
    if row is None:
        raise PermissionDenied(_("Người này không được giao cho bạn."))
    check_in_field(row.draw.survey, at)
    return row


def check_in_field(survey: Survey, at: datetime) -> None:
    """Raise NamroError unless forms are being collected."""
    today = at.astimezone(VIETNAM).date()
    if survey.state != Survey.State.COLLECTING or today < survey.field_from:
        told = _("Khảo sát chưa bắt đầu thu phiếu. Đơn vị tổ chức mở thu phiếu trước.")
        if survey.state in (Survey.State.CLOSED, Survey.State.PUBLISHED):
            told = _("Khảo sát đã kết thúc thu phiếu.")
        raise NamroError(told, code="field")
    if today > survey.field_to:
        raise NamroError(_("Đã hết ngày thu phiếu %(day)s.") % {"day": f"{survey.field_to:%d/%m/%Y}"}, code="field")


def _answered(row: SampleRow) -> bool:
    return row.code is not None and row.code.used_at is not None


def _called_in(row: SampleRow, at: datetime) -> SampleRow | None:
    """The next of the reserve in the same cell, in the order of the draw: nobody chooses."""
    waiting = SampleRow.objects.select_for_update(of=("self",)).filter(cell=row.cell_id, reserve=True, called_at=None)
    following = waiting.order_by("number").first()
    if following is not None:
        following.called_at, following.replaces, following.enumerator = at, row, row.enumerator
        following.save(update_fields=["called_at", "replaces", "enumerator"])
    return following


@transaction.atomic
def form_code(user: User, key: int, *, at: datetime, phone: bool = False) -> str:
    """Return a new code under which an enumerator asks somebody now. Raises NamroError."""
    row = _mine(user, key, at)
    if row.stand != Stand.OPEN:
        raise NamroError(_("Người này đã được ghi là không lấy được phiếu. Gặp người thay thế."), code="over")
    codes = _new_forms([row], Channel.PHONE if phone else Channel.INTERVIEW)
    survey = row.draw.survey
    note = _("Mở phiếu hỏi, số %(cell)s-%(number)d") % {"cell": row.cell.code, "number": row.number}
    record(user, AuditEntry.Act.SURVEY_VISITED, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return codes[row.pk]


@transaction.atomic
def paper_codes(user: User, draw: Draw, person: User, *, at: datetime) -> list[tuple[SampleRow, str]]:
    """Return the open rows of a person with new codes for their paper forms; forms printed before are void.

    Raises NamroError where there are none.
    """
    check_list(user, draw.survey)
    open_rows = draw.rows.filter(enumerator=person, called_at__isnull=False, stand=Stand.OPEN.value)
    rows = list(
        open_rows.exclude(code__used_at__isnull=False)
        .exclude(code__typings__isnull=False)
        .select_related("cell", "code")
        .order_by("cell__code", "reserve", "number")[:MOST_PRINTED]
    )
    if not rows:
        raise NamroError(_("Không còn ai phải gặp của người này để in phiếu."), code="nobody")
    codes = _new_forms(rows, Channel.PAPER)
    survey = draw.survey
    note = _("In %(count)d phiếu cho %(name)s") % {"count": len(rows), "name": person.full_name}
    record(user, AuditEntry.Act.SURVEY_FORMS, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return [(row, codes[row.pk]) for row in rows]


def _new_forms(rows: Sequence[SampleRow], channel: Channel) -> Mapping[int, str]:
    """Give each row a new code; an unused one that it had works no longer. Raises NamroError for one that answered."""
    if any(_answered(row) for row in rows):
        raise NamroError(_("Người này đã có phiếu trả lời."), code="answered")
    survey = rows[0].draw.survey
    expires = datetime.combine(survey.field_to + timedelta(days=1), time.min, VIETNAM)
    texts = dict(zip((row.pk for row in rows), new_codes(len(rows)), strict=True))
    old = [row.code_id for row in rows if row.code_id]
    made = AccessCode.objects.bulk_create(
        (
            AccessCode(
                survey=survey, digest=digest_of(texts[row.pk]), unit_id=row.unit_id, stratum=row.cell.stratum,
                psu=row.cell.code, channel=channel, expires_at=expires,
            )
            for row in rows
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    for row, code in zip(rows, made, strict=True):
        row.code = code
    SampleRow.objects.bulk_update(rows, ["code"], batch_size=_BATCH)
    AccessCode.objects.filter(pk__in=old, used_at=None).delete()
    return texts


@transaction.atomic
def set_quotas(user: User, survey: Survey, wanted: Mapping[str, int | None], *, at: datetime) -> None:
    """Plan how many forms come in by each way; None: nothing is planned of it."""
    check_list(user, survey)
    survey.quotas.all().delete()
    Quota.objects.bulk_create(
        Quota(survey=survey, channel=channel, wanted=count) for channel, count in wanted.items() if count is not None
    )
    note = _("Đặt chỉ tiêu phiếu theo kênh")
    record(user, AuditEntry.Act.SURVEY_LIST, at=at, subject=survey.code, note=note, unit=survey.conductor_id)


@transaction.atomic
def forget_places(user: User, draw: Draw, *, at: datetime) -> int:
    """Forget where people are found and who gave which answers, once fieldwork is over. Raises NamroError.

    Forms that came in are dealt out anew among those of one cell who answered: how many answered where, and so every
    weight, stays; who said what does not.
    """
    check_list(user, draw.survey)
    if draw.survey.state not in (Survey.State.CLOSED, Survey.State.PUBLISHED):
        raise NamroError(_("Còn đang thu phiếu. Xóa nơi gặp sau khi kết thúc và phúc tra xong."), code="state")
    for made, found in results_of(draw.rechecks.filter(counts=None)):
        Recheck.objects.filter(pk=made.pk).update(counts=asdict(found))
    count = _dealt_anew(draw)
    draw.rows.update(where="")
    FrameContact.objects.filter(frame=draw.frame_id).delete()
    note = _("Xóa nơi gặp, cắt liên kết phiếu của %(count)d người") % {"count": count}
    survey = draw.survey
    record(user, AuditEntry.Act.SURVEY_LIST, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return count


def _dealt_anew(draw: Draw) -> int:
    """Deal forms that came in out by chance within each cell, and drop those that did not; return how many came in."""
    by_cell: dict[int, list[SampleRow]] = {}
    for row in draw.rows.exclude(code=None).select_related("code"):
        by_cell.setdefault(row.cell_id, []).append(row)
    draw.rows.update(code=None)
    moved = []
    for rows in by_cell.values():
        answered = [row for row in rows if _answered(row)]
        codes = [row.code for row in answered]
        SystemRandom().shuffle(codes)  # by no seed: nobody finds the way back
        for row, code in zip(answered, codes, strict=True):
            row.code = code
        moved += answered
    SampleRow.objects.bulk_update(moved, ["code"], batch_size=_BATCH)
    return len(moved)

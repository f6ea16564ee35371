"""A spot check: dossiers drawn by a stored seed, the short form of each, the result in the inspection register."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Dossier
from namro.apps.officers.models import SpotCheck, SpotItem
from namro.apps.officers.month import month_of
from namro.apps.officers.permissions import check_follow
from namro.apps.officers.who import known_in
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.recording import record
from namro.apps.registers.actions.writing import RowRefused, add_row
from namro.apps.registers.definitions import definitions
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy
from namro.core.service.spot_check import form
from namro.core.survey.drawing import draw, keys_of

_DAY = timedelta(days=1)


def frame_of(unit: int, first: date, last: date) -> list[tuple[str, int]]:
    """Return (code, id) of the dossiers to draw from, by code."""
    begin, end = (datetime.combine(day, time.min, VIETNAM) for day in (first, last + _DAY))
    rows = Dossier.objects.filter(unit=unit, accepted_at__gte=begin, accepted_at__lt=end)
    return list(rows.order_by("code").values_list("code", "pk"))


def drawn(seed: str, codes: list[str], size: int) -> list[int]:
    """Return the places of the drawn codes, in the order of the draw. Raises NamroError."""
    (found,) = draw(seed, keys_of(codes), np.zeros(len(codes), np.int64), [size])
    return [int(place) for place in found.chosen]


@transaction.atomic
def draw_check(user: User, unit: Unit, *, first: date, last: date, size: int, seed: str, at: datetime) -> SpotCheck:
    """Draw dossiers to be looked at. Raises NamroError, PermissionDenied."""
    check_follow(user, unit.pk)
    if not first <= last <= at.astimezone(VIETNAM).date():
        raise NamroError(_("Từ ngày phải trước đến ngày, và không sau hôm nay. Sửa lại ngày."), code="days")
    if not 1 <= size <= form().most:
        raise NamroError(_("Rút từ 1 đến %(most)d hồ sơ. Sửa lại số.") % {"most": form().most}, code="size")
    frame = frame_of(unit.pk, first, last)
    if size > len(frame):
        said = _("Trong các ngày đó chỉ có %(n)d hồ sơ tiếp nhận. Giảm số hồ sơ hoặc nới khoảng ngày.")
        raise NamroError(said % {"n": len(frame)}, code="size")
    codes = [code for code, _key in frame]
    chosen = drawn(tidy(seed), codes, size)
    row = SpotCheck.objects.create(
        unit=unit, first=first, last=last, seed=tidy(seed)[:80], size=size, frame=len(frame), by=user, at=at,
        frame_digest=digest_of(codes),
    )  # fmt: skip
    SpotItem.objects.bulk_create(
        SpotItem(check_of=row, place=place, dossier_id=frame[at_][1]) for place, at_ in enumerate(chosen, start=1)
    )
    note = _("rút %(size)d trên %(frame)d hồ sơ, hạt giống %(seed)s") % {
        "size": size, "frame": len(frame), "seed": row.seed,
    }  # fmt: skip
    record(user, AuditEntry.Act.SPOT_CHECKED, at=at, subject=row.code, note=note, unit=unit.pk)
    return row


def digest_of(codes: list[str]) -> str:
    """Return what tells two frames apart."""
    return hashlib.sha256("\n".join(codes).encode()).hexdigest()


@transaction.atomic
def put_found(user: User, item: SpotItem, answers: Mapping[str, str], note: str, *, at: datetime) -> None:
    """Put down what was found of one dossier. Raises NamroError, PermissionDenied."""
    row = _open(user, item.check_of_id)
    if not form().is_whole(answers):
        raise NamroError(_("Còn câu chưa trả lời. Chọn một trả lời cho mỗi câu."), code="answers")
    kept = {one.code: answers[one.code] for one in form().questions}
    SpotItem.objects.filter(pk=item.pk).update(answers=kept, note=tidy(note)[:500], by=user, at=at)
    code = item.dossier.code
    record(user, AuditEntry.Act.SPOT_CHECKED, at=at, subject=row.code, note=_("xem hồ sơ %s") % code, unit=row.unit_id)


@transaction.atomic
def close_check(user: User, check: SpotCheck, *, at: datetime) -> int:
    """Write the result into the inspection register, a row for each person; return how many. Raises NamroError."""
    row = _open(user, check.pk)
    items = list(row.items.select_related("dossier").order_by("place"))
    if any(not item.answers for item in items):
        left = sum(1 for item in items if not item.answers)
        raise NamroError(_("Còn %(n)d hồ sơ chưa xem. Trả lời hết rồi kết thúc.") % {"n": left}, code="open")
    for person, own in _by_person(row, items).items():
        code = _write(user, row, person, own, at=at)
        SpotItem.objects.filter(pk__in=[item.pk for item in own]).update(row=code)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    record(user, AuditEntry.Act.SPOT_CHECKED, at=at, subject=row.code, note=_("kết thúc kiểm tra"), unit=row.unit_id)
    return len({item.dossier.officer for item in items})


def _open(user: User, key: int) -> SpotCheck:
    row = SpotCheck.objects.select_for_update(of=("self",)).select_related("unit").get(pk=key)
    check_follow(user, row.unit_id)
    if row.closed_at is not None:
        raise NamroError(_("Lần kiểm tra này đã kết thúc; kết quả nằm ở sổ kiểm tra."), code="closed")
    return row


def _by_person(row: SpotCheck, items: list[SpotItem]) -> dict[int, list[SpotItem]]:
    """The items by who handled them; of a name that nobody knows the register could not say whose it is."""
    known = known_in(row.unit_id, month_of(row.last), {one.dossier.officer for one in items})
    found: dict[int, list[SpotItem]] = {}
    for item in items:
        user = known.by_name.get(item.dossier.officer)
        if user is None:
            said = _("Chưa biết “%(name)s” (hồ sơ %(code)s) là ai. Ghi ở trang Đánh giá tháng rồi kết thúc lại.")
            name = item.dossier.officer or _("không ghi tên")
            raise NamroError(said % {"name": name, "code": item.dossier.code}, code="name")
        found.setdefault(user, []).append(item)
    return found


def _write(user: User, row: SpotCheck, person: int, items: list[SpotItem], *, at: datetime) -> str:
    target = form().register
    register = definitions(at.astimezone(VIETNAM).date()).get(target.code)
    who = User.objects.get(pk=person)
    faults = [(one.dossier.code, form().faults_of(one.answers, one.note)) for one in items]
    bad = [f"{code}: {said}" for code, said in faults if said]
    typed = {
        target.date: f"{at.astimezone(VIETNAM):%d/%m/%Y}",
        target.person: f"{who.full_name} ({who.username})",
        target.content: _("Kiểm tra ngẫu nhiên %(n)d hồ sơ một cửa (lần rút %(code)s): %(codes)s")
        % {"n": len(items), "code": row.code, "codes": ", ".join(code for code, _said in faults)},
        target.outcome: target.bad if bad else target.good,
        target.faults: "\n".join(bad),
        **target.fixed,
    }
    try:
        return add_row(user, register, row.unit_id, typed, at=at).code
    except RowRefused as refused:
        raise NamroError(_("Sổ kiểm tra không nhận dòng này: %s") % refused.message, code="register") from refused

"""Letters of a unit: what is prepared, for whom, since when, sent or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import DossierLetter, LetterKind, LetterState
from namro.core.base.clock import VIETNAM
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

_CHIPS = {
    LetterState.PREPARED.value: ("hourglass", "warn"),
    LetterState.SENT.value: ("check", "good"),
    LetterState.WITHDRAWN.value: ("circle-dashed", "calm"),
}
#: What a letter file is called.
FILES = {
    LetterKind.AGENCY.value: "cong-van",
    LetterKind.APOLOGY.value: "xin-loi",
    LetterKind.CITIZEN.value: "thong-bao",
}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter of the list; `new_due` is the new date of an apology, "" while nobody has given it."""

    pk: int
    code: str
    url: str
    kind: str
    to: str
    about: str
    on: str
    since: str
    chip: Chip
    said: str
    waits: bool
    is_apology: bool
    new_due: str


def lines_of(rows: Iterable[DossierLetter]) -> list[LetterLine]:
    """Return letters as lines; dossier and people are loaded with them."""
    return [_line(row) for row in rows]


def _line(row: DossierLetter) -> LetterLine:
    icon, css = _CHIPS[row.state]
    waits = row.state == LetterState.PREPARED
    return LetterLine(
        row.pk,
        row.dossier.code,
        reverse("dossiers:dossier", args=[row.dossier_id]),
        row.get_kind_display(),
        _to(row),
        _about(row),
        day(row.on),
        _since(row),
        Chip(icon, css, row.get_state_display()),
        _said(row),
        waits,
        row.kind == LetterKind.APOLOGY,
        day(row.new_due) if row.new_due else "",
    )


def _to(row: DossierLetter) -> str:
    return row.holder if row.kind == LetterKind.AGENCY else _("Người nộp hồ sơ (ghi tay tên, địa chỉ)")


def _about(row: DossierLetter) -> str:
    due = _("hẹn trả %(day)s") % {"day": day(row.due)}
    if row.kind == LetterKind.AGENCY:
        return _("%(due)s, còn %(n)d ngày làm việc") % {"due": due, "n": row.days_left}
    new = _("hẹn lại %(day)s") % {"day": day(row.new_due)} if row.new_due else _("chưa có ngày hẹn lại")
    if row.kind == LetterKind.CITIZEN:
        where = row.holder or _("đơn vị đang giữ")
        late = _("trễ %(n)d ngày làm việc") % {"n": row.days_late}
        return f"{due}, {late}, {where}, {new}"
    return f"{due}, {new}"


def _since(row: DossierLetter) -> str:
    who = row.by.full_name if row.by else _("tự động trong đêm")
    return _("%(at)s, %(who)s") % {"at": moment(row.at.astimezone(VIETNAM)), "who": who}


def _said(row: DossierLetter) -> str:
    if row.state == LetterState.SENT and row.day:
        return _("số %(number)s ngày %(day)s") % {"number": row.number, "day": day(row.day)}
    return row.why

"""A unit or a body is made, renamed, moved. Each keeps its days: what was before the day of an act stays as it was."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from namro.apps.people.actions.refusals import (
    OrganisationError,
    check_not_before,
    ended,
    nothing_new,
    written,
)
from namro.apps.people.actions.seen import subject_of
from namro.apps.people.models import BODY_KINDS, UNIT_KINDS, AuditEntry, Kind, Unit, UnitSpan, User, lasts
from namro.apps.people.queries.organisation import touch
from namro.apps.people.recording import record
from namro.core.base.folding import fold
from namro.core.base.spans import Span
from namro.ui.formats import day

#: Codes are part of addresses, and a body's begins with its unit's.
CODE_LENGTH = 60
#: The first words of other addresses under /to-chuc.
RESERVED = frozenset({"don-vi-moi", "chuc-danh", "nguoi", "giu-chuc-danh", "nhom", "danh-sach"})


@transaction.atomic
def make_unit(
    actor: User,
    *,
    name: str,
    kind: str,
    under: Unit | None,
    since: date,
    at: datetime,
    body: bool = False,
    code: str = "",
) -> Unit:
    """Make a unit under another one (None: on top), or a body inside a unit; without a code one is made of the name.

    A body of a unit whose end is known ends with it. Raises OrganisationError when the place or the code is taken.
    """
    name = written(name)
    if kind not in (BODY_KINDS if body else UNIT_KINDS) or (body and (under is None or under.home_id is not None)):
        raise OrganisationError(_("Chọn loại đúng với nơi đặt: đơn vị đứng trong cây, bộ phận nằm trong một đơn vị."))
    until = _place(under, since, body=body) if under else None
    _check_free(name, under, Span(since, until))
    unit = Unit.objects.create(code=_code(code, name, under if body else None), home=under if body else None)
    _begin(unit, name=name, kind=kind, parent=under, span=Span(since, until), rank=_next_rank(under))
    touch()
    home = unit.home_id or unit.pk
    record(
        actor, AuditEntry.Act.UNIT_MADE, at=at, subject=subject_of(unit), note=f"{name}, {since:%d/%m/%Y}", unit=home
    )
    return unit


@transaction.atomic
def rename_unit(actor: User, unit: Unit, *, name: str, kind: str, on: date, at: datetime) -> None:
    """Give a unit or body another name, or kind, from a day on.

    On the very day of the last change that change is corrected; the audit record keeps both.
    """
    name, last = written(name), _last(unit, on)
    if kind not in (BODY_KINDS if unit.home_id else UNIT_KINDS):
        raise OrganisationError(_("Chọn loại đúng với nơi đặt: đơn vị đứng trong cây, bộ phận nằm trong một đơn vị."))
    if (last.name, last.kind) == (name, kind):
        raise nothing_new()
    _check_free(name, last.parent, Span(on, last.until), but=unit)
    before = _words(last.name, last.kind, aside=last.kind != kind)
    _change(last, on, name=name, kind=kind)
    note = f"{before} → {_words(name, kind, aside=last.kind != kind)}, {on:%d/%m/%Y}"
    _recorded(actor, AuditEntry.Act.UNIT_RENAMED, unit, note=note, at=at)


@transaction.atomic
def move_unit(actor: User, unit: Unit, *, to: Unit, on: date, at: datetime) -> None:
    """Put a unit under another one from a day on. A body stays in its unit: it ends there and its successor begins."""
    last = _last(unit, on)
    if unit.home_id is not None or to.home_id is not None:
        raise OrganisationError(_("Bộ phận không chuyển sang đơn vị khác: kết thúc bộ phận này với nơi kế tiếp ở đó."))
    if last.parent_id == to.pk:
        raise nothing_new()
    wanted = Span(on, last.until)
    until = _place(to, on, body=False)
    if until is not None and (last.until is None or until < last.until):
        raise ended(_last_name(to), until)
    _check_not_inside(unit, to, wanted)
    _check_free(last.name, to, wanted, but=unit)
    before = _last_name(last.parent) if last.parent else _("đứng đầu cây")
    _change(last, on, parent=to, rank=_next_rank(to))
    note = f"{last.name}: {before} → {_last_name(to)}, {on:%d/%m/%Y}"
    _recorded(actor, AuditEntry.Act.UNIT_MOVED, unit, note=note, at=at)


def last_of(unit: Unit, since: date) -> UnitSpan:
    """Lock a unit and return its last span. Raises OrganisationError when it is not there on that day."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    spans = list(unit.spans.order_by("since"))
    check_not_before(spans[0].name, spans[0].since, since)
    until = spans[-1].until
    if until is not None and until <= since:
        raise ended(spans[-1].name, until)
    return spans[-1]


def _place(under: Unit, since: date, *, body: bool) -> date | None:
    """The end of what begins under a unit. A unit may not be left behind by the one above it."""
    until = last_of(under, since).until
    if until is not None and not body:
        raise ended(_last_name(under), until)
    return until


def _last(unit: Unit, on: date) -> UnitSpan:
    last = last_of(unit, on)
    check_not_before(last.name, last.since, on)
    return last


def _change(last: UnitSpan, on: date, **values: object) -> None:
    """The last span ends and another one goes on; on its own first day it is corrected instead."""
    if on == last.since:
        UnitSpan.objects.filter(pk=last.pk).update(**values)
        return
    UnitSpan.objects.filter(pk=last.pk).update(until=on)
    kept = {"name": last.name, "kind": last.kind, "parent": last.parent, "rank": last.rank}
    UnitSpan.objects.create(unit=last.unit, since=on, until=last.until, **{**kept, **values})


def _begin(unit: Unit, *, name: str, kind: str, parent: Unit | None, span: Span, rank: int) -> None:
    UnitSpan.objects.create(
        unit=unit, name=name, kind=kind, parent=parent, since=span.since, until=span.until, rank=rank
    )


def _next_rank(parent: Unit | None) -> int:
    last = UnitSpan.objects.filter(parent=parent).aggregate(last=Max("rank"))["last"]
    return 0 if last is None else last + 1


def _check_free(name: str, parent: Unit | None, span: Span, *, but: Unit | None = None) -> None:
    """Two things of one name under one unit at one time cannot be told apart."""
    beside = UnitSpan.objects.filter(lasts(span.since), parent=parent).exclude(unit=but)
    for other in beside:
        if fold(other.name) == fold(name) and other.span.meets(span):
            raise OrganisationError(
                _("Ở đây đã có “%(name)s” từ ngày %(day)s. Đặt tên khác, hoặc chọn ngày khác.")
                % {"name": other.name, "day": day(other.since)}
            )


def _check_not_inside(unit: Unit, to: Unit, span: Span) -> None:
    """Nothing stands, now or later, under what stands under it."""
    met = [s for s in UnitSpan.objects.filter(unit__home=None) if s.span.meets(span)]
    above, waiting = set(), [to.pk]
    while waiting:
        above.add(key := waiting.pop())
        waiting += [s.parent_id for s in met if s.unit_id == key and s.parent_id and s.parent_id not in above]
    if unit.pk in above:
        raise OrganisationError(_("Không chuyển được: nơi đến là chính đơn vị này hoặc đang nằm dưới nó."))


def _code(code: str, name: str, home: Unit | None) -> str:
    """The code as typed, or one made of the name; a number makes a made one free."""
    taken = Unit.objects.filter
    if code:
        if code in RESERVED or slugify(code) != code or len(code) > CODE_LENGTH:
            raise OrganisationError(_("Mã chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ xa-suoi-may."))
        if taken(code=code).exists():
            raise OrganisationError(_("Mã “%(code)s” đã dùng. Chọn mã khác hoặc để trống.") % {"code": code})
        return code
    stem = slugify(fold(name)) or "don-vi"
    stem = f"{home.code}-{stem}" if home else stem
    tries = [stem[:CODE_LENGTH].strip("-"), *(f"{stem[: CODE_LENGTH - 4].strip('-')}-{n}" for n in range(2, 1000))]
    known = set(taken(code__in=tries).values_list("code", flat=True)) | RESERVED
    return next(one for one in tries if one not in known)


def _last_name(unit: Unit) -> str:
    return unit.spans.latest("since").name


def _words(name: str, kind: str, *, aside: bool) -> str:
    return f"{name} ({Kind(kind).label})" if aside else name


def _recorded(actor: User, act: AuditEntry.Act, unit: Unit, *, note: str, at: datetime) -> None:
    touch()
    record(actor, act, at=at, subject=subject_of(unit), note=note, unit=unit.home_id or unit.pk)

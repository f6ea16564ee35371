"""A position is made, renamed, moved to another body. It stays the same one: its work and its holder stay with it.

Another role, or another unit, is another position: the old one ends and names its successor (`endings`).
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.people.actions.appointments import home_of
from namro.apps.people.actions.refusals import OrganisationError, check_not_before, ended, nothing_new, written
from namro.apps.people.actions.seen import subject_of
from namro.apps.people.actions.units import last_of
from namro.apps.people.models import AuditEntry, EarlierPost, Position, Role, Unit, User, lasts
from namro.apps.people.recording import record
from namro.core.base.folding import fold
from namro.core.base.spans import Span, first_full_day
from namro.ui.formats import day

#: Roles that a position can give; administration belongs to an account.
POSITION_ROLES = tuple(role for role in Role if role != Role.ADMIN)


@transaction.atomic
def make_position(actor: User, unit: Unit, *, name: str, role: str, seats: int, since: date, at: datetime) -> Position:
    """Make a position in a unit or body from a day on; where the end of the body is known, it ends with it."""
    name, until = written(name), last_of(unit, since).until
    if role not in POSITION_ROLES or seats < 1:
        raise OrganisationError(_("Chọn vai trò, và số người từ 1 trở lên."))
    _check_free(name, unit, Span(since, until))
    rank = Position.objects.filter(unit=unit).aggregate(last=Max("rank"))["last"]
    position = Position.objects.create(
        unit=unit, name=name, role=role, seats=seats, since=since, until=until, rank=0 if rank is None else rank + 1
    )
    note = f"{name} ({Role(role).label}), {since:%d/%m/%Y}"
    _recorded(actor, AuditEntry.Act.POSITION_MADE, position, note=note, at=at)
    return position


@transaction.atomic
def change_position(
    actor: User, position: Position, *, name: str, on: date, at: datetime, seats: int | None = None
) -> None:
    """Give a position another name or number of people from a day on, today at the latest: plans print today's name."""
    position, name = _locked(position, on), written(name)
    seats = position.seats if seats is None else seats
    if on > at.date():
        raise OrganisationError(
            _("Kế hoạch và văn bản in tên chức danh của hôm nay: đến ngày %(day)s hãy ghi.") % {"day": day(on)}
        )
    if (position.name, position.seats) == (name, seats):
        raise nothing_new()
    _check_free(name, position.unit, Span(on, position.until), but=position)
    _check_room(position, seats, Span(on, position.until))
    resized = position.seats != seats
    before = _words(position.name, position.seats, aside=resized)
    _keep_earlier(position, on)
    position.name, position.seats = name, seats
    position.save(update_fields=["name", "seats"])
    note = f"{before} → {_words(name, seats, aside=resized)}, {on:%d/%m/%Y}"
    _recorded(actor, AuditEntry.Act.POSITION_CHANGED, position, note=note, at=at)


@transaction.atomic
def move_position(actor: User, position: Position, *, to: Unit, on: date, at: datetime) -> None:
    """Put a position into another body of its unit from a day on; holder, work and groups go along."""
    position, end = _locked(position, on), last_of(to, on)
    if (to.home_id or to.pk) != home_of(position):
        raise OrganisationError(
            _("Sang đơn vị khác là chức danh khác: lập chức danh ở đó, rồi kết thúc chức danh này với nơi kế tiếp.")
        )
    if to.pk == position.unit_id:
        raise nothing_new()
    if end.until is not None and (position.until is None or end.until < position.until):
        raise ended(end.name, end.until)
    _check_free(position.name, to, Span(on, position.until), but=position)
    before = position.unit.spans.latest("since").name
    _keep_earlier(position, on)
    position.unit = to
    position.save(update_fields=["unit"])
    note = f"{position.name}: {before} → {end.name}, {on:%d/%m/%Y}"
    _recorded(actor, AuditEntry.Act.POSITION_MOVED, position, note=note, at=at)


def stands_since(position: Position) -> date:
    """The day since which a position is as it is now."""
    return max([position.since, *(post.until for post in position.earlier_posts.all() if post.until)])


def _locked(position: Position, on: date) -> Position:
    position = Position.objects.select_for_update(of=("self",)).select_related("unit").get(pk=position.pk)
    if position.until is not None and position.until <= on:
        raise ended(position.name, position.until)
    check_not_before(position.name, stands_since(position), on)
    return position


def _keep_earlier(position: Position, on: date) -> None:
    """What it was until the day is kept; a change on the very day of the last one corrects that one."""
    since = stands_since(position)
    if on > since:
        EarlierPost.objects.create(
            position=position, unit=position.unit, name=position.name, seats=position.seats, since=since, until=on
        )


def _check_free(name: str, unit: Unit, span: Span, *, but: Position | None = None) -> None:
    for other in Position.objects.filter(lasts(span.since), unit=unit):
        if other != but and fold(other.name) == fold(name) and other.span.meets(span):
            raise OrganisationError(
                _("Ở đây đã có chức danh “%(name)s”. Đặt tên khác, hoặc bổ nhiệm vào chức danh đó.")
                % {"name": other.name}
            )


def _check_room(position: Position, seats: int, span: Span) -> None:
    held = [h.span for h in position.holdings.all() if h.span.meets(span)]
    full = first_full_day(held, seats) if seats > 0 else span.since
    if full:
        raise OrganisationError(
            _("Ngày %(day)s chức danh “%(name)s” có nhiều người hơn. Cho người thôi giữ trước, rồi bớt số người.")
            % {"name": position.name, "day": day(max(full, span.since))}
        )


def _words(name: str, seats: int, *, aside: bool) -> str:
    return _("%(name)s (%(n)d người)") % {"name": name, "n": seats} if aside else name


def _recorded(actor: User, act: AuditEntry.Act, position: Position, *, note: str, at: datetime) -> None:
    record(actor, act, at=at, subject=subject_of(position), note=note, unit=home_of(position))

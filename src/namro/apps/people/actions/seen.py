"""Two administrators at once: who acts on a page that others have changed since is shown what they wrote first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, Group, Position, Unit
from namro.core.base.errors import NamroError


class Stale(NamroError):
    """Somebody wrote about the same thing since the form was made; `entries` are those lines, oldest first."""

    def __init__(self, entries: Sequence[AuditEntry]) -> None:
        super().__init__(
            _("Người khác vừa ghi vào đây. Chưa ghi gì của bạn; xem lại rồi bấm lần nữa để vẫn ghi."), code="conflict"
        )
        self.entries = entries


def subject_of(thing: Unit | Position | Group) -> str:
    """The name of a thing in the audit record."""
    return f"unit:{thing.code}" if isinstance(thing, Unit) else f"{thing._meta.model_name}:{thing.pk}"


def last_entry(thing: Unit | Position | Group) -> int:
    """The id of the last line about a thing, 0 without one: a form carries it along."""
    found = AuditEntry.objects.filter(subject=subject_of(thing)).aggregate(last=Max("id"))
    return found["last"] or 0


@contextmanager
def as_seen(thing: Unit | Position | Group, seen: int) -> Iterator[None]:
    """Act on a thing inside one transaction, when nobody wrote about it after the line `seen`. Raises Stale."""
    with transaction.atomic():
        # The lock makes the second of two wait until the first one's line can be read.
        type(thing).objects.select_for_update().get(pk=thing.pk)
        later = AuditEntry.objects.select_related("actor").filter(subject=subject_of(thing), pk__gt=seen)
        if entries := list(later.order_by("id")):
            raise Stale(entries)
        yield

"""The number on the bell, fetched together with who is logged in: no page asks the database once more for it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, IntegerField, OuterRef, Subquery

from namro.apps.notices.models import Notice
from namro.apps.notices.queries import unread_of
from namro.apps.people.models import User


class WithBell(ModelBackend):
    """Django's own way of logging in; whoever comes back has `unread`."""

    def get_user(self, user_id: Any) -> User | None:
        """Return who is logged in, with how many notices wait to be read."""
        waiting = Notice.objects.filter(user=OuterRef("pk"), read_at=None).order_by().values("user")
        counted = waiting.annotate(n=Count("pk")).values("n")
        rows = User.objects.annotate(unread=Subquery(counted, output_field=IntegerField()))
        user = rows.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def on_bell(user: User) -> int:
    """Return how many notices the person has not read, without a query where the person came in by logging in."""
    if hasattr(user, "unread"):  # a lazy request.user has no attributes of its own in vars()
        return int(user.unread or 0)
    return unread_of(user)

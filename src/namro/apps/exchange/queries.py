"""Questions to the database about documents."""

from __future__ import annotations

from django.db.models import QuerySet

from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.permissions import readable_by
from namro.apps.people.models import User


def documents_for(user: User) -> QuerySet[ImportedDocument]:
    """The documents that the person may read, newest first, without what was read in them."""
    rows = ImportedDocument.objects.select_related("uploaded_by").defer("reading", "source")
    return rows.filter(readable_by(user)).order_by("-uploaded_at", "-id")

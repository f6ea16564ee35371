"""Deciding what is done about a lost point of a document, and taking that back: one transaction, one audit row each.

The document's row is locked before anything is decided, so that two people act one after the other.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from namro.apps.exchange.decided import Decided, decided_document
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.deciding import Filled, filled_in, taken_back


@transaction.atomic
def decide(user: User, document: ImportedDocument, filled: Filled, *, at: datetime) -> None:
    """Write a decision. Raises DecisionRefused, DecisionConflict or DecisionGone, and then writes nothing."""
    document, found = _taken(document)
    entry = filled_in(DispositionEntry(document=document, by=user, at=at), found, filled)
    if entry is None:
        return
    entry.save()
    note = f"{filled.key} {entry.disposition}"
    record(user, AuditEntry.Act.FINDING_DECIDED, at=at, subject=document.code, note=note)


@transaction.atomic
def take_back(user: User, document: ImportedDocument, key: str, *, version: int, at: datetime) -> None:
    """Take back the decision that holds for a finding. Raises DecisionConflict or DecisionGone."""
    document, found = _taken(document)
    taken_back(DispositionEntry(document=document, by=user, at=at), found, key, version=version).save()
    record(user, AuditEntry.Act.DECISION_TAKEN_BACK, at=at, subject=document.code, note=key)


def _taken(document: ImportedDocument) -> tuple[ImportedDocument, Decided]:
    document = ImportedDocument.objects.select_for_update().get(pk=document.pk)
    return document, decided_document(document)

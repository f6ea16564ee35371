"""What this app tells those above it."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent once the facts and their marks are committed: marks wait to be drained.
facts_changed = Signal()

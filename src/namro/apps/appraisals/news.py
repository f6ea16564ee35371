"""What this app tells those above it."""

from __future__ import annotations

from django.dispatch import Signal

#: Results were published or corrected. Sent in the transaction of the act, when all of it is written, with
#: `publication`, `by`, `at`.
results_published = Signal()

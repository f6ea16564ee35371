"""What dossiers tell the apps above."""

from __future__ import annotations

from django.dispatch import Signal

#: Rows were written, in the transaction that ends it. Sent with `units` (ids; also those that rows moved away from),
#: `actor` (who wrote) and `at`.
dossiers_changed = Signal()

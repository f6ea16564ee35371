"""What surveys tell the apps above, once it is committed."""

from __future__ import annotations

from django.dispatch import Signal

#: Results of a unit were written or taken away. Sent with `unit` (id), `years`, `actor` and `at`.
results_changed = Signal()

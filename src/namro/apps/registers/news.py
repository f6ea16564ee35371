"""What registers tell the apps above, once it is committed."""

from __future__ import annotations

from django.dispatch import Signal

#: Rows were written. Sent with `units` (ids), `register` (code), `years`, `actor` (who wrote) and `at`.
register_changed = Signal()

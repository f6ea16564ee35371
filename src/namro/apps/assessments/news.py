"""What this app tells those above it."""

from __future__ import annotations

from django.dispatch import Signal

#: Criteria of a sheet have other ids or names from now on. Sent in the transaction of the act, with `sheet`, `by`, `at`
#: and `moves`: (id, name) as they were → (id, name) as they are.
criteria_moved = Signal()

#: A sheet is about to change its state. Sent in the transaction of the act, before anything is saved, with `sheet`,
#: `act`, `by`, `at`; who cannot let it happen raises NamroError.
sheet_moving = Signal()

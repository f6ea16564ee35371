"""What this app tells those above it. All of it is sent in the transaction of the act."""

from __future__ import annotations

from django.dispatch import Signal

#: People were called in a comment: `comment`, `people` (ids of accounts, without the writer), `at`.
mentioned = Signal()

#: Work was offered to somebody, taken, declined, or ordered over by a leader: `hand_over` (with its `state`), `at`.
handed_over = Signal()

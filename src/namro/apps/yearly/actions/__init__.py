"""What people do with yearly sheets. Each act is one transaction with its line in the audit record.

The record names the sheet and the act, never what a sheet says: who reads the record may not read sheets.
"""

from __future__ import annotations

from namro.apps.yearly.actions.correcting import Asked, ask, decide, take_proof
from namro.apps.yearly.actions.moving import act, draft_all, show_all
from namro.apps.yearly.actions.steps import SheetConflict

__all__ = ["Asked", "SheetConflict", "act", "ask", "decide", "draft_all", "show_all", "take_proof"]

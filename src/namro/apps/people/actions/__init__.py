"""What is done to accounts and the organisation: each act is one transaction and one line of the audit record."""

from __future__ import annotations

from namro.apps.people.actions.accounts import (
    MAX_FAILURES,
    WINDOW,
    LoginRefused,
    change_password,
    log_in,
    log_out,
    record,
    save_account,
)
from namro.apps.people.actions.appointments import OrganisationError, appoint, end_holding, move
from namro.apps.people.actions.endings import Share, end_position, end_unit

__all__ = [
    "MAX_FAILURES",
    "WINDOW",
    "LoginRefused",
    "OrganisationError",
    "Share",
    "appoint",
    "change_password",
    "end_holding",
    "end_position",
    "end_unit",
    "log_in",
    "log_out",
    "move",
    "record",
    "save_account",
]

"""What is done to accounts and the organisation: each act is one transaction and one line of the audit record."""

from __future__ import annotations

from namro.apps.people.actions.accounts import (
    MAX_FAILURES,
    WINDOW,
    LoginRefused,
    change_password,
    log_in,
    log_out,
    save_account,
)
from namro.apps.people.actions.appointments import appoint, end_holding, move
from namro.apps.people.actions.endings import Share, end_position, end_unit
from namro.apps.people.actions.erasing import NotErased, erase_words
from namro.apps.people.actions.groups import add_members, make_group, remove_members, rename_group
from namro.apps.people.actions.lists import drop_list, plan_of, stage_list, write_list
from namro.apps.people.actions.positions import (
    POSITION_ROLES,
    change_position,
    make_position,
    move_position,
)
from namro.apps.people.actions.refusals import OrganisationError
from namro.apps.people.actions.relations import change_appraiser, change_code
from namro.apps.people.actions.seen import Stale, as_seen, last_entry
from namro.apps.people.actions.taking_record import take_record
from namro.apps.people.actions.units import make_unit, move_unit, rename_unit
from namro.apps.people.recording import record, record_many
from namro.apps.people.sealing import seal

__all__ = [
    "MAX_FAILURES",
    "POSITION_ROLES",
    "WINDOW",
    "LoginRefused",
    "NotErased",
    "OrganisationError",
    "Share",
    "Stale",
    "add_members",
    "appoint",
    "as_seen",
    "change_appraiser",
    "change_code",
    "change_password",
    "change_position",
    "drop_list",
    "end_holding",
    "end_position",
    "end_unit",
    "erase_words",
    "last_entry",
    "log_in",
    "log_out",
    "make_group",
    "make_position",
    "make_unit",
    "move",
    "move_position",
    "move_unit",
    "plan_of",
    "record",
    "record_many",
    "remove_members",
    "rename_group",
    "rename_unit",
    "save_account",
    "seal",
    "stage_list",
    "take_record",
    "write_list",
]

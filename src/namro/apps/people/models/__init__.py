"""Rows of this app: accounts and the audit record, the organisation in time."""

from __future__ import annotations

from namro.apps.people.models.accounts import AuditEntry, LoginFailure, Role, User, folded_username
from namro.apps.people.models.audit import AuditSeal
from namro.apps.people.models.organisation import (
    BODY_KINDS,
    LOCAL,
    UNIT_KINDS,
    EarlierPost,
    Group,
    GroupMember,
    Holding,
    Kind,
    OrganisationVersion,
    Position,
    PositionLink,
    Unit,
    UnitLink,
    UnitSpan,
    lasts,
    on_day,
)
from namro.apps.people.models.owning import Owned, OwnerKind, Owning, owned_by_its_kind
from namro.apps.people.models.relations import CodeSystem, OfficialCode, Oversight, UnitListUpload

__all__ = [
    "BODY_KINDS",
    "LOCAL",
    "UNIT_KINDS",
    "AuditEntry",
    "AuditSeal",
    "CodeSystem",
    "EarlierPost",
    "Group",
    "GroupMember",
    "Holding",
    "Kind",
    "LoginFailure",
    "OfficialCode",
    "OrganisationVersion",
    "Oversight",
    "Owned",
    "OwnerKind",
    "Owning",
    "Position",
    "PositionLink",
    "Role",
    "Unit",
    "UnitLink",
    "UnitListUpload",
    "UnitSpan",
    "User",
    "folded_username",
    "lasts",
    "on_day",
    "owned_by_its_kind",
]

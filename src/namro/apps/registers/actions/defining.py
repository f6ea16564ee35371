"""A definition of a register comes in: read with all faults, compared with the edition before, then kept for good."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.registers.definitions import definitions, shipped
from namro.apps.registers.models import DefinitionEdition
from namro.apps.registers.permissions import check_define
from namro.core.base.errors import NamroError
from namro.core.registers import Register, parse_register
from namro.core.registers.succession import check_succession


def candidate(text: str, *, name: str, today: date) -> Register:
    """Read a text. Raises BrokenFile with every fault, also where it makes rows of earlier editions unreadable."""
    known = definitions(today).by_code
    register = parse_register(text, name=name)
    check_succession(register, known.get(register.code, ()), text, name=name)
    return register


@transaction.atomic
def keep_definition(user: User, text: str, *, name: str, at: datetime) -> tuple[DefinitionEdition | None, Register]:
    """Keep a definition; None for one that is there with the same text. Raises BrokenFile, NamroError."""
    check_define(user)
    register = candidate(text, name=name, today=at.date())
    digest = sha256(text.encode()).hexdigest()
    day = date.fromisoformat(register.edition)
    if not any((r.code, r.edition) == (register.code, register.edition) for r in shipped()):
        # Of two who send it at once the second finds what the first has kept.
        stored, fresh = DefinitionEdition.objects.get_or_create(
            register=register.code,
            edition=day,
            defaults={"title": register.title, "text": text, "sha256": digest, "uploaded_by": user, "uploaded_at": at},
        )
        if fresh:
            subject = f"register:{register.code} {register.edition}"
            record(user, AuditEntry.Act.REGISTER_DEFINED, at=at, subject=subject, note=digest)
            return stored, register
        if stored.sha256 == digest:
            return None, register
    raise NamroError(
        _(
            "Sổ “%(code)s” đã có phiên bản %(day)s, không thay được vì đã có dòng ghi theo phiên bản đó. "
            "Ghi ngày áp dụng mới vào khóa “edition” rồi nạp lại."
        )
        % {"code": register.code, "day": f"{day:%d/%m/%Y}"},
        code="published",
    )

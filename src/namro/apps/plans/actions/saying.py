"""Words that must go with an act."""

from __future__ import annotations

from django.utils.translation import gettext as _

from namro.core.base.errors import NamroError

#: Longest reason that is kept.
LONGEST = 1000


def reason_in(text: str) -> str:
    """Return the reason to keep. Raises NamroError where nothing is said."""
    if not text.strip():
        raise NamroError(_("Chưa ghi lý do. Ghi một câu để người khác biết vì sao."), code="text_missing")
    return text.strip()[:LONGEST]

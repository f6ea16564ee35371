"""Random codes that stand in addresses, so that they cannot be counted through; digests under the site's own key."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from django.conf import settings

#: Letters and digits of a code; those that look alike on paper are left out.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 10


def new_code(length: int = CODE_LENGTH) -> str:
    """Return a new code."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def keyed_digest(purpose: str, text: str) -> str:
    """Return the form in which something is kept that only this site may know again, such as an address or a code."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{text}".encode(), sha256).hexdigest()

"""Random codes that stand in addresses, so that they cannot be counted through."""

from __future__ import annotations

import secrets

#: Letters and digits of a code; those that look alike on paper are left out.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 10


def new_code() -> str:
    """Return a new code."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))

"""The key that signs sessions: made on first start, kept in the data folder, readable by the owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_NAME = "secret-key"


def read_secret(data: Path) -> str:
    """Return the key, or "" before `ensure_secret` was called (Django then refuses to sign anything)."""
    path = data / _NAME
    return path.read_text("ascii").strip() if path.exists() else ""


def ensure_secret(data: Path) -> None:
    """Make the data folder and the key when they are missing. An existing key is never replaced."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(data / _NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))

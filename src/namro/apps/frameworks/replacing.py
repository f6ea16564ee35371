"""A text that waits for a "yes": it travels in the form, signed and packed, and nothing of it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from namro.apps.people.models import User

_SALT = "namro.frameworks.replacing"
#: Seconds until the question has to be asked again.
_VALID_S = 3600


@dataclass(frozen=True, slots=True)
class Waiting:
    """The text, the name of its file, and the hash of the draft that it is to replace."""

    text: str
    name: str
    replaces: str


def packed(user: User, waiting: Waiting) -> str:
    """Return one line for a hidden field, good for this person alone."""
    content = {"text": waiting.text, "name": waiting.name, "replaces": waiting.replaces, "by": user.pk}
    return signing.dumps(content, salt=_SALT, compress=True)


def unpacked(user: User, token: str) -> Waiting | None:
    """Return what was packed; None when it is too old, somebody else's or not ours."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=_VALID_S)
    except signing.BadSignature:
        return None
    if content["by"] != user.pk:
        return None
    return Waiting(content["text"], content["name"], content["replaces"])

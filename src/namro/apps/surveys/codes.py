"""Codes that let somebody answer once: made, written for people, known again by their digest."""

from __future__ import annotations

from collections.abc import Iterator

from namro.apps.library.codes import keyed_digest, new_code

#: Short enough to type on a phone; 31^8 of them, so that guessing ten thousand times meets none of a million.
LENGTH = 8
_GROUP = 4


def new_codes(count: int) -> Iterator[str]:
    """Yield new codes, all different."""
    seen: set[str] = set()
    while len(seen) < count:
        code = new_code(LENGTH)
        if code not in seen:
            seen.add(code)
            yield code


def digest_of(code: str) -> str:
    """Return the form in which a code is kept; typed with spaces, dashes or capitals it is the same."""
    return keyed_digest("survey-code", typed(code))


def typed(code: str) -> str:
    """Return a code as it was made, however somebody typed it."""
    return "".join(one for one in code.lower() if one.isalnum())


def spelled(code: str) -> str:
    """Return a code as it stands on paper, in groups."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))

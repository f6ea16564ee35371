"""Names called in a comment: "@Lê Thu An xem giúp"; the longest name that fits is meant, with or without marks."""

from __future__ import annotations

from collections.abc import Mapping

from namro.core.base.errors import NamroError
from namro.core.base.folding import fold, tidy

#: Longest comment.
MOST = 2000


def mentioned_in(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of people called with @name, in the order of the text; `names` by key.

    A name that two people bear is nobody's: whoever writes picks the person from the list instead.
    """
    keys: dict[str, list[str]] = {}
    for key, name in names.items():
        keys.setdefault(fold(tidy(name)), []).append(key)
    known = sorted(keys, key=len, reverse=True)
    found: list[str] = []
    for part in fold(tidy(text)).split("@")[1:]:
        name = next((one for one in known if part.startswith(one) and not part[len(one) : len(one) + 1].isalnum()), "")
        found += keys[name] if name and len(keys[name]) == 1 else ()
    return tuple(dict.fromkeys(found))


def check_comment(text: str) -> str:
    """Return the text to keep. Raises `NamroError` for an empty or endless one."""
    said = text.strip()
    if not said:
        raise NamroError("Chưa ghi ý kiến. Ghi một câu rồi gửi.", code="text_missing")
    if len(said) > MOST:
        raise NamroError(f"Ý kiến dài quá {MOST} ký tự. Rút gọn, hoặc đính kèm tệp.", code="text_long")
    return said

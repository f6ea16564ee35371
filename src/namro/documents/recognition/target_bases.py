"""The value of before that a target is compared with: "tăng 2% so với năm 2021 (năm 2021 là 94%)".

Patterns run on folded text (`core.base.folding.fold`).
"""

from __future__ import annotations

import re
from decimal import Decimal

from namro.documents.recognition.target_wording import value_of

_VALUE = r"(?P<n>\d{1,4}(?:[.,]\d{1,3})?)\s?(?P<unit>%)"
#: An aside that only says what the year of before came to.
_ASIDE = rf"\(\s*(?:ket qua )?nam (?P<year>20\d\d)\s*(?:la|dat|:|=)?\s*{_VALUE}\s*\)"
_BASE = re.compile(_ASIDE)
#: What is to be kept and not to fall; the number is that of before.
HELD = re.compile(
    r"\b(?:giu vung|giu nguyen|duy tri|khong (?:thap hon|giam))\b[^.;()]{0,120}\bso voi (?:ket qua )?(?:nam|ky)\b"
    rf"[^.;()]{{0,40}}(?P<aside>{_ASIDE})"
)


def base_after(folded: str, start: int, end: int) -> re.Match[str] | None:
    """Return the aside behind a number to reach that says what it is compared with."""
    return _BASE.search(folded, start, end)


def base_of(found: re.Match[str] | None, target: re.Match[str]) -> tuple[Decimal | None, int | None]:
    """Return value and year of before, where they are printed in the unit of the target, or it rises by its points."""
    if found is None or target["unit"] not in (found["unit"], "diem phan tram"):
        return None, None
    return value_of(found), int(found["year"])

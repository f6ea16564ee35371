"""Text typed in a font of the time before Unicode: TCVN3 (ABC, ".VnTime") or VNI.

Such fonts draw Vietnamese letters in the places of West European ones, so the stored text reads "Céng hßa x· héi".
It is found by letters that no Vietnamese word has, standing inside words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TCVN3 = "µ¸¶·¹¨¾¼½Æ©ÇË®ÐÎÏÑª×ØÜÞßåæçä¬ëîïñ\xadøö÷ûüþ¡¢§£¤¥¦"
_VNI = "äåæëïñöøûüÄÅÆËÏÑÖØÛÜ"
_ALIEN = re.compile(rf"[A-Za-z][{_TCVN3}{_VNI}]|[{_TCVN3}{_VNI}][A-Za-z]")
_UNICODE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_VNI_PAIR = re.compile(r"[aeouyAEOUYôöÔÖ][äåëïøûüÄÅËÏØÛÜáàãâéèêúùõóòÁÀÃÂÉÈÊÚÙÕÓÒ]")
_TCVN3_ONLY = re.compile(r"[µ¸¶·¹¨¾¼½©®ª¬§£¦ßþÞ×÷Ð]")


def legacy_font(texts: Iterable[str]) -> str | None:
    """Return "TCVN3 (ABC)" or "VNI" if at least a tenth of the Vietnamese words are typed in such a font, else None.

    One stray word (an OCR fault, a foreign name) does not condemn a document: it takes four.
    """
    old: list[str] = []
    modern = 0
    for text in texts:
        for word in text.split():
            if _UNICODE.search(word):
                modern += 1
            elif _ALIEN.search(word):
                old.append(word)
    if len(old) < 4 or len(old) * 9 < modern:
        return None
    sample = " ".join(old)
    return "VNI" if len(_VNI_PAIR.findall(sample)) > len(_TCVN3_ONLY.findall(sample)) else "TCVN3 (ABC)"

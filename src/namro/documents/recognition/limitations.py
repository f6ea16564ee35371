"""Limitations told in the run of a sentence: "Tuy nhiên, còn một số hạn chế: …; …; …."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from namro.core.base.folding import CAPITALS, fold

_SENTENCE_END = re.compile(rf"(?<=\.)\s+(?=[{CAPITALS}])")
_FAULT = r"(?:han che|ton tai|yeu kem|thieu sot|bat cap|khuyet diem|nhuoc diem)"
_OPENS = re.compile(
    rf"[^:;]{{0,160}}(?<!khong )(?<!khong con )\b(?:con|bo sot|co|boc lo|ton tai)"
    rf" (?:mot so |nhieu |nhung |cac |mot vai )?(?:noi dung )?{_FAULT}[^:;.]{{0,60}}:\s*"
)
_DENIED = re.compile(r"\b(?:khong|khac phuc|doi voi)\b")
_TURN = re.compile(r"\W*(?:tuy nhien|tuy vay|tuy the|mac du vay|song|ben canh)\b")
_ITEM_END = re.compile(r"\s*;\s*")
_MARK = re.compile(r"(?:va\s+|-\s*)?(?:\(?(?:\d{1,2}|[a-h])\)\s*)?")


@dataclass(frozen=True, slots=True)
class RunIn:
    """The limitations of a paragraph, and its other sentences."""

    items: tuple[str, ...]
    rest: tuple[str, ...]


def run_in_limitations(text: str, *, among_tasks: bool = False) -> RunIn | None:
    """Return the limitations that a paragraph lists behind a colon; None if it lists none.

    Among tasks ("Các nội dung còn hạn chế: rà soát, …") only a sentence that turns with "Tuy nhiên" tells any.
    """
    items: list[str] = []
    rest: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        folded = fold(sentence)
        opening = _OPENS.match(folded) if _TURN.match(folded) or not among_tasks else None
        if opening and not _DENIED.search(opening.group()):
            items += filter(None, map(_item, _ITEM_END.split(sentence[opening.end() :])))
        else:
            rest.append(sentence)
    return RunIn(tuple(items), tuple(rest)) if items else None


def _item(text: str) -> str:
    mark = _MARK.match(fold(text))
    return text[mark.end() if mark else 0 :].strip(" .;*")

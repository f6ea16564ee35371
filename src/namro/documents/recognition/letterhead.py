"""Who issued a document: from its letterhead, else from the place, the code's tail and the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from namro.core.base.folding import fold
from namro.documents.model import Paragraph

_LEVELS = {
    "xa": "xã",
    "phuong": "phường",
    "thi tran": "thị trấn",
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
    "thanh pho": "thành phố",
    "tinh": "tỉnh",
    "dac khu": "đặc khu",
}
_LEVEL = "|".join(sorted(_LEVELS, key=len, reverse=True))
_COUNCIL = re.compile(r"(?:uy ban nhan dan|ubnd)\b")
_COMMITTEE = re.compile(rf"(?:uy ban nhan dan|ubnd)\s+(({_LEVEL})\s+[^\W\d_].*)")
_DEPARTMENT = re.compile(r"(?:so|phong|ban|to|chi cuc|trung tam|van phong|hoi dong|dang uy|truong|tram)\s+[^\W\d_]")
_NOT_ISSUER = re.compile(r"cong hoa xa hoi|(?:xa hoi )?chu nghia|viet nam$|doc lap|so\s*:|\W+$|du thao|hoa toc|khan")
_NAME_WORDS = 5


def issuing_body(
    head: Sequence[Paragraph], folded: Sequence[str], *, place: str | None, code: str | None
) -> tuple[str | None, str | None]:
    """Return (body, body above it). `head` are the paragraphs before the title, `folded` the whole text's.

    The body above is given for departments and centres only; People's Committees print none of their own.
    """
    groups = _groups([p.text.strip(" *") for p in head])
    if groups:
        body = groups[-1]
        committee = _COMMITTEE.fullmatch(fold(body))
        if committee and len(committee.group(1).split()) <= _NAME_WORDS + 1:
            return f"UBND {_place_case(body[committee.start(1) :])}", None
        if _DEPARTMENT.match(fold(body)):
            return _department_case(body), _above(groups[:-1])
    if place and (code is None or "UBND" in code):
        level = _level_of(place, folded)
        if level:
            return f"UBND {level} {_place_case(place)}", None
    return None, None


def _groups(lines: list[str]) -> list[str]:
    """The capital lines of the letterhead, put together body by body."""
    groups: list[str] = []
    for line in lines:
        folded = fold(line)
        if not line.isupper() or _NOT_ISSUER.match(folded):
            continue
        opens = _COUNCIL.match(folded) or (_DEPARTMENT.match(folded) and not folded.startswith("ban hanh"))
        if opens or not groups:
            groups.append(line)
        else:
            groups[-1] = f"{groups[-1]} {line}"
    return [g for g in groups if _COUNCIL.match(fold(g)) or _DEPARTMENT.match(fold(g))]


def _above(groups: list[str]) -> str | None:
    if not groups:
        return None
    committee = _COMMITTEE.fullmatch(fold(groups[-1]))
    return f"UBND {_place_case(groups[-1][committee.start(1) :])}" if committee else _department_case(groups[-1])


def _place_case(name: str) -> str:
    """The level in small letters, the name with capitals: "XÃ PHÚ THƯỢNG" → "xã Phú Thượng"; mixed case stays."""
    if not name.isupper():
        return name
    level = next((v for k, v in _LEVELS.items() if re.match(rf"{k}\b", fold(name))), "")
    rest = name[len(level) :].strip()
    return " ".join(filter(None, (level, *(w.capitalize() for w in rest.split()))))


def _department_case(name: str) -> str:
    """ "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" → "Trung tâm phục vụ hành chính công"; a place keeps its capitals."""
    level = re.search(rf"\b({_LEVEL})\s+[^\W\d_]", fold(name))
    office, place = (name[: level.start()], name[level.start() :]) if level else (name, "")
    office = re.sub(r"\b(ubnd|hđnd|mttq)\b", lambda m: m.group().upper(), office.capitalize().strip())
    return f"{office} {_place_case(place)}".strip()


def _level_of(place: str, folded: Sequence[str]) -> str | None:
    """The level that the text itself puts before the place's name most often."""
    pattern = re.compile(rf"\b({_LEVEL})\s+{re.escape(fold(place))}\b")
    counts: Counter[str] = Counter()
    for text in folded:
        counts.update(pattern.findall(text))
    return _LEVELS[counts.most_common(1)[0][0]] if counts else None

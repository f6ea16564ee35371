"""Whose certificate it is, a person's or an organisation's, by what its subject says.

Issuers in Viet Nam write a personal number (CCCD, CMND) for a person and a tax or budget code (MST, MNS) for an
organisation, some nothing but a name; a name alone is judged only where it leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from namro.core.assessment.signatures import CertificateKind
from namro.core.base.folding import fold, tidy

_PERSON_NUMBER = re.compile(r"(?:cccd|cmnd|cmt|hc|ho chieu|pnovn|idcvn|pasvn)\b", re.IGNORECASE)
_ORGANISATION_NUMBER = re.compile(r"(?:mst|mns|mbhxh|vatvn|ntrvn)\b", re.IGNORECASE)
#: Words that begin an organisation's name whatever marks were lost; those that are surnames without their marks.
_BODY = re.compile(
    r"(?:uy ban|ubnd|ubmttq|hoi dong|hdnd|thuong truc|van phong|trung tam|chi cuc|tong cuc|dang uy|huyen uy|tinh uy|"
    r"thanh uy|mat tran|cong an|cong ty|benh vien|kho bac|bao hiem|thanh tra)\b"
)
_BODY_WITH_MARKS = re.compile(
    r"(?:sở|phòng|cục|viện|bộ|ban|tổ|trường|trạm|hội|đoàn thanh niên|đội|quỹ|báo|đài)\s", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
#: Syllables of a Vietnamese name.
_SYLLABLES = range(2, 7)
#: Words without marks that begin a surname or an organisation.
_EITHER = ("truong", "doan", "hoi", "to", "ban", "bo", "doi", "dai", "tram", "bao", "quy", "so", "phong", "cuc", "vien")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a certificate says of its holder; "" where it says nothing. `numbers` are all its identifiers."""

    name: str = ""
    organisation: str = ""
    given_name: str = ""
    surname: str = ""
    organisation_number: str = ""
    numbers: tuple[str, ...] = ()


def kind_of_holder(subject: Subject) -> CertificateKind:
    """Return whether the holder is a person or an organisation; `unknown` rather than a guess."""
    if subject.given_name or subject.surname or _any(_PERSON_NUMBER, subject.numbers):
        return "person"
    if subject.organisation_number or _any(_ORGANISATION_NUMBER, subject.numbers):
        return "organisation"
    name = tidy(subject.name)
    folded = fold(name)
    if not name:
        return "organisation" if subject.organisation else "unknown"
    same = folded == fold(tidy(subject.organisation))
    if same or _BODY.match(folded) or _BODY_WITH_MARKS.match(name):
        return "organisation"
    return "person" if _is_person(name, folded) else "unknown"


def _any(pattern: re.Pattern[str], numbers: Iterable[str]) -> bool:
    return any(pattern.match(fold(number.strip())) for number in numbers)


def _is_person(name: str, folded: str) -> bool:
    words = name.split()
    if len(words) not in _SYLLABLES or not all(_WORD.fullmatch(w) and w[0].isupper() for w in words):
        return False
    without_marks = name.lower() == folded
    return not (without_marks and folded.startswith(tuple(f"{word} " for word in _EITHER)))

"""Who leads and who helps, as one task's own sentence says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from namro.core.base.folding import CAPITALS, fold
from namro.documents.recognition.actors import actor_list, actors_at, charge_at, names_predicate, starts_predicate

_WITH = re.compile(r"\bphoi hop(?:\s+(?:chat che|thuc hien|cung|thuong xuyen))*(?:\s+(?:voi|cung))?(?:\s+cac)?\s+")
_DIRECTS = re.compile(r"\bchi dao\s+")
_REPORTS_TO = re.compile(r"\bbao cao[^.;]{0,160}?\bve\s+(?=[^\W\d_])")
_CHARGED = re.compile(r"(?<=\. )giao (?:cho )?")
#: "A; B chủ trì; phối hợp: C; D." with nothing else in the cell; either half may be missing.
_STATED = re.compile(
    r"(?:(?P<lead>[^.]+?) chủ trì[;,.]?)?\s*(?:phối hợp(?: với)?\s*:\s*(?P<help>[^.]+?))?\.?", re.IGNORECASE
)
_SHARED = re.compile(r"(?P<lead>[^.]+?) chủ trì\s*[;,]\s*(?P<help>[^.:]+?) phối hợp\.?", re.IGNORECASE)
_BY = re.compile(r"\bdo\s+(?=[^\W\d_])")
_SIGNS = re.compile(r"\s+(?:ky|ban hanh|chu tri|thuc hien|phu trach)\b")
_INTRO = re.compile(
    r"(?:can cu|theo|trong qua trinh|trong|khi|sau khi|doi voi|truong hop|rieng|dinh ky|hang|de|nham)\b[^.]{3,200}?,\s+"
)

#: "Ông Bình, công chức quầy 1, số 2: số hóa hồ sơ": the rest of the position, then the duty.
_COLON = re.compile(r"[^:.]{0,40}:\s")
_SENTENCE = re.compile(rf"(?<=[.;)])\s+(?=(?:[-–+•]\s*)?[{CAPITALS}])")


@dataclass(frozen=True, slots=True)
class Assignees:
    """Who leads, first named first, and who helps."""

    lead: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()


def who(text: str) -> Assignees:
    """Lead and collaborators named by one task sentence or bullet."""
    lead, end = _leading(text)
    return Assignees(lead, _helpers(text, end, lead))


def _leading(text: str) -> tuple[tuple[str, ...], int]:
    folded = fold(text)
    start = charge_at(text)
    found = actors_at(text, start)
    rest = text[found.end :]
    if found.names and (start or starts_predicate(text, found.end) or not rest.strip(" .:;") or _COLON.match(rest)):
        return found.names, found.end
    signed = _BY.search(folded)
    if signed and signed.start() < 60:
        found = actors_at(text, signed.end())
        if found.names and _SIGNS.match(folded, found.end):
            return found.names, found.end
    for charge in _CHARGED.finditer(folded):
        found = actors_at(text, charge.end())
        if found.names:
            return found.names, found.end
    intro = _INTRO.match(folded)
    for comma in re.finditer(r",\s+", folded[: intro.end() + 200]) if intro else ():
        found = actors_at(text, comma.end())
        if found.names and starts_predicate(text, found.end):
            return found.names, found.end
    return (), 0


def _helpers(text: str, start: int, lead: tuple[str, ...]) -> tuple[str, ...]:
    folded = fold(text)
    names: list[str] = []
    for pattern in (_DIRECTS, _WITH, _REPORTS_TO) if lead else (_WITH,):
        for joint in pattern.finditer(folded, start):
            if pattern is _DIRECTS and joint.start() > start + 3:
                continue
            found = actors_at(text, _with_plural(folded, joint.end()))
            if pattern is _REPORTS_TO and not re.match(r"\s*de tong hop", folded[found.end :]):
                continue
            names.extend(n for n in found.names if n not in names and n not in lead)
    return tuple(names)


def _with_plural(folded: str, position: int) -> int:
    """Step back over "các", which belongs to the name."""
    return position - 4 if folded[:position].endswith(" cac ") else position


def who_in_parts(parts: list[str]) -> Assignees:
    """Lead and collaborators of an assignment cell: the first actor leads, actors of further bullets help."""
    stated = _STATED.fullmatch(" ".join(parts).strip()) or _SHARED.fullmatch(" ".join(parts).strip())
    if stated:
        return Assignees(actor_list(stated["lead"] or ""), actor_list(stated["help"] or ""))
    if len(parts) == 1 and not names_predicate(parts[0]):
        return Assignees(actor_list(parts[0]))
    lead: tuple[str, ...] = ()
    helpers: list[str] = []
    for sentence in (s for part in parts for s in _SENTENCE.split(part)):
        own = who(sentence.strip(" -–+•"))
        if own.lead and not lead:
            lead = own.lead
        else:
            helpers.extend(own.lead)
        helpers.extend(own.collaborators)
    distinct = [h for i, h in enumerate(helpers) if not any(_covers(o, h) for o in (*lead, *helpers[:i]))]
    return Assignees(lead, tuple(distinct))


def _covers(known: str, name: str) -> bool:
    """True if `name` says no more than `known` does ("cán bộ, công chức" after "các cán bộ, công chức liên quan")."""
    smaller, larger = sorted((_words(known), _words(name)), key=len)
    return smaller <= larger and (len(smaller) > 3 or smaller == larger)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(name))) - {"cac", "xa", "cua", "va", "lien", "quan"}

"""Who acts in a sentence: bodies, positions and people, as administrative Vietnamese names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from namro.core.base.actor_names import BETWEEN, HONORIFIC, QUANTITY, QUOTED, SEPARATOR, any_of, is_many
from namro.core.base.folding import fold

_IDIOM = re.compile(any_of("idioms"))
_HEAD = re.compile(rf"{QUANTITY}(?:{HONORIFIC})?(?:{any_of('idioms')}|(?:{any_of('heads')})\b)")
_PERSON = re.compile(HONORIFIC)
_PREDICATE = re.compile(rf"(?:{any_of('predicates')})\b")
_RELATIVE = re.compile(rf"(?:{any_of('relatives')})\b")
_CHARGE = re.compile(
    r"(?:giao(?: cho| nhiem vu cho)?|de nghi|yeu cau|trach nhiem cua|phan cong(?= (?:dong chi|d/c|ong|ba)\b))\s+"
)
_GAP = re.compile(r"\s*(?:[-–]\s*)?")
_NAME_WORD = re.compile(r"\s*[^\W\d_]+")
_BRACKET = re.compile(r"\s*\(((?:[^()]|\([^()]*\)){1,60})\)")
#: No list of actors is longer than this many characters.
_REACH = 600
_ROLE_AFTER = re.compile(r"\s*(?:,|\(|-|–|:)?\s*(?:la\s+)?")


@dataclass(frozen=True, slots=True)
class Actors:
    """Actors found in a row, and where the text goes on after them."""

    names: tuple[str, ...]
    end: int


def actors_at(text: str, start: int = 0) -> Actors:
    """The actors named from `start` on, one after another; none found gives no names and `start`."""
    part = text[start : start + _REACH]
    folded = fold(part)
    names: list[str] = []
    position = end = 0
    while True:
        stop = _one(part, folded, position) or (_another_person(part, folded, position) if names else None)
        if stop is None:
            break
        name, end = stop
        names.append(name)
        separator = SEPARATOR.match(folded, end)
        if not separator:
            break
        if not (_one(part, folded, separator.end()) or _another_person(part, folded, separator.end())):
            break
        position = separator.end()
    return Actors(tuple(names), start + end)


def _one(text: str, folded: str, start: int) -> tuple[str, int] | None:
    quoted = QUOTED.match(text, start)
    if quoted and is_many(quoted["name"]) and _HEAD.match(folded, quoted.start("name")):
        return quoted["name"], quoted.end()
    person = _PERSON.match(folded, start)
    head = _HEAD.match(folded, start)
    if person and not (head and head.end() > person.end()):
        return _person(text, folded, person.end())
    if not head or _is_number_word(text, head):
        return None
    end = _end_of_name(text, folded, head.end())
    name = text[start:end].strip(" ,;:–-*")
    return (re.sub(r"(?i)^(?:các\s+)?(?:đồng chí|đ/c)\s+", "", name), end) if name else None


def _another_person(text: str, folded: str, start: int) -> tuple[str, int] | None:
    """A full name that goes on a list of people ("Các đồng chí Hứa Văn Tố và La Thị Mận")."""
    name = text[start : _capitals_end(text, start)]
    return _person(text, folded, start) if len(name.split()) > 1 else None


def _capitals_end(text: str, start: int) -> int:
    """The end of up to five words with a capital letter."""
    end = start
    for word in islice(_NAME_WORD.finditer(text, start), 5):
        if word.start() != end or not word.group().strip()[0].isupper():
            break
        end = word.end()
    return end


def _is_number_word(text: str, head: re.Match[str]) -> bool:
    """ "Số hóa hồ sơ" folds like "Sở …" but names nobody."""
    return text[head.start() : head.start() + 2].lower() == "số"


def _person(text: str, folded: str, start: int) -> tuple[str, int] | None:
    """A given or full name, with the position that follows it in brackets: "Ly (CC VHXH)"."""
    end = _capitals_end(text, start)
    words = text[start:end].split()
    if not words:
        return None
    printed = text[start:end]
    for i, word in enumerate(words):
        if i and (fold(word) in ("cc", "pct", "ct", "cbcc", "ubnd") or _HEAD.match(fold(" ".join(words[i:])))):
            end = start + len(printed[: printed.index(f" {word}")])
            words = words[:i]
            break
    given = " ".join(words)
    bracket = _BRACKET.match(text, end)
    if bracket:
        return f"{given} ({bracket.group(1)})", bracket.end()
    after = _ROLE_AFTER.match(folded, end)
    role_start = after.end() if after else end
    head = _HEAD.match(folded, role_start)
    if head and not _PERSON.match(folded, role_start):
        role_end = _end_of_name(text, folded, head.end())
        role = text[role_start:role_end].strip(" ,;:()–-")
        return f"{given} ({role})", role_end
    return given, end


def _end_of_name(text: str, folded: str, position: int) -> int:
    """Go on word by word until the predicate, a stop or a list separator."""
    while True:
        gap = _GAP.match(folded, position)
        here = gap.end() if gap else position
        bracket = _BRACKET.match(folded, position)
        idiom = _IDIOM.match(folded, here)
        relative = _RELATIVE.match(folded, here)
        if bracket:
            position = bracket.end()
        elif idiom:
            position = idiom.end()
        elif relative:
            end = _end_of_clause(folded, relative.end())
            remark = _BRACKET.match(folded, end)
            return remark.end() if remark else end
        elif here >= len(folded) or folded[here] in ',;:.()“"' or _closes(text, folded, here):
            return position
        else:
            word = re.match(r"[^\s,;:.()“\"]+", folded[here:])
            position = here + (word.end() if word else 1)


def _closes(text: str, folded: str, here: int) -> bool:
    """True where a predicate starts, or an "và" that leads to another actor or clause."""
    joint = re.match(r"(?:va|cung)\s+", folded[here:])
    if joint:
        following = here + joint.end()
        return not text[following : following + 1].isupper() or bool(_HEAD.match(folded, following))
    return text[here].islower() and bool(_PREDICATE.match(folded, here))


def _end_of_clause(folded: str, position: int) -> int:
    """The end of a relative clause: a comma or the next predicate after two words or more."""
    for word in re.compile(r"\s+(?=[^\s])").finditer(folded, position):
        here = word.end()
        if folded[here - 2 : here - 1] in (",", ";", ":", "."):
            return word.start() - 1
        if folded[here] == "(":
            return word.start()
        if len(folded[position:here].split()) >= 2 and _PREDICATE.match(folded, here):
            return word.start()
    return len(folded.rstrip(" .;:"))


def charge_at(text: str) -> int:
    """Where the actors start after "Giao cho", "Đề nghị", "Yêu cầu"; 0 without such words."""
    found = _CHARGE.match(fold(text))
    return found.end() if found else 0


def actor_list(text: str) -> tuple[str, ...]:
    """Split the value of "Phối hợp: …" into its entries; what is no known body is kept as printed."""
    entries: list[str] = []
    for part in BETWEEN.split(text.strip(" .;*")):
        if whole := QUOTED.fullmatch(part):
            entries.append(whole["name"])
            continue
        found = actors_at(part)
        rest = part[found.end :].strip(" ,.;") if found.names else part
        if found.names and not rest:
            entries.extend(found.names)
        elif fold(part).strip(" .-") not in ("", "khong", "khong co"):
            entries.append(part.strip(" .,;*"))
    return tuple(entries)


def names_predicate(text: str) -> bool:
    """True if the text says what somebody does, and is not just a list of names."""
    folded = fold(text)
    return any(
        text[m.start()].islower() for m in _PREDICATE.finditer(folded) if m.start() == 0 or folded[m.start() - 1] == " "
    )


def starts_predicate(text: str, position: int) -> bool:
    """True if a predicate (and not a further name) stands at `position`."""
    folded = fold(text[position : position + _REACH])
    gap = re.match(r"\s*(?:\([^)]*\))?[\s,:;–-]*", folded)
    return bool(_PREDICATE.match(folded, gap.end() if gap else 0))

"""Vietnamese names of people: the same name, the order of the dictionary, names that are suspiciously alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations

from namro.core.base.folding import fold, tidy

_HONORIFIC = re.compile(r"^(?:các\s+)?(?:đ/c|đ\.c|đồng chí|ông|bà|anh|chị|cô)\s+", re.IGNORECASE)
_TITLE = r"(?:đ/c|đ\.c|đồng chí|ông|bà)"
_ROLE = re.compile(r"\s*[(,].*$")
_POST = re.compile(
    r"(?:uy ban|van phong|cong chuc|can bo|cong an|quan su|chu tich|pho chu tich|bi thu|truong (?:ban|phong)|chi cuc"
    r"|trung tam|ke toan|thu quy|van thu|dang uy|thuong truc|mat tran|buu dien|hoi dong)(?: .*)?|ban|so|phong"
)
_PERSON_WORDS_MAX = 5
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng


_KINDS = ("Xã ", "Phường ", "Đặc khu ", "Thị trấn ")
#: The People's Committee, as documents spell it out.
COMMITTEE = "Ủy ban nhân dân"


def normalise(text: str) -> str:
    """Return a person's name without honorific and without the post printed after it: "đ/c Ly (VHXH)" → "Ly"."""
    return _ROLE.sub("", _HONORIFIC.sub("", tidy(text)))


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Key of the Vietnamese dictionary order: syllable by syllable, letters first (a ă â … đ … ư), then tones."""
    return tuple(_syllable_key(word) for word in tidy(text).lower().split())


def place_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Key of a unit's name without what it is: communes and wards stand together by their own words."""
    bare = tidy(text)
    return sort_key(next((bare.removeprefix(kind) for kind in _KINDS if bare.startswith(kind)), bare))


def same_name(first: str, second: str) -> bool:
    """Whether two printings are one name; the place of the tone mark (Thủy, Thuỷ) and capitals do not matter."""
    return sort_key(normalise(first)) == sort_key(normalise(second))


def is_person(text: str) -> bool:
    """Whether an assignee is a person by name rather than a body or a post ("Ly (VHXH)", not "Phòng Nội vụ")."""
    name = normalise(text)
    words = name.split()
    if not 1 <= len(words) <= _PERSON_WORDS_MAX or _POST.fullmatch(fold(name)):
        return False
    return all(w.isalpha() and w[0].isupper() and (len(w) == 1 or w[1:].islower()) for w in words)


def near_duplicates(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of different names that may be one person, in order of first appearance.

    Alike are names that differ only by marks, đ/d or y/i (Điệp, Diệp), and full names (two words or more) that
    differ by one letter as well. A given name alone is too short for that: Phụng and Nhung are two people.
    """
    distinct: list[str] = []
    for name in map(normalise, names):
        if is_person(name) and not any(same_name(name, known) for known in distinct):
            distinct.append(name)
    return [(a, b) for a, b in combinations(distinct, 2) if _alike(_skeleton(a), _skeleton(b))]


def respelled(text: str, old: Iterable[str], *, new: str) -> str:
    """Return a sentence with people's names spelled as `new`: "đ/c Nguyễn Văn Điệp" → "đ/c Nguyễn Văn Diệp".

    Only after a title, since without one the letters may be a word: "thông điệp" is nobody's name.
    """
    names = "|".join(map(re.escape, old))
    return re.sub(rf"({_TITLE}\s+(?:\w+\s+){{0,3}}?)(?:{names})(?!\w)", lambda found: f"{found[1]}{new}", text)


def _syllable_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    decomposed = unicodedata.normalize("NFD", word)
    tones = tuple(_TONES.index(c) for c in decomposed if c in _TONES)
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return tuple(_LETTERS.find(c) for c in letters), tones


def _skeleton(name: str) -> str:
    return fold(name).replace("y", "i")


def _alike(first: str, second: str) -> bool:
    if first == second:
        return True
    return min(first.count(" "), second.count(" ")) > 0 and _one_letter_apart(first, second)


def _one_letter_apart(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    rest = short[start:] if len(short) < len(long) else short[start + 1 :]
    return rest == long[start + 1 :]

"""Real documents, changed the way other offices, typists and scanners would have changed them.

Every mutant comes with its truth: the same as the original's, adjusted where the change shows in it.
"""

from __future__ import annotations

import copy
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Truth = dict[str, Any]
Change = Callable[[str, Truth, random.Random], tuple[str, Truth]]


@dataclass(frozen=True)
class Mutant:
    """A changed document. `kind` is one of KINDS."""

    kind: str
    text: str
    truth: Truth


def mutants(text: str, truth: Truth, *, seed: int) -> Iterator[Mutant]:
    """Yield one mutant of each kind that changes this document; the same seed gives the same mutants."""
    for kind, change in KINDS.items():
        changed, adjusted = change(text, copy.deepcopy(truth), random.Random(f"{kind} {seed}"))
        if changed != text:
            yield Mutant(kind, changed, adjusted)


_LEAD = r"(?m)^(?P<lead>[\s*_#>+-]*)"
_DOTTED = re.compile(_LEAD + r"(?P<number>\d{1,2})(?=\.\d)")
_PLAIN = re.compile(_LEAD + r"(?P<number>\d{1,2})(?=\.\s)")
_FIELD = re.compile(r"(?i)(?P<lead>nhiệm vụ(?: số)? )(?P<number>\d{1,2})(?=[.:*])")
_ROMAN_CELL = re.compile(r"(?m)^(?P<lead>\|\s*)(?P<number>[IVX]+)(?=[\s|])")
_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]


def renumber(text: str, truth: Truth, luck: random.Random) -> tuple[str, Truth]:
    """The outline starts at another number: 1.3 becomes 3.3, field I of a table becomes III."""
    step = luck.randint(1, 3)

    def arabic(found: re.Match[str]) -> str:
        return f"{found['lead']}{int(found['number']) + step}"

    def roman(found: re.Match[str]) -> str:
        return f"{found['lead']}{_ROMANS[_ROMANS.index(found['number']) + step]}"

    changed = _ROMAN_CELL.sub(roman, _FIELD.sub(arabic, _DOTTED.sub(arabic, text)))
    if not _FIELD.search(text):  # there, plain numbers belong to another list than the fields'
        changed = _shift_plain(changed, arabic, only_beside_dotted=bool(_DOTTED.search(text)))
    for item in (*truth.get("criteria", ()), *truth.get("deductions", ())):
        for key in ("id", "parent", "criterion"):
            if item.get(key):
                item[key] = _shifted(str(item[key]), step)
    return changed, truth


def _shift_plain(text: str, shift: Callable[[re.Match[str]], str], *, only_beside_dotted: bool) -> str:
    parts = re.split(r"(?m)^(?=[\s*_#]*[IVX]+\. )", text)
    return "".join(_PLAIN.sub(shift, p) if _DOTTED.search(p) or not only_beside_dotted else p for p in parts)


def _shifted(name: str, step: int) -> str:
    head, dot, tail = name.partition(".")
    if head.isdigit():
        return f"{int(head) + step}{dot}{tail}"
    first, dot_after, rest = tail.partition(".")
    return f"{head}.{_ROMANS[_ROMANS.index(first) + step]}{dot_after}{rest}" if first in _ROMANS else name


def reorder_columns(text: str, truth: Truth, luck: random.Random) -> tuple[str, Truth]:
    """All columns but the first of every table stand in another order."""
    order: dict[int, list[int]] = {}

    def row(line: str) -> str:
        cells = line.strip().strip("|").split("|")
        if not line.startswith("|") or len(cells) < 3:
            return line
        if len(cells) not in order:
            places = list(range(1, len(cells)))
            while places == sorted(places):
                luck.shuffle(places)
            order[len(cells)] = places
        return "|".join(["", cells[0], *(cells[i] for i in order[len(cells)]), ""])

    return "\n".join(row(line) for line in text.split("\n")), truth


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LOOKALIKES = {"h": "b", "c": "e", "i": "l", "n": "u", "u": "n", "e": "c", "t": "l"}


def ocr_noise(text: str, truth: Truth, luck: random.Random) -> tuple[str, Truth]:
    """Tone marks lost or swapped (one letter in 100), look-alike letters (one in 800), doubled spaces. Digits stay."""
    return "".join(_scanned(letter, luck) for letter in text), truth


def _scanned(letter: str, luck: random.Random) -> str:
    chance = luck.random()
    if letter == " " and chance < 0.005:
        return "  "
    if letter.isalpha() and chance < 1 / 800:
        return _LOOKALIKES.get(letter, letter)
    base = unicodedata.normalize("NFD", letter)
    if len(base) > 1 and chance < 0.03:  # three letters in ten carry a mark
        bare = base.rstrip(_TONES)
        return unicodedata.normalize("NFC", bare + luck.choice(["", *_TONES]))
    return "d" if letter == "đ" and chance < 0.01 else letter


_MARKER_LIKE = re.compile(r"[-+*•–(|#]|\w{1,4}[.)]|[IVX]+\.")


def split_lines(text: str, truth: Truth, luck: random.Random) -> tuple[str, Truth]:
    """One long line in six is cut in two by the end of a page or a narrow column."""

    def cut(line: str) -> str:
        spaces = [i for i, letter in enumerate(line) if letter == " " and 30 < i < len(line) - 20]
        if line.startswith("|") or not spaces or luck.random() > 1 / 6:
            return line
        place = luck.choice(spaces)
        if _MARKER_LIKE.match(line[place + 1 :]):  # nobody could tell such a rest from a new item
            return line
        return line[:place] + luck.choice(["\n", "\n\n"]) + line[place + 1 :]

    return "\n".join(cut(line) for line in text.split("\n")), truth


#: Other offices' words for the same things.
SYNONYMS = (
    ("Biện pháp khắc phục", "Giải pháp khắc phục"),
    ("trừ 0", "bị trừ 0"),
    ("Tham mưu:", "Chủ trì:"),
    ("Phối hợp:", "Đơn vị phối hợp:"),
    ("Thời gian thực hiện", "Thời hạn thực hiện"),
    ("Chỉ tiêu khắc phục", "Mục tiêu khắc phục"),
    ("| Nhiệm vụ |", "| Nội dung công việc |"),
    ("| Sản phẩm |", "| Kết quả đầu ra |"),
    ("| Tiến độ |", "| Thời gian hoàn thành |"),
    ("| Phân công và cách thức thực hiện |", "| Đơn vị, cá nhân thực hiện |"),
    ("tồn tại hạn chế", "hạn chế, yếu kém"),
    ("Giao đ/c", "Phân công đồng chí"),
    ("Giao cho đ/c", "Giao đồng chí"),
    ("minh chứng", "kiểm chứng"),
    ("Cơ quan chủ trì", "Đơn vị chủ trì"),
    ("Cơ quan thực hiện", "Đơn vị thực hiện"),
    ("Cơ quan phối hợp", "Đơn vị phối hợp"),
)


def synonyms(text: str, truth: Truth, luck: random.Random) -> tuple[str, Truth]:
    """Half of the words of SYNONYMS are replaced throughout, in the truth's wording too."""
    chosen = [pair for pair in SYNONYMS if luck.random() < 0.5]

    def replaced(value: Any) -> Any:
        if isinstance(value, str):
            for old, new in chosen:
                value = value.replace(old, new)
        elif isinstance(value, list):
            return [replaced(v) for v in value]
        elif isinstance(value, dict):
            return {k: replaced(v) for k, v in value.items()}
        return value

    return replaced(text), replaced(truth)


KINDS: dict[str, Change] = {
    "renumbered": renumber,
    "columns": reorder_columns,
    "ocr": ocr_noise,
    "split": split_lines,
    "synonyms": synonyms,
}

"""What proof is still missing: what a set expects of every criterion against what is attached, remarks included.

Remarks inform: a file with one stays attached and is told of. Here it only does not serve the demand that the remark is
about, as the file of an item that was dated too late or bears no signature where one is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from namro.core.assessment.expected_proof import Expected
from namro.core.framework.words import SIGNED_WORDS

#: Remarks that keep a file from serving, by their published codes, and how they are counted in a sentence.
LATE, UNSIGNED_FILE, UNREADABLE = "after_due", "unsigned", "unreadable"
_REMARK_WORDS = {LATE: "trễ hạn", UNSIGNED_FILE: "chưa ký số", UNREADABLE: "không đọc được"}

Key = TypeVar("Key", bound=Hashable)


class State(StrEnum):
    """How the proof of a criterion, or one expected item, stands; the worst first."""

    MISSING = "missing"
    INCOMPLETE = "incomplete"
    UNSIGNED = "unsigned"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Attached:
    """One file or link given as proof of a leaf (and of an expected item of it), with the codes of its remarks.

    Only remarks that are settled belong here: a signature nobody has looked at yet is not "unsigned".
    """

    leaf: str
    item: str = ""
    remarks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """One expected proof on a day: the files given for it, those there in time, and how many of them serve."""

    expected: Expected
    state: State
    serving: int
    given: tuple[Attached, ...]
    there: int
    today: date

    @property
    def sentence(self) -> str:
        """How it stands, in words: written when it is read, a province's page counts states only."""
        return f"{self.expected.words}: {_item_words(self)}"


@dataclass(frozen=True, slots=True)
class Standing:
    """The proof of one leaf on a day: its state, its expected items, all files, the earliest day of what is lacking."""

    leaf: str
    state: State
    items: tuple[ItemStanding, ...]
    given: tuple[Attached, ...]
    today: date
    due: date | None = None

    @property
    def sentence(self) -> str:
        """Words for a cell."""
        return _words(self)

    @property
    def unsigned(self) -> int:
        """Files without the signature that is asked of them, whatever else is lacking."""
        return sum(UNSIGNED_FILE in file.remarks for file in self.given)

    @property
    def lacking(self) -> tuple[ItemStanding, ...]:
        """The expected proof that is not there as it should be."""
        return tuple(one for one in self.items if one.state is not State.FINE)

    @property
    def is_asked(self) -> bool:
        """Whether something of it has to be there."""
        return any(one.expected.required for one in self.items)

    def is_late(self, today: date, internal: date | None = None) -> bool:
        """Whether something is lacking after its day, or after the unit's own day for the leaf."""
        return self.state is not State.FINE and any(day and day < today for day in (self.due, internal))


@dataclass(frozen=True, slots=True)
class Tally:
    """Leaves by state, expected items and how many of them are not there as they should be."""

    missing: int = 0
    incomplete: int = 0
    unsigned: int = 0
    fine: int = 0
    expected: int = 0
    lacking: int = 0


def standings(
    expected: Mapping[str, tuple[Expected, ...]], attached: Iterable[Attached], *, today: date
) -> dict[str, Standing]:
    """Return how the proof of every leaf stands on a day."""
    given: dict[str, list[Attached]] = {}
    for one in attached:
        given.setdefault(one.leaf, []).append(one)
    return {leaf: _standing(leaf, wanted, tuple(given.get(leaf, ())), today) for leaf, wanted in expected.items()}


def tallies(found: Mapping[str, Standing], groups: Mapping[str, Key]) -> dict[Key, Tally]:
    """Count leaves and items by what `groups` says of each leaf (its owner, its domain); others are left out."""
    rows: dict[Key, list[Standing]] = {}
    for leaf, one in found.items():
        if leaf in groups:
            rows.setdefault(groups[leaf], []).append(one)
    return {key: tally(of) for key, of in rows.items()}


def tally(found: Iterable[Standing]) -> Tally:
    """Count leaves by state, and items."""
    rows = list(found)
    by_state = Counter(one.state for one in rows)
    return Tally(
        missing=by_state[State.MISSING],
        incomplete=by_state[State.INCOMPLETE],
        unsigned=by_state[State.UNSIGNED],
        fine=by_state[State.FINE],
        expected=sum(len(one.items) for one in rows),
        lacking=sum(len(one.lacking) for one in rows),
    )


def _standing(leaf: str, wanted: tuple[Expected, ...], given: tuple[Attached, ...], today: date) -> Standing:
    items = tuple([_item(one, tuple([file for file in given if file.item == one.item]), today) for one in wanted])
    days = [one.expected.due for one in items if one.state is not State.FINE and one.expected.due]
    return Standing(leaf, _worst(items, there=bool(given)), items, given, today, min(days, default=None))


def _worst(items: tuple[ItemStanding, ...], *, there: bool) -> State:
    """A leaf is missing when nothing at all is there, incomplete with a file, even one that was put to no item."""
    states = {one.state for one in items}
    if states & {State.MISSING, State.INCOMPLETE}:
        return State.INCOMPLETE if there else State.MISSING
    return State.UNSIGNED if State.UNSIGNED in states else State.FINE


def _item(expected: Expected, given: tuple[Attached, ...], today: date) -> ItemStanding:
    there = [file for file in given if not _unfit(expected, file) - {UNSIGNED_FILE}]
    signed = [file for file in there if not _unfit(expected, file)]
    if not expected.required:
        state = State.FINE
    elif not given:
        state = State.MISSING
    elif len(there) < expected.count:
        state = State.INCOMPLETE
    else:
        state = State.FINE if len(signed) >= expected.count else State.UNSIGNED
    return ItemStanding(expected, state, len(signed), given, len(there), today)


def _unfit(expected: Expected, file: Attached) -> frozenset[str]:
    """Return the remarks by which a file does not serve this demand."""
    asked = {UNREADABLE} | ({LATE} if expected.due else set()) | ({UNSIGNED_FILE} if expected.signed else set())
    return file.remarks & asked


def _item_words(one: ItemStanding) -> str:
    expected = one.expected
    if not one.given:
        return _nothing([expected], one.today)
    counted = f"{one.there}/{expected.count}" if one.there < expected.count else f"{one.there}"
    return f"{counted} {expected.noun}{_remarked(one.given)}{_asked_signature(expected, one.given)}"


def _asked_signature(expected: Expected, given: tuple[Attached, ...]) -> str:
    if not expected.signed or not any(UNSIGNED_FILE in file.remarks for file in given):
        return ""
    return f" (cần {SIGNED_WORDS[expected.signed].removeprefix('có ')})"


def _words(found: Standing) -> str:
    """Say it in a cell: "Chưa có", "2/4 phương án", "2/3 minh chứng", "4 tệp, 1 trễ hạn", "1 tệp, ký số"."""
    items, given = found.items, found.given
    if not given:
        return _nothing_of(items, found.today) if found.is_asked else "Không bắt buộc"
    remarked = _remarked(given)
    if len(items) == 1 and items[0].state is State.INCOMPLETE:
        only = items[0].expected
        there = sum(1 for file in given if not _unfit(only, file) - {UNSIGNED_FILE})
        return f"{there}/{only.count} {only.noun}{remarked}"
    if any(one.state in (State.MISSING, State.INCOMPLETE) for one in items):
        full = sum(one.state in (State.FINE, State.UNSIGNED) for one in items)
        names = {one.expected.item for one in items}
        loose = sum(file.item not in names for file in given)
        unsorted = f", {loose} tệp chưa xếp" if loose else ""
        return f"{full}/{len(items)} minh chứng{remarked}{unsorted}"
    signed = ", ký số" if not remarked and any(one.expected.signed for one in items) else ""
    return f"{len(given)} tệp{signed}{remarked}"


def _nothing_of(items: tuple[ItemStanding, ...], today: date) -> str:
    words = _nothing([one.expected for one in items if one.expected.required], today)
    return words[0].upper() + words[1:]


def _nothing(expected: list[Expected], today: date) -> str:
    due = min((one.due for one in expected if one.due), default=None)
    if due is None:
        return "chưa có"
    return f"chưa có, {'quá hạn' if due < today else 'hạn'} {due:%d/%m}"


def _remarked(given: tuple[Attached, ...]) -> str:
    counts = Counter(code for file in given for code in file.remarks if code in _REMARK_WORDS)
    return "".join(f", {counts[code]} {words}" for code, words in _REMARK_WORDS.items() if counts[code])

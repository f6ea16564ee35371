"""The month of somebody who handles dossiers: what was counted, and the indices that the dossiers give by themselves.

Which indices there are, and on which text they rest, is data (`officer_evaluation.yaml`), an edition by its days. Those
that no dossier can tell are judged by a person. Nothing here grades anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from namro.core.base.yamlfile import load_data
from namro.core.service.lateness import LateClass


class Counted(StrEnum):
    """A number of the month."""

    RECEIVED = "received"
    HANDLED = "handled"
    ON_TIME = "on_time"
    EARLY = "early"
    LATE_PROCESS = "late_process"
    LATE_CITIZEN = "late_citizen"
    LATE_DATA = "late_data"
    LATE_OTHER = "late_other_agency"
    OPEN = "open"
    OPEN_LATE = "open_late"
    REQUESTED = "requested"
    REQUESTED_TWICE = "requested_twice"
    NO_APOLOGY = "no_apology"
    NOT_DIGITISED = "not_digitised"
    NO_RESULT = "no_result"
    DISLIKED = "disliked"
    CONFIRMED = "confirmed"


COUNTED_WORDS = {
    Counted.RECEIVED: "Tiếp nhận",
    Counted.HANDLED: "Đã giải quyết",
    Counted.ON_TIME: "Đúng hạn",
    Counted.EARLY: "Trong đó xong sớm",
    Counted.LATE_PROCESS: "Trễ do khâu xử lý",
    Counted.LATE_CITIZEN: "Trễ do chờ người dân",
    Counted.LATE_DATA: "Trễ do dữ liệu",
    Counted.LATE_OTHER: "Trễ do cơ quan khác",
    Counted.OPEN: "Đang giải quyết cuối tháng",
    Counted.OPEN_LATE: "Chưa xong, đã quá hạn",
    Counted.REQUESTED: "Có yêu cầu bổ sung",
    Counted.REQUESTED_TWICE: "Yêu cầu bổ sung từ hai lần",
    Counted.NO_APOLOGY: "Trễ chưa xin lỗi",
    Counted.NOT_DIGITISED: "Chưa số hóa thành phần",
    Counted.NO_RESULT: "Chưa có kết quả điện tử",
    Counted.DISLIKED: "Người dân không hài lòng",
    Counted.CONFIRMED: "Phản ánh hành vi đã kết luận đúng",
}
#: The number that a late dossier falls under.
LATE = {
    LateClass.PROCESS: Counted.LATE_PROCESS,
    LateClass.CITIZEN: Counted.LATE_CITIZEN,
    LateClass.DATA: Counted.LATE_DATA,
    LateClass.OTHER_AGENCY: Counted.LATE_OTHER,
}
JUDGED = "judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one dossier is to the month of its officer: accepted in it, ended in it, open at its end."""

    received: bool = False
    ended: bool = False
    early: bool = False
    late: LateClass | None = None
    #: Requests for a supplement so far, and whether one of them was made in the month.
    requests: int = 0
    asked: bool = False
    apologised: bool = False
    #: Whether the unit's own steps kept their limits; None where the source has no step with a limit.
    steps_kept: bool | None = None
    digitised: bool | None = None
    lacks_result: bool = False
    disliked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether anything was still to be done at the end of the month."""
        return not self.ended


@dataclass(frozen=True, slots=True)
class Index:
    """One index: its number in the text, its name, what it comes from (`judged`: a person says it)."""

    number: int
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The indices in force from a day on."""

    since: date
    source: str
    evidence: str
    remark: str
    decimals: int
    most: int
    indices: tuple[Index, ...]

    @property
    def judged(self) -> tuple[Index, ...]:
        """Those that a person says."""
        return tuple(one for one in self.indices if one.source == JUDGED)


def _total_time(one: Share) -> int | None:
    return None if not one.ended else 0 if one.late else 2 if one.early else 1


def _step_time(one: Share) -> int | None:
    if not one.ended or one.steps_kept is None:
        return None
    return 2 if one.steps_kept else 0 if one.late else 1


def _contacts(one: Share) -> int | None:
    return None if not one.ended else max(0, 2 - one.requests)


_SOURCES = {"total_time": _total_time, "step_time": _step_time, "contacts": _contacts}


@cache
def editions() -> tuple[Edition, ...]:
    """Return the shipped editions, the newest first."""
    rows: list[dict[str, Any]] = load_data("officer_evaluation.yaml")["editions"]
    found = [
        Edition(
            row["since"], row["source"], row["evidence"], row["remark"], int(row["decimals"]), int(row["most"]),
            tuple(Index(int(one["number"]), one["title"], one["from"]) for one in row["indices"]),
        )
        for row in rows
    ]  # fmt: skip
    for edition in found:
        for index in edition.indices:
            if index.source != JUDGED and index.source not in _SOURCES:
                raise ValueError(f"index {index.number}: nothing counts {index.source}")
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))


def edition_on(day: date) -> Edition:
    """Return the edition in force on a day, the first before it."""
    return next((one for one in editions() if one.since <= day), editions()[-1])


def counted(shares: Iterable[Share], *, confirmed: int = 0) -> dict[Counted, int]:
    """Return the numbers of a month; `confirmed` are acts that found conduct true."""
    found = dict.fromkeys(Counted, 0)
    found[Counted.CONFIRMED] = confirmed
    for one in shares:
        for number, counts in _marks(one):
            found[number] += counts
    return found


def _marks(one: Share) -> Iterable[tuple[Counted, bool]]:
    is_open = one.is_open
    yield Counted.RECEIVED, one.received
    yield Counted.HANDLED, one.ended
    yield Counted.ON_TIME, one.ended and one.late is None
    yield Counted.EARLY, one.ended and one.late is None and one.early
    yield Counted.OPEN, is_open
    yield Counted.OPEN_LATE, is_open and one.late is not None
    if one.late is not None:
        yield LATE[one.late], True
        yield Counted.NO_APOLOGY, not one.apologised
    yield Counted.REQUESTED, one.asked
    yield Counted.REQUESTED_TWICE, one.asked and one.requests > 1
    yield Counted.NOT_DIGITISED, one.received and one.digitised is False
    yield Counted.NO_RESULT, one.ended and one.lacks_result
    yield Counted.DISLIKED, one.disliked


def points(edition: Edition, shares: Sequence[Share], judged: Mapping[int, int]) -> dict[int, Decimal | None]:
    """Return each index: the mean over the ended dossiers that tell it, or what a person said; else None."""
    step = Decimal(1).scaleb(-edition.decimals)
    found: dict[int, Decimal | None] = {}
    for index in edition.indices:
        if index.source == JUDGED:
            said = judged.get(index.number)
            found[index.number] = None if said is None else Decimal(said)
            continue
        told = [n for n in map(_SOURCES[index.source], shares) if n is not None]
        mean = Decimal(sum(told)) / len(told) if told else None
        found[index.number] = None if mean is None else mean.quantize(step, ROUND_HALF_UP)
    return found

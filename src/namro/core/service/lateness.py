"""Whose lateness: the process, the citizen, the data, or another agency's step; and both readings of the ratio.

Careful in our own disfavour: what the figures do not prove is a fault of the process. A contested mark with its proof
decides otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from namro.core.base.errors import NamroError
from namro.core.base.points import round_points
from namro.core.service.clock import Clock, clock
from namro.core.service.dossiers import Dossier, Status, Step
from namro.core.service.on_time import Reason, timeliness
from namro.core.timetable import WorkingTime
from namro.core.timetable.deadline_words import clock_words


class LateClass(StrEnum):
    """What made a dossier late."""

    PROCESS = "process"
    CITIZEN = "citizen"
    DATA = "data"
    OTHER_AGENCY = "other_agency"


LATE_CLASS_WORDS = {
    LateClass.PROCESS: "do khâu xử lý",
    LateClass.CITIZEN: "do chờ người dân",
    LateClass.DATA: "do dữ liệu",
    LateClass.OTHER_AGENCY: "do cơ quan khác",
}


class Reading(StrEnum):
    """Which late dossiers a criterion counts: all, or those by the unit's own fault."""

    ALL = "all"
    OWN_FAULT = "own_fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What a person says against the figures, with the reason and the proof. Raises `NamroError` without them."""

    late_class: LateClass
    reason: str
    proof: str

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.proof.strip():
            missing = "lý do" if not self.reason.strip() else "minh chứng"
            raise NamroError(
                f"Đánh dấu lại nguyên nhân trễ cần {missing}. Ghi lý do và đính kèm minh chứng (trang sổ giấy, ảnh).",
                code="contest",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """A late dossier's class with its reason in words; `step` where another agency holds or held it."""

    late_class: LateClass
    words: str
    since: datetime | None = None
    step: Step | None = None
    contest: Contest | None = None

    @property
    def is_own_fault(self) -> bool:
        """Whether the unit that handles it answers for it."""
        return self.late_class is LateClass.PROCESS


def lateness(
    dossier: Dossier, now: datetime, office: WorkingTime, *, contest: Contest | None = None
) -> Lateness | None:
    """Return why an accepted dossier counts as late at `now` (the portal's reading); None: it does not."""
    here = dossier.as_of(now)
    counted = timeliness(here, now, office)
    if counted.is_on_time:
        return None
    own = clock(here, now, office)
    if contest is not None:
        words = f"{contest.reason} (minh chứng: {contest.proof})"
        found = Lateness(late_class=contest.late_class, words=words, contest=contest)
    elif counted.reason is Reason.ASKED_TWICE:
        found = Lateness(late_class=LateClass.PROCESS, words=counted.words)
    else:
        found = _by_data(here, own) or _by_citizen(here, own) or _by_steps(here, now, counted.words)
    return Lateness(
        late_class=found.late_class,
        words=found.words,
        since=counted.date,
        step=found.step or _late_step(here, now, theirs=True),
        contest=contest,
    )


def _by_data(dossier: Dossier, own: Clock) -> Lateness | None:
    date = own.appointment
    if date is None:
        words = "Nguồn không có ngày hẹn trả và thủ tục không có thời hạn. Bổ sung thời hạn của thủ tục."
        return Lateness(late_class=LateClass.DATA, words=words)
    if dossier.accepted_at is not None and date < dossier.accepted_at:
        words = f"Ngày hẹn {clock_words(date)} trước lúc tiếp nhận {clock_words(dossier.accepted_at)}."
        return Lateness(late_class=LateClass.DATA, words=words)
    returned = dossier.first(Status.RETURNED)
    if returned is not None and own.due is not None and returned.at <= own.due:
        words = f"Đã trả kết quả lúc {clock_words(returned.at)}, trong hạn; trạng thái xử lý xong ghi sau đó."
        return Lateness(late_class=LateClass.DATA, words=words)
    return None


def _by_citizen(dossier: Dossier, own: Clock) -> Lateness | None:
    """Within the own clock, only the times of waiting make it late."""
    if own.is_late or own.due is None:
        return None
    stands = dossier.stands_since if dossier.end is None else None
    waited = (
        f"từ {clock_words(stands)} đang chờ" if stands else f"hạn sau khi trừ thời gian chờ là {clock_words(own.due)}"
    )
    return Lateness(
        late_class=LateClass.CITIZEN, words=f"Đồng hồ đã dừng trong lúc chờ: {waited}, đơn vị chưa quá hạn."
    )


def _by_steps(dossier: Dossier, now: datetime, said: str) -> Lateness:
    ours, theirs = _late_step(dossier, now, theirs=False), _late_step(dossier, now, theirs=True)
    if theirs is None or ours is not None:
        also = f" Bước “{ours.name}” của đơn vị quá hạn {clock_words(ours.due_at)}." if ours and ours.due_at else ""
        return Lateness(late_class=LateClass.PROCESS, words=f"{said}{also}")
    assert theirs.due_at is not None
    done = f"xong lúc {clock_words(theirs.ended_at)}" if theirs.ended_at else "chưa xong"
    name = f"bước “{theirs.name}”" if theirs.name else "bước của mình"
    words = f"{theirs.unit} giữ {name} quá hạn {clock_words(theirs.due_at)}, {done}; các bước của đơn vị trong hạn."
    return Lateness(late_class=LateClass.OTHER_AGENCY, words=words, step=theirs)


def _late_step(dossier: Dossier, now: datetime, *, theirs: bool) -> Step | None:
    """The step with the longest overrun, of other agencies or of the unit; one without a limit proves nothing."""
    late = [step for step in dossier.steps if step.is_late(now) and (step.unit != dossier.unit) is theirs]
    return max(late, key=lambda step: (step.ended_at or now) - (step.due_at or now), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTimeRatio:
    """Dossiers in all, and the late ones by class. Those late without own fault count as timely in that reading."""

    total: int
    late: tuple[tuple[LateClass, int], ...]

    def numerator(self, reading: Reading) -> int:
        """How many count as on time."""
        counted = (n for kind, n in self.late if reading is Reading.ALL or kind is LateClass.PROCESS)
        return self.total - sum(counted)

    def percent(self, reading: Reading) -> Decimal | None:
        """The ratio in percent to two decimals, half up; None of nothing."""
        if not self.total:
            return None
        return round_points(Decimal(self.numerator(reading) * 100) / self.total)


def on_time_ratio(found: Iterable[Lateness | None]) -> OnTimeRatio:
    """Return the ratio of dossiers given as what `lateness` says of each."""
    classes = Counter(one.late_class if one is not None else None for one in found)
    late = tuple((kind, classes[kind]) for kind in LateClass if classes[kind])
    return OnTimeRatio(total=classes.total(), late=late)

"""The portal's reading of "on time" (metric 2.1), one dossier at a time, with the reason in words.

The ratios of many dossiers are computed over files; this is the obvious form, to explain one of them and to compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from namro.core.service.clock import appointment
from namro.core.service.dossiers import Dossier, Status
from namro.core.timetable import WorkingTime
from namro.core.timetable.deadline_words import clock_words

_NO_TIME = timedelta(0)
_Waits = tuple[tuple[datetime, datetime | None], ...]


class Reason(StrEnum):
    """Why a dossier counts as it does."""

    IN_TIME = "in_time"
    PAST_DATE = "past_date"
    ASKED_TWICE = "asked_twice"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """How a dossier counts at a cut-off. `measured` is its end as the portal reckons it, `date` its appointment."""

    reason: Reason
    words: str
    measured: datetime | None = None
    date: datetime | None = None

    @property
    def is_on_time(self) -> bool:
        """Whether it counts in the numerator."""
        return self.reason is Reason.IN_TIME


def timeliness(dossier: Dossier, cut_off: datetime, office: WorkingTime, *, less_pauses: bool = False) -> Timeliness:
    """Return how an accepted dossier counts at the cut-off; what happened later does not exist.

    `office` has the default office hours. With `less_pauses` pauses come off like times of waiting for a supplement:
    the own reading that is shown beside the portal's.
    """
    here = dossier.as_of(cut_off)
    if len(here.requests) > 1:
        words = f"Yêu cầu bổ sung {len(here.requests)} lần sau khi tiếp nhận: tính là trễ."
        return Timeliness(reason=Reason.ASKED_TWICE, words=words)
    date = appointment(here, office)
    if date is None:
        return Timeliness(
            reason=Reason.NO_DATE, words="Không có ngày hẹn trả, thủ tục cũng không có thời hạn: tính là trễ."
        )
    waits: _Waits = here.waits(Status.SUPPLEMENT_REQUESTED, Status.SUPPLEMENT_DONE)
    if less_pauses:
        waits = (*waits, *here.waits(Status.PAUSED, Status.RESUMED))
    measured = _measured(here, cut_off, waits)
    in_time = measured <= date
    words = f"{_end_words(here)}, tính đến {clock_words(measured)}; hẹn trả {clock_words(date)}: "
    return Timeliness(
        reason=Reason.IN_TIME if in_time else Reason.PAST_DATE,
        words=words + ("đúng hạn." if in_time else "trễ hạn."),
        measured=measured,
        date=date,
    )


def _measured(dossier: Dossier, cut_off: datetime, waits: _Waits) -> datetime:
    """The end, or where the clock stands; less the times of waiting that ended."""
    end = dossier.end
    standing = [since for since, until in waits if until is None]
    reached = end.at if end is not None else min([cut_off, *standing])
    return reached - sum((until - since for since, until in waits if until is not None), _NO_TIME)


def _end_words(dossier: Dossier) -> str:
    if dossier.end is not None:
        return f"Kết thúc {clock_words(dossier.end.at)}"
    return "Chờ bổ sung, chưa kết thúc" if dossier.stands_since is not None else "Chưa kết thúc"

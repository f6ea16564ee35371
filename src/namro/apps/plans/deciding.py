"""What is done about lost points: what was decided about each, and the next entry of it, whatever the points are of.

Writers lock what the points are of before they look, so that two people act one after the other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.plans.days import remedied_day
from namro.apps.plans.models import DecisionEntry
from namro.apps.plans.remedy_files import Kept
from namro.core.base.errors import NamroError
from namro.core.improvement import FindingsReport
from namro.core.improvement.decisions import ASKED, DecisionRefused, decided, decision
from namro.core.improvement.findings import Decision

Entry = TypeVar("Entry", bound=DecisionEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that somebody sent: the finding's key, what was typed, and the version that it was made of.

    `texts` holds proof, ground, why and done_on; `file` is a proof that is in the store already.
    """

    key: str
    disposition: str
    texts: Mapping[str, str]
    version: int
    file: Kept | None = None


class DecisionGone(NamroError):
    """The finding is no longer there, or there is nothing to take back; nothing was written."""


class DecisionConflict(NamroError):
    """Somebody else decided about the same finding since the form was opened; nothing was written.

    `last` is their act (also when it took a decision back), `held` the decision that holds now.
    """

    def __init__(self, last: DecisionEntry, held: DecisionEntry | None) -> None:
        super().__init__(_("%(person)s vừa đổi hướng xử lý này.") % {"person": last.by.full_name}, code="conflict")
        self.last, self.held = last, held


@dataclass(frozen=True)
class DecidedFindings(ABC):
    """Lost points and everything that was decided about them, oldest first."""

    entries: tuple[DecisionEntry, ...]

    @property
    @abstractmethod
    def suggested(self) -> FindingsReport:
        """The findings as the wording suggests them, before anybody decided."""

    @property
    @abstractmethod
    def keys(self) -> tuple[str, ...]:
        """The lasting key of each finding, in the order of the findings."""

    @property
    def version(self) -> int:
        """The number of the last entry; a form remembers the one that it was made of."""
        return self.entries[-1].seq if self.entries else 0

    @cached_property
    def holding(self) -> dict[str, DecisionEntry]:
        """The decision that holds for each finding that has one."""
        held: dict[str, list[DecisionEntry]] = {}
        for entry in self.entries:
            about = held.setdefault(entry.finding, [])
            if entry.disposition:
                about.append(entry)
            elif about:
                about.pop()
        return {key: about[-1] for key, about in held.items() if about}

    @cached_property
    def report(self) -> FindingsReport:
        """The findings as decided."""
        made = [self.holding.get(key) for key in self.keys]
        return decided(self.suggested, [entry.decision if entry else None for entry in made])


def filled_in(entry: Entry, found: DecidedFindings, filled: Filled) -> Entry | None:
    """Write a form into a fresh entry, which has its person and time; None when that is what holds already.

    Not saved. Raises DecisionRefused, DecisionConflict or DecisionGone.
    """
    _check_there(found, filled.key)
    made = _made(filled, today=timezone.localtime(entry.at).date())
    held = found.holding.get(filled.key)
    file = filled.file if "proof" in ASKED[made.disposition] else None
    if file is None and held and held.sha256 and held.disposition == made.disposition:
        file = Kept(held.sha256, held.file_name, held.file_size)  # the form offers no way to lose a file
    entry.seq, entry.finding, entry.disposition = found.version + 1, filled.key, made.disposition
    entry.proof, entry.done_on, entry.ground, entry.why = made.proof, made.done_on, made.ground, made.why
    if file:
        entry.sha256, entry.file_name, entry.file_size = file.sha256, file.name, file.size
    if held and held.content == entry.content:
        return None
    _check_untouched(found, filled.key, version=filled.version)
    return entry


def taken_back(entry: Entry, found: DecidedFindings, key: str, *, version: int) -> Entry:
    """Make a fresh entry the one that takes a decision back. Not saved. Raises DecisionConflict or DecisionGone."""
    _check_there(found, key)
    _check_untouched(found, key, version=version)
    if key not in found.holding:
        raise DecisionGone(_("Không còn gì để hoàn tác."), code="nothing")
    entry.seq, entry.finding = found.version + 1, key
    return entry


def _made(filled: Filled, *, today: date) -> Decision:
    """All that is wrong is told at once: a day that cannot be does not hide a missing proof."""
    wrong: dict[str, str] = {}
    day: date | None = None
    if "done_on" in ASKED.get(filled.disposition, ()):
        try:
            day = remedied_day(filled.texts.get("done_on", ""), today=today)
        except DecisionRefused as fault:
            wrong = fault.by_field
    try:
        made = decision(filled.disposition, filled.texts, done_on=day, today=today, has_file=filled.file is not None)
    except DecisionRefused as fault:
        raise DecisionRefused({**fault.by_field, **wrong}) from fault
    return made


def _check_there(found: DecidedFindings, key: str) -> None:
    if key not in found.keys:
        raise DecisionGone(_("Khoản mất điểm này không còn trong phiếu. Trang đã tải lại bản mới nhất."), code="gone")


def _check_untouched(found: DecidedFindings, key: str, *, version: int) -> None:
    since = [entry for entry in found.entries if entry.finding == key and entry.seq > version]
    if since:
        raise DecisionConflict(since[-1], found.holding.get(key))

"""Reasons to doubt forms that were sent in. Nothing is deleted or changed: each form gets its reasons, and the rules of
the instrument say which of them keep it out of estimates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from namro.core.framework.fields import written
from namro.core.survey.answering import visible
from namro.core.survey.conditions import Given
from namro.core.survey.model import Instrument
from namro.core.survey.validity import Burst, Reason, Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it was sent in, its answers checked (`answering.checked`); `key` is whatever the caller knows it by.

    `code`: the one-time code or the number on paper. `device`: a digest that says only "the same device"; "" where
    nothing is known, and for a device that many people share on purpose. `from_office`: sent from a device or an
    address of the office though the channel is the citizens' own.
    """

    key: str
    answers: Mapping[str, Given]
    code: str = ""
    started: datetime | None = None
    submitted: datetime | None = None
    device: str = ""
    from_office: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason with what was found, for whoever decides; `other` is the key of the form it repeats."""

    reason: Reason
    said: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A form's doubts; `counts`: none of them is one that the rules exclude."""

    key: str
    doubts: tuple[Doubt, ...]
    counts: bool

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons without their words."""
        return tuple(doubt.reason for doubt in self.doubts)


def cleaned(instrument: Instrument, forms: Iterable[Form], *, rules: Validity | None = None) -> tuple[Cleaned, ...]:
    """Return what is doubted of each form, in the order given. `rules` stand in for those of the instrument."""
    rules = rules or instrument.validity
    forms = tuple(forms)
    among: dict[int, list[Doubt]] = defaultdict(list)
    if rules.duplicates:
        _note_repeated(forms, among)
    if rules.burst is not None:
        _note_bursts(forms, rules.burst, among)
    alone = _Alone(instrument, rules)
    found = []
    for place, form in enumerate(forms):
        doubts = (*alone.doubts(form), *among[place])
        found.append(Cleaned(form.key, doubts, not any(one.reason in rules.excludes for one in doubts)))
    return tuple(found)


class _Alone:
    """What one form says against itself."""

    def __init__(self, instrument: Instrument, rules: Validity) -> None:
        self.instrument = instrument
        self.rules = rules
        none = {str(one) for one in instrument.scale.no_answer}
        #: Codes of each item that say nothing, then those of the other questions.
        self.items = {item.code: none for item in instrument.items}
        self.silent = self.items | {question.code: set(question.no_answer) for question in instrument.questions}

    def doubts(self, form: Form) -> Iterator[Doubt]:
        if all(set(given) <= self.silent.get(code, set()) for code, given in form.answers.items()):
            yield Doubt(Reason.EMPTY, "không có câu trả lời nào.")
            return
        yield from self._of_scale(form)
        seconds = self.rules.seconds
        if seconds is not None and form.started is not None and form.submitted is not None:
            took = (form.submitted - form.started).total_seconds()
            if 0 <= took < seconds:
                yield Doubt(Reason.FAST, f"làm xong trong {took:.0f} giây, ít hơn {seconds} giây.")
        if self.rules.staff and form.from_office:
            yield Doubt(Reason.STAFF, "gửi từ thiết bị hoặc địa chỉ mạng của cơ quan.")

    def _of_scale(self, form: Form) -> Iterator[Doubt]:
        asked = [code for code in visible(self.instrument, form.answers) if code in self.items]
        given = {code: form.answers[code][0] for code in asked if form.answers.get(code)}
        blanks, limit = len(asked) - len(given), self.rules.blanks
        if limit is not None and asked and blanks > limit * len(asked):
            yield Doubt(Reason.BLANKS, f"bỏ trống {blanks}/{len(asked)} câu, quá {written(limit * 100)}%.")
        levels = [level for code, level in given.items() if level not in self.items[code]]
        if self.rules.straight is not None and len(levels) >= self.rules.straight and len(set(levels)) == 1:
            yield Doubt(Reason.STRAIGHT, f"cả {len(levels)} câu cùng chọn mức {levels[0]}.")


def _in_time(forms: Sequence[Form]) -> list[int]:
    """Return places in the order in which forms came; those without a moment last, as they stand."""
    moments = [form.submitted.timestamp() if form.submitted is not None else math.inf for form in forms]
    return sorted(range(len(forms)), key=moments.__getitem__)


def _note_repeated(forms: Sequence[Form], among: dict[int, list[Doubt]]) -> None:
    """Note forms with a code that came before, and the same answers from one device; the first one stands."""
    codes: dict[str, int] = {}
    same: dict[tuple[str, frozenset[tuple[str, Given]]], int] = {}
    for place in _in_time(forms):
        form = forms[place]
        by_code = codes.setdefault(form.code, place) if form.code else place
        alike = (form.device, frozenset(form.answers.items()))
        by_answers = same.setdefault(alike, place) if form.device and form.answers else place
        if by_code != place:
            first = forms[by_code].key
            among[place].append(Doubt(Reason.DUPLICATE, f"mã phiếu đã dùng ở phiếu {first}.", first))
        elif by_answers != place:
            first = forms[by_answers].key
            said = f"giống hệt phiếu {first} gửi từ cùng thiết bị."
            among[place].append(Doubt(Reason.DUPLICATE, said, first))


def _note_bursts(forms: Sequence[Form], burst: Burst, among: dict[int, list[Doubt]]) -> None:
    """Note every form of each device that has so many around it within the minutes."""
    by_device: dict[str, list[int]] = defaultdict(list)
    for place in _in_time(forms):
        if forms[place].device and forms[place].submitted is not None:
            by_device[forms[place].device].append(place)
    span = timedelta(minutes=burst.minutes)
    said = f"một thiết bị gửi từ {burst.answers} phiếu trở lên trong {burst.minutes} phút."
    for places in by_device.values():
        moments = [moment for place in places if (moment := forms[place].submitted) is not None]
        first = noted = 0  # the first form inside the minutes; how many forms are settled
        for last, moment in enumerate(moments):
            while moment - moments[first] > span:
                first += 1
            if last - first + 1 >= burst.answers:
                for at in range(max(first, noted), last + 1):
                    among[places[at]].append(Doubt(Reason.BURST, said))
                noted = last + 1

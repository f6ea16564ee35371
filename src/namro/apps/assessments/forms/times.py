"""Dates of a round with their hours, typed as people write them: "20/10/2026" and "17:00"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.assessments.actions.round_checks import RoundFault, Times, time_faults
from namro.apps.people.forms.fields import day_field
from namro.core.assessment.stages import STAGE_WORDS, Stage
from namro.core.base.clock import VIETNAM

ENDS = ("opens", "closes")
_HOURS = ("%H:%M", "%Hh%M", "%Hh", "%H")


def hour_field(label: Any) -> forms.TimeField:
    """An hour of the clock."""
    attrs = {"class": "inp", "inputmode": "numeric", "autocomplete": "off", "placeholder": "17:00", "maxlength": "5"}
    return forms.TimeField(
        label=label,
        input_formats=list(_HOURS),
        widget=forms.TimeInput(attrs=attrs, format="%H:%M"),
        error_messages={"required": _("Chưa ghi giờ."), "invalid": _("Giờ này không có. Viết theo mẫu 17:00.")},
    )


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage in the table: for begin and end the word with the boxes of day and hour; what is wrong with it."""

    stage: str
    words: str
    optional: bool
    ends: tuple[tuple[str, forms.BoundField, forms.BoundField], ...]
    faults: tuple[str, ...]


class TimesForm(forms.Form):
    """Begin and end of every stage. Boxes of a stage that is not held stay empty, those of self-scoring may not."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.stage_faults: dict[str, list[str]] = {}
        for stage in Stage:
            words = gettext(STAGE_WORDS[stage])
            for end, said in zip(ENDS, (gettext("bắt đầu"), gettext("kết thúc")), strict=True):
                day = day_field(gettext("%(stage)s, ngày %(end)s") % {"stage": words, "end": said})
                hour = hour_field(gettext("%(stage)s, giờ %(end)s") % {"stage": words, "end": said})
                day.required = hour.required = stage == Stage.SCORING
                self.fields[f"{stage}_{end}_day"], self.fields[f"{stage}_{end}_hour"] = day, hour

    def clean(self) -> dict[str, Any]:
        """Put days and hours together; say of every stage what is wrong."""
        data: dict[str, Any] = super().clean() or {}
        found: dict[Stage, tuple[datetime, datetime]] = {}
        for stage in Stage:
            ends = [self._moment(data, stage, end) for end in ENDS]
            if ends[0] is not None and ends[1] is not None:
                found[stage] = (ends[0], ends[1])
            elif any(ends) and not self._refused(stage):
                end = "opens" if ends[0] is None else "closes"
                self.add_error(f"{stage}_{end}_day", gettext("Chưa ghi ngày."))
        data["times"] = found
        for fault in time_faults(found):
            if not self._refused(Stage(fault.part)):
                self.take(fault)
        return data

    def take(self, fault: RoundFault) -> None:
        """Show a fault beside its stage."""
        self.stage_faults.setdefault(fault.part, []).append(fault.message)
        self.add_error(None, fault.message)

    def _moment(self, data: Mapping[str, Any], stage: Stage, end: str) -> datetime | None:
        day: date | None = data.get(f"{stage}_{end}_day")
        hour: time | None = data.get(f"{stage}_{end}_hour")
        if day is not None and hour is None and f"{stage}_{end}_hour" not in self.errors:
            self.add_error(f"{stage}_{end}_hour", gettext("Chưa ghi giờ."))
        return None if day is None or hour is None else datetime.combine(day, hour, VIETNAM)

    def _refused(self, stage: Stage) -> bool:
        return any(name.startswith(f"{stage}_") for name in self.errors)

    @property
    def times(self) -> Times:
        """The stages that are held; after `is_valid`."""
        found: Times = self.cleaned_data["times"]
        return found

    def stages(self) -> Iterator[StageRow]:
        """The rows of the table."""
        for stage in Stage:
            said = zip(ENDS, (gettext("Bắt đầu"), gettext("Kết thúc")), strict=True)
            ends = tuple((word, self[f"{stage}_{end}_day"], self[f"{stage}_{end}_hour"]) for end, word in said)
            faults = tuple(self.stage_faults.get(stage, ()))
            yield StageRow(stage, gettext(STAGE_WORDS[stage]), stage != Stage.SCORING, ends, faults)


def shown(times: Times) -> dict[str, str | date]:
    """Return the first values of the boxes."""
    found: dict[str, str | date] = {}
    for stage, ends in times.items():
        for end, at in zip(ENDS, ends, strict=True):
            local = at.astimezone(VIETNAM)
            found[f"{stage}_{end}_day"], found[f"{stage}_{end}_hour"] = local.date(), f"{local:%H:%M}"
    return found

"""The page of a sample, and the list of samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from namro.apps.surveys.field_counts import tallies
from namro.apps.surveys.methods import level_words, methods_of
from namro.apps.surveys.models import Draw, Frame, Survey
from namro.core.survey.fieldwork import Tally
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment

_STATES = {
    Survey.State.DRAFT: Chip("circle-dashed", "line", ""),
    Survey.State.COLLECTING: Chip("progress", "acc", ""),
    Survey.State.CLOSED: Chip("lock", "calm", ""),
    Survey.State.PUBLISHED: Chip("circle-check", "good", ""),
}


def state_chip(survey: Survey) -> Chip:
    """Return how far a survey is."""
    known = _STATES[Survey.State(survey.state)]
    return Chip(known.icon, known.css, str(Survey.State(survey.state).label))


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A sample in the list."""

    code: str
    name: str
    chip: Chip
    time: str
    drawn: str
    rate: str


def home_rows(surveys: Iterable[Survey]) -> list[HomeRow]:
    """Return the rows of the list; two queries."""
    found = list(surveys)
    draws = {one.survey_id: one for one in Draw.objects.filter(survey__in=found, current=True)}
    rates = rates_of(list(draws.values()))
    return [
        HomeRow(
            survey.code, survey.name, state_chip(survey), f"{day(survey.field_from)} – {day(survey.field_to)}",
            str(draws[survey.pk].drawn) if survey.pk in draws else NOTHING,
            percent(rates.get(draws[survey.pk].pk, Tally()).rate) if survey.pk in draws else NOTHING,
        )
        for survey in found
    ]  # fmt: skip


def rates_of(draws: Sequence[Draw]) -> dict[int, Tally]:
    """Return how the rows of several draws stand; one query."""
    return {key[0]: tally for key, tally in tallies(draws, "draw_id").items()}


def percent(rate: float | None) -> str:
    """Return a share with one decimal."""
    return NOTHING if rate is None else f"{rate * 100:.1f}".replace(".", ",") + " %"


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A frame as the page lists it."""

    name: str
    kind: str
    rows: int
    levels: str
    at: str
    digest: str


def sample_page(survey: Survey, draw: Draw | None, frames: Sequence[Frame]) -> dict[str, object]:
    """Return what the page shows."""
    methods = methods_of(survey, survey.field_from) if draw else None
    return {
        "frames": [
            FrameRow(one.name, one.get_kind_display(), one.rows, _levels(one), moment(one.at), one.sha256[:12])
            for one in frames
        ],
        "draw": draw,
        "seed": draw.plan["seed"] if draw else "",
        "drawn_at": moment(draw.at) if draw else "",
        "told": methods.told if methods else None,
        "chip": state_chip(survey),
        "time": f"{day(survey.field_from)} – {day(survey.field_to)}",
    }


def _levels(frame: Frame) -> str:
    return ", ".join(level_words(one) for one in frame.levels)

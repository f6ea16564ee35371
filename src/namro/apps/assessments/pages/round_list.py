"""The rounds a person knows of, as finished text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Round, Window
from namro.apps.frameworks.trees import tree_of
from namro.core.assessment.stages import HANDED_IN, OPEN, Stage, State
from namro.ui.formats import day, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """One round; `counts` are words with numbers, empty where the units are not the reader's business."""

    url: str
    title: str
    year: int
    edition: str
    period: str
    scoring: str
    alone: bool
    units: int
    counts: tuple[tuple[str, int], ...]


def round_rows(
    rounds: Iterable[Round],
    windows: Mapping[int, Mapping[Stage, Window]],
    states: Mapping[int, Counter[State]],
    *,
    counted: frozenset[int],
) -> tuple[RoundRow, ...]:
    """Return the rows; `counted` are the rounds whose units the reader may count."""
    rows = []
    for one in rounds:
        scoring = windows.get(one.pk, {}).get(Stage.SCORING)
        found = states.get(one.pk, Counter())
        rows.append(
            RoundRow(
                url=reverse("assessments:round", args=[one.code]),
                title=one.title,
                year=one.year,
                edition=tree_of(one.edition).title,
                period=f"{day(one.measured_from)} – {day(one.measured_to)}",
                scoring=moment(scoring.closes_at) if scoring else "",
                alone=one.alone,
                units=found.total(),
                counts=_counts(found) if one.pk in counted else (),
            )
        )
    return tuple(rows)


def _counts(found: Counter[State]) -> tuple[tuple[str, int], ...]:
    """Return how many units are where, in five groups; empty groups are left out."""
    before = {State.WAITING, State.APPROVED}
    groups = (
        (_("chưa bắt đầu"), {State.PREPARING}),
        (_("đang tự chấm"), OPEN - {State.PREPARING}),
        (_("chờ duyệt, chờ nộp"), before),
        (_("đã nộp"), HANDED_IN - {State.PUBLISHED}),
        (_("đã công bố"), {State.PUBLISHED}),
        (_("không thẩm định"), {State.NOT_APPRAISED}),
    )
    counted = ((words, sum(found[state] for state in states)) for words, states in groups)
    return tuple((words, count) for words, count in counted if count)

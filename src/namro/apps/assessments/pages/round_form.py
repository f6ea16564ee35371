"""What the form of a round says beside its boxes, and what opening one will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.actions.round_checks import Foreseen, NewRound
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.lateness import RULE_WORDS, LateRule, lateness
from namro.core.assessment.stages import STAGE_WORDS
from namro.core.timetable import national_calendar
from namro.ui.formats import day, moment, number

#: How long after the limit the examples are sent.
_HOURS_LATE = (2, 40)


@dataclass(frozen=True, slots=True)
class LateWords:
    """A rule with examples of what it means."""

    value: str
    words: str
    examples: tuple[str, ...]


def late_words(due: datetime) -> tuple[LateWords, ...]:
    """Return every rule of days late with examples behind a limit."""
    calendar = national_calendar()
    return tuple(
        LateWords(
            rule.value,
            words,
            tuple(
                lateness(due + timedelta(hours=hours), due, rule=rule, calendar=calendar).sentence
                for hours in _HOURS_LATE
            ),
        )
        for rule, words in RULE_WORDS.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenPage:
    """The last page before a round is opened."""

    title: str
    year: int
    edition: str
    period: str
    stages: tuple[tuple[str, str, str], ...]
    pools: tuple[tuple[str, int], ...]
    made: int
    joined: int
    other: tuple[str, ...]
    begins: bool
    late: str
    appraised: int


def foreseen_page(asked: NewRound, found: Foreseen) -> ForeseenPage:
    """Return the context."""
    names = names_of(found.other_edition) if found.other_edition else {}
    return ForeseenPage(
        title=asked.title,
        year=asked.year,
        edition=tree_of(asked.edition).title,
        period=f"{day(asked.measured_from)} – {day(asked.measured_to)}",
        stages=tuple(
            (_(STAGE_WORDS[stage]), moment(opens), moment(closes)) for stage, (opens, closes) in asked.times.items()
        ),
        pools=tuple((name, len(members)) for name, members in asked.pools.items()),
        made=found.made,
        joined=found.joined,
        other=tuple(names[unit][1] for unit in found.other_edition),
        begins=found.begins,
        late=late_sentence(asked.late_rule, asked.late_days, asked.late_points),
        appraised=len(asked.appraisers),
    )


def late_sentence(rule: LateRule, days: int, points: Decimal) -> str:
    """Say what follows from being late."""
    if not days:
        return _("Không nhận phiếu nộp chậm, trừ khi được gia hạn.")
    said = {"rule": RULE_WORDS[rule], "days": days, "points": number(points), "most": number(points * days)}
    return (
        _(
            "Nộp chậm %(rule)s, mỗi ngày trừ %(points)s điểm; nhận chậm nhất %(days)d ngày (trừ %(most)s điểm), "
            "sau đó không thẩm định nếu không được gia hạn."
        )
        % said
    )

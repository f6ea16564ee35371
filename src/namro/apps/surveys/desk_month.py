"""A month of the evaluation at the counter: figures by factor, by body, officer and way of answering.

Whoever answers chose to, so there is no margin of error and no comparison with a survey of a sample. Small numbers are
left out, and where only one group of several is small, the next one with it: else it would follow by subtraction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Q

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.forms_read import ReadForm, ReadSurvey, read_survey
from namro.apps.surveys.models import Channel, DossierLink, Survey
from namro.core.base.clock import VIETNAM
from namro.core.survey.answers import Sample
from namro.core.survey.estimating import estimate
from namro.core.survey.gathering import Respondent, sample_of
from namro.core.survey.outcome import Figure, figures_of

_ONE_DAY = timedelta(days=1)
#: Forms that name a dossier, as many as a page has room for.
MOST_LINKS = 100


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def after(self) -> date:
        """The first day of the next one."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def before(self) -> Month:
        """The month before."""
        return month_with(self.first - _ONE_DAY)

    @property
    def word(self) -> str:
        """As it stands in addresses: 2026-10."""
        return f"{self.year}-{self.number:02d}"

    def is_over(self, today: date) -> bool:
        """Whether nothing more comes in."""
        return today >= self.after


@dataclass(frozen=True, slots=True)
class Group:
    """One group of forms: its name, how many of them count, the overall index or None where it is not shown."""

    name: str
    n: int
    index: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskMonth:
    """What came in during a month, and what it says."""

    month: Month
    received: int
    valid: int
    left_out: Sequence[tuple[str, int]]
    figures: Sequence[Figure]
    offices: Sequence[Group]
    officers: Sequence[Group]
    channels: Sequence[Group]


def month_with(day: date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


def month_named(text: str) -> Month | None:
    """Return the month that an address names, None for what is none."""
    year, _dash, number = text.partition("-")
    if not (len(year) == 4 and len(number) == 2 and (year + number).isascii() and (year + number).isdecimal()):
        return None
    return Month(int(year), int(number)) if 1 <= int(number) <= 12 and int(year) >= 2000 else None


def months_of(survey: Survey, today: date) -> list[Month]:
    """Return the months in which answers could come in so far, the newest first, two years of them at most."""
    found: list[Month] = []
    month = month_with(min(today, survey.field_to))
    while month.after > survey.field_from and len(found) < 24:
        found.append(month)
        month = month.before
    return found


def desk_month(survey: Survey, month: Month, *, officers: bool) -> DeskMonth:
    """Return a month; `officers`: by officer too, for those who lead. Who may see it is asked before."""
    read = read_survey(survey, only=_during(month))
    rows = read.valid
    whole = figures_of(
        read.questions, estimate(read.questions, _sample(rows, read, lambda _one: "")), min_n=survey.min_n
    )
    about = names_of({one.row.about_unit_id for one in rows if one.row.about_unit_id})
    people = User.objects.in_bulk({one.row.about_user_id for one in rows if one.row.about_user_id}) if officers else {}
    return DeskMonth(
        month=month, received=len(read.forms), valid=len(rows), left_out=read.left_out, figures=whole,
        offices=_groups(read, lambda one: about[one.row.about_unit_id][1] if one.row.about_unit_id else ""),
        officers=_groups(read, lambda one: str(people.get(one.row.about_user_id or 0) or "")) if officers else (),
        channels=_groups(read, lambda one: str(Channel(one.row.channel).label)),
    )  # fmt: skip


def dossier_links(survey: Survey, month: Month) -> list[DossierLink]:
    """Return the forms of a month that name a dossier, the newest first."""
    rows = DossierLink.objects.filter(_during(month, "submission__"), submission__survey=survey)
    return list(islice(rows.select_related("submission").order_by("-submission__received_at", "-id"), MOST_LINKS))


def _during(month: Month, prefix: str = "") -> Q:
    first, after = (datetime(day.year, day.month, day.day, tzinfo=VIETNAM) for day in (month.first, month.after))
    return Q(**{f"{prefix}received_at__gte": first, f"{prefix}received_at__lt": after})


def _sample(rows: Sequence[ReadForm], read: ReadSurvey, key: Callable[[ReadForm], str]) -> Sample:
    return sample_of(read.questions, [Respondent(unit=key(one), answers=one.answers) for one in rows])


def _groups(read: ReadSurvey, key: Callable[[ReadForm], str]) -> list[Group]:
    """Return the groups that have a name, the largest first; small ones without their index."""
    rows = [one for one in read.valid if key(one)]
    if not rows:
        return []
    found = estimate(read.questions, _sample(rows, read, key), by_unit=True)
    index = found.nodes[0]
    groups = [(str(name), int(index.n[at]), float(index.estimate[at])) for at, name in enumerate(found.units)]
    groups.sort(key=lambda one: (-one[1], one[0]))
    small = sum(0 < n < read.survey.min_n for _name, n, _value in groups)
    shown = sum(n >= read.survey.min_n for _name, n, _value in groups)
    shown -= small == 1  # one small group alone would follow from the others
    return [Group(name, n, value if place < shown else None) for place, (name, n, value) in enumerate(groups)]

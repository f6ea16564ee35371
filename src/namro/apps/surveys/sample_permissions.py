"""Who sees the list of a sample. `check_…` raises the reason, `can_…` answers.

Those who carry the survey out, unless they belong to a unit that is measured: who is measured never sees who is asked,
not even in a survey of its own. Enumerators see their own rows and nothing else.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User
from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.people.queries.people import held_in
from namro.apps.surveys.models import Draw, SampleRow, Survey
from namro.apps.surveys.permissions import can_conduct, check_conduct, conducts_for
from namro.core.base.spans import with_origins


def surveys_listed(user: User) -> QuerySet[Survey]:
    """The sample surveys whose list the person may see."""
    own = with_origins(user.standing.units(), unit_handovers(), user.standing.day)
    mine = Survey.objects.filter(kind=Survey.Kind.SAMPLE, conductor__in=conducts_for(user))
    return mine.exclude(units__unit__in=own)


def is_measured(user: User, survey: Survey) -> bool:
    """Whether the person belongs to a unit that the survey measures, or to one that took over from it."""
    own = with_origins(user.standing.units(), unit_handovers(), user.standing.day)
    return survey.units.filter(unit__in=own).exists()


def can_list(user: User, survey: Survey) -> bool:
    """Whether the person sees the list of a survey."""
    return can_conduct(user, survey) and not is_measured(user, survey)


def check_list(user: User, survey: Survey) -> None:
    """Raise PermissionDenied when the list is not the person's to see."""
    check_conduct(user, survey)
    if is_measured(user, survey):
        raise PermissionDenied(
            _("Đơn vị được đo không xem khung mẫu, danh sách mẫu. Để đơn vị khác rút mẫu và giữ danh sách.")
        )


def rows_of(user: User) -> Q:
    """Return the condition on rows of samples that the person visits: those given to the person and called in."""
    return Q(enumerator=user, called_at__isnull=False, draw__current=True)


def can_visit(user: User) -> bool:
    """Whether the person asks people for a survey: by role, or because rows were given."""
    return user.standing.has(Role.ENUMERATOR) or SampleRow.objects.filter(rows_of(user)).exists()


def rows_listed(user: User, draw: Draw) -> QuerySet[SampleRow]:
    """The rows of a draw that the person may see."""
    return draw.rows.filter(draw__survey__in=surveys_listed(user))


def enumerators_for(user: User, survey: Survey) -> QuerySet[User]:
    """People whom rows can be given to: those of the unit that carries the survey out, nobody of a measured unit."""
    day = user.standing.day
    inside = held_in([survey.conductor_id], day).values("user")
    measured = held_in(survey.units.values("unit"), day).values("user")
    return User.objects.filter(pk__in=inside, is_active=True).exclude(pk__in=measured).order_by("full_name", "id")

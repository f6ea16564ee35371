"""Who may do what with surveys. `check_…` raises the reason, `can_…` answers.

Answers of a sample are sealed until nothing more can come in, for everybody: administrators' pages ask here too. The
units that are measured see neither the list of people nor codes nor answers; they see what is published.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User
from namro.apps.surveys.models import Survey

#: Who sets surveys up for the own unit.
_CONDUCTS = (Role.COORDINATOR, Role.LEADER, Role.COUNCIL)
_OVER = (Survey.State.CLOSED, Survey.State.PUBLISHED)


def conducts_for(user: User) -> frozenset[int]:
    """The units for which the person sets surveys up and carries them out."""
    return user.standing.units(*_CONDUCTS)


def can_conduct(user: User, survey: Survey | None = None) -> bool:
    """Whether the person carries this survey out, or could carry out any."""
    own = conducts_for(user)
    return bool(own) if survey is None else survey.conductor_id in own


def check_conduct(user: User, survey: Survey) -> None:
    """Raise PermissionDenied when the survey is not the person's to carry out."""
    if not can_conduct(user, survey):
        raise PermissionDenied(
            _("Chỉ lãnh đạo, đầu mối của đơn vị tổ chức khảo sát lập, in mã, xem danh sách. Hãy hỏi đơn vị tổ chức.")
        )


def check_conduct_for(user: User, unit: int) -> None:
    """Raise PermissionDenied when the person may not set surveys up for the unit."""
    if unit not in conducts_for(user):
        raise PermissionDenied(_("Chỉ lãnh đạo, đầu mối của đơn vị lập khảo sát cho đơn vị. Hãy nhờ đầu mối."))


def is_sealed(survey: Survey, today: date) -> bool:
    """Whether answers are nobody's to read yet: those of a sample, until its time is over and it was closed."""
    if survey.kind == Survey.Kind.DESK:
        return False
    return survey.state not in _OVER or today <= survey.field_to


def check_read_answers(user: User, survey: Survey, today: date) -> None:
    """Raise PermissionDenied when the person may not read single answers: who is measured never may in a sample."""
    check_conduct(user, survey)
    if is_sealed(survey, today):
        raise PermissionDenied(
            _("Câu trả lời được niêm phong đến hết ngày %(day)s và khi đã kết thúc thu phiếu. Tới lúc đó hãy mở lại.")
            % {"day": f"{survey.field_to:%d/%m/%Y}"}
        )


def can_read_answers(user: User, survey: Survey, today: date) -> bool:
    """Whether the person may read single answers."""
    return can_conduct(user, survey) and not is_sealed(survey, today)


def seen_by(user: User) -> Q:
    """Return the condition on surveys that the person sees at all: those of the own unit, and what is published."""
    return Q(conductor__in=conducts_for(user)) | Q(state=Survey.State.PUBLISHED)

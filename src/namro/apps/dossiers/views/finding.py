"""A dossier and a unit as a request names them, where the person may see them."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Dossier, DossierStep
from namro.apps.dossiers.permissions import readable_by
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import Node


def find_dossier(user: User, key: int) -> Dossier:
    """Return a dossier the person may see: of a unit read about, or with a step of an own unit. Raises Http404."""
    row = get_object_or_404(Dossier.objects.select_related("unit"), pk=key)
    if Dossier.objects.filter(readable_by(user), pk=key).exists():
        return row
    if DossierStep.objects.filter(dossier=row, unit__in=user.standing.units()).exists():
        return row
    raise Http404(_("Không có hồ sơ này."))


def unit_named(request: HttpRequest, units: list[Node]) -> Node | None:
    """Return the unit that `don-vi` names, among those the person looks at."""
    code = request.POST.get("don-vi") or request.GET.get("don-vi", "")
    return next((node for node in units if node.code == code), None)

"""Where an appraiser begins: the rounds in appraisal, the person's criteria or units, how far each department is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from namro.apps.appraisals.pages.judging_home import judging_home
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judging_progress import rounds_judged
from namro.apps.people.models import Role
from namro.apps.people.requests import signed_in


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The rounds that I have a part in; `?ky=` chooses one, `?xem=don-vi` shows its units in place of criteria."""
    user = signed_in(request)
    if not user.standing.has(Role.APPRAISER, Role.COUNCIL):
        raise PermissionDenied(_("Trang này của người thẩm định và Hội đồng thẩm định."))
    rounds = rounds_judged(user)
    chosen = next((made for made in rounds if made.code == request.GET.get("ky")), rounds[0] if rounds else None)
    page = judging_home(Bench(user, chosen), by_unit="xem" in request.GET) if chosen else None
    return render(request, "appraisals/judging.html", {"rounds": rounds, "chosen": chosen, "page": page})

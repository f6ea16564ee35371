"""Before publication: what is missing, what would come out, the act. Afterwards: the acts of the round."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.appraisals.actions.publishing import can_publish, publish
from namro.apps.appraisals.forms.acts import PublishForm
from namro.apps.appraisals.hindrances import hindrances
from namro.apps.appraisals.kept_sheets import sheets_in
from namro.apps.appraisals.pages.publish_page import act_lines, missing_of, pool_lines
from namro.apps.appraisals.queries.published import publications_of
from namro.apps.assessments.models import Round
from namro.apps.assessments.round_views.finding import find_round
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.stages import State
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_http_methods(["GET", "POST"])
def publication(request: HttpRequest, key: str) -> HttpResponse:
    """The publication of a round: sealed to whoever runs it until there is one, then the acts for everybody."""
    user, made = signed_in(request), find_round(request, key)
    runs = can_publish(user, made)
    rows = list(publications_of(made))
    if rows and request.method == "GET":
        context = {"round": made, "acts": act_lines(made, rows), "runs": runs}
        return render(request, "appraisals/publications.html", context)
    if not runs:
        raise PermissionDenied(_("Kết quả chưa công bố. Chỉ cơ quan tổ chức kỳ đánh giá xem và công bố."))
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            done = publish(user, made, act=form.act, at=system_clock())
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã công bố kết quả của mọi đơn vị trong kỳ."))
            return redirect("appraisals:published", key=key, number=done.number)
    status = 400 if form.errors else 200
    return render(request, "appraisals/publish.html", _preview(made, form), status=status)


def _preview(made: Round, form: PublishForm) -> dict[str, Any]:
    sheets = sheets_in(made)
    found = hindrances(made, sheets)
    return {
        "round": made,
        "form": form,
        "missing": missing_of(made, found),
        "pools": pool_lines(tree_of(made.edition), sheets),
        "count": len(sheets),
        "refused": sum(1 for sheet in sheets if State(sheet.state) is State.NOT_APPRAISED),
        "ready": not found,
    }

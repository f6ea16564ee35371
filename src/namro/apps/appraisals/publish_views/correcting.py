"""A correction put together change by change, shown with what it moves, and published as a new act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.appraisals.actions.correcting import Correction, correct, foresee
from namro.apps.appraisals.actions.publishing import check_publish
from namro.apps.appraisals.forms.acts import CorrectForm
from namro.apps.appraisals.forms.changes import Typed, corrections_of, gathered_of, next_of
from namro.apps.appraisals.kept_sheets import last_rows, sheets_in
from namro.apps.appraisals.models import PublishedResult
from namro.apps.appraisals.pages.act_page import MoveRow, move_rows
from namro.apps.appraisals.pages.correct_page import change_rows, criterion_choices, unit_choices
from namro.apps.appraisals.queries.published import moves_between
from namro.apps.assessments.models import Assessment, Line, Round
from namro.apps.assessments.round_views.finding import find_round
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.stages import State
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, key: str) -> HttpResponse:
    """One form without script: choose a unit (`chon`), add a change (`them`), drop one (`bo`), publish (`cong-bo`)."""
    user, made = signed_in(request), find_round(request, key)
    check_publish(user, made)
    last, before = last_rows(made)
    if last is None:
        messages.error(request, _("Kỳ này chưa công bố. Công bố trước, sau đó mới điều chỉnh."))
        return redirect("appraisals:publication", key=key)
    sheets = {sheet.unit.code: sheet for sheet in sheets_in(made) if State(sheet.state) is State.PUBLISHED}
    desk = _Desk(user, made, sheets, before)
    if request.method == "GET":
        desk.typed = Typed(unit=request.GET.get("don-vi", ""), node_id=request.GET.get("tieu-chi", ""))
        return _page(request, desk, CorrectForm(initial={"seen": last.number}))
    desk.take(request)
    form = CorrectForm(request.POST)
    if "cong-bo" in request.POST:
        if form.is_valid() and not desk.fault:
            try:
                done = correct(
                    user, made, desk.changes, act=form.act, reason=form.cleaned_data["reason"], at=system_clock(),
                    seen=form.cleaned_data["seen"],
                )  # fmt: skip
            except NamroError as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(
                    request, _("Đã công bố điều chỉnh. Kết quả trước vẫn giữ nguyên trong lần công bố trước.")
                )
                return redirect("appraisals:published", key=key, number=done.number)
        return _page(request, desk, form, status=400)
    kept = CorrectForm(initial={**request.POST.dict(), "seen": last.number})
    return _page(request, desk, kept, status=400 if desk.fault else 200)


class _Desk:
    """The changes on the desk: those gathered, the boxes of the next one, what is wrong, what they move."""

    def __init__(
        self, user: User, made: Round, sheets: dict[str, Assessment], before: dict[int, PublishedResult]
    ) -> None:
        self.user, self.made, self.sheets, self.before = user, made, sheets, before
        self.rows: list[Typed] = []
        self.typed = Typed()
        self.changes: list[Correction] = []
        self.moves: tuple[MoveRow, ...] = ()
        self.fault = ""

    def take(self, request: HttpRequest) -> None:
        """Read what was sent; a change that cannot be stays in the boxes with what is wrong."""
        self.rows, self.typed = gathered_of(request.POST), next_of(request.POST)
        try:
            if "them" in request.POST:
                self._foresee([*self.rows, self.typed])
                self.rows.append(self.typed)
                self.typed = Typed(unit=self.typed.unit)
            elif self.rows:
                self._foresee(self.rows)
        except NamroError as refusal:
            self.fault = refusal.message

    def _foresee(self, rows: list[Typed]) -> None:
        changes = corrections_of(rows, self.sheets)
        after = foresee(self.user, self.made, changes).rows
        self.changes, self.moves = changes, move_rows(moves_between(self.before.values(), after))


def _page(request: HttpRequest, desk: _Desk, form: CorrectForm, *, status: int = 200) -> HttpResponse:
    framework, units = tree_of(desk.made.edition), unit_choices(list(desk.sheets.values()))
    codes = {*(row.unit for row in desk.rows), desk.typed.unit} & set(desk.sheets)
    found = Line.objects.filter(assessment__in=[desk.sheets[code].pk for code in codes], carried=None)
    by_sheet = {desk.sheets[code].pk: code for code in codes}
    lines = {(by_sheet[line.assessment_id], line.node_id): line for line in found}
    own = {node: line for (code, node), line in lines.items() if code == desk.typed.unit}
    context: dict[str, Any] = {
        "round": desk.made,
        "form": form,
        "desk": desk,
        "units": units,
        "criteria": criterion_choices(framework, own),
        "causes": cause_labels().items(),
        "changes": change_rows(framework, desk.rows, dict(units), lines),
    }
    return render(request, "appraisals/correct.html", context, status=status)

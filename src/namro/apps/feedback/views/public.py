"""The pages of a unit's own form: nobody logs in; where it is off there is nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.feedback import public
from namro.apps.feedback.models import kind_choices
from namro.apps.people.forms.fields import choice_field, name_field
from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import address_of, signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.service.feedback import DONE, STATE_WORDS, State
from namro.ui.formats import day, moment


class PublicForm(forms.Form):
    """What somebody writes. `website` is seen by machines only: who fills it in is thanked and not heard."""

    kind = choice_field(gettext_lazy("Phản ánh về"), ())
    subject = name_field(gettext_lazy("Về việc"), length=public.SUBJECT_LENGTH)
    summary = forms.CharField(
        label=gettext_lazy("Nội dung"), max_length=public.SUMMARY_LENGTH,
        help_text=gettext_lazy("Không cần ghi họ tên, số điện thoại, số giấy tờ của ai."),
        widget=forms.Textarea(attrs={"class": "inp", "rows": 8}),
        error_messages={"required": gettext_lazy("Chưa ghi nội dung.")},
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = choice_field(gettext_lazy("Phản ánh về"), kind_choices())
        self.order_fields(("kind", "subject", "summary", "website"))


def _unit(slug: str) -> Unit:
    unit = get_object_or_404(Unit, code=slug)
    if not public.is_open(unit):
        raise Http404
    return unit


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, unit: str) -> HttpResponse:
    """Write to the unit; the answer shows the code to ask by, once."""
    found = _unit(unit)
    form, code = PublicForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        data = form.cleaned_data
        try:
            code = public.new_code() if data["website"] else public.send(
                found, kind=data["kind"], subject=writable(data["subject"]).strip(),
                summary=writable(data["summary"]).strip(), address=address_of(request), at=system_clock(),
            )  # fmt: skip
        except NamroError as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "unit": unit, "name": names_of([found.pk])[found.pk][1], "code": code}
    return render(request, "feedback/public.html", context, status=_status(form))


def _status(form: forms.Form) -> int:
    if not form.errors:
        return 200
    return 429 if set(form.errors) == {"__all__"} else 400


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest, unit: str) -> HttpResponse:
    """Ask by the code how it stands; the code travels in the form, never in an address."""
    found = _unit(unit)
    context: dict[str, Any] = {"unit": unit, "name": names_of([found.pk])[found.pk][1]}
    status = 200
    if request.method == "POST":
        try:
            public.knock(public.LOOK, address_of(request), at=system_clock())
        except NamroError as refusal:
            context["error"], status = refusal.message, 429
        else:
            row = public.found_by(found, request.POST.get("ma", "")[:40])
            if row is None:
                context["error"], status = _("Không có phản ánh nào mang mã này. Kiểm tra lại từng chữ, số."), 404
            else:
                context["state"] = STATE_WORDS[State(row.state)]
                context["received"], context["limit"] = moment(row.received_at), day(row.limit_on)
                context["answer"] = row.answer if row.state in DONE else ""
    return render(request, "feedback/look_up.html", context, status=status)


@require_POST
def switch(request: HttpRequest, unit: str) -> HttpResponse:
    """Open the form of the unit (`bat`) or close it."""
    found = get_object_or_404(Unit, code=unit)
    wanted = request.POST.get("bat") == "1"
    public.set_open(signed_in(request), found, wanted=wanted, at=system_clock())
    messages.success(request, _("Đã bật biểu mẫu phản ánh.") if wanted else _("Đã tắt biểu mẫu phản ánh."))
    return redirect("feedback:board")

"""Definitions of registers: which there are, taking one to start from, bringing one in."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.people.requests import signed_in
from namro.apps.registers import actions
from namro.apps.registers.definitions import definitions, shipped, shipped_text
from namro.apps.registers.forms import DefinitionForm
from namro.apps.registers.models import DefinitionEdition
from namro.apps.registers.permissions import can_define, check_define
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.framework.reading import decoded
from namro.ui.formats import day

_NAME_LENGTH = 120


@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """All registers with their editions, the one in force first."""
    user = signed_in(request)
    known = definitions(user.standing.day)
    rows = [
        (
            register,
            [
                (one.edition, day(date.fromisoformat(one.edition)), (one.code, one.edition) in known.own)
                for one in known.by_code[register.code]
            ],
        )
        for register in known.all()
    ]
    return render(request, "registers/definitions.html", {"rows": rows, "defines": can_define(user)})


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a file sent with it is kept, or refused with every fault."""
    user = signed_in(request)
    check_define(user)
    if request.method == "GET":
        return _form(request, DefinitionForm())
    form = DefinitionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=400)
    file: UploadedFile = form.cleaned_data["file"]
    name = (file.name or "")[:_NAME_LENGTH]
    try:
        row, register = actions.keep_definition(user, decoded(file.read(), name=name), name=name, at=system_clock())
    except BrokenFile as broken:
        return _form(request, form, faults=[str(fault) for fault in broken.faults], name=name, status=400)
    except NamroError as refusal:
        form.add_error("file", refusal.message)
        return _form(request, form, status=409)
    if row is None:
        messages.info(request, _("Tệp này đã nạp rồi, không nạp thêm lần nữa."))
    else:
        messages.success(request, _("Đã nạp sổ “%(title)s”.") % {"title": register.title})
    return redirect("registers:definitions")


@require_GET
def download(request: HttpRequest, register: str, edition: str) -> HttpResponse:
    """The text of a definition, to start another one from."""
    signed_in(request)
    try:
        stored = DefinitionEdition.objects.filter(register=register, edition=date.fromisoformat(edition)).first()
    except ValueError as error:
        raise Http404 from error
    own = any((one.code, one.edition) == (register, edition) for one in shipped())
    text = stored.text if stored else shipped_text(register) if own else ""
    if not text:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="so-{register}-{edition}.yaml"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


def _form(
    request: HttpRequest, form: DefinitionForm, *, faults: list[str] | None = None, name: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "faults": faults or [], "name": name}
    return render(request, "registers/define.html", context, status=status)

"""Taking a criteria-set file: faults by line, or a draft; one that stands there is replaced after a look at both."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.frameworks import actions
from namro.apps.frameworks.forms import UploadForm
from namro.apps.frameworks.pages.comparison_page import comparison_page
from namro.apps.frameworks.pages.fault_rows import FaultPage, fault_page
from namro.apps.frameworks.permissions import check_keep
from namro.apps.frameworks.replacing import Waiting, packed, unpacked
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.faults import BrokenFile
from namro.core.framework.compare import compare
from namro.core.framework.reading import decoded

_NAME_LENGTH = 120


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a file sent with it; the answer to whether a draft is to be replaced."""
    user = signed_in(request)
    check_keep(user)
    if request.method == "GET":
        return _form(request)
    if "thay" in request.POST:
        return _replace(request, user)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form=form, status=400)
    file: UploadedFile = form.cleaned_data["file"]
    name = (file.name or "")[:_NAME_LENGTH]
    text = ""
    try:
        text = decoded(file.read(), name=name)
        found = actions.candidate(text, name=name)
    except BrokenFile as broken:
        return _form(request, faults=fault_page(name, broken.faults, text), status=400)
    except actions.Refused as refusal:
        return _form(request, refused=refusal.message, status=409)
    if found.stored and not found.known:
        return _ask(request, user, found, name)
    return _kept(request, user, found)


def _replace(request: HttpRequest, user: User) -> HttpResponse:
    waiting = unpacked(user, request.POST["thay"])
    if waiting is None:
        return _form(request, refused=_("Đã quá một giờ từ lúc nạp tệp. Chọn lại tệp rồi nạp."), status=400)
    try:
        found = actions.candidate(waiting.text, name=waiting.name)
    except actions.Refused as refusal:
        return _form(request, refused=refusal.message, status=409)
    return _kept(request, user, found, replaces=waiting.replaces)


def _kept(request: HttpRequest, user: User, found: actions.Candidate, *, replaces: str = "") -> HttpResponse:
    try:
        row = actions.keep_draft(user, found, replaces=replaces, at=system_clock())
    except actions.Refused as refusal:
        return _form(request, refused=refusal.message, status=409)
    if found.known:
        messages.info(request, _("Tệp này đã có trong thư viện, không nạp thêm lần nữa."))
    else:
        messages.success(request, _("Tệp không có lỗi, đã lưu thành dự thảo. Xem lại rồi công bố."))
    return redirect("frameworks:edition", framework=row.framework, day=row.edition.isoformat())


def _ask(request: HttpRequest, user: User, found: actions.Candidate, name: str) -> HttpResponse:
    """Show what the file changes in the draft that stands there."""
    stored = found.stored
    assert stored is not None
    page = comparison_page(compare(tree_of(stored), found.tree), old=_("dự thảo đang có"), new=_("tệp vừa nạp"))
    token = packed(user, Waiting(found.text, name, stored.sha256))
    context = {"page": page, "token": token, "title": stored.title, "name": name}
    return render(request, "frameworks/replace.html", context)


def _form(
    request: HttpRequest,
    *,
    form: UploadForm | None = None,
    faults: FaultPage | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form or UploadForm(), "faults": faults, "refused": refused}
    return render(request, "frameworks/upload.html", context, status=status)

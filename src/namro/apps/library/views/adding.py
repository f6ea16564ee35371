"""Evidence comes in by a form: files, several at once, or a link with a picture of its page."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic, sleep

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.library import actions, storage
from namro.apps.library.forms import typed_page
from namro.apps.library.models import EvidenceFile
from namro.apps.library.pages.adding_page import adding_page
from namro.apps.library.permissions import check_add, writes_for
from namro.apps.library.uploads import all_taken_in, taken_in
from namro.apps.people.models import User
from namro.apps.people.queries.choices import years_to_choose
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

#: Seconds that one upload waits for its reading: most are read by then.
PATIENCE_S = 1.5
_LOOK = 0.05


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The forms, and files that come by the first."""
    user = signed_in(request)
    check_add(user)
    if request.method == "GET":
        return _page(request, user)
    uploads = [file for name in ("anh", "tep") for file in request.FILES.getlist(name)]
    try:
        unit, year = _place(request, user)
        with storage.waiting_room() as room:
            added = actions.add_files(user, unit, all_taken_in(uploads, room), year=year, at=system_clock())
    except NamroError as fault:
        lost = _("Chưa tệp nào được lưu: chọn lại các tệp rồi gửi.")
        return _page(request, user, where="files", error=f"{fault.message} {lost}" if uploads else fault.message)
    return _answer(request, added, year=year)


@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """A link, with a picture of its page or without."""
    user = signed_in(request)
    check_add(user)
    upload = request.FILES.get("chup")
    try:
        unit, year = _place(request, user)
        with storage.waiting_room() as room:
            picture = taken_in(upload, room) if isinstance(upload, UploadedFile) else None
            page, abstract = typed_page(request.POST.dict(), picture), request.POST.get("trich-yeu", "")
            added = actions.add_link(user, unit, page, year=year, at=system_clock(), abstract=abstract)
    except NamroError as fault:
        return _page(request, user, where="link", error=fault.message)
    return _answer(request, added, year=year)


def _place(request: HttpRequest, user: User) -> tuple[int, int]:
    """The unit and the year that the form names, among those that the person may choose."""
    units = {code: key for key, (code, _name) in names_of(writes_for(user)).items()}
    unit = units.get(request.POST.get("don-vi", "")) or (next(iter(units.values())) if len(units) == 1 else 0)
    year = request.POST.get("nam", "")
    if not unit or year not in map(str, years_to_choose(user.standing.day)):
        raise NamroError(_("Chưa chọn đơn vị hoặc năm. Chọn rồi gửi lại."), code="place")
    return unit, int(year)


def _page(request: HttpRequest, user: User, *, where: str = "", error: str = "") -> HttpResponse:
    typed: Mapping[str, str] = request.POST.dict() if error else request.GET.dict()
    page = adding_page(
        names_of(writes_for(user)), years_to_choose(user.standing.day), user.standing.day.year, typed=typed
    )
    context = {"page": page, "typed": typed, "error": error, "where": where}
    return render(request, "library/add.html", context, status=400 if error else 200)


def _answer(request: HttpRequest, added: actions.Added, *, year: int) -> HttpResponse:
    if added.known:
        names = ", ".join(evidence.abstract or evidence.number or evidence.code for evidence in added.known)
        messages.info(request, _("Đã có trong thư viện, không thêm lần nữa: %(names)s.") % {"names": names})
    if added.made:
        messages.success(request, _("Đã thêm %(n)d minh chứng.") % {"n": len(added.made)})
    every = (*added.made, *added.known)
    if len(every) > 1:
        response = redirect("library:home")
        response["Location"] += f"?nam={year}"
        return response
    _await(every[0].pk)
    return redirect("library:evidence", code=every[0].code)


def _await(evidence: int) -> None:
    """Wait a moment for the reading, so that most people see what was read and no page in between."""
    deadline = monotonic() + PATIENCE_S
    unread = EvidenceFile.objects.filter(evidence=evidence, current=True, state__in=EvidenceFile.OPEN)
    while monotonic() < deadline and unread.exists():
        sleep(_LOOK)

"""One item: entered, corrected, read, and everything that is done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.feedback import actions
from namro.apps.feedback.forms import ItemForm, initial_of
from namro.apps.feedback.models import Item
from namro.apps.feedback.pages.item import item_page
from namro.apps.feedback.permissions import check_keep, keeps_for
from namro.apps.feedback.queries import items_for
from namro.apps.library.giving import proof_given
from namro.apps.library.models import Evidence
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.service.feedback import TABLE
from namro.core.timetable import typed_token

_LONGEST = 8000


def find_item(request: HttpRequest, code: str) -> Item:
    """Return the item that an address names. Raises Http404 where the person may not read it."""
    rows = items_for(signed_in(request)).select_related("about_user", "answer_proof").prefetch_related("events__by")
    return get_object_or_404(rows, code=code)


@require_GET
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item."""
    return _show(request, find_item(request, code))


def _show(request: HttpRequest, row: Item, *, error: str = "", status: int = 200) -> HttpResponse:
    user = signed_in(request)
    context = {"page": item_page(user, row, user.standing.day), "error": error, "typed": request.POST}
    return render(request, "feedback/item.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter an item of one of my units (`?don-vi=` where I have several)."""
    user = signed_in(request)
    units = sorted(keeps_for(user))
    unit = whole(request.GET.get("don-vi", "")) or (units[0] if units else 0)
    check_keep(user, unit)
    form = _form(request, unit, {"received": user.standing.day})
    if form.is_valid():
        try:
            made = actions.add_item(user, unit, values=_values(form, unit), at=system_clock())
        except NamroError as fault:
            _add_fault(form, fault)
        else:
            messages.success(request, _("Đã ghi vào sổ. Giao người xử lý để bắt đầu."))
            return redirect("feedback:item", code=made.code)
    context = {"form": form, "title": _("Ghi phản ánh"), "unit": names_of([unit])[unit][1]}
    return render(request, "feedback/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what is known of an item."""
    user, row = signed_in(request), find_item(request, code)
    check_keep(user, row.unit_id)
    form, status = _form(request, row.unit_id, initial_of(row)), 0
    if form.is_valid():
        try:
            values = _values(form, row.unit_id)
            actions.change_item(user, row, values=values, version=_version(request), at=system_clock())
        except NamroError as fault:
            _add_fault(form, fault)
            status = 409 if fault.code == "conflict" else 400
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("feedback:item", code=code)
    context = {"form": form, "title": _("Sửa phản ánh"), "row": row, "version": row.version}
    return render(request, "feedback/form.html", context, status=status or (400 if form.errors else 200))


@require_POST
def do(request: HttpRequest, code: str) -> HttpResponse:
    """Do what `viec` names."""
    user, row = signed_in(request), find_item(request, code)
    act = request.POST.get("viec", "")
    doing = _DOINGS.get(act) or (_move if act in TABLE.by_name else None)
    if doing is None:
        raise Http404
    try:
        with transaction.atomic():  # a refused act leaves nothing of the file that came with it
            doing(request, user, row)
    except NamroError as fault:
        fresh = find_item(request, code)
        return _show(request, fresh, error=fault.message, status=409 if fault.code == "conflict" else 400)
    messages.success(request, _("Đã ghi."))
    return redirect("feedback:item", code=code)


def _move(request: HttpRequest, user: User, row: Item) -> None:
    to = User.objects.filter(pk=whole(request.POST.get("nguoi", "")) or 0).first()
    actions.move(
        user, row, request.POST["viec"], said=_text(request, "noi-dung"), to=to, proof=_proof(request, row),
        version=_version(request), at=system_clock(),
    )  # fmt: skip


def _post(request: HttpRequest, user: User, row: Item) -> None:
    link = _text(request, "lien-ket")
    if link and (not link.startswith(("https://", "http://")) or len(link) > 500 or " " in link):
        raise NamroError(_("Liên kết không hợp lệ. Ghi đầy đủ, bắt đầu bằng https://."), code="link")
    actions.add_posting(
        user, row, place=request.POST.get("noi", ""), link=link, proof=_proof(request, row),
        version=_version(request), at=system_clock(),
    )  # fmt: skip


def _ask(request: HttpRequest, user: User, row: Item) -> None:
    wanted = _day(request, "ngay")
    if wanted is None:
        raise NamroError(_("Chưa ghi ngày xin gia hạn đến. Viết theo mẫu 20/11/2026."), code="day")
    actions.ask_extension(
        user, row, wanted=wanted, reason=_text(request, "noi-dung"), version=_version(request), at=system_clock()
    )


def _decide(request: HttpRequest, user: User, row: Item) -> None:
    granted = request.POST.get("dong-y") == "1"
    note = _text(request, "noi-dung")
    actions.decide_extension(user, row, granted=granted, note=note, version=_version(request), at=system_clock())


def _about(request: HttpRequest, user: User, row: Item) -> None:
    officer = User.objects.filter(pk=whole(request.POST.get("nguoi", "")) or 0).first()
    actions.say_about(user, row, officer, version=_version(request), at=system_clock())


def _conclude(request: HttpRequest, user: User, row: Item) -> None:
    actions.conclude(
        user, row, request.POST.get("ket-luan", ""), number=_text(request, "so")[:80], on=_day(request, "ngay"),
        version=_version(request), at=system_clock(),
    )  # fmt: skip


_DOINGS: dict[str, Callable[[HttpRequest, User, Item], None]] = {
    "posting": _post, "ask_extension": _ask, "decide_extension": _decide, "about": _about, "conclude": _conclude,
}  # fmt: skip


def _form(request: HttpRequest, unit: int, initial: dict[str, Any]) -> ItemForm:
    bodies = list(Unit.objects.filter(home=unit).order_by("id").values_list("pk", flat=True))
    options = [(key, name) for key, (_code, name) in names_of(bodies).items()]
    return ItemForm(options, request.POST if request.method == "POST" else None, initial=initial)


def _values(form: ItemForm, unit: int) -> dict[str, Any]:
    body = whole(form.cleaned_data["about_unit"] or "")
    return {**form.values(), "about_unit": Unit.objects.get(pk=body, home=unit) if body else None}


def _add_fault(form: ItemForm, fault: NamroError) -> None:
    form.add_error(fault.code if fault.code in form.fields else None, fault.message)


def _proof(request: HttpRequest, row: Item) -> Evidence | None:
    code, upload = request.POST.get("minh-chung", ""), request.FILES.get("tep")
    return proof_given(signed_in(request), row.unit_id, code=code, upload=upload, at=system_clock())


def _text(request: HttpRequest, name: str) -> str:
    text = writable(request.POST.get(name, "")).strip()
    if len(text) > _LONGEST:
        raise NamroError(_("Nội dung dài %(n)d chữ, nhận đến %(most)d. Rút gọn, kèm tệp ở minh chứng.")
                         % {"n": len(text), "most": _LONGEST}, code="long")  # fmt: skip
    return text


def _day(request: HttpRequest, name: str) -> date | None:
    token = typed_token(request.POST.get(name, "").strip())
    if token and token.startswith("invalid:"):
        raise NamroError(_("Ngày này không có. Viết theo mẫu 20/11/2026."), code="day")
    return date.fromisoformat(token) if token else None


def _version(request: HttpRequest) -> int:
    version = whole(request.POST.get("version", ""))
    return -1 if version is None else version

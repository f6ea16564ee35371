"""One person's sheet: my own of a year, or the one of an address; its steps."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark
from django.views.decorators.http import require_GET, require_POST

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.yearly import actions
from namro.apps.yearly.models import PersonSheet
from namro.apps.yearly.pages.sheet_page import SheetPage, sheet_page
from namro.apps.yearly.permissions import can_read_unit, check_read
from namro.apps.yearly.reading import Reading, readings
from namro.apps.yearly.stays import stay_of, stays_of
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

#: What is said after an act.
_DONE = {
    "confirm": _mark("Đã xác nhận đúng."),
    "close": _mark("Đã chốt phiếu. Số liệu giữ như lúc này."),
    "reopen": _mark("Đã mở lại phiếu; người được đánh giá có thời gian xem lại."),
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The sheet of this year."""
    return redirect("yearly:mine", signed_in(request).standing.day.year)


@require_GET
def mine(request: HttpRequest, year: int) -> HttpResponse:
    """My own sheet: as the numbers are today also where none was drafted; `?don-vi=` where I was in several units."""
    user = signed_in(request)
    stays = stays_of(user.pk, year)
    units = names_of(stay.unit for stay in stays)
    wanted = request.GET.get("don-vi", "")
    stay = next((one for one in stays if units[one.unit][0] == wanted), stays[0] if stays and not wanted else None)
    if wanted and stay is None:
        raise Http404
    follows = sorted(units_followed(user))
    context = {
        "year": year,
        "today": user.standing.day,
        "before": year - 1,
        "after": year + 1 if year < user.standing.day.year else 0,
        "follows": bool(follows),
        "tabs": [(*units[one.unit], one is stay) for one in stays] if len(stays) > 1 else [],
    }
    if stay is None:
        return render(request, "yearly/nothing.html", context)
    found = readings(stay.unit, year, {user.pk: stay}, shown=[user.pk], today=user.standing.day)[user.pk]
    page = sheet_page(
        found, user, unit=units[stay.unit][1], year=year, wanted=request.GET.get("muc", ""),
        number=request.GET.get("trang"),
    )  # fmt: skip
    keep = f"don-vi={units[stay.unit][0]}&" if len(stays) > 1 else ""
    return render(request, "yearly/sheet.html", {**context, "page": page, "keep": keep})


def units_followed(user: User) -> frozenset[int]:
    """Return the units whose people's sheets the person follows today."""
    return frozenset(unit for unit in user.standing.units() if can_read_unit(user, unit))


@require_GET
def sheet(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One sheet, for those who may see it."""
    return shown(request, found_sheet(signed_in(request), year, code))


@require_POST
def do(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Confirm, close or reopen."""
    user = signed_in(request)
    row = found_sheet(user, year, code)
    name, said = request.POST.get("viec", ""), request.POST.get("ly-do", "")
    try:
        actions.act(user, row, name, at=system_clock(), said=said, version=whole(request.POST.get("version", "")))
    except NamroError as fault:
        return shown(request, row, error=fault.message, typed=said)
    messages.success(request, _(_DONE[name]))
    return redirect("yearly:sheet", year, code)


def found_sheet(user: User, year: int, code: str) -> PersonSheet:
    """Return a sheet that the person may see; why not, where there is one that is not for this person."""
    row = get_object_or_404(PersonSheet.objects.select_related("unit", "user"), year=year, code=code)
    check_read(user, row)
    return row


def reading_of(row: PersonSheet, today: date) -> Reading:
    """Return the numbers of a sheet; a person whose time in the unit was taken back has none to show."""
    stays = stay_of(row.unit_id, row.user_id, row.year)
    if not stays:
        raise PermissionDenied(
            _("Người này không còn thời gian nào ở đơn vị trong năm. Xem lại chức danh ở trang Tổ chức.")
        )
    return readings(row.unit_id, row.year, stays, shown=[row.user_id], today=today)[row.user_id]


def page_of(request: HttpRequest, row: PersonSheet, *, error: str = "", typed: str = "") -> SheetPage:
    """Return the context of a sheet's page."""
    user = signed_in(request)
    row.refresh_from_db()
    return sheet_page(
        reading_of(row, user.standing.day),
        user,
        unit=names_of([row.unit_id])[row.unit_id][1],
        year=row.year,
        wanted=request.GET.get("muc", ""),
        number=request.GET.get("trang"),
        error=error,
        typed=typed,
    )


def shown(request: HttpRequest, row: PersonSheet, *, error: str = "", typed: str = "") -> HttpResponse:
    """Return the page, with the reason and what was typed where something was refused."""
    page = page_of(request, row, error=error, typed=typed)
    return render(request, "yearly/sheet.html", {"page": page, "year": row.year}, status=400 if error else 200)

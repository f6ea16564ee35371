"""The sheets of a unit's people, for its leader and coordinator."""

from __future__ import annotations

import tempfile
from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.library.sending import guarded
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.yearly import actions
from namro.apps.yearly.models import PersonSheet
from namro.apps.yearly.pages.unit_page import COLUMNS, UnitPage, line_of, list_columns, list_rows, states_of
from namro.apps.yearly.pages.words import figure_words, sheet_chip
from namro.apps.yearly.permissions import check_read_unit, not_followed
from namro.apps.yearly.reading import readings
from namro.apps.yearly.stays import stays_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.yearly_states import State
from namro.documents.writing.list_sheet import write_list

#: People on one page.
PER_PAGE = 25


def unit_of(request: HttpRequest, sent: str) -> Unit:
    """Return the unit asked for by its code, else the own one; raise the reason where its sheets are not for me."""
    user = signed_in(request)
    own = sorted(user.standing.units(Role.COORDINATOR, Role.LEADER))
    row = Unit.objects.filter(code=sent, home=None).first() if sent else Unit.objects.filter(pk__in=own[:1]).first()
    if row is None:
        if sent:
            raise Http404
        raise not_followed()
    check_read_unit(user, row.pk)
    return row


@require_GET
def unit(request: HttpRequest, year: int) -> HttpResponse:
    """Everybody who was in the unit in the year, page by page."""
    row = unit_of(request, request.GET.get("don-vi", ""))
    page = _page(signed_in(request), row, year, number=request.GET.get("trang"))
    return render(request, "yearly/unit.html", {"page": page})


def _page(user: User, row: Unit, year: int, *, number: str | None) -> UnitPage:
    stays = stays_in(row.pk, year)
    pager = Paginator(list(stays), PER_PAGE).get_page(number)
    found = readings(row.pk, year, stays, shown=pager, today=user.standing.day)
    counts = Counter(PersonSheet.objects.filter(unit=row, year=year).values_list("state", flat=True))
    own = user.standing.units(Role.COORDINATOR, Role.LEADER)
    names = names_of({row.pk, *own})
    return UnitPage(
        year=year,
        unit=row.code,
        name=names[row.pk][1],
        heads=tuple(figure_words(one) for one in COLUMNS),
        lines=tuple(line_of(found[key], user, year) for key in pager),
        page=pager,
        people=len(stays),
        undrafted=max(0, len(stays) - sum(counts.values())) if year <= user.standing.day.year else 0,
        states=tuple((sheet_chip(PersonSheet(state=state)), n) for state, n in states_of(counts)),
        drafted=counts[State.DRAFTED],
        units=tuple((*names[key], key == row.pk) for key in sorted(own)) if len(own) > 1 else (),
    )


@require_POST
def prepare(request: HttpRequest, year: int) -> HttpResponse:
    """Draft the sheets that are missing, or show the drafted ones to their people."""
    user = signed_in(request)
    row = unit_of(request, request.POST.get("don-vi", ""))
    try:
        if request.POST.get("viec") == "show":
            count = actions.show_all(user, row, year, at=system_clock())
            word = _("Đã gửi %(n)d người xem phiếu của mình.")
        else:
            count = actions.draft_all(user, row, year, at=system_clock())
            word = _("Đã lập %(n)d phiếu. Gửi người được đánh giá xem thì lãnh đạo, đầu mối mới xem được.")
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, word % {"n": count})
    answer = redirect("yearly:unit", year)
    answer["Location"] += f"?don-vi={row.code}"
    return answer


@require_GET
def unit_file(request: HttpRequest, year: int) -> HttpResponseBase:
    """The whole list as a workbook."""
    user = signed_in(request)
    row = unit_of(request, request.GET.get("don-vi", ""))
    stays = stays_in(row.pk, year)
    found = readings(row.pk, year, stays, shown=stays, today=user.standing.day)
    record(user, AuditEntry.Act.YEARLY_DOWNLOADED, at=system_clock(), subject=row.code, note=f"{year} .xlsx")
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_list(stream, _("Phiếu năm %(year)d") % {"year": year}, list_columns(), rows=list_rows(found.values(), user))
    stream.seek(0)
    name = f"phieu-nam-{year}-{row.code}.xlsx"
    return guarded(FileResponse(stream, as_attachment=True, filename=name), "xlsx")

"""One row: added, looked at, changed, taken out and put back."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.library.models import Evidence
from namro.apps.library.queries import pieces
from namro.apps.people.queries.organisation import Node, names_of
from namro.apps.registers import actions
from namro.apps.registers.actions import Conflict, RowRefused
from namro.apps.registers.beside import records_offered
from namro.apps.registers.known import people_offered, units_offered
from namro.apps.registers.models import RegisterRow
from namro.apps.registers.pages.conflict_page import conflict_page
from namro.apps.registers.pages.form_page import field_views
from namro.apps.registers.pages.row_page import row_view
from namro.apps.registers.permissions import can_write, check_write
from namro.apps.registers.views.finding import Here, here, row_here, writing
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.registers import Type
from namro.core.registers.rows import typed_again
from namro.ui.formats import day

#: Pieces of evidence that the form beside a row offers; the others are attached by their code.
_OFFERED = 40
_form_page = require_http_methods(["GET", "POST"])


@_form_page
def add(request: HttpRequest, register: str) -> HttpResponse:
    """The form of a new row."""
    place = here(request, register)
    unit = writing(request, place)
    if request.method == "GET":
        return _form(request, place, unit, _first_values(place), faults={})
    typed = _typed(request, place)
    try:
        row = actions.add_row(place.user, place.register, unit.id, typed, at=system_clock())
    except RowRefused as refused:
        return _form(request, place, unit, typed, faults=refused.faults, status=400)
    messages.success(request, _("Đã ghi dòng số %(n)d.") % {"n": row.seq})
    if "nua" in request.POST:
        return redirect(f"{request.path}?don-vi={unit.code}")
    return redirect("registers:row", register=register, row=row.code)


@require_GET
def show(request: HttpRequest, register: str, row: str) -> HttpResponse:
    """One row with its proof and history."""
    place = here(request, register)
    found = row_here(place, row)
    return answer(request, place, found)


@_form_page
def change(request: HttpRequest, register: str, row: str) -> HttpResponse:
    """The form of a row that is there; what two people wrote is asked about."""
    place = here(request, register)
    found = row_here(place, row)
    check_write(place.user, place.register, found.unit_id)
    unit = _node(found)
    if request.method == "GET":
        return _form(request, place, unit, typed_again(place.register, found.data), faults={}, row=found)
    typed = _typed(request, place)
    try:
        actions.change_row(
            place.user,
            place.register,
            found,
            typed,
            version=_number(request.POST.get("version", "")),
            at=system_clock(),
        )
    except RowRefused as refused:
        return _form(request, place, unit, typed, faults=refused.faults, row=found, status=400)
    except Conflict as conflict:
        page = conflict_page(place.register, conflict)
        return render(request, "registers/conflict.html", {"page": page}, status=409)
    except NamroError as refusal:
        return answer(request, place, found, error=refusal.message, status=409)
    messages.success(request, _("Đã lưu dòng này."))
    return redirect("registers:row", register=register, row=row)


@require_POST
def remove(request: HttpRequest, register: str, row: str) -> HttpResponse:
    """Take a row out, with a reason."""
    place = here(request, register)
    found = row_here(place, row)
    try:
        actions.remove_row(place.user, place.register, found, why=request.POST.get("ly-do", ""), at=system_clock())
    except NamroError as refusal:
        return answer(request, place, found, error=refusal.message, where="remove", status=400)
    messages.success(request, _("Đã bỏ dòng này khỏi sổ. Dòng vẫn còn ở mục “Đã bỏ” và lấy lại được."))
    return redirect("registers:row", register=register, row=row)


@require_POST
def restore(request: HttpRequest, register: str, row: str) -> HttpResponse:
    """Put a row back."""
    place = here(request, register)
    found = row_here(place, row)
    try:
        actions.restore_row(place.user, place.register, found, at=system_clock())
    except RowRefused as refused:
        titles = {column.code: column.title for column in place.register.columns}
        said = " ".join(f"{titles[code]}: {fault}" for code, fault in refused.faults.items())
        return answer(request, place, found, error=said, status=409)
    except NamroError as refusal:
        return answer(request, place, found, error=refusal.message, status=409)
    messages.success(request, _("Đã lấy lại dòng này."))
    return redirect("registers:row", register=register, row=row)


def answer(
    request: HttpRequest, place: Here, row: RegisterRow, *, error: str = "", where: str = "", status: int = 200
) -> HttpResponse:
    """Answer with the page of a row, also after an act that was refused."""
    attached = list(row.proof.order_by("id").values_list("evidence", flat=True))
    writes = can_write(place.user, place.register, row.unit_id)
    (_code, name) = names_of([row.unit_id])[row.unit_id]
    page = row_view(
        place.register,
        row,
        known=place.known,
        unit=name,
        events=row.events.select_related("by").order_by("-id"),
        pieces=pieces(attached),
    )
    context = {
        "page": page,
        "row": row,
        "register": place.register,
        "writes": writes,
        "error": error,
        "where": where,
        "offered": _evidence(row, attached) if writes and not row.removed_at else [],
    }
    return render(request, "registers/row.html", context, status=status)


def _evidence(row: RegisterRow, attached: list[int]) -> list[tuple[str, str]]:
    """The unit's newest evidence that does not prove the row yet, by code, with words."""
    there = Evidence.objects.filter(unit=row.unit_id, removed_at=None).exclude(pk__in=attached).order_by("-id")
    found = pieces(list(there.values_list("pk", flat=True)[:_OFFERED]))
    newest = sorted(found.values(), key=lambda piece: -piece.id)
    return [(piece.code, " · ".join(filter(None, [piece.title, piece.number, piece.name]))[:160]) for piece in newest]


def _form(
    request: HttpRequest,
    place: Here,
    unit: Node,
    typed: Mapping[str, str],
    *,
    faults: Mapping[str, str],
    row: RegisterRow | None = None,
    status: int = 200,
) -> HttpResponse:
    types = {column.type for column in place.register.columns}
    today = place.user.standing.day
    fields = field_views(
        place.register,
        typed,
        faults=faults,
        people=people_offered(unit.id, today) if Type.PERSON in types else (),
        units=units_offered(unit.id, today) if Type.UNIT in types else (),
        records=records_offered(place.register, unit.id) if place.register.also else (),
    )
    version = request.POST.get("version") or (row.version if row else "")
    context = {"fields": fields, "register": place.register, "unit": unit, "row": row, "version": version}
    context["faults"] = [field for field in fields if field.fault]
    return render(request, "registers/form.html", context, status=status)


def _typed(request: HttpRequest, place: Here) -> dict[str, str]:
    return {column.code: request.POST.get(f"c.{column.code}", "") for column in place.register.columns}


def _first_values(place: Here) -> dict[str, str]:
    """A new row is of today until somebody says otherwise."""
    return {place.register.date: day(place.user.standing.day)}


def _node(row: RegisterRow) -> Node:
    (code, name) = names_of([row.unit_id])[row.unit_id]
    return Node(row.unit_id, code, name, "", None, None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

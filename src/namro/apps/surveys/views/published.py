"""Published results of a unit: side by side, one of them, entered, corrected, taken away, by workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.library.sending import guarded
from namro.apps.people.models import Unit, User
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.publishing import Entered, enter_published, remove_published
from namro.apps.surveys.forms_published import PublishedForm, Rows, method_initial, rows_initial, values_of
from namro.apps.surveys.from_documents import PrintedYear, printed_results
from namro.apps.surveys.models import Published
from namro.apps.surveys.pages.published_page import comparison_page, one_page
from namro.apps.surveys.permissions import check_conduct_for, conducts_for
from namro.apps.surveys.published import result_of, results_of, standing_results
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.base.points import exact_words, format_points
from namro.core.survey.published import compared
from namro.documents.workbooks.published_results import write_results

#: As many documents are offered to read from.
_OFFERED = 6


def unit_here(request: HttpRequest, user: User) -> Unit:
    """Return the unit that `dv` names, else the person's own. Raises Http404 for one the person reads nothing of."""
    units = units_read_by(user)
    if code := request.GET.get("dv", ""):
        return get_object_or_404(units, code=code[:80])
    own = conducts_for(user) | user.standing.units()
    found = units.filter(pk__in=own).order_by("pk").first() or units.order_by("pk").first()
    if found is None:
        raise Http404
    return found


@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """All published results of a unit."""
    user = signed_in(request)
    unit = unit_here(request, user)
    found = compared(results_of(unit.pk))
    writes = unit.pk in conducts_for(user)
    context = {
        "unit": unit,
        "name": names_of([unit.pk])[unit.pk][1],
        "units": _others(user),
        "page": comparison_page(found, {one.key: _url(one.key) for one in found.results}),
        "writes": writes,
        "printed": _offered(user, unit) if writes else (),
    }
    return render(request, "surveys/published.html", context)


def _url(code: str) -> str:
    return reverse("satisfaction:published_one", args=[code])


def _others(user: User) -> list[tuple[str, str]]:
    """Units to choose from, where there are several."""
    codes = dict(units_read_by(user).values_list("pk", "code")[:400])
    if len(codes) < 2:
        return []
    names = names_of(codes)
    return sorted(((code, names[pk][1]) for pk, code in codes.items() if pk in names), key=lambda pair: pair[1])


def _offered(user: User, unit: Unit) -> list[PrintedYear]:
    """Years that documents print and that were not taken over from there yet."""
    taken = set(standing_results().filter(unit=unit).exclude(document="").values_list("document", "year"))
    return [one for one in printed_results(user) if (one.document, one.year) not in taken][:_OFFERED]


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One result, also one that was replaced or taken away."""
    user = signed_in(request)
    row = find(user, code)
    result = result_of(row)
    rows = [
        (
            each.name, exact_words(each.value), exact_words(Decimal(each.n)) if each.n else "",
            "" if each.margin is None else f"± {format_points(each.margin, places=1)}",
        )
        for each in result.values
    ]  # fmt: skip
    holds = row.replaced_by_id is None and row.removed_at is None
    before = Published.objects.filter(replaced_by=row).order_by("id")
    context = {
        "row": row, "page": one_page(row, rows), "name": names_of([row.unit_id])[row.unit_id][1],
        "writes": holds and row.unit_id in conducts_for(user), "before": before, "now": row.replaced_by,
    }  # fmt: skip
    return render(request, "surveys/published_one.html", context)


def find(user: User, code: str) -> Published:
    """Return a result that the person may read. Raises Http404."""
    rows = Published.objects.filter(unit__in=units_read_by(user)).prefetch_related("values")
    return get_object_or_404(
        rows.select_related("unit", "made_by", "removed_by", "replaced_by__made_by"), code=code[:40]
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Type a result, or look over what a document prints (`van-ban`, `nam`)."""
    user = signed_in(request)
    unit = unit_here(request, user)
    check_conduct_for(user, unit.pk)
    printed = _printed(user, request)
    initial: dict[str, Any] = {"formula": ""}
    if printed:
        initial |= {"year": printed.year, "source": printed.title[:300], **method_initial(None, printed.year)}
    how = Published.How.DOCUMENT if printed else Published.How.TYPED
    return _form(
        request,
        user,
        unit,
        initial,
        printed.values if printed else (),
        how=how,
        document=printed.document if printed else "",
    )


def _printed(user: User, request: HttpRequest) -> PrintedYear | None:
    code = request.GET.get("van-ban", "")[:40]
    if not code:
        return None
    found = printed_results(user, code)
    year = request.GET.get("nam", "")
    wanted = [one for one in found if str(one.year) == year] or found
    if not wanted:
        raise Http404
    return wanted[0]


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a result: the corrected one takes its place, the old one stays in the history."""
    user = signed_in(request)
    row = find(user, code)
    check_conduct_for(user, row.unit_id)
    initial = {"year": row.year, "source": row.source, **method_initial(row.measured_by, row.year)}
    return _form(
        request, user, row.unit, initial, result_of(row).values, how=row.how, document=row.document, instead_of=row
    )


def _form(
    request: HttpRequest, user: User, unit: Unit, initial: dict[str, Any], values: Any, *, how: str, document: str,
    instead_of: Published | None = None,
) -> HttpResponse:  # fmt: skip
    form = PublishedForm(request.POST or None, initial=initial)
    rows = Rows(request.POST or None, initial=None if request.POST else rows_initial(values), prefix="dong")
    if request.method == "POST":
        rows_right = rows.is_valid()
        if form.is_valid() and rows_right:
            data = form.cleaned_data
            entered = Entered(
                year=data["year"], method=form.chosen(), source=data["source"], values=values_of(rows), how=how,
                document=document,
            )  # fmt: skip
            try:
                (made,) = enter_published(user, unit.pk, [entered], at=system_clock(), instead_of=instead_of)
            except BrokenFile as broken:
                for fault in broken.faults:
                    form.add_error(None, fault.message)
            except NamroError as fault:
                form.add_error(None, fault.message)
            else:
                messages.success(request, _("Đã ghi kết quả năm %(year)s.") % {"year": made.year})
                return redirect("satisfaction:published_one", code=made.code)
    context = {
        "form": form, "rows": rows, "unit": unit, "name": names_of([unit.pk])[unit.pk][1], "row": instead_of,
        "document": document if how == Published.How.DOCUMENT else "",
    }  # fmt: skip
    bad = form.errors or (request.method == "POST" and rows.total_error_count())
    return render(request, "surveys/published_form.html", context, status=400 if bad else 200)


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take a result away, with the reason."""
    user = signed_in(request)
    row = find(user, code)
    try:
        remove_published(user, row, why=request.POST.get("ly-do", ""), at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect("satisfaction:published_one", code=code)
    messages.success(request, _("Đã bỏ kết quả; lịch sử vẫn giữ."))
    return redirect("satisfaction:published")


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """All results of the unit as a workbook that can be read back; `mau` the empty form of it."""
    user = signed_in(request)
    unit = unit_here(request, user)
    results = [] if "mau" in request.GET else results_of(unit.pk)
    name = "mau-ket-qua-hai-long.xlsx" if "mau" in request.GET else f"ket-qua-hai-long-{unit.code}.xlsx"
    answer = guarded(HttpResponse(write_results(results)), "xlsx")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

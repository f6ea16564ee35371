"""Records of the site that count as rows of a register."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from namro.apps.people.queries.choices import years_to_choose
from namro.apps.registers.asked import EVERY, asked_in
from namro.apps.registers.beside import Kept, named_in, records_of, within
from namro.apps.registers.figures import year_span
from namro.apps.registers.models import RegisterRow
from namro.apps.registers.pages.kept_page import KeptPage, kept_columns, kept_rows
from namro.apps.registers.permissions import readable_by
from namro.apps.registers.views.finding import Here, here
from namro.core.base.folding import fold, tidy
from namro.core.registers import Register

#: Rows that may say the same as a record; more than these are not told one by one.
_TOLD = 20
Link = tuple[str, str]


@require_GET
def kept(request: HttpRequest, register: str) -> HttpResponse:
    """What counts of a unit (`?don-vi=`) and year (`?nam=`) without being written; `?trang=` the page."""
    place = here(request, register)
    if place.register.also is None:
        raise Http404
    asked = asked_in(place.user, place.register, {"don-vi": request.GET.get("don-vi", "")})
    years = years_to_choose(place.user.standing.day)
    typed = request.GET.get("nam", "")
    year = next((one for one in years if str(one) == typed), place.user.standing.day.year)
    units = [asked.unit.id] if asked.unit else [node.id for node in asked.units]
    every = records_of(place.register, units)
    records = within(every, year_span(year))
    rows = _rows(place, units, records)
    standing = {one.key for one in every}
    named = {row.pk: key for row in rows if (key := named_in(place.register, row.data)) in standing}
    page = KeptPage(
        code=register,
        title=place.register.title,
        headings=tuple(place.register.column(code).title for code in kept_columns(place.register)),
        rows=kept_rows(
            place.register,
            records,
            names={node.id: node.name for node in asked.units} if asked.unit is None else {},
            named={named[row.pk]: row_link(row) for row in rows if row.pk in named},
            page=request.GET.get("trang", ""),
        ),
        year=year,
        years=tuple(years),
        unit=asked.unit.name if asked.unit else "",
        shows_units=asked.unit is None,
        query=f"don-vi={asked.unit.code if asked.unit else EVERY}",
        doubtful=_doubtful(place.register, rows, named, records),
    )
    return render(request, "registers/kept.html", {"page": page})


def _rows(place: Here, units: Collection[int], records: Collection[Kept]) -> list[RegisterRow]:
    """The rows of the units that the person may read; none are fetched where there is no record to compare with."""
    if not records:
        return []
    rows = RegisterRow.objects.filter(
        readable_by(place.user, place.register), register=place.register.code, unit__in=units, removed_at=None
    )
    return list(rows.order_by("-date", "-id")[:2000])


def row_link(row: RegisterRow) -> Link:
    """Return the number of a row and its address."""
    return f"{row.seq}/{row.date.year}", reverse("registers:row", args=[row.register, row.code])


def _doubtful(
    register: Register, rows: Collection[RegisterRow], named: Mapping[int, str], records: Collection[Kept]
) -> tuple[Link, ...]:
    """Rows that have the document of a record and name none: perhaps the same thing, counted twice."""
    column = dict(register.also.fills).get("document", "") if register.also else ""
    documents = {(one.unit, _same(one.said["document"])) for one in records if one.said.get("document")}
    found = [row for row in rows if row.pk not in named and (row.unit_id, _same(row.data.get(column, ""))) in documents]
    return tuple(row_link(row) for row in found[:_TOLD])


def _same(document: str) -> str:
    return fold(tidy(document)).replace(" ", "")

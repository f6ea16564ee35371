"""A workbook of published results: read, looked at, then written. What was read travels signed between the two."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from namro.apps.people.forms.fields import choice_field, name_field
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.publishing import Entered, enter_published
from namro.apps.surveys.models import Published
from namro.apps.surveys.permissions import check_conduct_for
from namro.apps.surveys.published import standing_results
from namro.apps.surveys.views.published import unit_here
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.base.points import exact_words
from namro.core.survey.methods import Method, known_methods
from namro.core.survey.published import PrintedValue, check_values
from namro.documents.workbooks.published_results import ReadRow, read_results

_SALT = "surveys.published"
_HOUR = 3600
_MOST_ROWS = 600
_MOST_FAULTS = 20


class FileForm(forms.Form):
    """A workbook; source and method of its rows that name none."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Chưa chọn tệp."), "empty": gettext_lazy("Tệp rỗng. Chọn tệp khác.")},
    )  # fmt: skip
    source = name_field(gettext_lazy("Nguồn"), gettext_lazy("Cho các dòng không ghi nguồn."), 300)
    method = choice_field(gettext_lazy("Cách đo"), ())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_year = [("year", _("Theo năm đo: cách đo của năm đó"))]
        choices = by_year + [(one.code, one.title) for one in known_methods()]
        self.fields["method"] = forms.ChoiceField(
            label=_("Cách đo"), choices=choices, initial="year", widget=forms.Select(attrs={"class": "inp"}),
            help_text=_("Cho các dòng để trống các cột cách đo."),
        )  # fmt: skip
        self.order_fields(("file", "source", "method"))


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Hand a workbook in and look at what it says; `doc` holds what was read, for writing it."""
    user = signed_in(request)
    unit = unit_here(request, user)
    check_conduct_for(user, unit.pk)
    context: dict[str, Any] = {"unit": unit, "name": names_of([unit.pk])[unit.pk][1]}
    if request.method == "POST" and "doc" in request.POST:
        try:
            found = _unsealed(request.POST["doc"])
            made = enter_published(user, unit.pk, found, at=system_clock())
        except NamroError as fault:
            messages.error(request, fault.message)
            return redirect("satisfaction:published_load")
        messages.success(request, _("Đã ghi kết quả của %(n)d năm.") % {"n": len(made)})
        return redirect("satisfaction:published")
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            found = _read(data["file"], source=data["source"], method=data["method"])
        except BrokenFile as broken:
            context |= {"faults": broken.faults[:_MOST_FAULTS], "more": max(0, len(broken.faults) - _MOST_FAULTS)}
        except (UnreadableDocument, NamroError) as fault:
            form.add_error("file", fault.message)
        else:
            context |= {"years": _shown(unit.pk, found), "sealed": _sealed(found)}
    context["form"] = form
    bad = form.errors or context.get("faults")
    return render(request, "surveys/published_load.html", context, status=400 if bad else 200)


def _read(file: UploadedFile, *, source: str, method: str) -> list[Entered]:
    faults = Faults(file.name or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ket-qua.xlsx"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        rows = read_results(path, faults)
    if len(rows) > _MOST_ROWS:
        told = _("có %(n)d dòng. Nạp nhiều nhất %(most)d dòng một lần.") % {"n": len(rows), "most": _MOST_ROWS}
        raise BrokenFile(faults.name, [Fault(0, "", told)])
    groups: dict[tuple[int, str], list[ReadRow]] = {}
    for row in rows:
        groups.setdefault((row.year, (row.method or _usual(row, method, faults)).id), []).append(row)
    found = []
    for group in groups.values():
        check_values([row.value for row in group], faults, [row.line for row in group])
        first = group[0]
        found.append(
            Entered(
                year=first.year, method=first.method or _usual(first, method, faults), source=first.source or source,
                values=tuple(row.value for row in group), how=Published.How.FILE,
            )
        )  # fmt: skip
    faults.refuse()
    return sorted(found, key=lambda one: one.year)


def _usual(row: ReadRow, chosen: str, faults: Faults) -> Method:
    """The method of a row that names none: the chosen one, or the one that measured its year."""
    for one in known_methods():
        if one.code == chosen or (chosen == "year" and one.measured(row.year)):
            return one.method
    told = _("không biết cách đo của năm %(year)d. Ghi các cột cách đo, hoặc chọn một cách đo ở trên.")
    faults.add(row.line, told % {"year": row.year})
    return known_methods()[0].method


def _shown(unit: int, found: Iterable[Entered]) -> list[dict[str, Any]]:
    standing = set(standing_results().filter(unit=unit).values_list("year", "method"))
    return [
        {
            "year": one.year, "method": one.method.words, "source": one.source,
            "replaces": (one.year, one.method.id) in standing,
            "rows": [(value.name, exact_words(value.value), value.n or "") for value in one.values],
        }
        for one in found
    ]  # fmt: skip


def _sealed(found: Iterable[Entered]) -> str:
    plain = [
        {
            "year": one.year, "source": one.source,
            "method": [one.method.instrument, one.method.edition, one.method.formula, one.method.population],
            "values": [[value.factor, value.name, str(value.value), value.n] for value in one.values],
        }
        for one in found
    ]  # fmt: skip
    return signing.dumps(plain, salt=_SALT, compress=True)


def _unsealed(text: str) -> list[Entered]:
    try:
        plain = signing.loads(text, salt=_SALT, max_age=_HOUR)
    except signing.BadSignature as error:
        raise NamroError(_("Bản xem trước đã quá một giờ hoặc bị đổi. Nạp lại tệp."), code="seal") from error
    return [
        Entered(
            year=one["year"], source=one["source"], how=Published.How.FILE,
            method=Method(**dict(zip(("instrument", "edition", "formula", "population"), one["method"], strict=True))),
            values=tuple(
                PrintedValue(factor=factor, name=name, value=Decimal(value), n=n)
                for factor, name, value, n in one["values"]
            ),
        )
        for one in plain
    ]  # fmt: skip

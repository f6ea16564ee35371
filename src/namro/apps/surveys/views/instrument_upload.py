"""Handing an instrument in: looked at as a whole, kept as a draft, or every fault by its sheet and row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from namro.apps.library import storage
from namro.apps.people.forms.fields import choice_field, offer
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.instruments import keep_instrument
from namro.apps.surveys.forms_common import keep_upload
from namro.apps.surveys.instrument_files import MOST_BYTES, XLSX, YAML, Brought, brought_by
from namro.apps.surveys.instrument_permissions import check_bring
from namro.apps.surveys.permissions import conducts_for
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.ui.formats import size

_MOST_FAULTS = 100


class InstrumentForm(forms.Form):
    """A file, the unit whose it is, whether it takes the place of a draft."""

    file = forms.FileField(
        label=gettext_lazy("Tệp XLSForm (.xlsx) hoặc .yaml"), max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join((*XLSX, *YAML))}),
        error_messages={"required": gettext_lazy("Chưa chọn tệp."), "empty": gettext_lazy("Tệp rỗng. Chọn tệp khác.")},
    )  # fmt: skip
    unit = choice_field(gettext_lazy("Đơn vị"), ())
    replace = forms.BooleanField(label=gettext_lazy("Thay dự thảo đang có cùng mã, cùng phiên bản"), required=False)

    def __init__(self, units: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(units) == 1:
            del self.fields["unit"]
        else:
            offer(self, "unit", units)

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            words = _("Tệp nặng %(size)s, bộ câu hỏi nhận đến %(limit)s. Kiểm tra lại có đúng tệp không.")
            raise forms.ValidationError(words % {"size": size(file.size or 0), "limit": size(MOST_BYTES)})
        return file


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand a file in; `?thay=1` ticks that it takes the place of a draft."""
    user = signed_in(request)
    check_bring(user)
    names = names_of(conducts_for(user))
    units = sorted(((pk, name[1]) for pk, name in names.items()), key=lambda one: one[1])
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = InstrumentForm(units, *given, initial={"replace": request.GET.get("thay") == "1"})
    context: dict[str, Any] = {"form": form, "unit": units[0][1] if len(units) == 1 else ""}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            brought = _read(data["file"])
            unit = int(data.get("unit") or units[0][0])
            row = keep_instrument(user, unit, brought, replace=data["replace"], at=system_clock())
        except BrokenFile as broken:
            context |= {"faults": [str(one) for one in broken.faults[:_MOST_FAULTS]], "name": broken.name,
                        "count": len(broken.faults), "more": max(0, len(broken.faults) - _MOST_FAULTS)}  # fmt: skip
        except NamroError as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, _("Tệp không có lỗi, đã lưu thành dự thảo. Xem thử rồi ban hành."))
            return redirect("instruments:one", code=row.code, edition=row.edition)
    bad = form.errors or context.get("faults")
    return render(request, "surveys/instrument_upload.html", context, status=400 if bad else 200)


def _read(file: UploadedFile) -> Brought:
    with storage.waiting_room() as room:
        return brought_by(keep_upload(file, room), (file.name or "")[:200])

"""The file of a list of units, and what the page of all units is asked."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.ui.formats import size

#: Ten thousand units take about one megabyte. The file is read while the person waits.
MOST_BYTES = 8 * 1024 * 1024
_ENDINGS = {".xlsx", ".csv"}


class UnitListForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Tệp danh sách (.xlsx hoặc .csv)"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn tệp .xlsx hoặc .csv rồi bấm Xem trước.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse in the form, with words, what is too large or of another kind."""
        file: UploadedFile = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() not in _ENDINGS:
            message = gettext("Trang nhận tệp .xlsx hoặc .csv. Mở tệp trong Excel, lưu dạng .xlsx rồi nạp lại.")
            raise forms.ValidationError(message)
        if not file.size:
            raise forms.ValidationError(gettext("Tệp trống (0 byte). Chọn lại tệp."))
        if file.size > MOST_BYTES:
            message = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Hãy tách danh sách rồi nạp từng tệp.")
            raise forms.ValidationError(message % {"size": size(file.size), "limit": size(MOST_BYTES)})
        return file

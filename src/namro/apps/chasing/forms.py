"""A workbook of tasks from above."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.ui.formats import size

#: An export of a year's tasks weighs some hundred kilobytes.
_MOST_BYTES = 5 * 1024 * 1024


class AssignedForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx) xuất từ E-Office, iDesk, hệ thống theo dõi nhiệm vụ"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn tệp .xlsx rồi bấm Xem trước.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse in the form, with words, what is too large or of another kind."""
        file: UploadedFile = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() != ".xlsx":
            message = gettext("Trang nhận tệp .xlsx. Mở tệp trong Excel, lưu dạng .xlsx (Excel Workbook) rồi nạp lại.")
            raise forms.ValidationError(message)
        if not file.size:
            raise forms.ValidationError(gettext("Tệp trống (0 byte). Chọn lại tệp."))
        if file.size > _MOST_BYTES:
            message = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Xuất ít tháng hơn rồi nạp từng tệp.")
            raise forms.ValidationError(message % {"size": size(file.size), "limit": size(_MOST_BYTES)})
        return file

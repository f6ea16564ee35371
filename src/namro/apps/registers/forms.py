"""Files that are handed in: a workbook of rows, a definition."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.ui.formats import size

#: 20,000 rows of a wide register take about four megabytes; a definition takes a few kilobytes.
MOST_BYTES, MOST_DEFINITION = 16 * 1024 * 1024, 512 * 1024


def _limited(file: UploadedFile, most: int) -> UploadedFile:
    if not file.size:
        raise forms.ValidationError(gettext("Tệp trống (0 byte). Chọn lại tệp."))
    if file.size > most:
        words = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Hãy tách tệp rồi nạp từng phần.")
        raise forms.ValidationError(words % {"size": size(file.size), "limit": size(most)})
    return file


class WorkbookForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn tệp .xlsx rồi bấm Xem trước.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse in the form, with words, what is too large or of another kind."""
        file: UploadedFile = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() != ".xlsx":
            raise forms.ValidationError(
                gettext("Trang nhận tệp .xlsx. Mở tệp trong Excel, lưu dạng .xlsx rồi nạp lại.")
            )
        return _limited(file, MOST_BYTES)


class DefinitionForm(forms.Form):
    """One definition."""

    file = forms.FileField(
        label=_("Tệp định nghĩa sổ (.yaml)"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn một tệp .yaml rồi bấm Kiểm tra và nạp.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit before it is read."""
        return _limited(self.cleaned_data["file"], MOST_DEFINITION)

"""The form for a file of figures."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.ui.formats import size

#: A file that is read while the person waits.
MOST_BYTES = 8 * 1024 * 1024


class ValuesFileForm(forms.Form):
    """One workbook or CSV of figures."""

    file = forms.FileField(
        label=_("Tệp số liệu (xlsx, csv)"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn tệp rồi bấm Xem trước.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit in the form, with words."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            message = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Hãy tách tệp theo đơn vị rồi nạp từng tệp.")
            raise forms.ValidationError(message % {"size": size(file.size or 0), "limit": size(MOST_BYTES)})
        return file

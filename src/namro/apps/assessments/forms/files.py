"""Files that are handed in for a sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.ui.formats import size

#: Read while the person waits; a workbook of a sheet has a twentieth of it.
MOST_BYTES = 20 * 1024 * 1024


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Tệp"),
        max_length=200,
        error_messages={
            "required": _("Chưa chọn tệp nào. Chọn tệp rồi bấm lại."),
            "empty": _("Tệp rỗng. Chọn tệp khác."),
        },
    )

    def __init__(self, *args: Any, label: str, accept: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["file"].label = label
        self.fields["file"].widget = forms.FileInput(attrs={"class": "inp", "accept": accept})

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit in the form, with words."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            message = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Chọn đúng tệp của phiếu này.")
            raise forms.ValidationError(message % {"size": size(file.size or 0), "limit": size(MOST_BYTES)})
        return file

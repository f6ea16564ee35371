"""The upload form."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.ui.formats import size

#: Names that a file dialog offers; the reader itself looks at the content.
SUFFIXES = (".docx", ".pdf", ".xlsx", ".txt", ".md")


class UploadForm(forms.Form):
    """One document."""

    file = forms.FileField(
        label=_("Chọn văn bản"),
        max_length=200,
        allow_empty_file=True,  # the reader says better what to do about an empty file
        error_messages={"required": _("Chưa chọn tệp nào. Chọn một tệp rồi bấm Đọc văn bản.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ",".join(SUFFIXES)}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit in the form, with words."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            message = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Bỏ bớt ảnh hoặc tách tệp rồi tải lên lại.")
            raise forms.ValidationError(
                message % {"size": size(file.size or 0), "limit": size(settings.MAX_UPLOAD_BYTES)}
            )
        return file

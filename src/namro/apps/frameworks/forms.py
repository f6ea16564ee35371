"""The form that takes a criteria-set file."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.ui.formats import size

#: A set of 10,000 nodes, the most that one may have, takes about 3 MB.
MOST_BYTES = 4 * 1024 * 1024


class UploadForm(forms.Form):
    """One YAML file."""

    file = forms.FileField(
        label=_("Chọn tệp bộ tiêu chí (.yaml)"),
        max_length=200,
        error_messages={
            "required": _("Chưa chọn tệp nào. Chọn một tệp .yaml rồi bấm Kiểm tra và nạp."),
            "empty": _("Tệp trống (0 byte). Chọn lại tệp."),
        },
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            words = gettext("Tệp nặng %(size)s, bộ tiêu chí nhận đến %(limit)s. Kiểm tra lại có đúng tệp không.")
            raise forms.ValidationError(words % {"size": size(file.size or 0), "limit": size(MOST_BYTES)})
        return file

"""Forms of the pages of facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.indicators.models import VALUE_LENGTH
from namro.apps.indicators.words import DATE, FLAG, STATUS, InputWord, statuses
from namro.apps.people.forms.fields import day_field
from namro.core.base.errors import NamroError
from namro.core.base.numerals import typed_number
from namro.ui.formats import size

#: Files that a page takes: half a million rows. They are read while the person waits.
MOST_BYTES = 16 * 1024 * 1024


class FactForm(forms.Form):
    """One value, typed by a person; numbers as people in Viet Nam write them."""

    as_of = day_field(_("Số liệu tính đến ngày"))
    source = forms.CharField(
        label=_("Nguồn"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
        help_text=_("Văn bản, báo cáo hoặc sổ mà giá trị này lấy từ đó, ví dụ Báo cáo 12/BC-UBND."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    #: Whether somebody else wrote the value meanwhile.
    conflict = False
    field_order = ("value", "as_of", "source", "seen")

    def __init__(self, word: InputWord, *args: Any, today: date, **named: Any) -> None:
        self.word, self.today = word, today
        super().__init__(*args, **named)
        self.fields["value"] = _field(word)
        self.order_fields(self.field_order)

    def clean_value(self) -> str:
        """Return the value as facts write it: a dot before the decimals."""
        value: str | date | None = self.cleaned_data["value"]
        if value is None or isinstance(value, date):
            return value.isoformat() if value else ""
        text = value.strip()
        if self.word.holds in (FLAG, STATUS):
            return text
        number = number_of(text)
        return "" if number is None else f"{number:f}"

    def clean_as_of(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError(gettext("Ngày này chưa đến. Ghi ngày mà số liệu đã có."))
        return day


def number_of(text: str) -> Decimal | None:
    """Return the number that was typed, None for nothing. Raises ValidationError with how numbers are written."""
    try:
        return typed_number(text) if text.strip() else None
    except NamroError as fault:
        message = gettext("“%(text)s” không phải số. Viết dạng 1204 hoặc 81,5.")
        raise forms.ValidationError(message % {"text": text.strip()[:40]}) from fault


def _field(word: InputWord) -> forms.Field:
    none = [("", gettext("chưa có"))]
    if word.holds == FLAG:
        return _choice([*none, ("true", gettext("Đúng")), ("false", gettext("Sai"))])
    if word.holds == STATUS:
        return _choice([*none, *statuses().items()])
    if word.holds == DATE:
        day = day_field(gettext("Giá trị"))
        day.required = False
        return day
    widget = forms.TextInput(attrs={"class": "inp", "autocomplete": "off", "inputmode": "decimal"})
    hint = gettext("Số lẻ viết dấu phẩy: 81,5. Để trống là chưa có số liệu.")
    return forms.CharField(
        label=gettext("Giá trị"), required=False, max_length=VALUE_LENGTH, widget=widget, help_text=hint
    )


def _choice(choices: list[tuple[str, str]]) -> forms.Field:
    return forms.ChoiceField(
        label=gettext("Giá trị"), required=False, choices=choices, widget=forms.Select(attrs={"class": "inp"})
    )


class FactsFileForm(forms.Form):
    """One facts file."""

    file = forms.FileField(
        label=_("Tệp số liệu (CSV)"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn tệp CSV rồi bấm Xem trước.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".csv,text/csv"}),
    )
    as_of = day_field(_("Số liệu tính đến ngày"))

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit in the form, with words."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            message = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Hãy tách tệp theo đơn vị rồi nạp từng tệp.")
            raise forms.ValidationError(message % {"size": size(file.size or 0), "limit": size(MOST_BYTES)})
        return file

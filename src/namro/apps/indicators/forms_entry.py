"""The form in which figures of an indicator are written, one field a part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.indicators.forms import number_of
from namro.apps.people.forms.fields import day_field
from namro.core.indicators.model import Indicator, Part

_PART = "p_"


class EntryForm(forms.Form):
    """Figures of one period; numbers as people in Viet Nam write them, empty: not known."""

    as_of = day_field(_("Số liệu tính đến ngày"))
    source = forms.CharField(
        label=_("Nguồn"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
        help_text=_("Văn bản, báo cáo hoặc hệ thống mà số liệu lấy từ đó."),
    )
    explanation = forms.CharField(
        label=_("Giải thích"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        help_text=_("Chỉ cần khi phép kiểm tra hỏi vì sao."),
    )
    reason = forms.CharField(
        label=_("Lý do đính chính"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        help_text=_("Ghi khi số cũ sai. Số mới hơn của cùng kỳ thì để trống."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, indicator: Indicator, *args: Any, today: date, **named: Any) -> None:
        self.indicator, self.today = indicator, today
        super().__init__(*args, **named)
        for part in indicator.typed:
            self.fields[f"{_PART}{part.id}"] = _field(part)
        self.order_fields([f"{_PART}{part.id}" for part in indicator.typed])

    @property
    def figures(self) -> list[forms.BoundField]:
        """The fields of the parts."""
        return [self[f"{_PART}{part.id}"] for part in self.indicator.typed]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that are about all of them."""
        return [self[name] for name in ("as_of", "source", "explanation", "reason")]

    def clean(self) -> dict[str, Any]:
        """Read every number; what cannot be read is told at its field."""
        values: dict[str, Any] = super().clean() or {}
        for part in self.indicator.typed:
            name = f"{_PART}{part.id}"
            try:
                values[name] = number_of(values.get(name) or "")
            except forms.ValidationError as error:
                self.add_error(name, error)
        return values

    def clean_as_of(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError(gettext("Ngày này chưa đến. Ghi ngày mà số liệu đã có."))
        return day

    def parts(self) -> dict[str, Decimal | None]:
        """Return the figures by part, None for a field left empty."""
        return {part.id: self.cleaned_data[f"{_PART}{part.id}"] for part in self.indicator.typed}


def initial_of(parts: dict[str, str]) -> dict[str, str]:
    """Return stored parts as they stand in the fields."""
    return {f"{_PART}{name}": text.replace(".", ",") for name, text in parts.items()}


def _field(part: Part) -> forms.Field:
    label = f"{part.name} ({part.unit})" if part.unit else part.name
    widget = forms.TextInput(attrs={"class": "inp", "autocomplete": "off", "inputmode": "decimal"})
    hint = gettext("Lấy từ %(system)s.") % {"system": part.of} if part.of else ""
    return forms.CharField(label=label, required=False, max_length=40, widget=widget, help_text=hint)

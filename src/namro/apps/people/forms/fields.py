"""Fields that several forms of the organisation share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY_ERRORS = {
    "required": _("Chưa chọn ngày."),
    "invalid": _("Ngày này không có. Viết theo mẫu 2026-11-20."),
}


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day that every browser fills and reads as ISO 8601."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "inp", "type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages=_DAY_ERRORS,
    )


def name_field(label: Any, help_text: Any = "", length: int = 160) -> forms.CharField:
    """One line of words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=length,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi ô này.")},
    )


def choice_field(label: Any, options: Iterable[tuple[Any, Any]], help_text: Any = "") -> forms.ChoiceField:
    """One of a list, none chosen beforehand."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=[("", _("– chọn –")), *options],
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"required": _("Chưa chọn."), "invalid_choice": _("Không còn lựa chọn này. Chọn lại.")},
    )

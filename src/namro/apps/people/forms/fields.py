"""Fields that several forms of the organisation share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.core.timetable import nearest_days, typed_token
from namro.ui.formats import day

_DAY_ERRORS = {
    "required": _("Chưa ghi ngày."),
    "invalid": _("Ngày này không có. Viết theo mẫu 20/11/2026."),
}


class DayInput(forms.TextInput):
    """A box for a day as people write it; the browser's own box would look as its language, not the page's, has it."""

    def format_value(self, value: Any) -> str | None:
        """`20/11/2026`, also for a day that came in an address as ISO 8601; what is no day stays as it was typed."""
        token = value.isoformat() if isinstance(value, date) else typed_token(str(value or ""))
        return day(date.fromisoformat(token)) if token and token[0].isdigit() else value


class DayField(forms.DateField):
    """A day: `20/11/2026`, or `2026-11-20` as addresses carry it."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Read what was typed; of a day that does not exist, say which days stand beside it."""
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        token = typed_token(str(value))
        if token is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if token.startswith("invalid:"):
            first, second = map(day, nearest_days(token))
            said = gettext("Ngày này không có. Gần nhất là %(first)s và %(second)s.")
            raise forms.ValidationError(said % {"first": first, "second": second}, code="invalid")
        return date.fromisoformat(token)


def day_field(label: Any, help_text: Any = "") -> DayField:
    """A day, typed the same way in every browser."""
    attrs = {"class": "inp", "inputmode": "numeric", "autocomplete": "off", "placeholder": "20/11/2026"}
    return DayField(label=label, help_text=help_text, widget=DayInput(attrs=attrs), error_messages=_DAY_ERRORS)


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


def offer(form: forms.Form, name: str, options: Iterable[tuple[Any, Any]]) -> None:
    """Give a choice field of a form that is being made its options: they are known only now."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(options)

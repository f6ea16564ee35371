"""What is typed about a plan as a whole. All forms work without script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import offer
from namro.apps.plans.headings import kind_choices

_BOX = {"class": "inp"}


class NewPlanForm(forms.Form):
    """An empty plan."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, widget=forms.Select(attrs=_BOX))
    kind = forms.ChoiceField(
        label=_("Loại kế hoạch"), required=False, choices=kind_choices, widget=forms.Select(attrs=_BOX)
    )
    title = forms.CharField(
        label=_("Tên kế hoạch"),
        max_length=300,
        required=False,
        help_text=_("Như sẽ in sau chữ KẾ HOẠCH. Để trống thì lấy tên theo loại và năm."),
        widget=forms.TextInput(attrs=_BOX),
    )
    year = forms.IntegerField(
        label=_("Năm thực hiện"),
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs=_BOX),
        error_messages={"required": _("Chưa ghi năm."), "invalid": _("Năm viết bằng bốn chữ số, ví dụ 2026.")},
    )

    def __init__(self, units: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)

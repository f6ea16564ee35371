"""The form in which a way of counting is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import day_field
from namro.core.indicators.model import Indicator


class VariantForm(forms.Form):
    """A variant, the day from which it counts, and why."""

    variant = forms.ChoiceField(
        label=_("Cách tính"),
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"invalid_choice": _("Chỉ tiêu này không có cách tính đó. Chọn một cách trong danh sách.")},
    )
    since = day_field(_("Tính từ ngày"))
    reason = forms.CharField(
        label=_("Lý do, văn bản"),
        max_length=400,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        help_text=_("Ví dụ: theo Kế hoạch 12/KH-UBND ngày 05/01/2026 của tỉnh."),
        error_messages={"required": _("Chưa ghi lý do. Ghi văn bản hoặc việc khiến cách tính này được dùng.")},
    )

    def __init__(self, indicator: Indicator, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        field = self.fields["variant"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.id, one.name) for one in indicator.variants]
        self.fields["since"].help_text = _(
            "Kỳ bắt đầu từ ngày này trở đi dùng cách tính mới; kỳ đã bắt đầu trước đó giữ cách cũ."
        )

"""Looking for lines of the audit record, and erasing the words of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import day_field, name_field
from namro.apps.people.models import AuditEntry

_TYPED = 80


class SoughtForm(forms.Form):
    """Words, a person, an act, days; everything may be left out."""

    tim = name_field(_("Tìm chữ, số dòng; gõ không dấu cũng được"), length=_TYPED)
    nguoi = name_field(_("Người"), length=_TYPED)
    viec = forms.ChoiceField(
        label=_("Việc"),
        choices=[("", _("mọi việc")), *AuditEntry.Act.choices],
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"invalid_choice": _("Không còn lựa chọn này. Chọn lại.")},
    )
    tu = day_field(_("Từ ngày"))
    den = day_field(_("Đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def day(self, name: str) -> date | None:
        """Return a day that was typed as a day."""
        found: date | None = self.cleaned_data.get(name)
        return found


class EraseForm(forms.Form):
    """Why the words of a line are erased."""

    reason = forms.CharField(
        label=_("Lý do, căn cứ"),
        max_length=400,
        help_text=_("Được ghi vào nhật ký và giữ mãi. Không chép lại nội dung bị xóa."),
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3}),
        error_messages={"required": _("Chưa ghi lý do.")},
    )

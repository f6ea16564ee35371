"""The deciding act as it is typed: number, day, who signs; and why results are corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.appraisals.releasing import DecidingAct
from namro.apps.people.forms.fields import day_field

_REASON_LENGTH = 2000


def _box(label: Any, most: int, *, required: bool = False, placeholder: Any = "") -> forms.CharField:
    attrs = {"class": "inp", "autocomplete": "off", "placeholder": placeholder}
    words = {"required": _("Chưa ghi. Ghi như trên văn bản.")}
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.TextInput(attrs=attrs), error_messages=words
    )


class ActForm(forms.Form):
    """The act that publishes."""

    act_number = _box(_("Số quyết định"), 60, required=True, placeholder=_("ví dụ 214/QĐ-UBND"))
    act_date = day_field(_("Ngày quyết định"))
    signer_title = _box(_("Chức vụ người ký"), 120)
    signer_name = _box(_("Người ký"), 120)

    @property
    def act(self) -> DecidingAct:
        """The act; after `is_valid`."""
        data = self.cleaned_data
        return DecidingAct(data["act_number"], data["act_date"], data["signer_title"], data["signer_name"])


class PublishForm(ActForm):
    """The act, and that the person has looked at what is published."""

    confirmed = forms.BooleanField(
        label=_("Tôi đã xem các số ở trên và đã đối chiếu với quyết định"),
        error_messages={"required": _("Đánh dấu xác nhận rồi bấm lại.")},
    )


class CorrectForm(ActForm):
    """The act that corrects, why, and which publication the person saw."""

    reason = forms.CharField(
        label=_("Lý do điều chỉnh"),
        max_length=_REASON_LENGTH,
        widget=forms.Textarea(attrs={"class": "inp", "rows": "3"}),
        error_messages={"required": _("Chưa ghi lý do điều chỉnh. Quyết định điều chỉnh phải nêu lý do.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

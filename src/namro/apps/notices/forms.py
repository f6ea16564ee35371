"""What a person wants by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.notices.kinds import all_kinds
from namro.apps.notices.models import Wish
from namro.apps.notices.wishes import quiet_of, wants_by_mail
from namro.apps.people.forms.fields import offer


def _time(label: Any) -> forms.TimeField:
    said = {
        "required": _("Chưa chọn giờ. Ghi giờ và phút, ví dụ 18:30."),
        "invalid": _("Không đọc được giờ này. Ghi giờ và phút, ví dụ 18:30."),
    }
    return forms.TimeField(
        label=label, error_messages=said, widget=forms.TimeInput({"type": "time", "class": "inp"}, format="%H:%M")
    )


class WishForm(forms.Form):
    """Where to, which kinds, and when not."""

    email = forms.EmailField(
        label=_("Địa chỉ thư"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"class": "inp", "autocomplete": "email"}),
        help_text=_("Để trống: không nhận thư, thông báo vẫn có trên trang này."),
        error_messages={"invalid": _("Địa chỉ thư không đúng. Ghi như ten@xa.gov.vn, hoặc để trống.")},
    )
    kinds = forms.MultipleChoiceField(label=_("Gửi qua thư"), required=False, widget=forms.CheckboxSelectMultiple)
    quiet_from = _time(_("Yên lặng từ"))
    quiet_until = _time(_("đến"))
    on_days_off = forms.BooleanField(label=_("Gửi cả ngày nghỉ, ngày lễ"), required=False)

    def __init__(self, wish: Wish, data: Any = None) -> None:
        quiet = quiet_of(wish)
        given = {
            "email": wish.email,
            "kinds": [kind.code for kind in all_kinds() if wants_by_mail(wish, kind.code)],
            "quiet_from": quiet.since,
            "quiet_until": quiet.until,
            "on_days_off": wish.on_days_off,
        }
        super().__init__(data, initial=given)
        offer(self, "kinds", ((kind.code, kind.words) for kind in all_kinds()))

    def values(self) -> dict[str, Any]:
        """Return what was chosen as the columns of a wish."""
        found = dict(self.cleaned_data)
        found["by_mail"] = found.pop("kinds")
        return found

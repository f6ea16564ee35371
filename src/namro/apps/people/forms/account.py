"""What people type about their account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import name_field
from namro.apps.people.models import User
from namro.apps.people.passwords import check_new_password


class LoginForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"class": "inp", "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The present password and a new one."""

    current = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=4096,
        help_text=_("Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống tên đăng nhập."),
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        """Refuse a wrong present password."""
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError(gettext("Mật khẩu đang dùng không đúng. Gõ lại."))
        return current

    def clean_new(self) -> str:
        """Refuse a new password that is easy to guess."""
        new: str = self.cleaned_data["new"]
        check_new_password(new, self.user)
        return new


class NewAccountForm(forms.Form):
    """Somebody who is to log in."""

    full_name = name_field(_("Họ và tên"), length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Ví dụ le.thu.an; không phân biệt chữ hoa, chữ thường."),
        max_length=64,
        widget=forms.TextInput(attrs={"class": "inp", "autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi ô này.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu đầu tiên"),
        strip=False,
        max_length=4096,
        help_text=_("Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống tên đăng nhập. Người này nên đổi ngay."),
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "new-password"}),
        error_messages={"required": _("Chưa ghi ô này.")},
    )
    is_admin = forms.BooleanField(label=_("Cho quyền quản trị"), required=False)

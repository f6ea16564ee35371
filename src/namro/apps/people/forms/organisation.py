"""What an administrator types to appoint somebody or to end something. All forms work without script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import day_field
from namro.apps.people.models import User, folded_username

#: So many lines for successors are there at first, and at most: a district was divided among many communes.
SUCCESSORS = 3
MOST_SUCCESSORS = 30


class DayForm(forms.Form):
    """The day on which a page is looked at."""

    ngay = day_field(_("Xem ngày"))


class AppointForm(forms.Form):
    """Who takes a position, from when, and whether the person gives up the others."""

    person = forms.CharField(
        label=_("Người giữ chức danh"),
        max_length=120,
        help_text=_("Gõ họ tên hoặc tên đăng nhập."),
        widget=forms.TextInput(attrs={"class": "inp", "list": "people", "autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi người nào.")},
    )
    since = day_field(_("Từ ngày"))
    leaves = forms.BooleanField(label=_("Điều chuyển: thôi mọi chức danh khác từ ngày này"), required=False)

    def clean_person(self) -> User:
        """Find the account; several people of one name are told apart by their login names."""
        typed: str = self.cleaned_data["person"]
        by_login = User.objects.filter(username=folded_username(typed)).first()
        found = [by_login] if by_login else list(User.objects.filter(full_name__iexact=typed.strip())[:6])
        if not found:
            raise forms.ValidationError(
                gettext("Không có tài khoản “%(typed)s”. Xem lại chính tả, hoặc gõ tên đăng nhập.") % {"typed": typed}
            )
        if len(found) > 1:
            names = ", ".join(user.username for user in found)
            raise forms.ValidationError(
                gettext("Có nhiều người tên này. Gõ một tên đăng nhập: %(names)s.") % {"names": names}
            )
        return found[0]


class EndForm(forms.Form):
    """The first day without something."""

    on = day_field(
        _("Kết thúc từ ngày"), _("Ngày đầu tiên không còn nữa. Việc trước ngày đó giữ nguyên trong lịch sử.")
    )


class EndWithSuccessorsForm(EndForm):
    """The first day without something, and those that take over, each with its share in percent."""

    def __init__(self, choices: Iterable[tuple[int, str]], *args: Any, lines: int = SUCCESSORS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = min(max(lines, SUCCESSORS), MOST_SUCCESSORS)
        options = [("", gettext("– không có –")), *choices]
        for n in self._numbers():
            self.fields[f"to_{n}"] = forms.TypedChoiceField(
                label=gettext("Nơi kế tiếp %(n)d (không bắt buộc)") % {"n": n},
                choices=options,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.Select(attrs={"class": "inp"}),
            )
            self.fields[f"part_{n}"] = forms.DecimalField(
                label=gettext("Phần việc (%)"),
                min_value=Decimal("0.01"),
                max_value=Decimal(100),
                max_digits=5,
                decimal_places=2,
                required=False,
                localize=True,
                widget=forms.TextInput(attrs={"class": "inp", "inputmode": "decimal"}),
            )

    def clean(self) -> dict[str, Any]:
        """One successor without a share takes everything."""
        values = super().clean() or {}
        rows = [(values.get(f"to_{n}"), values.get(f"part_{n}"), n) for n in self._numbers()]
        chosen = [row for row in rows if row[0] is not None]
        for to, part, n in rows:
            if to is not None and part is None and len(chosen) > 1 and f"part_{n}" not in self.errors:
                self.add_error(f"part_{n}", gettext("Ghi phần việc của nơi này, ví dụ 60."))
            elif to is None and part is not None:
                self.add_error(f"to_{n}", gettext("Chọn nơi nhận phần việc này."))
        return values

    def _numbers(self) -> range:
        return range(1, self.lines + 1)

    def shares(self) -> list[tuple[int, Decimal]]:
        """The successors' ids with their parts, 1 for everything."""
        values = self.cleaned_data
        return [
            (values[f"to_{n}"], (values[f"part_{n}"] or Decimal(100)) / 100)
            for n in self._numbers()
            if values.get(f"to_{n}") is not None
        ]


def first_day(day: date) -> dict[str, date]:
    """Initial values of a form that takes effect from a day."""
    return {"since": day, "on": day}

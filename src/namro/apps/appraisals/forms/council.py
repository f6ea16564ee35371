"""What is typed to open a sitting of the council, to add a proposal, to close it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.appraisals.actions.sittings import Plan, Seat
from namro.apps.assessments.forms.times import hour_field
from namro.apps.people.forms.fields import choice_field, day_field, name_field
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.council import DUTY_WORDS, Duty, QuorumRule
from namro.core.assessment.opinions import Value, Verdict
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.points import parse_points

#: Rows for members on the form; a council has some ten.
SEATS = 15
_BOX = {"class": "inp", "autocomplete": "off"}
_OVER, _LEAST = "over", "least"


def put_together(data: Mapping[str, Any], name: str) -> datetime | None:
    """Return the moment of a day's and an hour's box; None where one of them is missing."""
    day, hour = data.get(f"{name}_day"), data.get(f"{name}_hour")
    return None if day is None or hour is None else datetime.combine(day, hour, VIETNAM)


class SittingForm(forms.Form):
    """When and where, how many must take part, and who sits there."""

    held_day = day_field(_("Ngày họp"))
    held_hour = hour_field(_("Giờ bắt đầu"))
    place = name_field(_("Địa điểm"), length=200)
    percent = forms.DecimalField(
        label=_("Tỷ lệ thành viên (%)"),
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=_("Tính trên tổng số thành viên; ý kiến bằng văn bản tính như có mặt."),
        widget=forms.TextInput(attrs={**_BOX, "inputmode": "decimal"}),
        error_messages={"required": _("Chưa ghi tỷ lệ."), "invalid": _("Ghi một số, ví dụ 50.")},
    )
    over = choice_field(_("Cần có"), [(_OVER, _("trên tỷ lệ này")), (_LEAST, _("ít nhất tỷ lệ này"))])

    def __init__(self, *args: Any, accounts: Mapping[int, str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.accounts = accounts
        for place in range(SEATS):
            n = place + 1
            for name, words, length in (
                ("name", gettext("Họ và tên thành viên %(n)d") % {"n": n}, 120),
                ("title", gettext("Chức danh thành viên %(n)d") % {"n": n}, 160),
                ("body", gettext("Cơ quan thành viên %(n)d") % {"n": n}, 200),
            ):
                field = name_field(words, length=length)
                field.required = False
                field.widget.attrs["aria-label"] = words
                self.fields[f"{name}_{place}"] = field
            self.fields[f"duty_{place}"] = forms.ChoiceField(
                choices=[(duty.value, gettext(words)) for duty, words in DUTY_WORDS.items()],
                required=False,
                initial=Duty.MEMBER,
                widget=forms.Select(
                    attrs={"class": "inp", "aria-label": gettext("Nhiệm vụ thành viên %(n)d") % {"n": n}}
                ),
            )
            self.fields[f"user_{place}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Read the rule and the seats together, so that all faults are told at once."""
        data: dict[str, Any] = super().clean() or {}
        held = put_together(data, "held")
        if held is not None and data.get("percent") is not None and data.get("over"):
            try:
                rule = QuorumRule(data["percent"], data["over"] == _OVER)
            except NamroError as fault:
                self.add_error("percent", fault.message)
            else:
                data["plan"] = Plan(held, data.get("place", ""), rule)
        data["seats"] = tuple(self._seats(data))
        return data

    def _seats(self, data: Mapping[str, Any]) -> Iterator[Seat]:
        for place in range(SEATS):
            name = (data.get(f"name_{place}") or "").strip()
            if not name:
                continue
            user = data.get(f"user_{place}")
            yield Seat(
                name,
                (data.get(f"title_{place}") or "").strip(),
                (data.get(f"body_{place}") or "").strip(),
                Duty(data.get(f"duty_{place}") or Duty.MEMBER),
                user if user is not None and self.accounts.get(user) == name else None,
            )

    def seats(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The rows of the table of members."""
        for place in range(SEATS):
            yield tuple(self[f"{name}_{place}"] for name in ("name", "title", "body", "duty", "user"))


def _causes() -> list[tuple[str, str]]:
    return [("", gettext("– chọn –")), *cause_labels().items()]


class ProposalForm(forms.Form):
    """Another value for a criterion, and why."""

    points = forms.CharField(
        label=_("Điểm đề xuất"),
        max_length=12,
        required=False,
        help_text=_("Để trống nếu đề xuất không áp dụng."),
        widget=forms.TextInput(attrs={**_BOX, "inputmode": "decimal"}),
    )
    not_applicable = forms.BooleanField(label=_("Không áp dụng"), required=False)
    cause = forms.ChoiceField(
        label=_("Nguyên nhân (khi hạ điểm)"),
        required=False,
        choices=_causes,
        widget=forms.Select(attrs={"class": "inp"}),
    )
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=4000,
        help_text=_("Đơn vị sẽ đọc lý do này."),
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
    )
    proposer = name_field(_("Người đề xuất"), length=400)

    def clean(self) -> dict[str, Any]:
        """Read the points as people type them."""
        data: dict[str, Any] = super().clean() or {}
        text = data.get("points", "").strip()
        if bool(text) == bool(data.get("not_applicable")):
            self.add_error("points", gettext("Ghi điểm, hoặc chọn không áp dụng; một trong hai."))
            return data
        try:
            points = parse_points(text) if text else None
        except NamroError as fault:
            self.add_error("points", fault.message)
            return data
        data["verdict"] = Verdict(Value(points), data.get("cause", ""), data.get("reason", ""))
        return data


class CloseForm(forms.Form):
    """When the sitting ended."""

    ended_day = day_field(_("Ngày kết thúc"))
    ended_hour = hour_field(_("Giờ kết thúc"))

    @property
    def ended(self) -> datetime | None:
        """The moment; after `is_valid`."""
        return put_together(self.cleaned_data, "ended")


def first_moment(name: str, at: datetime) -> dict[str, object]:
    """Return the first values of the boxes of a moment."""
    local = timezone.localtime(at)
    return {f"{name}_day": local.date(), f"{name}_hour": f"{local:%H:%M}"}

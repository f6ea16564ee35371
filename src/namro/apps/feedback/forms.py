"""What is typed about feedback. All forms work without script."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.feedback.models import Item, kind_choices, source_choices
from namro.apps.people.forms.fields import choice_field, day_field, name_field
from namro.core.base.clock import VIETNAM
from namro.core.base.folding import writable
from namro.core.timetable import typed_clock
from namro.ui.formats import day

_BOX = {"class": "inp"}
#: When something came in of which only the day is known.
_OPENS = time(7, 30)
_OPTIONAL = ("source_code", "link", "time", "field", "summary", "limit", "own", "about_unit", "unsatisfied", "repeats")


class ItemForm(forms.Form):
    """What is known of an item."""

    source = choice_field(_("Nguồn"), ())
    source_code = name_field(_("Mã ở nguồn"), _("Như nguồn ghi; mỗi mã vào sổ một lần."), 80)
    link = forms.URLField(
        label=_("Liên kết"), max_length=500, assume_scheme="https", widget=forms.URLInput(attrs=_BOX),
        error_messages={"invalid": _("Liên kết không hợp lệ. Ghi đầy đủ, bắt đầu bằng https://.")},
    )  # fmt: skip
    received = day_field(_("Ngày nhận"), _("Ngày người dân gửi, hoặc ngày nơi khác chuyển đến."))
    time = name_field(_("Giờ nhận"), _("Ví dụ 14:30; để trống là đầu giờ sáng."), 20)
    kind = choice_field(_("Loại"), ())
    field = name_field(_("Lĩnh vực"))
    subject = name_field(_("Về việc"), _("Không ghi họ tên, số điện thoại, địa chỉ của người gửi."), 300)
    summary = forms.CharField(
        label=_("Tóm tắt nội dung"), max_length=8000, widget=forms.Textarea(attrs={**_BOX, "rows": 5})
    )
    limit = day_field(_("Hạn nguồn ấn định"), _("Để trống: tính theo quy định của nguồn."))
    own = day_field(_("Hạn nội bộ"), _("Để trống: trước hạn phải trả lời 3 ngày làm việc."))
    about_unit = choice_field(_("Về bộ phận"), ())
    unsatisfied = forms.BooleanField(label=_("Bị đánh giá không hài lòng ở nguồn"))
    repeats = forms.BooleanField(label=_("Lặp lại một phản ánh đã có"))

    def __init__(self, bodies: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = choice_field(_("Nguồn"), source_choices())
        self.fields["kind"] = choice_field(_("Loại"), kind_choices())
        self.fields["about_unit"] = choice_field(_("Về bộ phận"), bodies)
        for name in _OPTIONAL:
            self.fields[name].required = False
        self.order_fields(("source", "source_code", "link", "received", "time", "kind", "field", "subject", "summary",
                           "about_unit", "limit", "own", "unsatisfied", "repeats"))  # fmt: skip

    def clean_time(self) -> str:
        """A time of day, or nothing."""
        text = self.cleaned_data["time"]
        if text and typed_clock(text) is None:
            raise forms.ValidationError(_("Không phải giờ. Viết dạng 14:30 hoặc để trống."))
        return text

    def values(self) -> dict[str, Any]:
        """What was typed, as `add_item` takes it; the body by its key."""
        data = self.cleaned_data
        clock = typed_clock(data["time"]) or _OPENS
        return {
            **{name: data[name] for name in ("source", "link", "kind", "limit", "own", "unsatisfied", "repeats")},
            **{name: writable(data[name]).strip() for name in ("source_code", "field", "subject", "summary")},
            "received_at": datetime.combine(data["received"], clock, tzinfo=VIETNAM),
        }


def initial_of(row: Item) -> dict[str, Any]:
    """What the form about an item shows first."""
    received = row.received_at.astimezone(VIETNAM)
    return {
        **{name: getattr(row, name) for name in ("source", "source_code", "link", "kind", "field", "subject",
                                                 "summary", "unsatisfied", "repeats")},
        "received": received.date(), "time": f"{received:%H:%M}", "own": day(row.own_on),
        "limit": day(row.limit_on) if row.limit_given else "", "about_unit": row.about_unit_id or "",
    }  # fmt: skip

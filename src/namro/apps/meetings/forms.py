"""What is typed about meetings and conclusions. All forms work without script."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.people.forms.fields import choice_field, day_field, name_field, offer
from namro.apps.people.owning import NOBODY, Choices, value_of
from namro.core.base.clock import VIETNAM
from namro.core.base.folding import writable
from namro.core.improvement.quantities import plain
from namro.core.timetable import Period, typed_clock
from namro.ui.formats import day

_BOX = {"class": "inp"}
#: How often, as people choose it; once is a day.
PERIODS = (
    ("once", _("Một lần")), (Period.WEEK, _("Hằng tuần")), (Period.MONTH, _("Hằng tháng")),
    (Period.QUARTER, _("Hằng quý")), (Period.CONTINUOUS, _("Thường xuyên")),
)  # fmt: skip


class TimeField(forms.CharField):
    """A time of day: `14:30`, `14h30`, `14 giờ 30`."""

    def clean(self, value: Any) -> Any:
        """Return the `datetime.time`."""
        text = super().clean(value)
        found = typed_clock(text)
        if found is None:
            raise forms.ValidationError(gettext("“%(text)s” không phải giờ. Viết dạng 14:30.") % {"text": text})
        return found


def time_field(label: Any) -> TimeField:
    """A time, typed the same way in every browser."""
    attrs = {**_BOX, "placeholder": "14:30", "autocomplete": "off"}
    return TimeField(
        label=label, max_length=20, widget=forms.TextInput(attrs=attrs), error_messages={"required": _("Chưa ghi giờ.")}
    )


def _area(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={**_BOX, "rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=20_000, widget=area)


class MeetingForm(forms.Form):
    """A meeting: when, where, who, about what."""

    title = name_field(_("Họp về"), _("Như sẽ in sau chữ “Họp về việc”."), length=400)
    kind = choice_field(_("Loại họp"), Meeting.Kind.choices)
    on = day_field(_("Ngày"))
    at = time_field(_("Giờ"))
    place = name_field(_("Địa điểm"), length=200)
    previous = forms.ChoiceField(label=_("Tiếp theo cuộc họp"), required=False, widget=forms.Select(attrs=_BOX))
    agenda = _area(_("Chương trình"), _("Mỗi dòng một nội dung."))
    present = _area(_("Thành phần dự"), _("Mỗi dòng một người hoặc một cơ quan."))
    absent = _area(_("Vắng mặt"), _("Mỗi dòng một người, có lý do thì ghi kèm."), 2)
    said = _area(_("Diễn biến, ý kiến"), _("Ghi khi họp; in vào biên bản."), 6)
    field_order = (
        "title", "kind", "on", "at", "place", "chair", "secretary", "previous", "agenda", "present", "absent", "said",
    )  # fmt: skip

    def __init__(self, people: list[tuple[int, str]], earlier: list[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"] = choice_field(_("Chủ tọa"), people)
        self.fields["secretary"] = choice_field(_("Thư ký"), people)
        self.fields["secretary"].required = self.fields["place"].required = False
        meetings = (
            (str(one.pk), f"{day(one.starts_at.astimezone(VIETNAM).date())} – {one.title[:80]}") for one in earlier
        )
        offer(self, "previous", [("", _("– không –")), *meetings])
        self.order_fields(self.field_order)

    def values(self) -> dict[str, Any]:
        """What was typed, as `save_meeting` takes it (people and meetings by their keys)."""
        data = self.cleaned_data
        texts = {name: writable(data[name]).strip() for name in ("agenda", "present", "absent", "said")}
        return {
            **texts, "kind": data["kind"], "title": data["title"], "place": data["place"],
            "starts_at": datetime.combine(data["on"], data["at"], tzinfo=VIETNAM),
        }  # fmt: skip


class EndForm(forms.Form):
    """When the meeting was over."""

    ended = time_field(_("Kết thúc lúc"))


class ConclusionForm(forms.Form):
    """One duty; `plans.typed` reads owner and time."""

    group = name_field(_("Nhóm, người được giao (như in)"), _("Ví dụ: Giao đ/c Mai, Công chức Văn phòng."), 300)
    text = forms.CharField(
        label=_("Nội dung"), max_length=4000, widget=forms.Textarea(attrs={**_BOX, "rows": 4}),
        error_messages={"required": _("Chưa ghi nội dung. Ghi việc cần làm.")},
    )  # fmt: skip
    deliverable = name_field(_("Sản phẩm"), length=4000)
    owner = forms.ChoiceField(label=_("Ai nhận"), widget=forms.Select(attrs=_BOX))
    period = forms.ChoiceField(label=_("Bao lâu một lần"), choices=PERIODS, widget=forms.Select(attrs=_BOX))
    monthday = name_field(_("Ngày trong tháng"), _("Với việc hằng tháng, hằng quý; để trống là ngày cuối."), 2)
    due = name_field(_("Hạn"), _("Với việc một lần, ví dụ 30/6/2026; để trống nếu chưa định."), 20)
    quantity = name_field(_("Số lượng mỗi kỳ"), _("Mỗi người một số nếu giao từng người; để trống: không đếm."), 16)
    measure = name_field(_("Đơn vị tính"), _("Ví dụ: tin, hồ sơ."), 40)

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = [(heading, [(one.value, one.words) for one in options]) for heading, options in choices.of_owners()]
        offer(self, "owner", [(NOBODY, _("chưa giao cho ai")), *owners])
        for name in ("group", "deliverable", "monthday", "due", "quantity", "measure"):
            self.fields[name].required = False


def initial_of(row: Conclusion) -> dict[str, Any]:
    """What a form about a conclusion shows first."""
    return {
        "group": row.group,
        "text": row.text,
        "deliverable": row.deliverable,
        "owner": value_of(row),
        "period": row.period or "once",
        "monthday": row.day or "",
        "due": day(row.due) if row.due else "",
        "quantity": plain(row.quantity) if row.quantity else "",
        "measure": row.measure,
    }

"""What people type about reports: the head, the days of a type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.reports.models import Report, Settled
from namro.core.timetable import Shift


def _line(label: Any, *, limit: int = 200, hint: Any = "", required: bool = False) -> forms.CharField:
    box = forms.TextInput(attrs={"class": "inp", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=limit, required=required, help_text=hint, widget=box)


def _number(label: Any, low: int, high: int, *, hint: Any = "") -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "inp"})
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, required=False, help_text=hint, widget=box,
        error_messages={
            "min_value": _("Ghi số từ %(low)d đến %(high)d.") % {"low": low, "high": high},
            "max_value": _("Ghi số từ %(low)d đến %(high)d.") % {"low": low, "high": high},
            "invalid": _("Ghi một số nguyên."),
        },
    )  # fmt: skip


class HeadForm(forms.Form):
    """What stands around the content of a report."""

    place = _line(_("Nơi ban hành"), hint=_("Như trước chữ “ngày”: Suối Mây. Để trống: theo tên đơn vị."))
    number = _line(_("Số, ký hiệu"), limit=64, hint=_("Để trống khi chưa cấp số."))
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        max_length=4000,
        required=False,
        help_text=_("Mỗi nơi một dòng."),
        widget=forms.Textarea(attrs={"class": "inp", "rows": 4}),
    )
    signer_title = _line(_("Chức vụ người ký"), hint=_("Chủ tịch hoặc Phó Chủ tịch."))
    signer_name = _line(_("Họ tên người ký"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """The head as it is kept."""
        found = dict(self.cleaned_data)
        found.pop("version")
        found["recipients"] = [line.strip() for line in found["recipients"].splitlines() if line.strip()]
        return found


def initial_of(report: Report) -> dict[str, Any]:
    """What the form is filled with."""
    kept = dict(report.head)
    return {**kept, "recipients": "\n".join(kept.get("recipients") or [report.to]), "version": report.version}


_AFTER = _("0: tháng cuối kỳ; 1: tháng sau; −1: tháng trước đó.")


class SettledForm(forms.Form):
    """The days of a type for a unit, with the document that says so."""

    off = forms.BooleanField(label=_("Đơn vị không phải gửi báo cáo này"), required=False)
    due_day = _number(
        _("Hạn gửi: ngày"), 1, 31, hint=_("Kỳ theo tuần: thứ, 1 là thứ Hai. Để trống: theo loại báo cáo.")
    )
    due_months = _number(_("Hạn gửi: tháng, tính từ tháng cuối kỳ"), -12, 12, hint=_AFTER)
    due_before = forms.BooleanField(label=_("“Trước ngày”: không tính ngày ấy"), required=False)
    internal_day = _number(_("Hạn góp nội dung: ngày"), 1, 31, hint=_("Để trống: tính lùi từ hạn gửi."))
    internal_months = _number(_("Hạn góp nội dung: tháng, tính từ tháng cuối kỳ"), -12, 12)
    internal_before = forms.BooleanField(label=_("“Trước ngày”: không tính ngày ấy"), required=False)
    lead_days = _number(_("Góp nội dung trước hạn gửi (ngày làm việc)"), 0, 30)
    window_day = _number(
        _("Chốt số liệu: hết ngày"), 1, 31, hint=_("31: ngày cuối tháng. Theo Nghị định 09/2019/NĐ-CP: ngày 14.")
    )
    window_months_before = _number(_("Chốt số liệu: trước tháng cuối kỳ (tháng)"), 0, 12)
    shift = forms.ChoiceField(
        label=_("Hạn rơi vào ngày nghỉ"),
        required=False,
        choices=[
            ("", _("theo loại báo cáo (lùi về ngày làm việc trước)")),
            (Shift.BACK.value, _("lùi về ngày làm việc trước")),
            (Shift.FORWARD.value, _("chuyển sang ngày làm việc sau")),
        ],
        widget=forms.Select(attrs={"class": "inp"}),
    )
    to = _line(_("Nơi nhận báo cáo"), limit=300)
    printed = _line(_("Nguyên văn thời hạn"), limit=300, hint=_("Ví dụ: trước ngày 03 của tháng cuối quý."))
    source = _line(_("Văn bản quy định"), limit=300, hint=_("Số, ký hiệu, ngày; ai cũng tra lại được."), required=True)

    def values(self) -> dict[str, Any]:
        """The columns of the row; months without a day mean nothing."""
        found = dict(self.cleaned_data)
        for name in ("due_months", "internal_months", "window_months_before"):
            found[name] = found[name] or 0
        return found


def settled_initial(row: Settled | None) -> dict[str, Any]:
    """What the form is filled with."""
    if row is None:
        return {}
    return {name: getattr(row, name) for name in SettledForm.base_fields}

"""What a watcher types: a supervision, a recommendation. Days are typed as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import offer
from namro.apps.people.models import Position
from namro.apps.plans.actions.recommending import FIELDS
from namro.apps.plans.models import Recommendation
from namro.apps.plans.typed import typed_day
from namro.core.base.errors import NamroError
from namro.ui.formats import day


def _line(label: Any, *, limit: int, hint: Any = "", required: bool = False, missing: Any = "") -> forms.CharField:
    errors = {"required": missing} if missing else None
    box = forms.TextInput(attrs={"class": "inp", "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=limit, required=required, help_text=hint, widget=box, error_messages=errors
    )


def _text(label: Any, *, rows: int = 4, hint: Any = "", required: bool = True, missing: Any = "") -> forms.CharField:
    errors = {"required": missing} if missing else None
    box = forms.Textarea(attrs={"class": "inp", "rows": rows})
    return forms.CharField(
        label=label, max_length=8000, required=required, help_text=hint, widget=box, error_messages=errors
    )


class _FromASeat(forms.Form):
    """Written from one of the person's watching positions: asked only where there are several."""

    seat = forms.TypedChoiceField(
        label=_("Cơ quan"), coerce=int, widget=forms.Select(attrs={"class": "inp"}), required=True
    )
    on = _line(_("Ngày"), limit=32, required=True, missing=_("Chưa ghi ngày. Viết dạng 20/11/2026."))
    #: Days of the form: whether each may be left open, and whether it may lie in the future.
    days: ClassVar = {"on": (False, False)}

    def __init__(self, seats: Iterable[Position], *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.seats = {seat.pk: seat for seat in seats}
        offer(self, "seat", ((key, seat.name) for key, seat in self.seats.items()))
        if len(self.seats) < 2:
            del self.fields["seat"]

    def chosen(self) -> Position:
        """Return the position from which it is written."""
        key = self.cleaned_data.get("seat") or next(iter(self.seats))
        return self.seats[key]

    def clean(self) -> dict[str, Any]:
        """Days as values."""
        values = super().clean() or {}
        for name, (opens, later) in self.days.items():
            text = values.get(name, "")
            if name not in values:
                continue
            values[name] = None
            if not text and opens:
                continue
            try:
                values[name] = typed_day(text, self.today.year)
            except NamroError as fault:
                self.add_error(name, fault.message)
                continue
            if not later and values[name] > self.today:
                self.add_error(name, _("Ngày này chưa đến. Ghi ngày đã qua hoặc hôm nay."))
        return values


class SupervisionForm(_FromASeat):
    """One time of watching."""

    subject = _line(_("Nội dung giám sát"), limit=500, required=True, missing=_("Chưa ghi nội dung giám sát."))
    participants = _text(_("Thành phần (không bắt buộc)"), rows=2, required=False)
    seen = _text(_("Kết quả thấy được"), rows=6, missing=_("Chưa ghi kết quả thấy được."))
    field_order = ("seat", "on", "subject", "participants", "seen")

    def values(self) -> dict[str, Any]:
        """The columns of the record."""
        return {name: self.cleaned_data[name] for name in ("on", "subject", "participants", "seen")}


class RecommendationForm(_FromASeat):
    """What is asked of the unit, and by which document."""

    text = _text(_("Nội dung kiến nghị"), rows=5, missing=_("Chưa ghi nội dung kiến nghị."))
    field = _line(_("Lĩnh vực (không bắt buộc)"), limit=500, hint=_("Ví dụ: Cải cách thủ tục hành chính."))
    criterion = _line(_("Số mục tiêu chí (không bắt buộc)"), limit=64, hint=_("Như trong phiếu chấm: 2.1.3."))
    criterion_name = _line(_("Tên tiêu chí (không bắt buộc)"), limit=500)
    answer_by = _line(_("Đề nghị trả lời chậm nhất ngày (không bắt buộc)"), limit=32)
    source_number = _line(_("Số, ký hiệu văn bản (không bắt buộc)"), limit=64, hint=_("Ví dụ: 12/MTTQ-BTT."))
    source_date = _line(_("Ngày văn bản (không bắt buộc)"), limit=32)
    source_abstract = _line(_("Trích yếu văn bản (không bắt buộc)"), limit=500)
    days: ClassVar = {"on": (False, False), "answer_by": (True, True), "source_date": (True, False)}
    field_order = (
        "seat", "text", "on", "answer_by", "field", "criterion", "criterion_name", "source_number", "source_date",
        "source_abstract",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Nobody is asked for an answer before the recommendation was made."""
        values = super().clean()
        on, answer_by = values.get("on"), values.get("answer_by")
        if on and answer_by and answer_by < on:
            self.add_error("answer_by", _("Ngày trả lời trước ngày kiến nghị. Sửa một trong hai ngày."))
        return values

    def values(self) -> dict[str, Any]:
        """The columns."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def initial_of(row: Recommendation) -> dict[str, Any]:
    """What the form is filled with."""
    found = {name: getattr(row, name) for name in FIELDS}
    return {name: day(value) if isinstance(value, date) else value for name, value in found.items()}

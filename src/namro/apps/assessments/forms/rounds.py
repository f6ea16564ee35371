"""What is typed to open a round, to change its dates, to give a unit more time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.assessments.actions.round_checks import RoundFault, Times
from namro.apps.assessments.forms.times import TimesForm, hour_field
from namro.apps.assessments.queries.round_choices import Choice
from namro.apps.people.forms.fields import day_field, name_field
from namro.core.assessment.lateness import RULE_WORDS
from namro.core.assessment.stages import STAGE_WORDS, Stage
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.scoring.claims import parse_points

#: One pool for every kind of unit, or one for all.
BY_KIND, TOGETHER = "kind", "one"
_BOX = {"class": "inp", "autocomplete": "off"}
#: Days from the last day measured to begin and end of each stage, as a proposal.
_PROPOSED = {
    Stage.SCORING: (1, 16),
    Stage.APPRAISAL: (17, 31),
    Stage.EXPLANATION: (32, 36),
    Stage.REAPPRAISAL: (37, 42),
    Stage.PUBLICATION: (46, 50),
}
_BEGINS, _ENDS = time(8), time(17)
_LONGEST_REASON = 1000


def proposed_period(year: int) -> tuple[date, date]:
    """Return the days that are measured by custom: 15/12 of the year before to 14/11."""
    return date(year - 1, 12, 15), date(year, 11, 14)


def proposed_times(last: date) -> Times:
    """Return dates of the stages behind the last day measured, from eight in the morning to five in the afternoon."""
    return {
        stage: (
            datetime.combine(last + timedelta(days=first), _BEGINS, VIETNAM),
            datetime.combine(last + timedelta(days=end), _ENDS, VIETNAM),
        )
        for stage, (first, end) in _PROPOSED.items()
    }


def reason_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Why something is done."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        error_messages={"required": _("Ghi lý do: người bị ảnh hưởng sẽ đọc.")},
    )


class RoundForm(TimesForm):
    """What every round has: also the one that a commune opens for itself."""

    title = name_field(_("Tên kỳ đánh giá"), length=200)
    measured_from = day_field(_("Đo từ ngày"))
    measured_to = day_field(_("đến hết ngày"))
    late_rule = forms.ChoiceField(
        label=_("Một ngày chậm là"),
        choices=[(rule.value, words) for rule, words in RULE_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn."), "invalid_choice": _("Không có cách tính này. Chọn lại.")},
    )
    late_days = forms.IntegerField(
        label=_("Nhận chậm nhất (ngày)"),
        min_value=0,
        max_value=60,
        help_text=_("Quá số ngày này phiếu không nộp được nữa nếu không gia hạn; 0 là không nhận chậm."),
        widget=forms.NumberInput(attrs=_BOX),
        error_messages={"required": _("Chưa ghi số ngày."), "invalid": _("Ghi một số nguyên, ví dụ 2.")},
    )
    late_points = forms.CharField(
        label=_("Điểm trừ mỗi ngày"),
        max_length=12,
        help_text=_("Chỉ để báo trước cho đơn vị; điểm trừ thật do bộ tiêu chí tính từ số ngày chậm."),
        widget=forms.TextInput(attrs={**_BOX, "inputmode": "decimal"}),
        error_messages={"required": _("Chưa ghi điểm trừ; không trừ thì ghi 0.")},
    )

    def __init__(self, *args: Any, late_inputs: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["late_input"] = forms.ChoiceField(
            label=gettext("Số ngày chậm ghi vào số liệu"),
            choices=[("", gettext("không ghi, chỉ hiện")), *late_inputs],
            required=False,
            widget=forms.Select(attrs={"class": "inp"}),
            help_text=gettext("Mục điểm trừ nộp chậm của bộ tiêu chí lấy số ngày từ số liệu này."),
        )

    def clean_late_points(self) -> Decimal:
        """Read points as people type them."""
        try:
            points = parse_points(self.cleaned_data["late_points"]) or Decimal(0)
        except NamroError as fault:
            raise forms.ValidationError(fault.message) from fault
        if not 0 <= points < 1000 or points != round(points, 3):
            raise forms.ValidationError(gettext("Ghi số điểm từ 0 đến 999, nhiều nhất ba số lẻ."))
        return points

    def clean(self) -> dict[str, Any]:
        """Say that the period is upside down together with all else."""
        data = super().clean()
        first, last = data.get("measured_from"), data.get("measured_to")
        if first and last and last < first:
            self.add_error("measured_to", gettext("Kỳ đo kết thúc trước khi bắt đầu. Sửa một trong hai ngày."))
        return data

    def take(self, fault: RoundFault) -> None:
        """Show a fault beside what it is about."""
        if fault.part in set(Stage):
            super().take(fault)
        elif fault.part == "units" and "units" in self.fields:
            self.add_error("units", fault.message)
        elif fault.part != "period":
            self.add_error(None, fault.message)


class ProvinceRoundForm(RoundForm):
    """A round of many units: which ones, ranked among whom, and who appraises which domain."""

    pooling = forms.ChoiceField(
        label=_("Xếp hạng"),
        choices=[(BY_KIND, _("riêng theo loại đơn vị")), (TOGETHER, _("chung một bảng"))],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[Choice],
        domains: Sequence[tuple[str, str]],
        departments: Iterable[tuple[int, str]],
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.choices_of_units, self.domains = units, domains
        self.fields["units"] = forms.TypedMultipleChoiceField(
            label=gettext("Đơn vị"),
            choices=[(one.id, one.name) for one in units],
            coerce=int,
            error_messages={
                "required": gettext("Chọn ít nhất một đơn vị."),
                "invalid_choice": gettext("Có đơn vị không còn trong danh sách. Chọn lại."),
            },
        )
        options = [("", gettext("chưa giao")), *((str(key), name) for key, name in departments)]
        for place, (node, name) in enumerate(domains):
            self.fields[f"appraiser_{place}"] = forms.ChoiceField(
                label=f"{node}. {name}", choices=options, required=False, widget=forms.Select(attrs={"class": "inp"})
            )

    def units_by_kind(self) -> Iterator[tuple[str, list[tuple[Choice, bool]]]]:
        """The units in groups of their kind, each with whether it is chosen."""
        chosen = {str(one) for one in self["units"].value() or ()}
        groups: dict[str, list[tuple[Choice, bool]]] = {}
        for one in self.choices_of_units:
            groups.setdefault(one.kind, []).append((one, str(one.id) in chosen))
        yield from groups.items()

    def appraiser_boxes(self) -> list[forms.BoundField]:
        """The boxes of the domains."""
        return [self[f"appraiser_{place}"] for place in range(len(self.domains))]

    @property
    def pools(self) -> Mapping[str, Sequence[int]]:
        """The pools of what was chosen; after `is_valid`."""
        chosen, by_kind = set(self.cleaned_data.get("units", ())), self.cleaned_data["pooling"] == BY_KIND
        found: dict[str, list[int]] = {}
        for one in self.choices_of_units:
            if one.id in chosen:
                found.setdefault(one.kind if by_kind else gettext("Chung"), []).append(one.id)
        return found

    @property
    def appraisers(self) -> dict[str, int]:
        """The department of each domain that has one; after `is_valid`."""
        found = {node: self.cleaned_data[f"appraiser_{place}"] for place, (node, _name) in enumerate(self.domains)}
        return {node: int(department) for node, department in found.items() if department}


class ChangeTimesForm(TimesForm):
    """Other dates, why, and which version the person saw."""

    reason = reason_field(_("Lý do đổi ngày"), _("Các đơn vị đọc lý do này, ví dụ: theo Công văn 812/SNV-CCHC."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ExtendForm(forms.Form):
    """Until when a unit has more time, in which stage, and why."""

    until_day = day_field(_("Hạn mới, ngày"))
    until_hour = hour_field(_("giờ"))
    reason = reason_field(_("Lý do gia hạn"))

    def __init__(self, *args: Any, stages: Sequence[Stage], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["stage"] = forms.ChoiceField(
            label=gettext("Bước"),
            choices=[(stage.value, gettext(STAGE_WORDS[stage])) for stage in stages],
            widget=forms.Select(attrs={"class": "inp"}),
        )
        self.order_fields(("stage", "until_day", "until_hour", "reason"))

    @property
    def until(self) -> datetime:
        """The new end; after `is_valid`."""
        return datetime.combine(self.cleaned_data["until_day"], self.cleaned_data["until_hour"], VIETNAM)

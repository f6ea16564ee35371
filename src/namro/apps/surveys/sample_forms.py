"""Forms of samples: a period, a list, how to draw."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import choice_field, day_field
from namro.apps.surveys.models import Frame
from namro.core.survey.draw_plan import LEAST_PSUS, DrawPlan, Sizing, Stage

_BOX = {"class": "inp", "inputmode": "numeric", "autocomplete": "off"}
_INVALID = {"invalid": _("Ghi một số."), "required": _("Ghi một số.")}
_SIZINGS = (
    (Sizing.GUIDANCE.value, _("n = N / (1 + N·e²)")),
    (Sizing.MARGIN.value, _("Theo sai số, độ tin cậy và hệ số thiết kế")),
    (Sizing.GIVEN.value, _("Ấn định số phiếu")),
)
STRATA = (("province", _("Tỉnh")), ("commune", _("Xã")), ("village", _("Thôn")), ("group", _("Lĩnh vực, nhóm")))


class PercentField(forms.CharField):
    """A share written as percent: `5`, `2,5`, `20 %`."""

    def __init__(self, *, label: Any, initial: str, help_text: Any = "", least: int = 0, most: int = 100) -> None:
        super().__init__(
            label=label, initial=initial, help_text=help_text, max_length=8, widget=forms.TextInput(attrs=_BOX),
            error_messages={"required": _("Ghi phần trăm, ví dụ 5.")},
        )  # fmt: skip
        self.least, self.most = least, most

    def clean(self, value: Any) -> Decimal:
        """Return the share between 0 and 1."""
        text = super().clean(value).replace("%", "").replace(",", ".").strip()
        if not text.replace(".", "", 1).isdecimal() or not text.isascii():
            raise ValidationError(_("Ghi phần trăm, ví dụ 5 hoặc 2,5."))
        found = Decimal(text)
        if not self.least <= found <= self.most:
            raise ValidationError(_("Phần trăm nằm giữa %(least)d và %(most)d."), params=vars(self))
        return found / 100


def _whole(label: Any, initial: int | None = None, help_text: Any = "", *, most: int = 50_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, required=False, min_value=0, max_value=most, help_text=help_text,
        widget=forms.TextInput(attrs=_BOX), error_messages=_INVALID,
    )  # fmt: skip


class PeriodForm(forms.Form):
    """From when to when dossiers were settled."""

    since = day_field(_("Trả kết quả từ ngày"))
    until = day_field(_("Đến hết ngày"))


class ListForm(forms.Form):
    """A list of households or people."""

    file = forms.FileField(
        label=_("Danh sách (.xlsx, .csv)"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Mỗi hộ, mỗi người một dòng có mã. Cột họ tên không được đọc; nơi gặp chỉ giữ cho người được rút."),
        error_messages={"required": _("Chưa chọn tệp."), "empty": _("Tệp rỗng. Chọn tệp khác.")},
    )  # fmt: skip


class PlacesForm(forms.Form):
    """Where those who were drawn are found."""

    file = forms.FileField(
        label=_("Tệp có mã và nơi gặp (.xlsx, .csv)"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Hai cột: mã trong khung, nơi gặp (hoặc địa chỉ). Dòng của người không được rút bị bỏ ngay."),
        error_messages={"required": _("Chưa chọn tệp."), "empty": _("Tệp rỗng. Chọn tệp khác.")},
    )  # fmt: skip


class DrawForm(forms.Form):
    """How to draw; what a plan cannot be is told by the plan itself."""

    sizing = choice_field(_("Cỡ mẫu"), _SIZINGS)
    error = PercentField(label=_("Sai số (%)"), initial="5", help_text=_("e của công thức, hoặc ± của khoảng tin cậy."))
    effect = forms.DecimalField(
        label=_("Hệ số thiết kế"), initial=Decimal(1), min_value=Decimal("0.1"), max_value=Decimal(20),
        help_text=_("1 khi rút thẳng; thường 1,5–2 khi rút theo cụm."), localize=True,
        widget=forms.TextInput(attrs=_BOX), error_messages=_INVALID,
    )  # fmt: skip
    given = _whole(_("Số phiếu ấn định"), 0)
    each = forms.BooleanField(label=_("Tính cỡ mẫu riêng cho từng tầng"), required=False)
    strata = forms.MultipleChoiceField(
        label=_("Chia tầng theo"), choices=STRATA, required=False, widget=forms.CheckboxSelectMultiple
    )
    communes = _whole(_("Rút số xã mỗi tầng"), None, _("Để trống: không rút xã."), most=5000)
    villages = _whole(_("Rút số thôn mỗi nơi"), None, _("Để trống: không rút thôn."), most=5000)
    by_size = forms.BooleanField(label=_("Xác suất rút cụm theo quy mô (PPS)"), required=False, initial=True)
    reserve = PercentField(label=_("Dự phòng (%)"), initial="20")
    seed = forms.CharField(
        label=_("Hạt giống"), max_length=120, widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
        help_text=_("Chuỗi không ai chọn trước được, ví dụ kết quả xổ số một ngày đã báo. In trong bản phương pháp."),
        error_messages={"required": _("Chưa có hạt giống. Ghi một chuỗi, ví dụ ngày và số biên bản.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Lý do rút lại"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, frames: Iterable[Frame], *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.name} ({one.rows})") for one in frames]
        self.fields["frame"] = choice_field(_("Khung mẫu"), choices)
        self.initial.setdefault("frame", choices[0][0] if choices else "")
        self.initial.setdefault("sizing", Sizing.GUIDANCE.value)
        self.order_fields(("frame", *self.fields))
        if not again:
            del self.fields["reason"]

    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """Return the fields under their headings."""
        return [
            (str(title), [self[name] for name in names if name in self.fields])
            for title, names in (
                (_("Khung và tầng"), ("frame", "strata")),
                (_("Các giai đoạn"), ("communes", "villages", "by_size")),
                (_("Cỡ mẫu"), ("sizing", "error", "effect", "given", "each")),
                (_("Rút"), ("reserve", "seed", "reason")),
            )
        ]

    def plan(self) -> DrawPlan:
        """Return the plan of what was chosen."""
        said = self.cleaned_data
        takes = (("commune", said["communes"]), ("village", said["villages"]))
        return DrawPlan(
            seed=said["seed"].strip(),
            strata=tuple(said["strata"]),
            stages=tuple(Stage(level, take, said["by_size"]) for level, take in takes if take),
            sizing=Sizing(said["sizing"]),
            error=said["error"],
            effect=said["effect"],
            given=said["given"] or 0,
            each=said["each"],
            least=LEAST_PSUS,
            reserve=said["reserve"],
        )


class RecheckForm(forms.Form):
    """How many forms are asked about again."""

    share = PercentField(label=_("Tỷ lệ phúc tra (%)"), initial="5", least=1)
    seed = forms.CharField(
        label=_("Hạt giống"), max_length=120, widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
        error_messages={"required": _("Chưa có hạt giống. Ghi một chuỗi.")},
    )  # fmt: skip

"""The form of a letterhead, and the box for a Word file. All forms work without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.papers.models import CAPACITIES, Letterhead
from namro.apps.people.forms.fields import day_field, name_field
from namro.apps.people.models import Position
from namro.core.base.folding import writable

SIGNERS = 4
TEXTS = ("body", "parent", "place", "agency_code", "drafter", "head", "filing", "recipients")
_HELP = {
    "body": _("Ví dụ UBND xã Suối Mây; in ra thành hai dòng, viết đủ chữ."),
    "parent": _("Để trống với Ủy ban nhân dân. Ví dụ của một sở: UBND tỉnh Vân Sơn."),
    "place": _("Đứng trước ngày tháng, ví dụ Suối Mây."),
    "agency_code": _("Trong ký hiệu, ví dụ UBND của 05/KH-UBND."),
    "drafter": _("Trong ký hiệu của công văn, ví dụ VP của 19/UBND-VP."),
    "head": _("Ví dụ Chủ tịch. Cấp phó ký thay (KT.), thừa lệnh (TL.) người này."),
    "filing": _("Dòng cuối của nơi nhận, ví dụ Lưu: VT, VP."),
    "recipients": _("Mỗi dòng một nơi; in sau những nơi nhận riêng của văn bản."),
}


class LetterheadForm(forms.Form):
    """What stands around a unit's papers from a day on, and up to four positions that sign."""

    def __init__(self, positions: list[Position], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = _text(name)
        seats = [("", _("– không –")), *((str(one.pk), f"{one.name} ({_holder(one)})") for one in positions)]
        for place in range(1, SIGNERS + 1):
            self.fields[f"signer_{place}"] = _chosen(_("Người ký %(n)s") % {"n": place}, seats)
            self.fields[f"capacity_{place}"] = _chosen(_("Ký với quyền hạn"), CAPACITIES)
        self.fields["since"] = day_field(_("Dùng từ ngày"), _("Văn bản của những ngày trước đó giữ phần đầu cũ."))

    def values(self) -> dict[str, str]:
        """The texts."""
        return {name: writable(self.cleaned_data[name]).strip() for name in TEXTS}

    def signers(self) -> Iterator[tuple[int, str]]:
        """Position and capacity of those chosen, in order."""
        for place in range(1, SIGNERS + 1):
            if self.cleaned_data[f"signer_{place}"]:
                yield int(self.cleaned_data[f"signer_{place}"]), self.cleaned_data[f"capacity_{place}"]


class WordFileForm(forms.Form):
    """The file to check."""

    file = forms.FileField(
        label=_("Tệp Word (.docx)"),
        help_text=_("Chỉ để kiểm tra: tệp không được lưu lại."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Chưa chọn tệp."), "empty": _("Tệp rỗng (0 byte). Chọn tệp khác.")},
    )


def _text(name: str) -> forms.CharField:
    model = Letterhead._meta.get_field(name)
    if name == "recipients":
        area = forms.Textarea(attrs={"class": "inp", "rows": 4})
        return forms.CharField(
            label=model.verbose_name, help_text=_HELP[name], required=False, max_length=2000, widget=area
        )
    field = name_field(model.verbose_name, _HELP[name], length=model.max_length or 160)
    field.required = name == "body"
    return field


def _chosen(label: Any, options: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=options, required=False, widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"invalid_choice": _("Không còn lựa chọn này. Chọn lại.")},
    )  # fmt: skip


def _holder(position: Position) -> str:
    return ", ".join(one.user.full_name for one in position.holders) or str(_("chưa có người"))

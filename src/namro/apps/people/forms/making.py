"""What is typed to make, rename or move units, bodies, positions and groups. All forms work without script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import choice_field, day_field, name_field
from namro.apps.people.models import BODY_KINDS, UNIT_KINDS, CodeSystem, Role

Options = Iterable[tuple[int, str]]

_FROM = _("Có hiệu lực từ ngày")
_FROM_HELP = _("Trang của những ngày trước đó giữ tên và nơi cũ.")


def seats_field() -> forms.IntegerField:
    """How many people hold a position at once."""
    return forms.IntegerField(
        label=_("Số người"),
        min_value=1,
        max_value=500,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "inp"}),
        error_messages={"required": _("Chưa ghi số người."), "invalid": _("Ghi một số nguyên, ví dụ 2.")},
    )


class NewUnitForm(forms.Form):
    """A unit or a body."""

    name = name_field(_("Tên"), _("Ghi đầy đủ như trong quyết định, ví dụ Xã Suối Mây."))
    since = day_field(_("Từ ngày"))
    code = forms.SlugField(
        label=_("Mã (không bắt buộc)"),
        help_text=_("Dùng trong địa chỉ trang, không đổi về sau. Để trống thì lấy theo tên, ví dụ xa-suoi-may."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "inp", "autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"invalid": _("Mã chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ xa-suoi-may.")},
    )
    field_order = ("kind", "name", "since", "code")

    def __init__(self, *args: Any, body: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = kind_field(body=body)
        if body:
            self.fields["name"].help_text = _("Ghi đầy đủ như trong quyết định, ví dụ Phòng Kinh tế.")
        self.order_fields(self.field_order)


class RenameUnitForm(forms.Form):
    """Another name or kind from a day on."""

    name = name_field(_("Tên mới"))
    on = day_field(_FROM, _FROM_HELP)
    field_order = ("name", "kind", "on")

    def __init__(self, *args: Any, body: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = kind_field(body=body)
        self.order_fields(self.field_order)


class MoveForm(forms.Form):
    """Another place from a day on."""

    on = day_field(_FROM, _FROM_HELP)

    def __init__(self, choices: Options, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = choice_field(_("Chuyển đến"), choices)
        self.order_fields(["to", "on"])


class AppraiserForm(forms.Form):
    """Who appraises, from a day on."""

    on = day_field(_FROM, _("Trang của những ngày trước đó giữ cơ quan thẩm định cũ."))

    def __init__(self, choices: Options, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["appraiser"] = choice_field(_("Cơ quan thẩm định"), choices)
        self.order_fields(["appraiser", "on"])


class CodeForm(forms.Form):
    """An official code from a day on."""

    system = choice_field(_("Hệ thống mã"), CodeSystem.choices)
    code = forms.CharField(
        label=_("Mã"),
        help_text=_("Như trong văn bản, ví dụ 00070 hoặc H21.227. Để trống là bỏ mã từ ngày này."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "inp", "autocapitalize": "none", "autocomplete": "off"}),
    )
    on = day_field(_FROM, _("Trang của những ngày trước đó giữ mã cũ."))


class NewPositionForm(forms.Form):
    """A position with what it lets its holder do."""

    name = name_field(_("Chức danh"), _("Ví dụ Công chức Tư pháp – Hộ tịch."))
    role = choice_field(
        _("Vai trò"),
        [(role.value, role.label) for role in Role if role != Role.ADMIN],
        _("Người giữ chức danh được làm những gì. Quyền quản trị thuộc tài khoản, không thuộc chức danh."),
    )
    seats = seats_field()
    since = day_field(_("Từ ngày"))


class ChangePositionForm(forms.Form):
    """Another name or number of people from a day on."""

    name = name_field(_("Chức danh"))
    seats = seats_field()
    on = day_field(_FROM, _("Hôm nay hoặc trước đó. Việc, nhóm và người giữ ở nguyên với chức danh."))


class GroupForm(forms.Form):
    """The name of a group."""

    name = name_field(_("Tên nhóm"), _("Ví dụ Trưởng thôn, tổ trưởng tổ dân phố."))


class MembersForm(forms.Form):
    """Positions that come or go, and the first day of that."""

    def __init__(self, choices: Options, *args: Any, leaving: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["positions"] = forms.TypedMultipleChoiceField(
            label=_("Chức danh rời nhóm") if leaving else _("Chức danh vào nhóm"),
            choices=list(choices),
            coerce=int,
            widget=forms.CheckboxSelectMultiple(),
            error_messages={
                "required": _("Chưa chọn chức danh nào."),
                "invalid_choice": _("Có chức danh vừa thay đổi. Chọn lại."),
            },
        )
        words = _("Ngày đầu tiên không còn trong nhóm. Vừa thêm nhầm hôm nay thì chọn hôm nay.")
        self.fields["on"] = day_field(_("Từ ngày"), words if leaving else "")


def kind_field(*, body: bool) -> forms.ChoiceField:
    """The kinds that a unit, or a body, can be."""
    return choice_field(_("Loại"), [(kind.value, kind.label) for kind in (BODY_KINDS if body else UNIT_KINDS)])

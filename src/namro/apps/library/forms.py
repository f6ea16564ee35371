"""The form that corrects what a piece of evidence says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from namro.apps.library.actions import Page
from namro.apps.library.models import ABSTRACT_LENGTH, ISSUER_LENGTH, NUMBER_LENGTH
from namro.apps.people.forms.fields import DayField, day_field, name_field
from namro.core.base.errors import NamroError


class DescriptionForm(forms.Form):
    """Number, day, issuer and abstract; `version` is the one that the page showed."""

    number = name_field(_("Số, ký hiệu"), _("Như in trên văn bản, ví dụ 12/BC-UBND."), NUMBER_LENGTH)
    dated = day_field(_("Ngày văn bản"))
    issuer = name_field(_("Cơ quan ban hành"), length=ISSUER_LENGTH)
    abstract = forms.CharField(
        label=_("Trích yếu"),
        max_length=ABSTRACT_LENGTH,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("number", "dated", "issuer", "abstract"):
            self.fields[name].required = False

    def values(self) -> dict[str, str]:
        """Return the fields as they are stored."""
        typed = self.cleaned_data
        return {
            "number": typed["number"],
            "dated": typed["dated"].isoformat() if typed["dated"] else "",
            "issuer": typed["issuer"],
            "abstract": typed["abstract"],
        }


def typed_page(typed: Mapping[str, str], picture: Path | None) -> Page:
    """Return a web page as it was typed: its address, its picture and the day of that. Raises NamroError."""
    try:
        day = DayField(required=False).clean(typed.get("ngay-chup", ""))
    except ValidationError as fault:
        raise NamroError(fault.messages[0], code="day") from fault
    return Page(typed.get("duong-dan", "").strip(), picture, day)

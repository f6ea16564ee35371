"""What is typed to set a survey up, to print slips, to place a device. All forms work without script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import choice_field, day_field, name_field, offer
from namro.apps.surveys.actions.desk import MOST_SLIPS
from namro.apps.surveys.models import Survey
from namro.apps.surveys.models.setup import LEAST_ANSWERS
from namro.core.base.clock import VIETNAM
from namro.core.base.folding import writable

Options = Iterable[tuple[Any, Any]]
_NUMBER = {"class": "inp", "inputmode": "numeric", "autocomplete": "off"}
_ENDS = time(23, 59, 59)


def _number(label: Any, *, initial: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, min_value=1, max_value=most, help_text=help_text,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("Ghi một số."), "invalid": _("Ghi một số."),
                        "min_value": _("Ghi số từ 1 trở lên."), "max_value": _("Nhiều nhất %(limit_value)s.")},
    )  # fmt: skip


class SurveyForm(forms.Form):
    """A survey; the units that are measured are asked for in a sample only."""

    name = name_field(_("Tên khảo sát"), length=200)
    kind = choice_field(_("Loại"), Survey.Kind.choices)
    instrument = choice_field(_("Bộ câu hỏi"), ())
    field_from = day_field(_("Thu phiếu từ ngày"))
    field_to = day_field(_("Đến hết ngày"))
    min_n = _number(
        _("Số trả lời ít nhất để hiện kết quả"), initial=LEAST_ANSWERS, most=10_000,
        help_text=_("Ít hơn thì chỉ hiện số trả lời, để không đoán ra ai."),
    )  # fmt: skip
    units = forms.MultipleChoiceField(
        label=_("Đơn vị được đánh giá"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn khi khảo sát chọn mẫu. Đánh giá tại quầy là của chính đơn vị lập."),
    )  # fmt: skip

    def __init__(self, instruments: Options, units: Options, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "instrument", [("", _("– chọn –")), *instruments])
        offer(self, "units", units)

    def clean_name(self) -> str:
        """The name on one line."""
        return " ".join(writable(self.cleaned_data["name"]).split())


class _AboutForm(forms.Form):
    officer = choice_field(_("Về công chức"), ())
    office = choice_field(_("Về bộ phận"), ())

    def __init__(self, people: Options, bodies: Options, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{type(self).__name__.lower()}_%s"
        for name, options in (("officer", people), ("office", bodies)):
            self.fields[name].required = False
            offer(self, name, [("", _("– chung –")), *options])


class SlipsForm(_AboutForm):
    """How many slips, until when, about whom; or one for each dossier."""

    count = _number(_("Số phiếu"), initial=20, most=MOST_SLIPS)
    expires = day_field(_("Dùng đến hết ngày"))
    dossiers = forms.CharField(
        label=_("Mã hồ sơ"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3}),
        help_text=_("Mỗi dòng một mã, mỗi mã một phiếu. Người dân quét QR thì phiếu gắn với hồ sơ, gõ mã thì không."),
    )  # fmt: skip
    field_order = ("count", "expires", "officer", "office", "dossiers")

    def clean_expires(self) -> datetime:
        """The end of the day."""
        return datetime.combine(self.cleaned_data["expires"], _ENDS, tzinfo=VIETNAM)

    def clean_dossiers(self) -> list[str]:
        """One code a line, each once."""
        lines = [" ".join(line.split())[:80] for line in writable(self.cleaned_data["dossiers"]).splitlines()]
        found = list(dict.fromkeys(filter(None, lines)))
        if len(found) > MOST_SLIPS:
            raise forms.ValidationError(_("Mỗi lần nhiều nhất %(n)d mã hồ sơ."), params={"n": MOST_SLIPS})
        return found


class CounterForm(_AboutForm):
    """A device at the counter; it stands on one page with the form for slips, so its boxes have names of their own."""

    name = name_field(_("Tên thiết bị, quầy"), length=80)
    field_order = ("name", "officer", "office")

    def clean_name(self) -> str:
        """The name on one line."""
        return " ".join(writable(self.cleaned_data["name"]).split())

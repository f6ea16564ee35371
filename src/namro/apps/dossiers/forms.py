"""Forms of dossiers: a file, a paper, a letter, an answer of the weekly list, whose lateness it is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models import Answer, LateClass, Paper

_DAYS = ("%d/%m/%Y", "%Y-%m-%d")
_NO_DAY = {"invalid": _("Ghi ngày như 16/10/2026.")}


class DossierFileForm(forms.Form):
    """A file and the system it comes from."""

    source = forms.CharField(label=_("Hệ thống xuất tệp"), max_length=120)
    exported_at = forms.DateTimeField(
        label=_("Lúc xuất tệp"),
        required=False,
        input_formats=("%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y"),
        error_messages={"invalid": _("Ghi như 16/10/2026 08:30.")},
    )
    file = forms.FileField(label=_("Tệp hồ sơ"), error_messages={"empty": _("Tệp rỗng. Xuất lại tệp.")})


class PaperForm(forms.Form):
    """A paper that was issued."""

    kind = forms.ChoiceField(label=_("Văn bản"), choices=Paper.choices)
    number = forms.CharField(label=_("Số"), max_length=60)
    day = forms.DateField(label=_("Ngày"), input_formats=_DAYS, error_messages=_NO_DAY)
    new_due = forms.DateField(label=_("Hẹn lại"), required=False, input_formats=_DAYS, error_messages=_NO_DAY)


class AnswerForm(forms.Form):
    """How an open dossier really stands."""

    answer = forms.ChoiceField(label=_("Thực tế"), choices=Answer.choices)
    day = forms.DateField(label=_("Ngày"), required=False, input_formats=_DAYS, error_messages=_NO_DAY)
    proof = forms.CharField(label=_("Căn cứ"), required=False, max_length=300)


class SentForm(forms.Form):
    """Number and day of a letter that was issued; the new date that an apology gives."""

    number = forms.CharField(
        label=_("Số"), max_length=60, error_messages={"required": _("Ghi số của văn bản, ví dụ 12/UBND-VP.")}
    )
    day = forms.DateField(
        label=_("Ngày"),
        input_formats=_DAYS,
        error_messages={**_NO_DAY, "required": _("Ghi ngày văn bản, ví dụ 16/10/2026.")},
    )
    new_due = forms.DateField(label=_("Hẹn lại ngày"), required=False, input_formats=_DAYS, error_messages=_NO_DAY)


class ApologyForm(forms.Form):
    """A new date, and why it is late."""

    new_due = forms.DateField(label=_("Hẹn lại ngày"), required=False, input_formats=_DAYS, error_messages=_NO_DAY)
    reason = forms.CharField(label=_("Lý do trễ"), required=False, max_length=300)


class ContestForm(forms.Form):
    """Whose lateness it is, with reason and proof."""

    late_class = forms.ChoiceField(label=_("Nguyên nhân trễ"), choices=LateClass.choices)
    holder = forms.CharField(label=_("Cơ quan giữ hồ sơ quá hạn"), required=False, max_length=200)
    step = forms.CharField(label=_("Bước của cơ quan đó"), required=False, max_length=200)
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=400)
    proof = forms.CharField(label=_("Minh chứng"), required=False, max_length=300)
    evidence = forms.CharField(label=_("Mã minh chứng trong thư viện"), required=False, max_length=40)


class CountForm(forms.Form):
    """What the book or the queue machine counted."""

    day = forms.DateField(label=_("Ngày"), input_formats=_DAYS, error_messages=_NO_DAY)
    field = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=160)
    received = forms.IntegerField(
        label=_("Số hồ sơ đã nhận"), min_value=0, error_messages={"invalid": _("Ghi một số nguyên.")}
    )


class CatalogueForm(forms.Form):
    """A workbook of procedures."""

    file = forms.FileField(label=_("Tệp danh mục"), error_messages={"empty": _("Tệp rỗng. Xuất lại tệp.")})


class PostingForm(forms.Form):
    """Where a procedure is posted."""

    place = forms.CharField(label=_("Nơi niêm yết"), max_length=160)
    day = forms.DateField(label=_("Ngày niêm yết"), input_formats=_DAYS, error_messages=_NO_DAY)
    proof = forms.CharField(label=_("Căn cứ"), required=False, max_length=500)

"""Forms of the portal's scores: one unit typed by hand, many units from a file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import choice_field, day_field, name_field, offer
from namro.apps.service_index.portal import Figure
from namro.apps.service_index.reading import plain_figure
from namro.core.base.points import exact_words
from namro.core.service.counts import COLUMNS, SCORE, BadCount, count_of
from namro.core.service.index import ServiceIndex
from namro.ui.formats import size

#: A file that is read while the person waits.
MOST_BYTES = 4 * 1024 * 1024
_LENGTH = 20


class ShownForm(forms.Form):
    """When the portal showed it, and where."""

    as_of = day_field(_("Ngày tra cứu trên Cổng"))
    source = name_field(_("Nguồn"), _("Ví dụ: dichvucong.gov.vn, mục Đánh giá chất lượng phục vụ."), 200)


class FileForm(ShownForm):
    """One file of many units for one period."""

    period = choice_field(_("Kỳ"), ())
    file = forms.FileField(
        label=_("Tệp điểm (xlsx, csv)"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn tệp rồi bấm Nạp.")},
        widget=forms.FileInput(attrs={"class": "inp", "accept": ".xlsx,.csv"}),
    )
    field_order = ("period", "as_of", "source", "file")

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "period", periods)

    def clean_file(self) -> UploadedFile:
        """Refuse a file over the limit in the form, with words."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            message = gettext("Tệp nặng %(size)s, trang nhận đến %(limit)s. Chỉ để lại các cột của tệp mẫu.")
            raise forms.ValidationError(message % {"size": size(file.size or 0), "limit": size(MOST_BYTES)})
        return file


class ScoresForm(ShownForm):
    """Three boxes for each metric, one for each group; an empty row takes away what stood."""

    def __init__(self, *args: Any, index: ServiceIndex, known: dict[str, Figure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.index = index
        for group in index.groups:
            self._box(group.code, SCORE, known.get(group.code))
            for metric in group.metrics:
                if metric.is_scored:
                    for name in (*COLUMNS[2:], SCORE):
                        self._box(metric.code, name, known.get(metric.code))

    def _box(self, code: str, name: str, figure: Figure | None) -> None:
        value = getattr(figure, name, None) if figure else None
        self.fields[f"{code}.{name}"] = forms.CharField(
            required=False,
            max_length=_LENGTH,
            initial="" if value is None else exact_words(Decimal(value)),
            widget=forms.TextInput(attrs={"class": "inp", "inputmode": "decimal", "autocomplete": "off"}),
        )

    def figures(self) -> dict[str, Figure | None]:
        """Return what was typed, by code. What cannot be is told at its box, and the form is no longer valid."""
        found: dict[str, Figure | None] = {}
        codes = list(dict.fromkeys(name.partition(".")[0] for name in self.fields if "." in name))
        for code in codes:
            row = {"unit": "x", "metric": code, "numerator": "", "denominator": "", SCORE: ""}
            try:
                for name in (*COLUMNS[2:], SCORE):
                    row[name] = plain_figure(self.cleaned_data.get(f"{code}.{name}", ""), name)
                if not any(row[name] for name in (*COLUMNS[2:], SCORE)):
                    found[code] = None
                    continue
                count = count_of(row, self.index)
            except BadCount as fault:
                self.add_error(f"{code}.{SCORE}", str(fault))
                continue
            found[code] = Figure(count.numerator, count.denominator, count.score)
        return found

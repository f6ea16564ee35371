"""What is typed about a published result: year, method, source, and a table of factors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.people.forms.fields import choice_field, name_field
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy, writable
from namro.core.base.numerals import typed_count, typed_number
from namro.core.base.points import exact_words
from namro.core.survey.methods import FORMULA_WORDS, Method, known_methods
from namro.core.survey.published import PLACES, PrintedValue, factor_code
from namro.core.survey.reading import shipped_instruments

#: The choice under which the four texts of the method are typed.
OWN = "own"
_MORE = 4
_SHORT = {"class": "inp", "autocomplete": "off", "inputmode": "decimal"}


class PublishedForm(forms.Form):
    """Everything but the factors."""

    year = forms.IntegerField(
        label=_("Năm đo"), help_text=_("Năm người dân trả lời, không phải năm công bố."),
        widget=forms.TextInput(attrs={**_SHORT, "inputmode": "numeric"}),
        error_messages={"required": _("Chưa ghi năm đo."), "invalid": _("Ghi năm bằng bốn chữ số, ví dụ 2021.")},
    )  # fmt: skip
    source = name_field(_("Nguồn"), _("Văn bản, báo cáo công bố: số, ngày, cơ quan ban hành."), 300)
    method = choice_field(_("Cách đo"), (), _("Chỉ so sánh các năm đo cùng một cách."))
    instrument = name_field(_("Bộ câu hỏi"), _("Tên như trong văn bản."))
    edition = name_field(_("Phiên bản"), _("Năm hoặc số văn bản ban hành bộ câu hỏi, nếu biết."), 40)
    formula = forms.ChoiceField(
        label=_("Công thức"), choices=[(key, words) for key, words in FORMULA_WORDS.items()], required=False,
        widget=forms.Select(attrs={"class": "inp"}),
    )  # fmt: skip
    population = name_field(_("Đối tượng"), _("Ai được hỏi."), 300)

    #: The texts of a method of one's own.
    own = ("instrument", "edition", "formula", "population")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.title) for one in known_methods()] + [(OWN, gettext("Cách đo khác, ghi ở dưới"))]
        self.fields["method"] = choice_field(_("Cách đo"), choices, _("Chỉ so sánh các năm đo cùng một cách."))
        self.order_fields(("year", "source", "method", *self.own))
        for name in self.own:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """A method of one's own needs its questions and its population."""
        values = super().clean() or {}
        if values.get("method") == OWN:
            for name in ("instrument", "population"):
                if not values.get(name):
                    self.add_error(name, gettext("Chưa ghi. Cách đo khác cần bộ câu hỏi và đối tượng."))
        return values

    def chosen(self) -> Method:
        """The method: a known one, or what was typed."""
        data = self.cleaned_data
        known = {one.code: one.method for one in known_methods()}
        texts = {name: tidy(writable(data[name])) for name in self.own}
        return known[data["method"]] if data["method"] in known else Method(**texts)


def method_initial(method: Method | None, year: int | None) -> dict[str, str]:
    """How the form shows a method: as a known one where it is one; without any, the one that measured the year."""
    for one in known_methods():
        if (method is not None and one.method.id == method.id) or (method is None and year and one.measured(year)):
            return {"method": one.code}
    if method is None:
        return {}
    return {"method": OWN, "instrument": method.instrument, "edition": method.edition, "formula": method.formula,
            "population": method.population}  # fmt: skip


class RowForm(forms.Form):
    """One factor; a row without a value is left out."""

    name = forms.CharField(
        label=_("Yếu tố"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
    )  # fmt: skip
    value = forms.CharField(label=_("Chỉ số (%)"), required=False, max_length=12, widget=forms.TextInput(attrs=_SHORT))
    n = forms.CharField(
        label=_("Số phiếu"), required=False, max_length=12,
        widget=forms.TextInput(attrs={**_SHORT, "inputmode": "numeric"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the numbers as people type them."""
        values = super().clean() or {}
        name, value, n = (tidy(writable(values.get(key) or "")) for key in ("name", "value", "n"))
        if not value:
            if n:
                self.add_error("value", gettext("Có số phiếu mà chưa có chỉ số."))
            return {}
        if not name:
            self.add_error("name", gettext("Chưa ghi tên yếu tố."))
        try:
            number = round(typed_number(value, units=("%",)), PLACES)
        except NamroError as fault:
            self.add_error("value", fault.message)
            return {}
        try:
            answers = typed_count(n) if n else None
        except NamroError as fault:
            self.add_error("n", fault.message)
            return {}
        if not 0 <= number <= 100:
            self.add_error("value", gettext("Chỉ số từ 0 đến 100."))
        return {"printed": PrintedValue(factor=factor_code(name), name=name, value=number, n=answers)}


Rows = forms.formset_factory(RowForm, extra=0, max_num=60, absolute_max=60)


def rows_initial(values: Iterable[PrintedValue]) -> list[dict[str, str]]:
    """Return the rows of the table as a form starts with them, and some empty ones to add to."""
    rows = [
        {"name": one.name, "value": exact_words(one.value), "n": "" if one.n is None else str(one.n)} for one in values
    ]
    return [*(rows or [{"name": name} for name in _usual()]), *({} for _place in range(_MORE))]


def _usual() -> Iterator[str]:
    """The names of the overall value and of the five factors."""
    for node in shipped_instruments()["nam-yeu-to"].index.nodes():
        if (name := getattr(node, "name", None)) is not None:
            yield name.get("", "") or name.get("vi", "")


def values_of(rows: Any) -> tuple[PrintedValue, ...]:
    """Return the factors that were typed."""
    return tuple(form.cleaned_data["printed"] for form in rows if form.cleaned_data.get("printed"))

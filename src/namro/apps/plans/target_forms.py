"""What is typed about targets, extra points and cost. Numbers are typed as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from namro.apps.indicators.definitions import indicators
from namro.apps.people.forms.fields import offer
from namro.apps.people.owning import NOBODY, Choices, owning_of, value_of
from namro.apps.plans.models import ExtraItem, Target
from namro.apps.plans.typed import typed_day
from namro.core.base.errors import NamroError
from namro.core.base.numerals import typed_count, typed_number
from namro.core.base.points import exact_words
from namro.core.improvement.extra_points import EXTRA_WORDS, MEASURE_WORDS, OPS, Extra, Measure
from namro.core.improvement.targets import OP_WORDS, PERCENT, WISH_WORDS, Wish
from namro.core.indicators.model import UNITS
from namro.core.survey.margins import margin_of
from namro.ui.formats import day

_BOX = {"class": "inp", "autocomplete": "off"}
_MOST = Decimal(10) ** 11
_MOST_COUNT = 10**15


def _line(label: Any, *, hint: Any = "", limit: int = 40, required: bool = False, missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs=_BOX),
        error_messages={"required": missing} if missing else None,
    )


def _choice(label: Any, choices: list[tuple[str, Any]], hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=forms.Select(attrs={"class": "inp"}))


class Typing(forms.Form):
    """Boxes for numbers and days that are read after the form's own checks; an empty one is None."""

    numbers: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    year = 2000

    def clean(self) -> dict[str, Any]:
        """Numbers, counts and days as values; a box that cannot be read says how to write it."""
        values = super().clean() or {}
        for names, read in ((self.numbers, _number), (self.counts, whole_number), (self.days, self._day)):
            for name in (one for one in names if one in values):
                text, values[name] = values[name].strip(), None
                try:
                    values[name] = read(text) if text else None
                except NamroError as fault:
                    self.add_error(name, fault.message)
        return values

    def _day(self, text: str) -> date:
        return typed_day(text, self.year)


def _number(text: str) -> Decimal:
    value = typed_number(text, units=(PERCENT,))
    if abs(value) >= _MOST:
        raise NamroError(gettext("Số này quá lớn. Xem lại số chữ số."), code="number")
    return round(value, 4)


def whole_number(text: str) -> int:
    """Return a typed count that the database can hold. Raises NamroError."""
    try:
        number = typed_count(text)
    except NamroError as fault:
        message = _("“%(text)s” không phải số nguyên. Viết dạng 1204 hoặc 1.204.") % {"text": text.strip()[:40]}
        raise NamroError(message, code="number") from fault
    if number >= _MOST_COUNT:
        raise NamroError(gettext("Số này quá lớn. Xem lại số chữ số."), code="number")
    return number


class _OwnedForm(Typing):
    """With a box for who answers."""

    owner = _choice(_("Người phụ trách"), [])
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, choices: Choices, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        options = [(str(heading), [(one.value, one.words) for one in found]) for heading, found in choices.of_owners()]
        offer(self, "owner", [(NOBODY, _("Chưa giao")), *options])


class TargetForm(_OwnedForm):
    """A target."""

    name = _line(_("Chỉ tiêu"), limit=500, required=True, missing=_("Chưa ghi chỉ tiêu. Ghi điều được đo."))
    base = _line(_("Kết quả năm trước"), hint=_("Ví dụ 94 hoặc 91,4. Để trống khi chưa có."))
    base_year = _line(_("Của năm"), limit=4)
    base_source = _line(_("Nguồn số liệu năm trước"), limit=300)
    wish = _choice(_("Phải đạt"), [(wish.value, WISH_WORDS[wish]) for wish in Wish])
    op = _choice(_("So sánh"), [(op, f"{op} ({words})") for op, words in OP_WORDS.items()])
    amount = _line(_("Mức hoặc phần thay đổi"), hint=_("Ví dụ 75, hoặc 2 khi tăng 2 so với năm trước."))
    unit = _line(_("Đơn vị tính"), hint=_("Ví dụ %, hộ, sáng kiến."))
    base_n = _line(_("Số phiếu khảo sát năm trước"), hint=_("Chỉ ghi khi là kết quả khảo sát."))
    base_margin = _line(_("Sai số khảo sát năm trước (±)"), hint=_("Để trống thì tính theo số phiếu."))
    by = _line(_("Chậm nhất"), hint=_("Viết dạng 31/12/2026."))
    criterion = _line(_("Số mục tiêu chí"), limit=64, hint=_("Như trong phiếu chấm: 3.4."))
    numerator = _line(
        _("Tên số liệu đếm được"), limit=120, hint=_("Tên ở trang Số liệu. Để trống thì ghi kết quả bằng tay.")
    )
    denominator = _line(_("Tên số liệu tổng số"), limit=120, hint=_("Để trống khi chỉ tiêu là một số đếm."))
    indicator = forms.ChoiceField(
        label=_("Hoặc chỉ tiêu theo dõi"), required=False, widget=forms.Select(attrs={"class": "inp"}),
        help_text=_("Kết quả lấy từ trang Chỉ tiêu, cập nhật không cần ghi tay."),
    )  # fmt: skip
    numbers = ("base", "amount", "base_margin")
    counts = ("base_year", "base_n")
    days = ("by",)
    field_order = (
        "name", "owner", "by", "base", "base_year", "base_source", "wish", "op", "amount", "unit", "base_n",
        "base_margin", "criterion", "numerator", "denominator", "indicator", "version",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "indicator", [("", _("– không –")), *((one.id, one.name) for one in indicators().values())])

    def clean(self) -> dict[str, Any]:
        """A change needs an amount; a margin that was not typed follows from the answers."""
        values = super().clean()
        wish = values.get("wish")
        if wish not in (Wish.HOLD, None) and values.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Chưa ghi mức phải đạt hoặc phần thay đổi."))
        if values.get("denominator") and not values.get("numerator"):
            self.add_error("numerator", _("Có tổng số mà chưa có số đếm được. Ghi cả hai tên số liệu."))
        self._check_indicator(values)
        year = values.get("base_year")
        if year is not None and not 2000 <= year <= 2100:
            self.add_error("base_year", _("Năm viết bằng bốn chữ số, ví dụ 2025."))
        _fill_margin(self, values, "base")
        return values

    def _check_indicator(self, values: dict[str, Any]) -> None:
        """One source of the value only, and the same unit on both sides."""
        found = indicators().get(values.get("indicator") or "")
        if found is None:
            return
        if values.get("numerator"):
            self.add_error("indicator", _("Đã ghi tên số liệu ở trên. Chọn một trong hai nguồn, xóa nguồn kia."))
        if UNITS[found.unit] and (values.get("unit") or "").casefold() != UNITS[found.unit].casefold():
            said = _("Chỉ tiêu theo dõi này tính bằng “%(unit)s”. Ghi đơn vị ấy, hoặc chọn chỉ tiêu khác.")
            self.add_error("unit", said % {"unit": UNITS[found.unit]})

    def values(self) -> dict[str, Any]:
        """The columns."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in ("owner", "version")}
        typed["amount"] = typed["amount"] or Decimal(0)
        return typed | {"owner": owning_of(self.cleaned_data["owner"])}


def _fill_margin(form: forms.Form, values: dict[str, Any], name: str) -> None:
    n_name, margin_name = ("base_n", "base_margin") if name == "base" else ("n", "margin")
    n, margin, value = values.get(n_name), values.get(margin_name), values.get(name)
    if margin is not None and (margin < 0 or margin > 100):
        form.add_error(margin_name, _("Sai số từ 0 đến 100."))
    elif n is not None and margin is None and value is not None and values.get("unit", PERCENT) == PERCENT:
        try:
            values[margin_name] = round(margin_of(value, n), 4)
        except NamroError as fault:
            form.add_error(n_name, fault.message)


def target_initial(row: Target) -> dict[str, Any]:
    """What the form of a target is filled with."""
    found: dict[str, Any] = {name: getattr(row, name) for name in TargetForm.base_fields if hasattr(row, name)}
    for name in TargetForm.numbers:
        found[name] = "" if found[name] is None else exact_words(found[name])
    found["by"] = day(row.by) if row.by else ""
    return found | {"owner": value_of(row), "version": row.version}


class ValueForm(Typing):
    """How a target stands on a day: a value, or counts of which it follows; of a survey with its answers."""

    on = _line(_("Tính đến ngày"), required=True, missing=_("Chưa ghi ngày. Viết dạng 30/9/2026."))
    value = _line(_("Giá trị"), hint=_("Để trống khi ghi số đạt và tổng số."))
    numerator = _line(_("Số đạt"))
    denominator = _line(_("Trên tổng số"))
    expected = _line(_("Dự kiến phát sinh thêm"), hint=_("Số sẽ đến từ nay đến cuối kỳ; để tính còn cần bao nhiêu."))
    n = _line(_("Số phiếu khảo sát"), hint=_("Chỉ ghi khi là kết quả khảo sát."))
    margin = _line(_("Sai số khảo sát (±)"), hint=_("Để trống thì tính theo số phiếu."))
    source = _line(_("Nguồn"), limit=300, hint=_("Văn bản, hệ thống, ngày kết xuất."))
    numbers = ("value", "margin")
    counts = ("numerator", "denominator", "expected", "n")
    days = ("on",)

    def __init__(self, *args: Any, year: int, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.measure = year, unit
        if unit != PERCENT:
            for name in ("numerator", "denominator", "expected", "n", "margin"):
                del self.fields[name]
            self.fields["value"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Counts give the value; both together must agree."""
        values = super().clean()
        part, whole, value = (values.get(name) for name in ("numerator", "denominator", "value"))
        if part is not None and not whole and "denominator" not in self.errors:
            self.add_error("denominator", _("Ghi tổng số, lớn hơn 0."))
        elif part is not None and whole is not None and part > whole:
            self.add_error("numerator", _("Số đạt lớn hơn tổng số. Xem lại hai số."))
        elif part is not None and whole:
            share = Decimal(100 * part) / whole
            if value is not None and abs(value - share) > Decimal("0.1"):
                said = _("Ghi %(typed)s nhưng %(part)d/%(whole)d = %(share)s. Sửa một trong ba số.")
                told = {
                    "typed": exact_words(value),
                    "part": part,
                    "whole": whole,
                    "share": exact_words(round(share, 2)),
                }
                self.add_error("value", said % told)
            values["value"] = round(share, 4)
        elif value is None and not self.errors:
            self.add_error("value", _("Chưa ghi giá trị, cũng chưa ghi số đạt và tổng số."))
        if self.measure == PERCENT and values.get("value") is not None and not 0 <= values["value"] <= 100:
            self.add_error("value", _("Tỷ lệ phần trăm từ 0 đến 100."))
        _fill_margin(self, values, "value")
        return values

    def values(self) -> dict[str, Any]:
        """The columns."""
        return dict(self.cleaned_data)


class ExtraForm(_OwnedForm):
    """A bonus or a penalty; up to three parts of its condition can be told by the work itself."""

    kind = _choice(_("Loại"), [(kind.value, EXTRA_WORDS[kind]) for kind in Extra])
    text = _line(_("Điều kiện"), limit=1000, required=True, missing=_("Chưa ghi điều kiện. Ghi như trong bộ tiêu chí."))
    points = _line(_("Điểm"), required=True, missing=_("Chưa ghi điểm."))
    of_above = forms.TypedChoiceField(
        label=_("Tính trên"), coerce=lambda value: value == "1", widget=forms.Select(attrs={"class": "inp"}),
        choices=[("1", _("việc cấp trên giao trong năm")), ("0", _("việc của kế hoạch này"))],
    )  # fmt: skip
    numbers = ("points", "limit1", "limit2", "limit3")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures: list[tuple[str, Any]] = [("", _("không dùng")), *((m.value, MEASURE_WORDS[m]) for m in Measure)]
        for n in ("1", "2", "3"):
            self.fields[f"measure{n}"] = _choice(_("Phần %(n)s: đo") % {"n": n}, measures)
            self.fields[f"measure{n}"].required = False
            self.fields[f"op{n}"] = _choice(_("Phần %(n)s: so sánh") % {"n": n}, [(op, op) for op in OPS])
            self.fields[f"op{n}"].required = False
            self.fields[f"limit{n}"] = _line(_("Phần %(n)s: mức") % {"n": n})

    def clean(self) -> dict[str, Any]:
        """A part that is measured needs its limit."""
        values = super().clean()
        for n in ("1", "2", "3"):
            if values.get(f"measure{n}") and values.get(f"limit{n}") is None and f"limit{n}" not in self.errors:
                self.add_error(f"limit{n}", _("Chưa ghi mức của phần này. Ghi 0 khi không được có việc nào."))
        if (points := values.get("points")) is not None and not 0 < points <= 100:
            self.add_error("points", _("Điểm lớn hơn 0, nhiều nhất 100."))
        return values

    def values(self) -> dict[str, Any]:
        """The columns."""
        typed = self.cleaned_data
        parts = [
            [typed[f"measure{n}"], typed[f"op{n}"] or "=", exact_decimal(typed[f"limit{n}"])]
            for n in ("1", "2", "3")
            if typed[f"measure{n}"]
        ]
        found = {name: typed[name] for name in ("kind", "text", "points", "of_above")}
        return found | {"limits": parts, "owner": owning_of(typed["owner"])}


def exact_decimal(value: Decimal) -> str:
    """A decimal as plain text, without needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def extra_initial(row: ExtraItem) -> dict[str, Any]:
    """What the form of a bonus or penalty is filled with."""
    found: dict[str, Any] = {"kind": row.kind, "text": row.text, "points": exact_words(row.points)}
    for n, (measure, op, value) in enumerate(row.limits[:3], start=1):
        found |= {f"measure{n}": measure, f"op{n}": op, f"limit{n}": exact_words(Decimal(value))}
    return found | {"of_above": "1" if row.of_above else "0", "owner": value_of(row), "version": row.version}

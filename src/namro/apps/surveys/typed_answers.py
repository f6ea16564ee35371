"""Answers typed or brought in a workbook: checked against the instrument's scale and the forms that were printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.surveys.codes import digest_of
from namro.apps.surveys.models import AccessCode, Survey
from namro.core.base.columns import Row, key_of
from namro.core.base.faults import Faults
from namro.core.base.folding import tidy
from namro.core.survey.model import Instrument, Item, Scale, words_in

CODE = "Mã phiếu"
MOST_ROWS = 20_000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of a workbook: the key of its form, and answers by item."""

    line: int
    form: int
    answers: dict[str, str]


def headings(instrument: Instrument) -> list[str]:
    """Return the headings of the workbook: the form's code, then each item with its code in front."""
    return [CODE, *(f"{item.code}: {words_in(item.text)}" for item in instrument.items)]


def on_scale(text: str, scale: Scale) -> str | None:
    """Return an answer as it is kept; "" for none, None for what is off the scale."""
    bare = text.strip().removesuffix(".0")
    if not bare:
        return ""
    value = int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 6 else None
    if value is None or not (1 <= value <= scale.most or value in scale.no_answer):
        return None
    return str(value)


def scale_words(scale: Scale) -> str:
    """Return what may be written: "1 đến 5, để trống, hoặc 9"."""
    none = f", {_('hoặc')} {', '.join(map(str, scale.no_answer))}" if scale.no_answer else ""
    return _("1 đến %(most)d, để trống%(none)s") % {"most": scale.most, "none": none}


def answers_in(survey: Survey, instrument: Instrument, rows: Sequence[Row], faults: Faults) -> list[TypedRow]:
    """Return what the rows of a workbook say, headings first; every fault goes to `faults` with its row."""
    if not rows:
        faults.add(0, _("tệp không có dòng nào. Tải tệp mẫu, điền rồi nạp lại."))
        return []
    places = _places(rows[0], instrument, faults)
    if len(rows) - 1 > MOST_ROWS:
        told = _("có %(count)d dòng, mỗi tệp nhận %(most)d. Chia tệp rồi nạp lần lượt.")
        faults.add(0, told % {"count": len(rows) - 1, "most": MOST_ROWS})
    if faults.found:
        return []
    forms = _forms(survey, [tidy(str(cells.get(places[CODE], ""))) for _n, cells in rows[1:]])
    items = {item.code: item for item in instrument.items}
    lines: dict[int, int] = {}
    found = []
    for number, cells in rows[1:]:
        row = _row(number, {name: str(cells.get(at, "")) for name, at in places.items()}, items, instrument, forms, faults)
        if row is None:
            continue
        if row.form in lines:
            faults.add(number, _("mã phiếu đã có ở dòng %(line)d. Giữ một.") % {"line": lines[row.form]})
        lines.setdefault(row.form, number)
        found.append(row)
    if not found and not faults.found:
        faults.add(0, _("không có phiếu nào dưới dòng tiêu đề. Điền mỗi phiếu một dòng."))
    return found


def _places(heads: Row, instrument: Instrument, faults: Faults) -> dict[str, int]:
    """Where each column stands; a heading is known by the item's code or its whole words."""
    number, cells = heads
    known = {key_of(CODE): CODE}
    for item in instrument.items:
        for words in (item.code, words_in(item.text), f"{item.code}: {words_in(item.text)}"):
            known.setdefault(key_of(words), item.code)
    found: dict[str, int] = {}
    for place, value in cells.items():
        name = known.get(key_of(str(value)))
        if name is None:
            told = _("không có cột “%(head)s” trong bộ câu hỏi. Dùng tiêu đề của tệp mẫu; cột riêng thì bỏ đi.")
            faults.add(number, told % {"head": str(value)[:60]})
        elif name in found:
            faults.add(number, _("cột “%(head)s” có hai lần. Giữ một.") % {"head": str(value)[:60]})
        else:
            found[name] = place
    missing = [name for name in (CODE, *(item.code for item in instrument.items)) if name not in found]
    if missing:
        faults.add(number, _("thiếu cột: %(names)s. Tải tệp mẫu.") % {"names": ", ".join(missing)})
    return found


def _forms(survey: Survey, texts: Sequence[str]) -> Mapping[str, AccessCode]:
    """The forms of this survey by the digests of codes."""
    digests = [digest_of(text) for text in texts if text]
    found: dict[str, AccessCode] = {}
    for start in range(0, len(digests), _BATCH):
        part = AccessCode.objects.filter(survey=survey, digest__in=digests[start : start + _BATCH])
        found |= {one.digest: one for one in part.filter(sample_row__isnull=False)}
    return found


def _row(
    number: int,
    said: Mapping[str, str],
    items: Mapping[str, Item],
    instrument: Instrument,
    forms: Mapping[str, AccessCode],
    faults: Faults,
) -> TypedRow | None:
    text, before = tidy(said[CODE]), len(faults.found)
    if not any(cell.strip() for cell in said.values()):
        return None
    form = forms.get(digest_of(text)) if text else None
    if form is None:
        faults.add(number, _("không có phiếu mang mã “%(code)s” trong khảo sát này.") % {"code": text[:20]})
    elif form.used_at is not None:
        faults.add(number, _("phiếu “%(code)s” đã được nhận. Bỏ dòng này.") % {"code": text[:20]})
    answers = {}
    for code in items:
        value = on_scale(said[code], instrument.scale)
        if value is None:
            told = _("%(item)s: “%(value)s” ngoài thang. Viết %(scale)s.")
            words = {"item": code, "value": said[code].strip()[:20], "scale": scale_words(instrument.scale)}
            faults.add(number, told % words)
        elif value:
            answers[code] = value
    return TypedRow(number, form.pk, answers) if form and len(faults.found) == before else None

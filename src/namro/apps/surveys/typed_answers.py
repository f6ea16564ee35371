"""Answers of a workbook: checked against the questionnaire and the forms that were printed, nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.surveys.codes import digest_of
from namro.apps.surveys.models import AccessCode, Survey
from namro.core.base.columns import Row, key_of
from namro.core.base.faults import Faults
from namro.core.base.folding import tidy
from namro.core.survey.answering import checked
from namro.core.survey.model import Instrument, Item, words_in
from namro.core.survey.questions import Kind, Question

CODE = _mark("Mã phiếu")
MOST_ROWS = 20_000
_BATCH = 500
_WHOLE = ".0"

Kept = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of a workbook: the key of its form, and answers by question."""

    line: int
    form: int
    answers: Kept


def compared(made: Instrument) -> list[str]:
    """Return the questions whose answers two typings must agree on: all but free words, typed alike by nobody."""
    return [one.question.code for one in made.asked() if not _is_words(one.question)]


def _is_words(question: Item | Question) -> bool:
    return isinstance(question, Question) and question.kind is Kind.TEXT


def hint_of(question: Item | Question, made: Instrument) -> str:
    """Return what may be typed for a question."""
    if isinstance(question, Item):
        none = f"; {_('không trả lời')}: {', '.join(map(str, made.scale.no_answer))}" if made.scale.no_answer else ""
        return f"1–{made.scale.most}{none}"
    if question.kind is Kind.TEXT:
        return _("chữ")
    several = _(" (nhiều mã cách nhau bằng dấu cách)") if question.kind is Kind.MANY else ""
    return ", ".join(f"{one.code}: {words_in(one.text)}" for one in question.options) + several


def headings(made: Instrument) -> list[str]:
    """Return the headings of the workbook: the form's code, then each question with its code in front."""
    return [CODE, *(f"{one.question.code}: {words_in(one.question.text)}" for one in made.asked())]


def answers_in(survey: Survey, made: Instrument, rows: Sequence[Row], faults: Faults) -> list[TypedRow]:
    """Return what the rows of a workbook say, headings first; every fault goes to `faults` with its row."""
    if not rows:
        faults.add(0, _("tệp không có dòng nào. Tải tệp mẫu, điền rồi nạp lại."))
        return []
    places = _places(rows[0], made, faults)
    if len(rows) - 1 > MOST_ROWS:
        told = _("có %(count)d dòng, mỗi tệp nhận %(most)d. Chia tệp rồi nạp lần lượt.")
        faults.add(0, told % {"count": len(rows) - 1, "most": MOST_ROWS})
    if faults.found:
        return []
    forms = _forms(survey, [tidy(str(cells.get(places[CODE], ""))) for _n, cells in rows[1:]])
    lines: dict[int, int] = {}
    found = []
    for number, cells in rows[1:]:
        said = {name: str(cells.get(at, "")).strip() for name, at in places.items()}
        row = _row(number, said, made, forms, faults) if any(said.values()) else None
        if row is not None and row.form in lines:
            faults.add(number, _("mã phiếu đã có ở dòng %(line)d. Giữ một.") % {"line": lines[row.form]})
        if row is not None:
            lines.setdefault(row.form, number)
            found.append(row)
    if not found and not faults.found:
        faults.add(0, _("không có phiếu nào dưới dòng tiêu đề. Điền mỗi phiếu một dòng."))
    return found


def _places(heads: Row, made: Instrument, faults: Faults) -> dict[str, int]:
    """Where each column stands; a heading is known by the question's code, its words, or both."""
    number, cells = heads
    known = {key_of(CODE): CODE}
    for one in made.asked():
        text = words_in(one.question.text)
        for words in (one.question.code, text, f"{one.question.code}: {text}"):
            known.setdefault(key_of(words), one.question.code)
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
    missing = [name for name in (CODE, *(item.code for item in made.items)) if name not in found]
    if missing:
        faults.add(number, _("thiếu cột: %(names)s. Tải tệp mẫu.") % {"names": ", ".join(missing)})
    return found


def _forms(survey: Survey, texts: Sequence[str]) -> Mapping[str, AccessCode]:
    """The forms of this survey by the digests of their codes."""
    digests = [digest_of(text) for text in texts if text]
    found: dict[str, AccessCode] = {}
    for start in range(0, len(digests), _BATCH):
        part = AccessCode.objects.filter(survey=survey, digest__in=digests[start : start + _BATCH])
        found |= {one.digest: one for one in part.filter(sample_row__isnull=False)}
    return found


def _row(
    number: int, said: Mapping[str, str], made: Instrument, forms: Mapping[str, AccessCode], faults: Faults
) -> TypedRow | None:
    text, before = tidy(said[CODE]), len(faults.found)
    form = forms.get(digest_of(text)) if text else None
    if form is None:
        faults.add(number, _("không có phiếu mang mã “%(code)s” trong khảo sát này.") % {"code": text[:20]})
    elif form.used_at is not None:
        faults.add(number, _("phiếu “%(code)s” đã được nhận. Bỏ dòng này.") % {"code": text[:20]})
    result = checked(made, {name: cell.removesuffix(_WHOLE) for name, cell in said.items() if name != CODE})
    for fault in result.faults:
        faults.add(number, fault.said)
    answers = {code: one[0] if len(one) == 1 else list(one) for code, one in result.answers.items()}
    return TypedRow(number, form.pk, answers) if form and len(faults.found) == before else None

"""The forms of a survey that is over: which are doubted, why, and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.surveys.forms_read import ReadForm, ReadSurvey, reason_words
from namro.apps.surveys.models import Channel, Quote
from namro.core.survey.masking import masked
from namro.core.survey.model import Item, words_in
from namro.core.survey.questions import Kind
from namro.ui.chips import Chip
from namro.ui.formats import moment, number

ALL, OUT, DOUBTED, KEPT = "tat-ca", "loai", "ngo", "giu"


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form with its reasons and what holds of it; nothing here says who answered."""

    key: str
    number: str
    came: str
    channel: str
    unit: str
    reasons: tuple[str, ...]
    state: Chip
    decided: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of forms with their number."""

    key: str
    words: str
    count: str
    here: bool


def tabs(read: ReadSurvey, chosen: str) -> tuple[Tab, ...]:
    """Return the choices; the usual one is what is doubted."""
    words = ((DOUBTED, _("Có lý do ngờ")), (OUT, _("Bị loại")), (KEPT, _("Được giữ")), (ALL, _("Tất cả")))
    return tuple(Tab(key, said, number(Decimal(len(chosen_forms(read, key)))), key == chosen) for key, said in words)


def chosen_forms(read: ReadSurvey, chosen: str) -> list[ReadForm]:
    """Return the forms of a choice."""
    tests = {OUT: lambda one: not one.counts, DOUBTED: lambda one: one.doubts, KEPT: lambda one: one.counts}
    test = tests.get(chosen)
    return [one for one in read.forms if test is None or test(one)]


def form_rows(forms: Sequence[ReadForm], units: dict[int, str]) -> tuple[FormRow, ...]:
    """Return the forms of a page."""
    return tuple(_row(one, units) for one in forms)


def _row(one: ReadForm, units: dict[int, str]) -> FormRow:
    decided = one.decision
    return FormRow(
        key=one.row.key,
        number=one.row.key[:8],
        came=moment(one.row.received_at),
        channel=str(Channel(one.row.channel).label),
        unit=units.get(one.row.unit_id, ""),
        reasons=tuple(f"{reason_words(doubt.reason)}: {doubt.said}" for doubt in one.doubts),
        state=_state(one),
        decided=f"{decided.by.full_name}, {moment(decided.at)}: {decided.why}" if decided else "",
    )


def _state(one: ReadForm) -> Chip:
    if one.counts:
        return Chip("check", "good" if not one.doubts else "line", _("tính vào kết quả"))
    return Chip("writing-off", "warn", _("loại") if one.decision else _("loại theo quy tắc"))


def exclusion_rows(read: ReadSurvey, units: dict[int, str]) -> Iterator[list[str | Decimal | None]]:
    """Yield every form that does not count, with who, when and why, for the workbook."""
    for one in read.forms:
        if one.counts:
            continue
        decided = one.decision
        yield [
            one.row.key,
            units.get(one.row.unit_id, ""),
            str(Channel(one.row.channel).label),
            moment(one.row.received_at),
            "; ".join(f"{reason_words(doubt.reason)}: {doubt.said}" for doubt in one.doubts),
            decided.by.full_name if decided else _("quy tắc của bộ câu hỏi %(edition)s") % {
                "edition": f"{read.questions.code} {read.questions.edition}"},
            moment(decided.at) if decided else "",
            decided.why if decided else "",
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordsRow:
    """What somebody wrote, as it came and as the rules mask it; `item` and `shown` as somebody decided before."""

    name: str
    question: str
    raw: str
    text: str
    found: int
    item: str
    shown: bool
    looked: str


def words_rows(read: ReadSurvey, quotes: Mapping[tuple[int, str], Quote]) -> list[WordsRow]:
    """Return what was written on forms that count; words that nobody looked at yet stand first."""
    texts = {one.code: words_in(one.text) for one in read.questions.questions if one.kind is Kind.TEXT}
    rows = []
    for form in read.valid:
        for code, question in texts.items():
            raw = " ".join(form.answers.get(code, ())).strip()
            if raw:
                rows.append(_words(form, code, question, raw, quotes.get((form.row.pk, code))))
    return sorted(rows, key=lambda row: bool(row.looked))


def _words(form: ReadForm, code: str, question: str, raw: str, quote: Quote | None) -> WordsRow:
    known = masked(raw)
    looked = f"{quote.by.full_name}, {moment(quote.at)}" if quote else ""
    return WordsRow(
        name=f"{form.row.pk}:{code}",
        question=question,
        raw=raw,
        text=quote.text if quote else known.text,
        found=known.found,
        item=quote.item if quote else "",
        shown=quote.shown if quote else False,
        looked=looked,
    )


def item_choices(read: ReadSurvey) -> list[tuple[str, str]]:
    """Return the items that words may be put to, and none."""
    items = [(one.code, words_in(one.text)) for one in read.questions.items if isinstance(one, Item)]
    return [("", _("– việc khác –")), *items]

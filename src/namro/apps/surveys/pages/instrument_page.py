"""One instrument for those who judge it: its tree with weights, its scale and formula, its rules, all in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.forms_read import reason_words
from namro.apps.surveys.models import Instrument, Survey
from namro.apps.surveys.pages.desk_page import SurveyRow, survey_rows
from namro.apps.surveys.pages.instrument_list import state_chip
from namro.apps.surveys.permissions import seen_by
from namro.apps.surveys.shelf import OnShelf
from namro.core.base.points import exact_words, format_points
from namro.core.survey.condition_words import condition_words
from namro.core.survey.conditions import Condition
from namro.core.survey.model import Formula, Item, Part, words_in
from namro.core.survey.model import Instrument as Questions
from namro.core.survey.questions import Block, Kind, Question
from namro.core.survey.validity import Validity
from namro.ui.chips import Chip
from namro.ui.formats import moment

#: Surveys named on the page of an instrument.
_MOST_SURVEYS = 20
_KINDS = {Kind.ONE: _mark("chọn một"), Kind.MANY: _mark("chọn nhiều"), Kind.TEXT: _mark("viết lời")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRow:
    """A part, an item or a question beside the scale. `share`: of all, in percent; "" where it counts for nothing."""

    depth: int
    code: str
    words: str
    leaf: bool
    weight: str = ""
    share: str = ""
    only_if: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentPage:
    """What the page shows."""

    code: str
    edition: str
    title: str
    about: str
    chip: Chip
    unit: str
    brought: str
    languages: tuple[str, ...]
    scale: tuple[str, ...]
    none: tuple[str, ...]
    formula: str
    counts: str
    sections: tuple[tuple[str, str, bool, tuple[TreeRow, ...]], ...]
    rules: tuple[str, ...]
    excludes: str


def instrument_page(found: OnShelf) -> InstrumentPage:
    """Return the page; one query for the name of the unit."""
    made, row = found.made, found.row
    labels = dict(made.scale.labels)
    unit = names_of([row.unit_id])[row.unit_id][1] if row is not None and row.unit_id else ""
    levels = [str(level) + (f": {words_in(labels[level])}" if level in labels else "")
              for level in (*range(1, made.scale.most + 1), *made.scale.no_answer)]  # fmt: skip
    return InstrumentPage(
        code=made.code, edition=made.edition, title=words_in(made.title), about=made.about, chip=state_chip(row),
        unit=unit, brought=moment(row.made_at) if row is not None and row.unit_id else "",
        languages=made.languages, scale=tuple(levels[: made.scale.most]), none=tuple(levels[made.scale.most :]),
        formula=_formula(made), counts=_counts(made), sections=tuple(_sections(made)),
        rules=tuple(_rules(made.validity)),
        excludes=", ".join(reason_words(one) for one in made.validity.excludes),
    )  # fmt: skip


def surveys_with(user: User, row: Instrument | None) -> list[SurveyRow]:
    """Return the surveys that ask with it, of those that the person sees; two queries."""
    if row is None:
        return []
    return survey_rows(Survey.objects.filter(seen_by(user), instrument=row).order_by("-made_at", "-id")[:_MOST_SURVEYS])


def _formula(made: Questions) -> str:
    if made.formula is Formula.MEAN:
        return _("Trung bình: điểm một câu = mức chọn × 100 / %(most)d") % {"most": made.scale.most}
    two = {"low": made.scale.most - 1, "high": made.scale.most}
    return _("Hai mức cao nhất: điểm một câu = tỷ lệ chọn mức %(low)d hoặc %(high)d") % two


def _counts(made: Questions) -> str:
    said = {"items": len(made.items), "beside": len(made.questions)}
    return _("%(items)d câu tính điểm, %(beside)d câu hỏi thêm") % said


def _sections(made: Questions) -> Iterator[tuple[str, str, bool, tuple[TreeRow, ...]]]:
    """Yield heading, condition, whether it counts, rows; in the order in which the form asks."""
    for section in made.sections:
        heading, only_if = words_in(section.name), _only_if(section.relevant, made)
        if isinstance(section, Block):
            yield heading, only_if, False, tuple(_question(one, made, 0) for one in section.questions)
        else:
            yield heading, only_if, True, tuple(_tree(section, made, 0, Decimal(100)))


def _tree(part: Part, made: Questions, depth: int, whole: Decimal) -> Iterator[TreeRow]:
    total = sum((child.weight for child in part.parts), Decimal())
    for child in part.in_order():
        if isinstance(child, Question):
            yield _question(child, made, depth)
            continue
        share = whole * child.weight / total
        words = child.text if isinstance(child, Item) else child.name
        yield TreeRow(
            depth=depth, code=child.code, words=words_in(words), leaf=isinstance(child, Item),
            weight=exact_words(child.weight), share=format_points(share), only_if=_only_if(child.relevant, made),
        )  # fmt: skip
        if isinstance(child, Part):
            yield from _tree(child, made, depth + 1, share)


def _question(one: Question, made: Questions, depth: int) -> TreeRow:
    kind = _(_KINDS[one.kind])
    if one.most is not None:
        kind = _("chọn nhiều nhất %(most)d") % {"most": one.most}
    return TreeRow(
        depth=depth, code=one.code, words=words_in(one.text), leaf=True, weight=kind,
        only_if=_only_if(one.relevant, made), options=tuple(words_in(option.text) for option in one.options),
    )  # fmt: skip


def _only_if(condition: Condition | None, made: Questions) -> str:
    return _("Chỉ hỏi nếu %(when)s") % {"when": condition_words(condition, made)} if condition is not None else ""


def _rules(rules: Validity) -> Iterator[str]:
    if rules.blanks is not None:
        yield _("bỏ trống quá %(share)s phần trăm số câu trên thang") % {"share": exact_words(rules.blanks * 100)}
    if rules.straight is not None:
        yield _("chọn cùng một mức ở %(n)d câu trở lên, không câu nào khác") % {"n": rules.straight}
    if rules.seconds is not None:
        yield _("trả lời xong dưới %(n)d giây") % {"n": rules.seconds}
    if rules.duplicates:
        yield _("mã đã dùng, hoặc cùng câu trả lời từ một máy")
    if rules.staff:
        yield _("gửi từ máy, mạng của cơ quan thay người dân")
    if rules.burst is not None:
        said = {"n": rules.burst.answers, "minutes": rules.burst.minutes}
        yield _("%(n)d phiếu từ một máy trong %(minutes)d phút") % said

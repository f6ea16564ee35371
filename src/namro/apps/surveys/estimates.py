"""Estimates of a survey made of its forms that count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.forms_read import ReadForm, ReadSurvey
from namro.apps.surveys.goals import goals_of
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import Channel, DrawCell, Quote, Survey, SurveyResult
from namro.apps.surveys.weights import Design, Placed, design_of
from namro.core.survey.answers import Sample
from namro.core.survey.estimating import estimate
from namro.core.survey.gathering import Respondent, sample_of
from namro.core.survey.methods import Method
from namro.core.survey.model import words_in
from namro.core.survey.outcome import Before, Choice, DomainResult, Outcome, figures_of, options_of, without_errors
from namro.core.survey.questions import Kind
from namro.core.survey.shares import shares

#: So many earlier surveys are looked through for one of the same units.
_LOOKED_AT = 20
UNIT, STRATUM, CHANNEL = "don-vi", "tang", "kenh"
#: By what the forms are grouped: the unit measured, the stratum of the draw, the way in which they came.
DOMAINS = {
    UNIT: gettext_lazy("Đơn vị"),
    STRATUM: gettext_lazy("Tầng mẫu"),
    CHANNEL: gettext_lazy("Cách trả lời"),
}
_KEYS: Mapping[str, Callable[[ReadForm], str]] = {
    UNIT: lambda one: str(one.row.unit_id),
    STRATUM: lambda one: one.row.stratum,
    CHANNEL: lambda one: one.row.channel,
}


def method_of(survey: Survey) -> Method:
    """How a survey measures."""
    asked = (
        _("người được chọn mẫu") if survey.kind == Survey.Kind.SAMPLE else _("người đến giao dịch, tự trả lời tại quầy")
    )
    questions = questions_of(survey.instrument)
    return Method(
        instrument=words_in(questions.title),
        edition=questions.edition,
        formula=str(questions.formula),
        population=asked,
    )


def outcome_of(read: ReadSurvey, *, domain: str = UNIT) -> Outcome:
    """Estimate everything. Raises NamroError where the design of the forms cannot be."""
    survey, questions = read.survey, read.questions
    design = design_of(survey, read.valid)
    sample = _sample(read, domain, design)
    outside = len(read.valid) - len(design.places) if design else 0
    whole = estimate(questions, sample)
    found = Outcome(
        title=survey.name,
        method=method_of(survey),
        since=survey.field_from.isoformat(),
        until=survey.field_to.isoformat(),
        issued=design.issued if design else read.issued,
        received=len(read.forms),
        valid=len(read.valid) - outside,
        min_n=survey.min_n,
        figures=figures_of(questions, whole, min_n=survey.min_n),
        choices=tuple(_choices(read, sample)),
        domains=tuple(_domains(read, sample, domain)),
        left_out=read.left_out + (((_("phiếu ngoài mẫu đã rút"), outside),) if outside else ()),
        words=tuple(_words(survey)),
        before=before_of(survey),
        goals=goals_of([one.unit_id for one in survey.units.all()], survey.field_to.year),
        weighted=design.words if design else "",
    )
    return found if survey.kind == Survey.Kind.SAMPLE else without_errors(found)


def _sample(read: ReadSurvey, domain: str, design: Design | None) -> Sample:
    key = _KEYS[domain]
    if design is None:
        places = {one.row.pk: Placed(one.row.stratum, one.row.psu, 1.0, None) for one in read.valid}
    else:
        places = dict(design.places)
    rows = []
    some = any(one.psu for one in places.values())
    for form in read.valid:
        place = places.get(form.row.pk)
        if place is None:
            continue
        psu = place.psu or (f"#{form.row.pk}" if some else "")  # one without a place in the draw is a PSU of its own
        rows.append(
            Respondent(
                unit=key(form), answers=form.answers, stratum=place.stratum, psu=psu, weight=place.weight, fpc=place.fpc
            )
        )
    return sample_of(read.questions, rows)


def _choices(read: ReadSurvey, sample: Sample) -> Iterator[Choice]:
    for question in read.questions.questions:
        if question.kind is Kind.TEXT:
            continue
        options = [one for one in question.options if one.code not in question.no_answer]
        found = shares(question, sample)
        yield Choice(
            code=question.code,
            text=words_in(question.text),
            several=question.kind is Kind.MANY,
            options=options_of(found, [words_in(one.text) for one in options], min_n=read.survey.min_n),
        )


def _domains(read: ReadSurvey, sample: Sample, domain: str) -> Iterator[DomainResult]:
    if len(sample.units) < 2:
        return
    found = estimate(read.questions, sample, by_unit=True)
    names = _names(read.survey, domain, found.units)
    for place, key in enumerate(found.units):
        figures = figures_of(read.questions, found, place=place, min_n=read.survey.min_n)
        yield DomainResult(key=key, name=names.get(key, key) or _("không ghi"), figures=figures)


def _names(survey: Survey, domain: str, keys: tuple[str, ...]) -> dict[str, str]:
    if domain == UNIT:
        return {str(pk): name for pk, (_code, name) in names_of(int(key) for key in keys).items()}
    if domain == CHANNEL:
        return {str(value): str(label) for value, label in Channel.choices}
    return dict(DrawCell.objects.filter(draw__survey=survey, draw__current=True).values_list("stratum", "stratum_name"))


def _words(survey: Survey) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What was looked at and may be shown, by item."""
    groups: dict[str, list[str]] = {}
    for item, text in (
        Quote.objects.filter(survey=survey, shown=True).order_by("item", "id").values_list("item", "text")
    ):
        groups.setdefault(item, []).append(text)
    for item, texts in groups.items():
        yield item, tuple(texts)


def before_of(survey: Survey) -> Before | None:
    """Return the last published survey before this one of the same kind and units; None where there is none."""
    rows = Survey.objects.filter(conductor=survey.conductor_id, kind=survey.kind, state=Survey.State.PUBLISHED)
    earlier = rows.filter(field_to__lt=survey.field_from).prefetch_related("units").order_by("-field_to", "-id")
    measured = {one.unit_id for one in survey.units.all()}
    last = next((one for one in earlier[:_LOOKED_AT] if {row.unit_id for row in one.units.all()} == measured), None)
    result = SurveyResult.objects.filter(survey=last).first() if last else None
    if last is None or result is None:
        return None
    figures = {
        one["code"]: (one["estimate"], one["se"], one["df"])
        for one in result.content["figures"]
        if one["estimate"] is not None and one["se"] is not None
    }
    return Before(title=last.name, method=Method(**result.content["method"]), figures=figures)

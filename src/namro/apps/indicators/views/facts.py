"""The facts of a unit and year, and one of them with its history and its form."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.forms import FactForm
from namro.apps.indicators.marking import freeze_of, frozen_among
from namro.apps.indicators.models import Fact, Producer
from namro.apps.indicators.pages.fact_list import MISSING, fact_list
from namro.apps.indicators.pages.fact_page import past_of
from namro.apps.indicators.permissions import can_upload, can_write, check_write
from namro.apps.indicators.queries import current_facts, history_of, words_for
from namro.apps.indicators.values import FactsRefused
from namro.apps.indicators.views.finding import find_unit
from namro.apps.indicators.words import NUMBER, InputWord
from namro.apps.people.models import Unit, User
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.choices import years_to_choose
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock

PAST = 20


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The facts of my unit this year; who reads about many units chooses one in the list of results."""
    user = signed_in(request)
    own = Unit.objects.filter(pk__in=user.standing.units(), home=None).order_by("pk")[:2]
    if len(own) == 1 and not user.standing.is_admin and units_read_by(user).filter(pk=own[0].pk).exists():
        return redirect("indicators:facts", year=user.standing.day.year, code=own[0].code)
    return redirect("assessments:results")


@require_GET
def facts(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What is known of a unit in a year; `?loc=thieu` shows what is missing, `?tim=` searches."""
    user = signed_in(request)
    unit = find_unit(request, year, code)
    edition, words = words_for(unit, year)
    page = fact_list(
        words,
        current_facts(unit, year),
        place=(year, unit.code),
        only_missing=request.GET.get("loc") == MISSING,
        search=request.GET.get("tim", "").strip()[:80],
        number=request.GET.get("trang"),
    )
    context = {
        "page": page,
        "unit": unit,
        "name": span_at(unit, user.standing.day).name,
        "year": year,
        "years": years_to_choose(user.standing.day),
        "title": edition.framework.title if edition else "",
        "frozen": frozen_among([(unit.pk, year)]).get((unit.pk, year)),
        "writes": can_write(user, unit.pk),
        "uploads": can_upload(user),
    }
    return render(request, "indicators/facts.html", context)


@require_http_methods(["GET", "POST"])
def fact(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One input (`?ten=`): its values so far, and the form that writes another one."""
    user = signed_in(request)
    unit = find_unit(request, year, code)
    name = request.GET.get("ten", "")
    word = _word(unit, year, name)
    history = Paginator(history_of(unit, year, name), PAST).get_page(request.GET.get("trang"))
    form = _form(
        request,
        user,
        word=word,
        stands=Fact.objects.filter(unit=unit, year=year, input=name, superseded_by=None).first(),
    )
    if request.method == "POST":
        check_write(user, unit.pk)
        if form.is_valid() and _written(user, form, unit=unit, year=year):
            messages.success(request, _("Đã ghi. Kết quả của đơn vị đang tính lại."))
            return redirect("indicators:facts", year=year, code=code)
    context = {
        "form": form,
        "word": word,
        "past": past_of(word, history.object_list),
        "pager": history,
        "query": urlencode({"ten": name}),
        "unit": unit,
        "name": span_at(unit, user.standing.day).name,
        "year": year,
        "frozen": freeze_of((unit.pk, year, name)),
        "writes": can_write(user, unit.pk),
    }
    return render(request, "indicators/fact.html", context, status=_status(form))


def _word(unit: Unit, year: int, name: str) -> InputWord:
    word = words_for(unit, year)[1].get(name)
    if word is not None:
        return word
    if not Fact.objects.filter(unit=unit, year=year, input=name).exists():
        raise Http404
    return InputWord(name, "", name, NUMBER)


def _form(request: HttpRequest, user: User, *, word: InputWord, stands: Fact | None) -> FactForm:
    initial = {"seen": stands.pk if stands else 0, "as_of": user.standing.day}
    if stands:
        value = stands.value
        initial["value"] = value.replace(".", ",") if word.holds == NUMBER else value
        initial["source"] = stands.delivery.source_ref if stands.delivery.source_kind == Producer.PERSON else ""
    return FactForm(word, request.POST if request.method == "POST" else None, initial=initial, today=user.standing.day)


def _written(user: User, form: FactForm, *, unit: Unit, year: int) -> bool:
    """Whether the value was written; otherwise the form says why not."""
    values = form.cleaned_data
    new = NewFact(unit.pk, year, form.word.input, values["value"])
    origin = Origin(Producer.PERSON, values["source"])
    try:
        write_facts(
            user, [new], origin=origin, as_of=values["as_of"], at=system_clock(), seen={new.key: values["seen"]}
        )
    except FactsRefused as refusal:
        form.add_error("value" if refusal.code == "facts" else None, refusal.message)
        if refusal.code == "conflict":
            form.conflict = True
            stands = Fact.objects.filter(unit=unit, year=year, input=form.word.input, superseded_by=None).first()
            form.data = {**{name: form.data[name] for name in form.data}, "seen": str(stands.pk if stands else 0)}
        return False
    return True


def _status(form: FactForm) -> int:
    return 200 if not form.errors else 409 if form.conflict else 400

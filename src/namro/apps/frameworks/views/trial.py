"""Trying an edition out. The form carries everything; nothing is stored."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from namro.apps.frameworks import trying
from namro.apps.frameworks.finding import find_edition
from namro.apps.frameworks.pages.trial_page import ALL, Trying, bearers_in, trial_page
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.framework.model import Framework

#: Years offered of an edition without a last one.
_AHEAD = 3


@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, framework: str, day: str) -> HttpResponse:
    """Begin with every criterion met (or with nothing), change inputs, see what they give."""
    signed_in(request)
    found = find_edition(request, framework, day)
    tree = tree_of(found)
    asked = request.POST if request.method == "POST" else request.GET
    years = _years(tree)
    year = next((one for one in years if str(one) == asked.get("nam")), _usual(years))
    if request.method == "POST":
        kept, texts = trying.carried_texts(request.POST.dict()), trying.posted_texts(request.POST.dict())
    else:
        kept = texts = {} if asked.get("tu") == "trong" else trying.full_texts(tree, year)
    kept, texts = trying.of_year(tree, year, kept), trying.of_year(tree, year, texts)
    before, after = trying.try_out(tree, year, kept), trying.try_out(tree, year, texts)
    scope = asked.get("muc", "")
    wrong = bool(after.errors)
    page = trial_page(
        found,
        tree,
        Trying(
            scope=scope if scope == ALL or bearers_in(tree, scope) else next(iter(tree.leaves), ALL),
            year=year,
            years=years,
            texts=texts,
            kept=kept if wrong else trying.known_texts(tree, year, texts),
            errors=after.errors,
            before=trying.scored(tree, before),
            after=trying.scored(tree, before if wrong else after),
        ),
    )
    return render(request, "frameworks/trial.html", {"page": page}, status=400 if wrong else 200)


def _years(tree: Framework) -> tuple[int, ...]:
    now = system_clock().year
    last = tree.last_year or max(tree.first_year, now) + _AHEAD
    return tuple(range(tree.first_year, min(last, tree.first_year + 50) + 1))


def _usual(years: tuple[int, ...]) -> int:
    """This year where the edition scores it, else the nearest year that it scores."""
    return min(max(system_clock().year, years[0]), years[-1])

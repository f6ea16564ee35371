"""One way for all forms of the organisation: ask, act once, lead back to what was changed; or say why not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from namro.apps.people import actions
from namro.apps.people.models import AuditEntry, Group, Position, Unit, User
from namro.apps.people.pages.history import lines_of
from namro.apps.people.pages.wording import Link
from namro.apps.people.permissions import check_manage
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

form_page = require_http_methods(["GET", "POST"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A form with its words. `act` does it and returns where to go and what to say; `thing` is what it is done to."""

    form: forms.Form
    title: str
    word: str
    back: str
    act: Callable[[datetime], tuple[str, str]]
    thing: Unit | Position | Group | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """Show the form; or act and go on; or show it again with what is wrong, or with what somebody else wrote."""
    form, thing = question.form, question.thing
    seen = _seen(request, thing)
    later: list[AuditEntry] = []
    if form.is_bound and form.is_valid():
        try:
            with actions.as_seen(thing, seen) if thing else nullcontext():
                goal, said = question.act(system_clock())
        except actions.Stale as stale:
            later, seen = list(stale.entries), stale.entries[-1].pk
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, said)
            return redirect(goal)
    context = {
        "form": form,
        "title": question.title,
        "word": question.word,
        "back": question.back,
        "seen": seen,
        "later": lines_of(later),
        "place": _place(thing),
        **question.extra,
    }
    return render(request, "people/change.html", context, status=409 if later else 400 if form.errors else 200)


def _place(thing: Unit | Position | Group | None) -> Link | None:
    """The page of what is changed, for the way back above the form."""
    match thing:
        case None:
            return None
        case Unit():
            return Link(resolve_url("people:unit", code=(thing.home or thing).code), span_at(thing, date.max).name)
        case Position():
            return Link(resolve_url("people:position", key=thing.pk), thing.name)
        case _:
            return Link(resolve_url("people:group", key=thing.pk), thing.name)


def manager(request: HttpRequest) -> User:
    """Return who is logged in, when the organisation is the person's to change."""
    user = signed_in(request)
    check_manage(user)
    return user


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, None when the form is only looked at."""
    return request.POST if request.method == "POST" else None


def _seen(request: HttpRequest, thing: Unit | Position | Group | None) -> int:
    """The last line about the thing that the person can have read on this form."""
    sent = request.POST.get("seen", "")
    if request.method == "POST" and sent.isascii() and sent.isdigit() and len(sent) < 19:
        return int(sent)
    return actions.last_entry(thing) if thing else 0

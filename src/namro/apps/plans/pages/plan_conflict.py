"""Two people changed the same fields: both values side by side; everything that was sent goes along, none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from namro.apps.people.owning import Choices
from namro.apps.people.sent import whole
from namro.apps.plans.actions import Conflict
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.pages.plan_words import field_word, stored_words, value_words
from namro.ui.formats import moment

#: Of a form: the version of a task that it was made of; what of both values is kept; fields in conflict.
VERSION, KEEP, CLASH = "v-", "keep", "clash"


@dataclass(frozen=True, slots=True)
class Side:
    """One field of one task."""

    task: str
    word: str
    theirs: str
    person: str
    at: str
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """Everything the page shows; `sent` goes back unchanged whichever button is pressed."""

    code: str
    title: str
    person: str
    sides: tuple[Side, ...]
    sent: tuple[tuple[str, str], ...]


def conflict_page(
    plan: Plan, clash: Conflict, values: Mapping[str, Any], *, choices: Choices, post: QueryDict
) -> ConflictPage:
    """Return the context; the form then carries the versions of now, so that a third change is shown, too."""
    tasks = Task.objects.in_bulk(list(clash.theirs))
    sides: list[Side] = []
    fields: list[tuple[str, str]] = []
    for key, changes in clash.theirs.items():
        for change in {change.field: change for change in changes}.values():
            theirs, mine = stored_words(change.field, change.new), value_words(change.field, values, choices)
            text, at = tasks[key].text, moment(change.at)
            sides.append(Side(text, field_word(change.field), theirs, change.by.full_name, at, mine))
            fields.append((CLASH, f"{key}:{change.field}"))
    fresh = {f"{VERSION}{key}": str(task.version) for key, task in tasks.items()}
    sent = [
        (name, fresh.get(name, text))
        for name, texts in post.lists()
        if name not in {"csrfmiddlewaretoken", KEEP, CLASH}
        for text in texts
    ]
    people = dict.fromkeys(side.person for side in sides)
    return ConflictPage(
        code=plan.code, title=plan.title, person=", ".join(people), sides=tuple(sides), sent=(*sent, *fields)
    )


def kept_fields(post: QueryDict) -> dict[int, set[str]]:
    """The fields in conflict by task, as the page sent them back."""
    kept: dict[int, set[str]] = {}
    for pair in post.getlist(CLASH):
        key, _colon, name = pair.partition(":")
        if (task := whole(key)) is not None:
            kept.setdefault(task, set()).add(name)
    return kept


def versions_in(post: QueryDict) -> dict[int, int]:
    """The versions of tasks that a form was made of."""
    found = ((name.removeprefix(VERSION), str(text)) for name, text in post.items() if name.startswith(VERSION))
    read = ((whole(key), whole(text)) for key, text in found)
    return {key: version for key, version in read if key is not None and version is not None}

"""Two people wrote to one piece of work: both values, and a button for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.plans.actions import WorkConflict
from namro.apps.plans.desk import Desk
from namro.apps.plans.models import WorkEvent
from namro.apps.plans.pages.work_page import event_word
from namro.core.improvement.states import ACTS
from namro.ui.formats import NOTHING

#: What the form itself brings along.
_OWN = {"csrfmiddlewaretoken", "version"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """Everything the page shows; `values` are all fields that were sent, so that nothing typed is lost."""

    title: str
    person: str
    what: str
    theirs: str
    mine: str
    said: str
    version: int
    values: tuple[tuple[str, str], ...]
    action: str
    back: str
    keep: str
    write: str


def conflict_page(desk: Desk, clash: WorkConflict, sent: Mapping[str, object], *, action: str) -> ConflictPage:
    """Return the context; `sent` is the form that was refused and `action` its address."""
    values = {name: str(text) for name, text in sent.items() if name not in _OWN}
    is_progress = clash.act == WorkEvent.PROGRESS and "tien-do" in values
    mine = f"{values['tien-do']} %" if is_progress else ACTS[values["viec"]].words if "viec" in values else ""
    name = {"person": clash.by.full_name}
    return ConflictPage(
        title=desk.row.task.text,
        person=clash.by.full_name,
        what=event_word(clash.act),
        theirs=clash.theirs or NOTHING,
        mine=mine or NOTHING,
        said=values.get("noi-dung", ""),
        version=desk.owed.version,
        values=tuple(values.items()),
        action=action,
        back=reverse("plans:work", args=[desk.row.code]) + (f"?nguoi={desk.member}" if desk.member else ""),
        keep=_("Giữ của %(person)s") % name,
        write=_("Ghi của tôi") if is_progress else _("Vẫn ghi: %(act)s") % {"act": mine},
    )

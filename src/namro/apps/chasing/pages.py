"""What the pages of chasing show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Due
from namro.apps.chasing.letters import BELOW, OWN, Signer, usual_answer
from namro.apps.chasing.permissions import issuers_of, units_under
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import tree_on
from namro.core.improvement.reminder_letter import ReminderLetter
from namro.core.improvement.timeliness import due_words
from namro.core.improvement.zalo import Reminder, zalo_text
from namro.core.timetable import national_calendar
from namro.documents.writing.content import Paper
from namro.documents.writing.parts import TaskTable
from namro.documents.writing.reminder_letter import late_table, reminder_paper
from namro.ui.formats import day

#: Rows on the page; nobody ticks more, and a letter about more is read by nobody.
MOST = 300


@dataclass(frozen=True, slots=True)
class LateRow:
    """One late work with its box."""

    key: str
    who: str
    text: str
    url: str
    due: str
    late: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The letter as it will be printed, in words; the files have its layout."""

    number: str
    summary: str
    addressees: tuple[str, ...]
    paragraphs: tuple[str, ...]
    table: TaskTable
    annex: bool
    signer: tuple[str, str]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The page of the letter."""

    units: tuple[tuple[int, str, bool], ...]
    unit: int
    scopes: tuple[tuple[str, str, bool], ...]
    rows: tuple[LateRow, ...]
    more: int
    signers: tuple[tuple[str, str, bool], ...]
    answer_by: str
    note: str
    preview: Preview | None
    error: str
    zalo: str


def letter_page(
    user: User, unit: int, scope: str, *, found: Sequence[Due], signers: Sequence[Signer], sent: QueryDict,
    letter: ReminderLetter | None, error: str,
) -> LetterPage:  # fmt: skip
    """Return the context of the page; everything that was sent comes back."""
    today = user.standing.day
    tree = tree_on(today)
    ticked = set(sent.getlist("viec")) if sent else {due.key for due in found}
    shown = found[:MOST]
    issuers = [(key, tree.nodes[key].name, key == unit) for key in issuers_of(user) if key in tree.nodes]
    below = units_under(user, unit)
    scopes = [(OWN, _("Trong đơn vị"), scope == OWN)]
    if below:
        scopes.append((BELOW, _("Các đơn vị cấp dưới"), scope == BELOW))
    names = {key: node.name for key, node in tree.nodes.items()}
    return LetterPage(
        units=tuple(issuers),
        unit=unit,
        scopes=tuple(scopes),
        rows=tuple(_row(due, scope, names, today=today, ticked=due.key in ticked) for due in shown),
        more=len(found) - len(shown),
        signers=tuple((one.key, f"{one.name} – {one.role}", one.key == sent.get("ky")) for one in signers),
        answer_by=sent.get("tra-loi", "") or day(usual_answer(today)),
        note=sent.get("ghi-them", ""),
        preview=_preview(letter) if letter else None,
        error=error,
        zalo=_zalo([due for due in shown if due.key in ticked], scope, names, today=today),
    )


def _whose(due: Due, scope: str, names: dict[int, str]) -> str:
    return f"{names.get(due.unit, '')}: {due.who}" if scope == BELOW else due.who


def _row(due: Due, scope: str, names: dict[int, str], *, today: date, ticked: bool) -> LateRow:
    words = due_words(due.due, today, national_calendar())
    return LateRow(due.key, _whose(due, scope, names), due.text, due.url, day(due.due), words, ticked)


def _zalo(found: Sequence[Due], scope: str, names: dict[int, str], *, today: date) -> str:
    reminders = [Reminder(text=due.text, who=_whose(due, scope, names), due=due.due) for due in found]
    return zalo_text(_("Đôn đốc việc trễ"), reminders, today=today, calendar=national_calendar())


def _preview(letter: ReminderLetter) -> Preview:
    paper: Paper = reminder_paper(letter)
    return Preview(
        number=_("Số: %(code)s") % {"code": paper.official.code},
        summary=f"V/v {paper.summary}",
        addressees=paper.addressees,
        paragraphs=tuple(block for block in paper.body if isinstance(block, str)),
        table=late_table(letter),
        annex=bool(paper.annexes),
        signer=(letter.signer_role, letter.signer_name),
    )

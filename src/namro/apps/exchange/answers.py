"""Answers to the reader's questions: the buttons that are offered, and what each changes in the items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from namro.apps.exchange.deadlines import deadline_changes
from namro.core.base.names import respelled
from namro.core.printed import Question, Task
from namro.core.printed.corrections import HEADER, Act, Correction, change, question_key, renamed
from namro.core.printed.fields import CorrectionRefused, Item, field_text
from namro.core.timetable.wording import due_words
from namro.ui.formats import day

#: Answers that are no proposal of the reader's.
KEEP = "="
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One button: its word, and the answer that it gives."""

    word: str
    answer: str


def options(question: Question) -> tuple[Option, ...]:
    """Return the answers that are offered, the reader's best proposal first, leaving everything as it is last."""
    proposals = question.proposals
    if question.kind == "similar_name":
        one = [Option(_("Một người: %(name)s") % {"name": name}, name) for name in proposals]
        return (*one, Option(_("Hai người"), KEEP))
    if question.kind == "impossible_date":
        days = [Option(day(date.fromisoformat(proposal)), proposal) for proposal in proposals]
        return (*days, Option(_("Bỏ trống, hỏi lại"), NOTHING))
    if question.kind == "numbering":
        right = Option(_("Dùng %(number)s") % {"number": question.where}, KEEP)
        printed = [Option(_("Giữ “%(number)s”") % {"number": question.found}, question.found)] if question.found else []
        return (right, *printed)
    if question.kind == "remedy_of":
        every = Option(_("Khắc phục cả %(count)d khoản") % {"count": len(proposals)}, KEEP)
        return (every, *(Option(_("Chỉ %(loss)s") % {"loss": loss}, loss) for loss in proposals))
    if question.kind == "points":  # another figure is written into the item itself
        return (Option(_("Giữ như đã đọc"), KEEP),)
    chosen = [Option(_("Ghi “%(name)s”") % {"name": name}, name) for name in proposals]
    return (*chosen, Option(_("Giữ tên đã in"), KEEP))


def answering(items: Mapping[str, Item], question: Question, *, answer: str, year: int | None) -> list[Correction]:
    """Return the corrections that an answer means, last of them that the question is answered.

    Raises CorrectionRefused for an answer that is not offered or cannot be carried out.
    """
    if answer not in {option.answer for option in options(question)}:
        raise CorrectionRefused(_("Không có câu trả lời này. Tải lại trang rồi chọn lại."), code="not_offered")
    done = Correction(kind=Act.ANSWER, item=question_key(question), old=question.found, new=answer)
    if answer == KEEP:
        return [done]
    if question.kind == "impossible_date":
        return [*_with_day(items, question, answer=answer, year=year), done]
    if question.kind == "numbering":
        key = next(key for key, item in items.items() if getattr(item, "id", None) == question.where)
        return [*renamed(items, key, number=answer), done]
    if question.kind == "remedy_of":
        return [*_only(items, question, loss=answer), done]
    if question.kind == "similar_name":
        return [*_as_one(items, [name for name in question.proposals if name != answer], new=answer), done]
    return [*_with_name(items, rf"(?i:{re.escape(question.found)})", new=answer), done]


def _as_one(items: Mapping[str, Item], others: list[str], *, new: str) -> list[Correction]:
    """Write one spelling of a person's name, also in the wording of tasks."""
    texts = [
        change(key, item, field="text", text=respelled(item.text, others, new=new))
        for key, item in items.items()
        if isinstance(item, Task)
    ]
    pattern = "|".join(map(re.escape, others))
    return [*_with_name(items, pattern, new=new), *(made for made in texts if made is not None)]


def _with_name(items: Mapping[str, Item], old: str, *, new: str) -> list[Correction]:
    """Write one name for another (a pattern) wherever somebody is charged with something or signed."""
    pattern = re.compile(rf"(?<!\w)(?:{old})(?!\w)")
    changes = []
    for key, item in items.items():
        fields = ("lead", "collaborators") if isinstance(item, Task) else ("signer_name",) if key == HEADER else ()
        for field in fields:
            text = pattern.sub(lambda _found: new, field_text(item, field))
            changes.append(change(key, item, field=field, text=text))
    return [made for made in changes if made is not None]


def _with_day(items: Mapping[str, Item], question: Question, *, answer: str, year: int | None) -> list[Correction]:
    """Write a day that exists, or none, for the impossible one; the rest of the wording stays."""
    number, month, of = (int(part) for part in question.found.split("/"))
    token = f"invalid:{of:04d}-{month:02d}-{number:02d}"
    printed = re.compile(rf"\b0?{number}\s*[/.-]\s*0?{month}(?:\s*[/.-]\s*{of})?\b")
    changes = []
    for key, item in items.items():
        if not isinstance(item, Task) or token not in item.due or item.section != question.where:
            continue
        text = ""
        if answer:
            chosen = day(date.fromisoformat(answer))
            text, found = printed.subn(chosen, item.due_text or "")
            text = text if found else due_words([answer])
        changes += deadline_changes(key, item, text=text, year=year)
    return changes


def _only(items: Mapping[str, Item], question: Question, *, loss: str) -> list[Correction]:
    found = (
        (key, item)
        for key, item in items.items()
        if isinstance(item, Task) and item.text == question.found and item.remedies == question.proposals
    )
    made = [change(key, item, field="remedies", text=loss) for key, item in found]
    return [correction for correction in made if correction is not None]

"""The page of one item: what it says, what is owed when, what may be done now, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.holding import office
from namro.apps.feedback.models import Event, Extension, Item, Posting
from namro.apps.feedback.pages.rows import outcome_words, state_chip, time_chip
from namro.apps.feedback.permissions import can_see_officer, keeps_for, parts_of
from namro.apps.library.models import Evidence
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.queries.people import people_of
from namro.core.base.clock import VIETNAM
from namro.core.service.feedback import (
    DONE,
    OPEN,
    OUTCOME_WORDS,
    TABLE,
    State,
    rules,
    step_by,
)
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

#: What most often comes next stands first.
_ORDER = ("assign", "answer", "supplemented", "publish", "ask_supplement", "hand_over", "send_back", "close")
#: Pieces of the library to choose from as proof.
_OFFERED = 100


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history."""

    words: str
    note: str
    who: str
    at: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """One place of the checklist; `where` is "" while nothing was published there."""

    place: str
    words: str
    link: str
    proof: str
    proof_url: str
    when: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows."""

    code: str
    subject: str
    summary: str
    version: int
    chips: tuple[Chip, ...]
    facts: tuple[tuple[str, str], ...]
    link: str
    warnings: tuple[str, ...]
    answer: str
    answer_proof: tuple[str, str] | None
    postings: tuple[Posted, ...]
    posted: bool
    posts: bool
    acts: tuple[tuple[str, str], ...]
    people: tuple[tuple[int, str], ...]
    officers: tuple[tuple[int, str], ...]
    about: int
    proofs: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    outcome: str
    act_number: str
    act_on: str
    extension: Extension | None
    wanted: str
    asks_time: bool
    leads: bool
    keeps: bool
    concludes: bool
    history: tuple[Told, ...]


def item_page(user: User, item: Item, today: date) -> Page:
    """Return the page; the number of queries does not grow with the item."""
    leads, roles = can_see_officer(user, item.unit_id), parts_of(user, item)
    postings = tuple(_postings(item)) if item.state in DONE else ()
    open_acts = set(TABLE.acts_open(State(item.state), roles)) - _hidden(item)
    people = tuple(people_of(item.unit_id, today).values_list("pk", "full_name"))
    offered = Evidence.objects.filter(unit=item.unit_id, removed_at=None).order_by("-id")[:_OFFERED]
    wish = item.extensions.filter(granted=None).select_related("asked_by").first()
    calendar = office().calendar
    time = time_chip(item, today, calendar)
    return Page(
        code=item.code, subject=item.subject, summary=item.summary, version=item.version,
        chips=(state_chip(item), *([time] if time else [])),
        facts=tuple(_facts(item, leads=leads)), link=item.link,
        warnings=tuple(_warnings(item, today, leads=leads)),
        answer=item.answer,
        answer_proof=_proof(item.answer_proof) if item.answer_proof else None,
        postings=postings, posted=any(one.when for one in postings),
        posts=bool(roles) and item.state in (State.ANSWERED, State.PUBLISHED),
        acts=tuple((name, TABLE.by_name[name].words) for name in sorted(open_acts, key=_ORDER.index)),
        people=tuple(one for one in people if one[0] != item.handler_id), officers=people if leads else (),
        about=(item.about_user_id or 0) if leads else 0,
        proofs=tuple((one.code, _proof(one)[0]) for one in offered),
        outcomes=tuple((one.value, words) for one, words in OUTCOME_WORDS.items()),
        outcome=item.outcome, act_number=item.act_number, act_on=day(item.act_on) if item.act_on else "",
        extension=wish, wanted=day(wish.wanted) if wish else "",
        asks_time=bool(roles) and item.state in OPEN and wish is None and today <= item.limit_on,
        leads=leads, keeps=item.unit_id in keeps_for(user), concludes=leads and item.state in DONE,
        history=tuple(_history(item, leads=leads)),
    )  # fmt: skip


def _hidden(item: Item) -> set[str]:
    """Giving it to somebody has two names; one of them fits."""
    return {"hand_over"} if item.state == State.RECEIVED else {"assign"}


def _facts(item: Item, *, leads: bool) -> list[tuple[str, str]]:
    known = rules()
    names = names_of(filter(None, [item.unit_id, item.about_unit_id]))
    limit = known.sources[item.source]
    basis = _("nguồn ấn định") if item.limit_given else limit.source
    found = [
        (_("Nguồn"), limit.name),
        (_("Mã ở nguồn"), item.source_code),
        (_("Đơn vị"), names[item.unit_id][1]),
        (_("Loại"), known.kinds.get(item.kind, item.kind)),
        (_("Lĩnh vực"), item.field),
        (_("Nhận lúc"), moment(item.received_at)),
        (_("Hạn trả lời"), f"{day(item.limit_on)} ({basis})"),
        (_("Hạn nội bộ"), day(item.own_on)),
        (_("Người xử lý"), item.handler.full_name if item.handler else _("chưa giao")),
        (_("Về bộ phận"), names[item.about_unit_id][1] if item.about_unit_id else ""),
        (_("Người bị phản ánh"), item.about_user.full_name if leads and item.about_user else ""),
        (_("Trả lời lúc"), moment(item.answered_at) if item.answered_at else ""),
        (_("Công khai trước"), day(item.publish_by) if item.publish_by else ""),
        (_("Công khai lúc"), moment(item.published_at) if item.published_at else ""),
        (_("Kết luận"), outcome_words(item)),
        (_("Đánh giá ở nguồn"), _("không hài lòng") if item.unsatisfied else ""),
        (_("Lặp lại"), _("lặp lại một phản ánh đã có") if item.repeats else ""),
    ]
    return [(word, text) for word, text in found if text]


def _warnings(item: Item, today: date, *, leads: bool) -> list[str]:
    """What is not certain about its days, and which of the early steps is due."""
    found, known = [], rules()
    if not item.limit_given and not known.sources[item.source].certain:
        found.append(
            _("Hạn tính theo quy định chưa kiểm của nguồn này (%(source)s). So với hạn ghi trên nguồn.")
            % {"source": known.sources[item.source].source}
        )
    if item.state in OPEN and known.pauses and known.pause_warning and not item.limit_given and _waited(item):
        found.append(known.pause_warning)
    if item.state == State.RECEIVED:
        since = item.received_at.astimezone(VIETNAM)
        steps = [
            (known.steps[one].name, step_by(one, since, office=office())) for one in ("refuse", "supplement", "pass_on")
        ]
        found += [
            _("%(step)s: hạn %(day)s đã qua.") % {"step": name, "day": day(last)}
            for name, last in steps
            if last < today
        ] or ["; ".join(f"{name}: {_('trước hết ngày')} {day(last)}" for name, last in steps)]
    if leads and item.state in OPEN and item.handler_id and item.handler_id == item.about_user_id:
        found.append(_("Người bị phản ánh đang xử lý chính mục này. Giao người khác."))
    return found


def _waited(item: Item) -> bool:
    return any(event.act == "ask_supplement" for event in item.events.all())


def _postings(item: Item) -> list[Posted]:
    there = {one.place: one for one in Posting.objects.filter(item=item).select_related("proof")}
    found = []
    for place, words in rules().places.items():
        one = there.get(place)
        proof = _proof(one.proof) if one and one.proof else ("", "")
        found.append(Posted(place, words, one.link if one else "", *proof, moment(one.at) if one else ""))
    return found


def _proof(piece: Evidence) -> tuple[str, str]:
    words = " ".join(filter(None, (piece.number, piece.abstract))) or piece.code
    return words[:120], reverse("library:evidence", args=[piece.code])


def _history(item: Item, *, leads: bool) -> list[Told]:
    rows: Sequence[Event] = [one for one in item.events.all() if leads or not one.confidential]
    return [
        Told(one.words, one.note, one.by.full_name if one.by else _("Người gửi"), moment(one.at), one.confidential)
        for one in sorted(rows, key=lambda one: -one.pk)
    ]

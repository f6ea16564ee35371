"""The page of one time of a task: what counts as done, until when and why then, proof, what may be done, history."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import OwnerKind
from namro.apps.plans.bridge import due_in_words
from namro.apps.plans.desk import Desk
from namro.apps.plans.doings import Doings
from namro.apps.plans.models import Piece, Proof, WorkEvent
from namro.apps.plans.pages.recommendation_list import asked_by
from namro.apps.plans.pages.work_doings import WAY_FORMS, OnTheWay, on_the_way
from namro.apps.plans.pages.work_offer import OfferForm, offer_form, standing_words
from namro.apps.plans.pages.work_rows import when_words
from namro.apps.plans.pages.work_time import Asked, TimePart, due_reasons, form_of_time, time_part
from namro.apps.plans.pages.work_words import (
    Bar,
    capital,
    five_of,
    five_words,
    short_day,
    standing_of_work,
    state_mark,
)
from namro.apps.plans.pages.work_zalo import called
from namro.core.improvement.agenda import is_late
from namro.core.improvement.owners import Group, Position
from namro.core.improvement.states import ACTS, CLOSED, State
from namro.core.improvement.task_checks import over_words
from namro.documents.writing.wording import lower_first
from namro.ui.chips import Chip
from namro.ui.formats import moment, points, size


@dataclass(frozen=True, slots=True)
class Need:
    """A line of what counts as done; `met` says whether it is there."""

    words: str
    beside: str
    met: bool
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """A proof with the address it opens under; `back` may be taken back."""

    code: str
    url: str
    name: str
    about: str
    is_link: bool
    back: bool
    became: str
    became_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """A button, with the text that must go with it; `said` and `error` come back from a refused try."""

    name: str
    words: str
    says: str
    said: str
    error: str
    css: str


@dataclass(frozen=True, slots=True)
class Past:
    """A line of the history."""

    word: str
    who: str
    as_who: str
    at: str
    said: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member's product of a group."""

    key: int
    name: str
    mark: Chip
    when: str
    proofs: int
    url: str
    decide: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """Everything the page shows."""

    code: str
    title: str
    crumb: str
    plan: str
    plan_url: str
    chip: Chip
    when: Chip
    #: Of work that each member of a group owes: how much of it is there.
    group: Chip | None
    gain: str
    five: tuple[Bar, ...]
    five_words: str
    lead: str
    helpers: str
    needs: tuple[Need, ...]
    due: tuple[str, ...]
    proofs: tuple[ProofLine, ...]
    offer: OfferForm | None
    hands_in: bool
    submits: bool
    submit_words: str
    acts: tuple[ActForm, ...]
    decides: bool
    time: TimePart
    progress: int
    version: int
    told: str
    told_by: str
    share: str
    missing: str
    handed_in: str
    members: tuple[MemberLine, ...]
    member: int | None
    member_name: str
    waiting: int
    reviews: bool
    history: tuple[Past, ...]
    older: str
    asked: Asked
    lost: tuple[str, ...]
    largest: str
    asked_by: tuple[tuple[str, str], ...]
    way: OnTheWay


def work_page(desk: Desk, doings: Doings, asked: Asked) -> WorkPage:
    """Return the context of the page."""
    row, owed = desk.row, desk.owed
    task, five = row.task, five_of(row.task, desk.owner)
    told = next((e for e in desk.events if e.act in ("return", "reopen", "ask")), None)
    shown = told if told and owed.state in (State.RETURNED, State.STUCK) else None
    share, members = desk.share, _members(desk)
    offer = offer_form(desk, asked)
    return WorkPage(
        code=row.code,
        title=task.text,
        crumb=_("Việc %(criterion)s") % {"criterion": task.criterion} if task.criterion else _("Việc"),
        plan=task.plan.title,
        plan_url=reverse("plans:plan", args=[task.plan.code]),  # readable to whoever may read the work: `readable_by`
        chip=_state(desk),
        when=_when(desk),
        group=_group(desk),
        gain=f"+{points(task.gain)}" if task.gain else "",
        five=five,
        five_words=five_words(five),
        lead=_lead(desk),
        helpers=", ".join((*filter(None, (task.helpers_text,)), *desk.helpers)),
        needs=_needs(desk),
        due=due_reasons(desk),
        proofs=tuple(_proof(proof, desk) for proof in desk.proofs),
        offer=offer,
        hands_in=desk.hands_in,
        submits="submit" in desk.acts,
        submit_words=_("Nộp lại") if owed.state == State.RETURNED else _("Nộp việc"),
        acts=tuple(_act(name, asked) for name in desk.acts if name not in ("submit", "accept", "return")),
        decides="accept" in desk.acts,
        time=time_part(desk, asked, ahead=doings.ahead),
        progress=owed.progress,
        version=owed.version,
        told=shown.said if shown else "",
        told_by=f"{shown.by.full_name}, {moment(shown.at)}" if shown else "",
        share=share.words if share else "",
        missing=", ".join(person.name for person in share.missing) if share else "",
        handed_in=", ".join(person.name for person in share.waiting) if share else "",
        members=members,
        member=desk.member,
        member_name=next((line.name for line in members if line.current), ""),
        waiting=sum(line.decide for line in members),
        reviews=not desk.roles.isdisjoint(ACTS["accept"].roles),
        history=tuple(_past(event) for event in desk.events),
        older=f"?truoc={desk.events[-1].pk}" if desk.more else "",
        asked=asked,
        lost=_lost(desk, asked, offered=offer is not None),
        largest=size(settings.MAX_UPLOAD_BYTES),
        asked_by=asked_by(task.pk),
        way=on_the_way(desk, doings, asked),
    )


def _lost(desk: Desk, asked: Asked, *, offered: bool) -> tuple[str, ...]:
    """The reason and the words of a form that is no longer on the page because somebody else acted in between."""
    there = {*desk.acts, "proofs", "many" if desk.members else ""}
    there |= {"hand_in", "progress"} if desk.hands_in else set()
    there |= {"decide"} if "accept" in desk.acts else set()
    there |= {form_of_time(desk)} | ({"offer"} if offered else set()) | WAY_FORMS
    if not asked.error or asked.form in there:
        return ()
    return asked.error, *(asked.typed[name] for name in ("noi-dung", "duong-dan") if asked.typed.get(name))


def _when(desk: Desk) -> Chip:
    """ "Còn 5 ngày làm, hạn 27/11" with its colour."""
    row, owed, today, share = desk.row, desk.owed, desk.user.standing.day, desk.share
    if desk.member is None and share and share.handed_in:
        return Chip("hourglass", "", _("Mọi người đã nộp, chờ duyệt"))
    words = capital(standing_of_work(owed, due=row.due, today=today))
    if row.due is None:
        return Chip("clock", "line", capital(due_in_words(row.task)) or words)
    late = is_late(State(owed.state), row.due, today=today)
    near = not late and (row.due - today).days <= 7 and not owed.submitted_on
    limit = _("hạn %(day)s") % {"day": short_day(row.due, today)}
    return Chip("clock", "bad" if late else "warn" if near else "", f"{words}, {limit}")


def _state(desk: Desk) -> Chip:
    """The state of what is looked at; of one member's product it says so, or it reads as the state of the whole."""
    mark = state_mark(desk.owed.state)
    if desk.member is None:
        return mark
    if desk.member == desk.user.pk:
        return Chip(mark.icon, mark.css, _("Phần của bạn: %(state)s") % {"state": lower_first(mark.words)})
    name = next(person.name for person in desk.members if int(person.key) == desk.member)
    told = {"name": name, "state": lower_first(mark.words)}
    return Chip(mark.icon, mark.css, _("Phần của %(name)s: %(state)s") % told)


def _group(desk: Desk) -> Chip | None:
    """ "Cả nhóm: 19/22, trễ 4 ngày làm": the whole beside one member's product."""
    share, row, today = desk.share, desk.row, desk.user.standing.day
    if share is None or not desk.members:
        return None
    words = _("Cả nhóm: %(share)s") % {"share": share.words}
    if share.complete or row.state in CLOSED:
        done = _("xong") if share.complete else lower_first(state_mark(row.state).words)
        return Chip("users", "ok" if share.complete else "", f"{words}, {done}")
    if desk.member is None or row.due is None or row.due >= today:
        return Chip("users", "line", words)
    if not share.missing:
        return Chip("users", "line", _("%(group)s, chờ duyệt") % {"group": words})
    return Chip("users", "bad", f"{words}, {standing_of_work(row, due=row.due, today=today)}")


def _lead(desk: Desk) -> str:
    if desk.owner is None:
        return desk.row.task.lead_text or _("chưa có người chủ trì")
    me = desk.row.task.owner_kind == OwnerKind.PERSON and desk.owner.key == str(desk.user.pk)
    if me:
        return _("bạn")
    day_of = desk.user.standing.day
    if isinstance(desk.owner, Group):
        return desk.owner.name
    name = called(desk.owner, day_of)
    if isinstance(desk.owner, Position):
        if desk.owner.over is not None:
            return f"{over_words(desk.owner)} {_('Đầu mối chọn người nhận trong kế hoạch.')}"
        instead = _(", thay %(position)s") % {"position": desk.owner.instead_of} if desk.owner.instead_of else ""
        return f"{name} ({desk.owner.name}{instead})"
    return name


def _needs(desk: Desk) -> tuple[Need, ...]:
    task, count = desk.row.task, len(desk.proofs)
    beside = _("%(n)d minh chứng") % {"n": count} if count else _("Còn thiếu")
    found = [
        Need(task.deliverable or _("Kết quả kèm tệp, đường dẫn hoặc lời ghi"), beside, count > 0, missing=not count)
    ]
    if task.criterion or task.criterion_name:
        name = " ".join(filter(None, (task.criterion, task.criterion_name)))
        found.append(Need(_("Đúng tiêu chí %(name)s") % {"name": name}, task.result, met=False))
    done = desk.owed.state == State.ACCEPTED
    found.append(Need(_("Được đầu mối hoặc lãnh đạo duyệt"), _("Đã duyệt") if done else "", met=done))
    return tuple(found)


def _proof(proof: Proof, desk: Desk) -> ProofLine:
    member = proof.piece.user.full_name if proof.piece and desk.member is None else ""
    about = (member, "" if proof.link else size(proof.size), proof.by.full_name, moment(proof.at))
    became, became_url = standing_words(proof, desk)
    return ProofLine(
        code=proof.code,
        url=proof.link or reverse("plans:proof", args=[proof.code]),
        name=proof.name,
        about=" · ".join(filter(None, about)),
        is_link=bool(proof.link),
        back=desk.hands_in,
        became=became,
        became_url=became_url,
    )


def _act(name: str, asked: Asked) -> ActForm:
    mine = asked.form == name
    return ActForm(
        name=name,
        words=ACTS[name].words,
        says=capital(ACTS[name].says),
        said=asked.typed.get("noi-dung", "") if mine else "",
        error=asked.error if mine else "",
        css="warn" if name in ("cancel", "reopen") else "",
    )


def _members(desk: Desk) -> tuple[MemberLine, ...]:
    today = desk.user.standing.day
    counted: dict[int, int] = {}
    for proof in desk.proofs:
        if proof.piece:
            counted[proof.piece.user_id] = counted.get(proof.piece.user_id, 0) + 1
    found = []
    for person in desk.members:
        key = int(person.key)
        piece = desk.pieces.get(key) or Piece(occurrence=desk.row, user_id=key)
        found.append(
            MemberLine(
                key=key,
                name=person.name,
                mark=state_mark(piece.state),
                when=", ".join(filter(None, when_words(piece, desk.row.due, today=today))),
                proofs=counted.get(key, 0),
                url=f"{reverse('plans:work', args=[desk.row.code])}?nguoi={key}",
                decide=piece.state == State.SUBMITTED,
                current=key == desk.member,
            )
        )
    return tuple(found)


def event_word(act: str) -> str:
    """What an event of the history is called."""
    words = {
        WorkEvent.PROGRESS: _("Ghi tiến độ"),
        WorkEvent.PROOF: _("Thêm minh chứng"),
        WorkEvent.PROOF_TAKEN_BACK: _("Rút minh chứng"),
        WorkEvent.MOVED: _("Đổi hạn"),
        WorkEvent.TIME_ASKED: _("Xin gia hạn"),
        WorkEvent.TIME_REFUSED: _("Không đồng ý gia hạn"),
        WorkEvent.TIME_WITHDRAWN: _("Rút đề nghị gia hạn"),
        WorkEvent.NOTE: _("Ghi chú"),
        WorkEvent.PASSED: _("Bàn giao"),
        WorkEvent.TICKED: _("Xong đầu việc"),
        WorkEvent.UNTICKED: _("Bỏ đánh dấu đầu việc"),
        WorkEvent.TOLD: _("Ghi số liệu"),
        WorkEvent.TOLD_BACK: _("Rút số liệu"),
    }
    return words.get(act) or ACTS[act].words


def _past(event: WorkEvent) -> Past:
    member = event.piece.user.full_name if event.piece and event.piece.user_id != event.by_id else ""
    return Past(event_word(event.act), event.by.full_name, event.as_who, moment(event.at), event.said, member)

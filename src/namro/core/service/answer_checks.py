"""What the applicant must be answered, how often something may be asked for, and in what form (R01, R02, R06)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from namro.core.service.dossiers import Channel, Dossier, Status
from namro.core.service.findings import Case, Finding
from namro.core.service.rules import Rule, watching_rules
from namro.core.timetable import Term, TermUnit, WorkingTime, due
from namro.core.timetable.deadline_words import clock_words, working_day_words

#: What answers a dossier that was filed.
ANSWERS = tuple(status for status in Status if status not in (Status.SUBMITTED, Status.SUPPLEMENT_DONE))
_ANSWER_WORDS = {
    Status.ACCEPTED: "tiếp nhận",
    Status.SUPPLEMENT_REQUESTED: "yêu cầu bổ sung",
    Status.REFUSED: "từ chối",
    Status.WITHDRAWN: "người nộp rút",
}


@dataclass(frozen=True, slots=True)
class AnswerLimit:
    """From when on an unanswered online dossier is warned of, and until when it must be answered."""

    warned_at: datetime
    limit: datetime


def answer_limit(submitted_at: datetime, office: WorkingTime) -> AnswerLimit:
    """Return the limits of the first answer in office hours from arrival on."""
    check = watching_rules()["R01"].check("answer")
    warned, limit = (
        due(submitted_at, Term(Decimal(check.number(name)), TermUnit.HOUR), office=office).at
        for name in ("warn_hours", "hours")
    )
    return AnswerLimit(warned, limit)


def first_answer(dossier: Dossier) -> tuple[datetime, str] | None:
    """Return when an online dossier was first answered, and how, in words."""
    for event in dossier.of(*ANSWERS):
        if dossier.submitted_at is None or event.at >= dossier.submitted_at:
            if dossier.accepted_at is not None and dossier.accepted_at < event.at:
                break
            return event.at, _ANSWER_WORDS.get(Status(event.status), "xử lý")
    return (dossier.accepted_at, _ANSWER_WORDS[Status.ACCEPTED]) if dossier.accepted_at is not None else None


def answered(case: Case, rule: Rule) -> Iterator[Finding]:
    """R01: an online dossier is answered within so many office hours of its arrival."""
    check, dossier = rule.check("answer"), case.dossier
    if dossier.channel is not Channel.ONLINE:
        return
    if dossier.submitted_at is None:
        yield from case.lacks(check, "submitted_at")
        return
    until = answer_limit(dossier.submitted_at, case.office)
    answer = first_answer(dossier)
    came = f"Hồ sơ đến lúc {clock_words(dossier.submitted_at)}"
    why = (working_day_words(case.office, until.limit.date()),)
    if answer is not None and answer[0] > until.limit:
        words = f"{came}, hạn trả lời {clock_words(until.limit)}, {answer[1]} lúc {clock_words(answer[0])}: trễ hạn."
        yield case.broken(check, words, since=until.limit, limit=until.limit, why=why)
    elif answer is None and case.now > until.limit:
        words = f"{came}, hạn trả lời {clock_words(until.limit)} đã qua mà chưa tiếp nhận, yêu cầu bổ sung hay từ chối."
        yield case.broken(check, words, since=until.limit, limit=until.limit, why=why)
    elif answer is None and case.now >= until.warned_at:
        words = f"{came}: phải tiếp nhận, yêu cầu bổ sung hoặc từ chối trước {clock_words(until.limit)}."
        yield case.soon(check, words, since=until.warned_at, limit=until.limit, why=why)


def asked_once(case: Case, rule: Rule) -> Iterator[Finding]:
    """R02: after acceptance a supplement is asked for at most once; at every stage each request has its slip."""
    once, slip, dossier = rule.check("once"), rule.check("slip"), case.dossier
    most = once.number("most")
    for number, event in enumerate(dossier.requests[most:], start=most + 1):
        words = (
            f"Yêu cầu bổ sung lần {number} sau khi tiếp nhận, lúc {clock_words(event.at)}: chỉ được {most} lần, "
            "chỉ số 766 tính hồ sơ này là trễ. Yêu cầu theo luật chuyên ngành thì ghi căn cứ vào lý do."
        )
        yield case.broken(once, words, since=event.at)
    for event in dossier.of(Status.SUPPLEMENT_REQUESTED):
        words = f"Yêu cầu bổ sung lúc {clock_words(event.at)} không có phiếu (mẫu {slip.settings['form']})."
        yield from case.without(slip, event, {"document": event.document}, words)
    if not dossier.events and dossier.accepted_at is not None:
        yield from case.lacks(once, "events")


def refused_in_writing(case: Case, rule: Rule) -> Iterator[Finding]:
    """R06: a refusal has its slip and its reason."""
    slip = rule.check("slip")
    for event in case.dossier.of(Status.REFUSED):
        words = f"Từ chối lúc {clock_words(event.at)} thiếu phiếu (mẫu {slip.settings['form']}) hoặc lý do."
        yield from case.without(slip, event, {"document": event.document, "reason": event.reason}, words)

"""What the clock asks for: pauses, apologies, hand-over, steps, news of a result (R04, R05, R11, R12, R14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from namro.core.service.dossiers import Channel, Status
from namro.core.service.findings import Case, Finding
from namro.core.service.rules import Rule
from namro.core.timetable import Rules, Term, TermUnit, due, parse_time
from namro.core.timetable.deadline_words import clock_words

_DAY = timedelta(days=1)


def paused_with_ground(case: Case, rule: Rule) -> Iterator[Finding]:
    """R04: a pause has its reason, its document, and the applicant was told; long and late ones are shown."""
    dossier, appointment = case.dossier, case.clock.appointment
    ground, told = rule.check("ground"), rule.check("told")
    near, long = rule.check("near_the_date"), rule.check("long")
    ends = dict(dossier.waits(Status.PAUSED, Status.RESUMED))
    for event in dossier.of(Status.PAUSED):
        if event.at not in ends:
            continue
        at = f"Tạm dừng lúc {clock_words(event.at)}"
        given = {"reason": event.reason, "document": event.document}
        yield from case.without(ground, event, given, f"{at} thiếu lý do hoặc văn bản kèm theo.")
        if event.told_at is None or event.told_at > case.now:
            if event.document is None:
                yield from case.lacks(told, "events.told_at")
            else:
                yield case.broken(told, f"{at} chưa báo bằng văn bản cho người nộp.", since=event.at)
        if appointment is None:
            yield from case.lacks(near, "due_at")
        elif appointment - near.number("days") * _DAY <= event.at <= appointment:
            words = f"{at}, sát ngày hẹn {clock_words(appointment)}: xem lại lý do."
            yield case.broken(near, words, since=event.at, limit=appointment)
        limit = event.at + long.number("days") * _DAY
        if (ends[event.at] or case.now) > limit:
            yield case.broken(long, f"{at}, kéo dài quá {long.number('days')} ngày.", since=limit, limit=limit)


def apologised(case: Case, rule: Rule) -> Iterator[Finding]:
    """R05: a late dossier has an apology with a new date, in time, once, in writing."""
    if case.dossier.accepted_at is None:
        return
    check, clock = rule.check("apology"), case.clock
    apologies = list(case.dossier.of(Status.APOLOGISED))
    if clock.due is None:
        yield from case.lacks(check, "due_at")
    elif clock.is_late and not apologies:
        words = f"Đã quá hẹn {clock_words(clock.due)} mà chưa có thư xin lỗi và ngày hẹn mới (mẫu 04)."
        yield case.broken(check, words, since=clock.due, limit=clock.due)
    elif clock.is_late and clock.promised is not None and clock.measured > clock.promised:
        words = f"Đã quá cả ngày hẹn mới {clock_words(clock.promised)}."
        yield case.broken(check, words, since=clock.promised, limit=clock.promised)
    elif not apologies and case.dossier.end is None and case.dossier.stands_since is None:
        yield from _date_is_near(case, rule, clock.due)
    if apologies and clock.due is not None and apologies[0].at > clock.due:
        words = f"Thư xin lỗi lúc {clock_words(apologies[0].at)}, sau khi đã quá hẹn {clock_words(clock.due)}."
        yield case.broken(rule.check("before_the_date"), words, since=clock.due, limit=clock.due)
    once, slip = rule.check("once"), rule.check("slip")
    for number, event in enumerate(apologies, start=1):
        if number > once.number("most"):
            yield case.broken(once, f"Hẹn lại lần {number}, lúc {clock_words(event.at)}.", since=event.at)
        words = f"Thư xin lỗi lúc {clock_words(event.at)} không có văn bản (mẫu {slip.settings['form']})."
        yield from case.without(slip, event, {"document": event.document}, words)


def _date_is_near(case: Case, rule: Rule, limit: datetime) -> Iterator[Finding]:
    check, calendar = rule.check("apology"), case.office.calendar
    day = limit.date()
    for _ in range(check.number("warn_working_days")):
        day = calendar.previous_working_day(day - _DAY)
    since = case.office.opening(day)
    if since <= case.now <= limit:
        words = f"Hẹn trả {clock_words(limit)}: nếu không kịp, gửi thư xin lỗi và ngày hẹn mới trước lúc đó."
        yield case.soon(check, words, since=since, limit=limit)


def handed_over(case: Case, rule: Rule) -> Iterator[Finding]:
    """R11: a paper dossier goes to the handler on the same day, or early on the next working day."""
    check, dossier = rule.check("handed_over"), case.dossier
    if dossier.channel is Channel.ONLINE or dossier.accepted_at is None:
        return
    limit = _hand_over_limit(case, rule, dossier.accepted_at)
    if dossier.handed_over_at is None and "handed_over_at" not in case.circumstances.carried:
        yield from case.lacks(check, "handed_over_at")
    elif (dossier.handed_over_at or case.now) > limit:
        handed = f"chuyển lúc {clock_words(dossier.handed_over_at)}" if dossier.handed_over_at else "chưa chuyển"
        words = f"Tiếp nhận lúc {clock_words(dossier.accepted_at)}, phải chuyển trước {clock_words(limit)}: {handed}."
        yield case.broken(check, words, since=limit, limit=limit)


def _hand_over_limit(case: Case, rule: Rule, accepted: datetime) -> datetime:
    check, office = rule.check("handed_over"), case.office
    late_after = parse_time(check.settings["late_after"])
    if office.calendar.is_working(accepted.date()) and accepted.time() <= late_after:
        return office.closing(accepted.date())
    term = Term(Decimal(check.number("hours")), TermUnit.HOUR)
    return due(accepted, term, office=office, rules=Rules(late_after=late_after)).at


def steps_in_time(case: Case, rule: Rule) -> Iterator[Finding]:
    """R12: every agency keeps the time of its own step."""
    check, steps = rule.check("step"), case.dossier.steps
    if case.dossier.accepted_at is None:
        return
    if not any(step.due_at is not None for step in steps):
        yield from case.lacks(check, "steps")
    for step in steps:
        if step.due_at is not None and step.is_late(case.now):
            name = f"bước “{step.name}”" if step.name else "bước của mình"
            done = f"xong lúc {clock_words(step.ended_at)}" if step.ended_at else "chưa xong"
            words = f"{step.unit} giữ {name}, hạn {clock_words(step.due_at)}: {done}."
            yield case.broken(check, words, since=step.due_at, limit=step.due_at, step=step)


def result_told(case: Case, rule: Rule) -> Iterator[Finding]:
    """R14: the applicant is told of a result, or has it, within a working day."""
    check, dossier = rule.check("told"), case.dossier
    ready, returned = dossier.first(Status.PROCESSED), dossier.first(Status.RETURNED)
    if ready is None:
        return
    limit = due(ready.at, Term(Decimal(check.number("working_days")), TermUnit.WORKING_DAY), office=case.office).at
    moments = (dossier.result_told_at, returned.at if returned is not None else None)
    told = min((at for at in moments if at is not None), default=None)
    if (told or case.now) <= limit:
        return
    if dossier.result_told_at is None and "result_told_at" not in case.circumstances.carried:
        yield from case.lacks(check, "result_told_at")
        return
    done = f"báo lúc {clock_words(told)}" if told else "chưa báo"
    words = f"Có kết quả lúc {clock_words(ready.at)}, phải báo người nộp trước {clock_words(limit)}: {done}."
    yield case.broken(check, words, since=limit, limit=limit)

"""Dossiers of the demo's communes, invented: this year's, most on time, some late at another agency, some hanging."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from namro.apps.dossiers import jobs
from namro.apps.dossiers.actions.importing import agree, choose_columns, hand_in, source_named
from namro.apps.dossiers.letters import prepare
from namro.apps.dossiers.models import Dossier, Procedure
from namro.apps.dossiers.reading.columns import proposed
from namro.apps.people.models import User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import VIETNAM, Clock
from namro.core.base.folding import fold, tidy
from namro.core.timetable import Term, WorkingTime, default_hours, due, national_calendar, parse_term
from namro.demo.province import COMMUNES, HOME

_SEED = 2026
#: Dossiers of the home commune and of each other one; over how many days back they were received.
_OF_HOME, _OF_OTHERS, _DAYS = 360, 40, 120
_NIGHTS = 7
_LAND = "Chi nhánh Văn phòng đăng ký đất đai"
_DESKS = ("Lê Thu An", "Ngô Minh Thảo", "Đặng Quốc Bảo", "Bùi Hải Yến")
#: Code, name, field, limit, unit of it, fee, whether the land office has a step in it.
_PROCEDURES = (
    ("1.000901", "Đăng ký khai sinh", "Hộ tịch", "1", "working_day", 0, False),
    ("1.000902", "Đăng ký kết hôn", "Hộ tịch", "3", "working_day", 0, False),
    ("1.000903", "Cấp giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "3", "working_day", 15_000, False),
    ("1.000904", "Chứng thực bản sao từ bản chính", "Chứng thực", "4", "hour", 20_000, False),
    ("1.000905", "Chứng thực chữ ký", "Chứng thực", "4", "hour", 10_000, False),
    ("1.000906", "Xác nhận hộ nghèo, hộ cận nghèo", "Bảo trợ xã hội", "15", "day", 0, False),
    ("1.000907", "Trợ cấp xã hội hằng tháng", "Bảo trợ xã hội", "10", "working_day", 0, False),
    ("1.000908", "Đăng ký thành lập hộ kinh doanh", "Hộ kinh doanh", "3", "working_day", 100_000, False),
    ("1.000909", "Đăng ký đất đai, cấp giấy chứng nhận lần đầu", "Đất đai", "20", "working_day", 100_000, True),
    ("1.000910", "Xác nhận thay đổi mục đích sử dụng đất", "Đất đai", "15", "working_day", 50_000, True),
)

Row = dict[str, str]


def fill_dossiers(clock: Clock) -> None:
    """Bring the catalogue and an export in where there is none yet, as an administrator does."""
    if Dossier.objects.exists():
        return
    now = clock()
    admin = User.objects.get(username="quantri")
    admin.standing = standing_of(admin, now.date())
    _fill_catalogue()
    rows = list(_rows(now.astimezone(VIETNAM)))
    content, header = _file(rows)
    job = hand_in(admin, source_named("Hệ thống TTHC tỉnh"), "ho-so.csv", [content], exported_at=now, at=now)
    choose_columns(admin, job, proposed(header, {}), unit=None, any_procedure=False, at=now)
    jobs.work_on(job.pk, clock=clock)
    job.refresh_from_db()
    agree(admin, job, at=now)
    jobs.work_on(job.pk, clock=clock)
    for back in range(_NIGHTS):  # the letters of the last days wait on the desk
        day = now.astimezone(VIETNAM).date() - timedelta(days=back)
        if national_calendar().is_working(day):
            prepare(day, now)


def _fill_catalogue() -> None:
    Procedure.objects.bulk_create(
        Procedure(
            code=code, name=name, field=field, amount=float(amount), time_unit=unit, fee=fee, online="full",
            act="Quyết định 1482/QĐ-UBND", act_day=date(2026, 1, 12), since=date(2025, 7, 1),
            folded=fold(tidy(f"{code} {name} {field}")),
        )
        for code, name, field, amount, unit, fee, _land in _PROCEDURES
    )  # fmt: skip


def _file(rows: list[Row]) -> tuple[bytes, list[str]]:
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(), header


def _rows(now: datetime) -> Iterator[Row]:
    draw = random.Random(_SEED)  # noqa: S311 - invented data
    office = WorkingTime(national_calendar(), default_hours())
    number = 0
    for commune in COMMUNES:
        for _n in range(_OF_HOME if commune == HOME else _OF_OTHERS):
            number += 1
            yield _row(commune, number, draw, office, now)


def _row(commune: str, number: int, draw: random.Random, office: WorkingTime, now: datetime) -> Row:
    code, _name, _field, amount, unit, fee, land = draw.choice(_PROCEDURES)
    term = parse_term(amount, unit)
    accepted = _received(draw, office, term, now)
    limit = due(accepted, term, office=office).at
    events, ended = _happened(draw, accepted, limit, now=now, office=office)
    row = {
        "code": f"H99.{number % 7 + 201}-26{accepted:%m%d}-{number:04}",
        "unit": commune,
        "procedure": code,
        "officer": draw.choice(_DESKS),
        "submitted_at": _text(accepted - timedelta(minutes=draw.randrange(5, 90))),
        "accepted_at": _text(accepted),
        "due_at": _text(limit),
        "channel": draw.choice("1222"),
        "result_url": f"https://kq.invalid/{number}" if ended and draw.random() < 0.85 else "",
        "digitised_component": "true" if draw.random() < 0.88 else "false",
        "fee": str(fee),
        "paid": draw.choice("012") if fee else "",
        "synced_at": _text(now - timedelta(hours=2)),
        "events": json.dumps(events),
        "steps": json.dumps(_steps(commune, accepted, limit, ended=ended, now=now, office=office)) if land else "",
    }
    if not ended and draw.random() < 0.04:  # filed online, nobody has looked at it
        row |= {
            "accepted_at": "",
            "due_at": "",
            "channel": "2",
            "events": "",
            "submitted_at": _text(now - timedelta(hours=30)),
        }
    return row


def _received(draw: random.Random, office: WorkingTime, term: Term, now: datetime) -> datetime:
    """A minute of office time; one in seven within the last days, so that something is under way."""
    back = draw.randrange(1, 4 if draw.random() < 0.15 else _DAYS)
    if term.count > 5 and draw.random() < 0.3:
        back = draw.randrange(1, 35)
    day = office.calendar.previous_working_day((now - timedelta(days=back)).date())
    return office.opening(day) + timedelta(minutes=draw.choice((12, 45, 80, 130, 190, 395, 470, 520)))


def _happened(
    draw: random.Random, accepted: datetime, limit: datetime, *, now: datetime, office: WorkingTime
) -> tuple[list[Row], datetime | None]:
    length = limit - accepted
    lot = draw.random()
    done = accepted + length * (draw.uniform(1.02, 1.3) if lot < 0.03 else draw.uniform(0.2, 0.97))
    found = [("accepted", accepted)]
    if 0.03 <= lot < 0.09:
        found.append(("supplement_requested", accepted + length * 0.15))
        if lot < 0.08:
            found.append(("supplement_done", accepted + length * 0.2))
        if lot < 0.035:
            found.append(("supplement_requested", accepted + length * 0.25))
        if lot >= 0.08:
            done = now + length
    if 0.09 <= lot < 0.1:
        found.append(("paused", accepted + length * 0.3))
        done = now + length
    if 0.1 <= lot < 0.115:  # returned on paper, hanging in the system
        done = now + length
    done = max(accepted, _at_work(done, office))
    if done <= now:
        found += [("processed", done), ("returned", _at_work(done + timedelta(hours=draw.randrange(1, 30)), office))]
    told = [(status, at) for status, at in found if at <= now]
    return [{"status": status, "at": _text(at)} for status, at in told], done if done <= now else None


def _at_work(at: datetime, office: WorkingTime) -> datetime:
    """The same moment, or the last one before it at which somebody works."""
    day = office.calendar.previous_working_day(at.date())
    last = office.closing(day) - timedelta(minutes=at.minute)
    return last if day != at.date() or at > last else max(at, office.opening(day) + timedelta(minutes=at.minute))


def _steps(
    commune: str, accepted: datetime, limit: datetime, *, ended: datetime | None, now: datetime, office: WorkingTime
) -> list[Row]:
    passed = max(accepted, _at_work(accepted + (limit - accepted) * 0.25, office))
    back = min(ended or now, _at_work(accepted + (limit - accepted) * 0.8, office))
    found = [{"unit": commune, "name": "Tiếp nhận, thẩm tra", "from": _text(accepted), "to": _text(passed)}]
    second = {"unit": _LAND, "name": "Xác minh, trích đo", "from": _text(passed)}
    second["due"] = _text(_at_work(accepted + (limit - accepted) * 0.8, office))
    if ended:
        second["to"] = _text(max(back, passed))
        found += [second, {"unit": commune, "name": "Ký, trả kết quả", "from": _text(back), "to": _text(ended)}]
    elif passed < now:
        found.append(second)
    else:
        found[0].pop("to")
    return found


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"

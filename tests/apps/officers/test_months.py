"""Monthly evaluations: figures fill themselves in, the leader judges and sends, the person reads and answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.chasing.dues import Asked
from namro.apps.chasing.evaluation_dues import dues_of_evaluations
from namro.apps.officers.actions import Conflict, Said, act, say_who
from namro.apps.officers.figures import person_month, unit_month
from namro.apps.officers.models import Evaluation, EvaluationEvent
from namro.apps.officers.month import Month, limit_of
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.yearly.evaluations import MonthlyEvaluations
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.service.officers import Counted
from tests.apps.officers.given import MONTH, handled_by, in_september

pytestmark = pytest.mark.usefixtures("data_folder")
Browsers = Callable[[str], Client]
SEPTEMBER = Month(date(2026, 9, 1))
AT = datetime(2026, 10, 2, 9, 0, tzinfo=VIETNAM)


def home() -> Unit:
    return Unit.objects.get(code="suoi-may")


def done(user: User, person: User, name: str, *, text: str = "", version: int = 0, at: datetime = AT) -> Evaluation:
    user.standing = standing_of(user, at.date())
    return act(user, home(), person.pk, SEPTEMBER, name, Said(text, {7: 2} if name == "send" else {}, version), at=at)


def test_figures_of_a_month_by_cause_of_lateness(cast: dict[str, User]) -> None:
    officer = handled_by(
        cast,
        in_september("1"),
        in_september("2") | {"processed_at": "2026-09-14T10:00"},
        in_september("3") | {"processed_at": ""},
        in_september("4") | {"accepted_at": "2026-08-07T08:15", "processed_at": "2026-08-09T10:00"},
        in_september("5") | {"processed_at": "2026-10-09T10:00", "due_at": "2026-10-10T17:00"},
        in_september("6") | {"officer": "Một người lạ"},
    )  # fmt: skip
    found = unit_month(home().pk, SEPTEMBER, AT)
    (month,) = found.people
    assert found.unknown == (("Một người lạ", 1),)
    assert month.person.id == officer.pk
    counts = {key: n for key, n in month.counts.items() if n}
    assert counts == {
        Counted.RECEIVED: 4, Counted.HANDLED: 2, Counted.ON_TIME: 1, Counted.EARLY: 1, Counted.LATE_PROCESS: 2,
        Counted.OPEN: 2, Counted.OPEN_LATE: 1, Counted.NO_APOLOGY: 2,
    }  # fmt: skip
    alone = person_month(home().pk, SEPTEMBER, officer.pk, AT)
    assert alone is not None
    assert alone.counts == month.counts
    assert alone.points({7: 1})[1] == 1
    assert alone.points({7: 1})[7] == 1
    assert alone.points({})[4] is None


def test_a_month_is_sent_read_answered_taken_back(cast: dict[str, User]) -> None:
    officer = handled_by(cast)
    leader = cast[Role.LEADER]
    row = done(leader, officer, "save", text="Làm tốt")
    with pytest.raises(Conflict):
        done(leader, officer, "send", text="Làm tốt")
    with pytest.raises(PermissionDenied):
        done(cast[Role.COORDINATOR], officer, "send", text="x", version=1)
    with pytest.raises(NamroError):
        done(officer, officer, "answer", text="Cảm ơn", version=1)
    row = done(leader, officer, "send", text="Làm tốt", version=1)
    assert row.content["counts"]["handled"] == 1
    assert row.content["points"]["7"] == "2"
    assert row.sent_at == AT
    row = done(officer, officer, "answer", text="Đồng ý", version=2)
    (entry,) = MonthlyEvaluations().entries_of(home().pk, [officer.pk], 2026)[officer.pk]
    assert "1 hồ sơ đã giải quyết, 1 đúng hạn" in entry.text
    assert entry.path.startswith("/danh-gia-thang/2026-09/")
    row = done(leader, officer, "reopen", text="Thiếu một tệp", version=3)
    assert row.content == {}
    assert MonthlyEvaluations().entries_of(home().pk, [officer.pk], 2026)[officer.pk] == []
    sent = EvaluationEvent.objects.get(act="send")
    assert sent.content["counts"]["handled"] == 1
    notes = AuditEntry.objects.filter(act="officer_evaluated").values_list("note", flat=True)
    assert len(notes) == 4
    assert not any("Làm tốt" in note for note in notes)


def test_nobody_evaluates_the_own_month_nor_one_that_is_not_over(cast: dict[str, User]) -> None:
    leader = cast[Role.LEADER]
    handled_by(cast, in_september("1") | {"officer": leader.full_name})
    with pytest.raises(PermissionDenied):
        done(leader, leader, "send", text="Rất tốt")
    handled_by(cast, in_september("2"))
    with pytest.raises(NamroError, match="chưa hết"):
        done(leader, cast[Role.OFFICER], "send", text="x", at=datetime(2026, 9, 30, 9, 0, tzinfo=VIETNAM))
    with pytest.raises(NamroError, match="nhận xét"):
        done(leader, cast[Role.OFFICER], "send")
    with pytest.raises(NamroError, match="không xử lý hồ sơ"):
        done(leader, cast[Role.COORDINATOR], "save", text="x")


def test_a_strange_name_is_said_to_be_somebody(cast: dict[str, User]) -> None:
    officer = handled_by(cast, in_september("1") | {"officer": "motcua03"})
    leader = cast[Role.LEADER]
    leader.standing = standing_of(leader, AT.date())
    assert unit_month(home().pk, SEPTEMBER, AT).people == ()
    say_who(leader, home().pk, "motcua03", officer, at=AT)
    assert [one.person.id for one in unit_month(home().pk, SEPTEMBER, AT).people] == [officer.pk]
    say_who(leader, home().pk, "motcua03", None, at=AT)
    found = unit_month(home().pk, SEPTEMBER, AT)
    assert (found.people, found.unknown) == ((), ())
    officer.standing = standing_of(officer, AT.date())
    with pytest.raises(PermissionDenied):
        say_who(officer, home().pk, "motcua03", officer, at=AT)


def test_what_is_not_sent_is_due_before_the_fifth(cast: dict[str, User]) -> None:
    officer = handled_by(cast)
    (due,) = dues_of_evaluations(Asked(today=date(2026, 10, 2)))
    assert due.due == date(2026, 10, 2)  # 3 and 4 October are a weekend
    assert cast[Role.LEADER].pk in due.people
    assert officer.pk not in due.people
    assert limit_of(SEPTEMBER, "suoi-may").date() == due.due
    assert list(dues_of_evaluations(Asked(today=date(2026, 10, 2), units=[0]))) == []
    done(cast[Role.LEADER], officer, "send", text="Làm tốt")
    assert list(dues_of_evaluations(Asked(today=date(2026, 10, 2)))) == []


def test_pages_show_what_is_being_written_to_the_leader_only(cast: dict[str, User], browser_of: Browsers) -> None:
    officer = handled_by(cast)
    url = f"/danh-gia-thang/{MONTH}/{officer.pk}"
    leader, person = browser_of(Role.LEADER), browser_of(Role.OFFICER)
    said = {"don-vi": "suoi-may", "version": "0", "viec": "save", "noi-dung": "Chưa gửi đâu", "diem-7": "1"}
    assert leader.post(f"{url}/lam", said).status_code == 302
    assert "Chưa gửi đâu" in leader.get(url).content.decode()
    assert "Chưa gửi đâu" not in person.get(url).content.decode()
    assert browser_of(Role.COORDINATOR).post(f"{url}/lam", said | {"version": "1"}).status_code == 403
    assert leader.post(f"{url}/lam", said | {"version": "1", "diem-7": "9"}).status_code == 400
    assert leader.post(f"{url}/lam", said | {"version": "1", "viec": "send"}).status_code == 302
    assert "Chưa gửi đâu" in person.get(url).content.decode()
    answer = person.post(f"{url}/lam", {"version": "2", "viec": "answer", "noi-dung": "Tôi đồng ý"})
    assert answer.status_code == 302
    page = leader.get(f"/danh-gia-thang/{MONTH}").content.decode()
    assert "Đã gửi, muộn" in page
    assert "Tôi đồng ý" in leader.get(url).content.decode()
    assert leader.get("/danh-gia-thang/2026-13").status_code == 404
    assert leader.get(f"/danh-gia-thang/{MONTH}/tai.xlsx").status_code == 200

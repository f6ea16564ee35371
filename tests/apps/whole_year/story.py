"""A commune's year told day by day: a plan of the shape of a commune's plan of 2024, and what its people do when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from namro.apps.meetings.actions import give_tasks, save_meeting, set_conclusion
from namro.apps.meetings.models import Meeting
from namro.apps.people.models import Holding, OwnerKind, Owning, User
from namro.apps.plans import actions as plans
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.apps.plans.queries import tasks_in
from namro.apps.registers import actions as registers
from namro.apps.registers.definitions import definitions
from namro.apps.reports import actions as reports
from namro.apps.reports.actions.contributing import Written as Said
from namro.apps.reports.models import Contribution, Report
from namro.core.base.clock import VIETNAM
from namro.core.improvement import Plan as Written
from namro.core.improvement import PlanGroup, PlanTask
from namro.core.improvement.events import EventTerm
from namro.core.timetable import Period, Rhythm, Term, TermUnit
from tests.apps.meetings.commune_of_23 import Commune
from tests.apps.registers.rows import INSPECTIONS, inspection, spelt

YEAR = 2024
PROGRESS, QUARTER, ARTICLE, REVIEW, DISCLOSE, LAW, GRADES, PAPERS = range(8)
#: The tasks, as such a plan prints them; the number is the place in the plan.
TEXTS = (
    "Báo cáo tiến độ thực hiện kế hoạch, ngày 20 hằng tháng",
    "Báo cáo cải cách hành chính định kỳ, trước ngày 03 của tháng cuối quý",
    "Mỗi cán bộ, công chức gửi kết quả thực hiện nhiệm vụ trước ngày 05/11/2024",
    "Đánh giá kết quả rà soát thủ tục, chậm nhất ngày 31/11/2024",
    "Niêm yết thủ tục trong 05 ngày làm việc kể từ khi có quyết định công bố",
    "Báo cáo theo dõi thi hành pháp luật trước ngày 15/11/2024",
    "Gửi kết quả đánh giá công chức, ngày 05 hằng tháng",
    "Rà soát văn bản giao trên phần mềm, ngày 10 hằng tháng",
)


def day(month: int, number: int) -> date:
    """A day of the year."""
    return date(YEAR, month, number)


def at(when: date, hour: int = 9) -> datetime:
    """A moment of a day."""
    return datetime(when.year, when.month, when.day, hour, tzinfo=VIETNAM)


def once(owner: Owning, due: date) -> dict[str, Any]:
    """Owed once."""
    return {"owner": owner, "due": due}


def monthly(owner: Owning, number: int) -> dict[str, Any]:
    """Owed every month up to the end of the year."""
    return {"owner": owner, "due": day(12, 31), "rhythm": Rhythm(period=Period.MONTH, day=number)}


def printed() -> Written:
    """The plan as it is drafted: nobody has an owner, one day is impossible."""
    rows = tuple(
        PlanTask(
            number=str(number),
            text=text,
            gain=Decimal("0.5"),
            deliverable="văn bản đã ký số",
            due=("invalid:2024-11-31",) if "31/11" in text else (),
            due_text="31/11/2024" if "31/11" in text else None,
        )
        for number, text in enumerate(TEXTS, start=1)
    )
    group = PlanGroup(number="I", title="Công tác chỉ đạo, điều hành", tasks=rows)
    return Written(
        title="Kế hoạch khắc phục năm 2024", issuing_body="UBND xã Suối Thử", subject_year=YEAR, groups=(group,)
    )


@dataclass
class Year:
    """The commune, its plan, and what happens on which day."""

    commune: Commune
    plan: Plan
    days: dict[date, list[Callable[[datetime], object]]] = field(default_factory=dict)

    def on(self, when: date, *acts: Callable[[datetime], object]) -> None:
        """Have something happen on a day, after what happens already."""
        self.days.setdefault(when, []).extend(acts)

    def live(self, when: date) -> None:
        """Let a day happen."""
        acts = self.days.get(when, ())
        if acts:
            self.commune.on(when)
        for one in acts:
            one(at(when))

    def writer(self, number: int) -> User:
        """One of the people who owe work."""
        return self.commune.writers[number]

    def task(self, place: int) -> Task:
        """One of the tasks of the plan."""
        return tasks_in(self.plan)[place]

    def time(self, place: int, scheduled: date) -> Occurrence:
        """One time of a task, by its printed day."""
        return Occurrence.objects.get(task=self.task(place), scheduled=scheduled)

    def hand_in(self, who: User, found: Callable[[], Occurrence]) -> Callable[[datetime], object]:
        """Somebody hands work in, and the chair accepts it on the same day."""

        def act(now: datetime) -> None:
            plans.act(who, found(), "submit", said="đã xong, văn bản kèm theo", at=now)
            row = found()
            each = row.task.owner_kind == OwnerKind.EACH
            plans.act(self.commune.chair, row, "accept", at=now, member=who.pk if each else None)

        return act

    def month(self, place: int, who: User, given: dict[date, date]) -> None:
        """A recurring task is handed in: the printed day, and the day on which it is done."""
        for scheduled, done in given.items():
            self.on(done, self.hand_in(who, lambda one=scheduled: self.time(place, one)))  # type: ignore[misc]


def approved(commune: Commune) -> Year:
    """Make the plan on 1 April, choose people and days, have it approved on 2 April."""
    commune.on(day(4, 2))
    helper = commune.coordinator
    plan, _fresh = plans.make_plan(helper, commune.unit.pk, printed(), at=at(day(4, 1)))
    own = [Owning(OwnerKind.PERSON, one.pk) for one in commune.writers]
    each, term = Owning(OwnerKind.EACH, commune.group.pk), EventTerm(Term(Decimal(5), TermUnit.WORKING_DAY), "công bố")
    quarter = Rhythm(period=Period.QUARTER, day=3, before=True)
    values: dict[int, dict[str, Any]] = {
        PROGRESS: monthly(own[0], 20),
        QUARTER: {"owner": Owning(OwnerKind.PERSON, helper.pk), "due": day(12, 31), "rhythm": quarter},
        ARTICLE: once(each, day(11, 4)),
        REVIEW: {"owner": own[1]},
        DISCLOSE: {"owner": own[2], "event": term},
        LAW: once(own[3], day(11, 14)),
        GRADES: monthly(own[22], 5),
        PAPERS: monthly(own[5], 10),
    }
    for place, given in values.items():
        task = tasks_in(plan)[place]
        plans.edit_tasks(helper, plan, [task.pk], edit=Edit({"since": day(4, 1), **given}), at=at(day(4, 1)))
    year = Year(commune, plan)
    bonus = {"kind": "bonus", "text": "Có sáng kiến được công nhận", "points": Decimal(1)}
    plans.set_extra(helper, plan, None, values=bonus, version=0, at=at(day(4, 1)))
    return year


def settle_impossible_day(year: Year) -> None:
    """Choose 1/12, a Sunday, in place of 31/11, and put the plan in force."""
    helper, now = year.commune.coordinator, at(day(4, 2))
    plans.edit_tasks(helper, year.plan, [year.task(REVIEW).pk], edit=Edit({"due": day(12, 1)}), at=now)
    plans.submit(helper, year.plan, at=now)
    plans.approve(year.commune.chair, year.plan, at=now)
    year.plan.refresh_from_db()


def tell_work(year: Year) -> None:
    """Who hands what in on which day."""
    first, fifth, tenth = year.writer(0), (year.writer(22), year.writer(4)), year.writer(5)
    done = {4: 19, 5: 22, 6: 20, 7: 23, 8: 20, 9: 26, 10: 21, 11: 20, 12: 20}
    year.month(PROGRESS, first, {day(n, 20): day(n, d) for n, d in done.items()})
    year.month(
        QUARTER, year.commune.coordinator, {day(6, 3): day(5, 31), day(9, 3): day(8, 30), day(12, 3): day(12, 2)}
    )
    year.month(GRADES, fifth[0], {day(4, 5): day(4, 5), day(5, 5): day(5, 4), day(6, 5): day(6, 5)})
    later = {7: 5, 8: 5, 9: 5, 10: 4, 11: 5, 12: 5}
    year.month(GRADES, fifth[1], {day(n, 5): day(n, d) for n, d in later.items()})
    papers = {4: 10, 5: 10, 6: 10, 7: 10, 8: 9, 9: 10, 10: 9, 11: 8, 12: 10}
    year.month(PAPERS, tenth, {day(n, 10): day(n, d) for n, d in papers.items()})
    for number in range(22):
        sent = day(11, 1) if number < 19 else day(11, 6)
        year.on(sent, year.hand_in(year.writer(number), lambda: Occurrence.objects.get(task=year.task(ARTICLE))))
    year.on(day(11, 28), year.hand_in(year.writer(1), lambda: Occurrence.objects.get(task=year.task(REVIEW))))
    began = plans.Began(on=day(4, 25), what="Quyết định công bố thủ tục đất đai")
    year.on(day(4, 25), lambda now: plans.record_event(year.writer(2), year.task(DISCLOSE), began, at=now))
    year.on(day(5, 8), year.hand_in(year.writer(2), lambda: Occurrence.objects.get(task=year.task(DISCLOSE))))


def tell_extensions(year: Year) -> None:
    """One asked in time and granted, one asked late and granted, one refused; asked before what the day brings else."""

    def asked(number: int, wanted: date, *, late_why: str = "", granted: bool) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            row, chair = year.time(PROGRESS, day(number, 20)), year.commune.chair
            wish = plans.ask_for_time(year.writer(0), row, wanted, reason="chờ số liệu", late_why=late_why, at=now)
            if granted:
                plans.grant_time(chair, row, wanted, answer="đồng ý", at=now, asked=wish.pk)
            else:
                plans.refuse_time(chair, row, answer="không lùi báo cáo tháng", at=now, asked=wish.pk)

        return act

    year.on(day(7, 18), asked(7, day(7, 23), late_why="mới nhận số liệu", granted=True))
    year.on(day(9, 10), asked(9, day(9, 27), granted=True))
    year.on(day(10, 9), asked(10, day(10, 25), granted=False))


def tell_leaving(year: Year) -> None:
    """One of the 23 offers the work on 20 June, a colleague takes it, and the seat is empty from 1 July on."""
    gone, heir = year.writer(22), year.writer(4)

    def offered(now: datetime) -> None:
        plans.offer_work(gone, year.time(GRADES, day(7, 5)), heir.pk, reason="chuyển công tác", at=now)

    def taken(now: datetime) -> None:
        plans.answer_offer(heir, year.time(GRADES, day(7, 5)), taken=True, answer="", at=now)

    year.on(day(6, 20), offered)
    year.on(day(6, 21), taken)
    year.on(day(6, 30), lambda _now: Holding.objects.filter(user=gone).update(until=day(7, 1)))


def tell_meeting(year: Year) -> None:
    """A meeting of 1 August concludes one thing, which becomes work due 15 August."""
    helper, chair, who = year.commune.coordinator, year.commune.chair, year.writer(6)
    made: list[Plan] = []

    def met(now: datetime) -> None:
        values = {
            "title": "Sơ kết 6 tháng", "kind": Meeting.Kind.BRIEFING, "starts_at": now - timedelta(hours=1),
            "place": "Hội trường", "chair": chair, "secretary": helper, "present": "Bí thư Đảng ủy",
            "agenda": "Tiến độ", "said": "Các bộ phận báo cáo.",
        }  # fmt: skip
        meeting = save_meeting(helper, values=values, at=now, unit=year.commune.unit.pk)
        owed = {"text": "Thay bảng niêm yết", "owner": Owning(OwnerKind.PERSON, who.pk), "due": day(8, 15)}
        set_conclusion(helper, meeting, values=owed, at=now)
        plan = give_tasks(helper, meeting, at=now)
        plans.submit(helper, plan, at=now)
        plans.approve(chair, plan, at=now)
        made.append(plan)

    year.on(day(8, 1), met)
    year.on(day(8, 14), year.hand_in(who, lambda: Occurrence.objects.get(task__plan=made[0])))


def tell_inspections(year: Year) -> None:
    """Six people are inspected in the third quarter, two of them twice."""

    def inspected(number: int) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            register = definitions(now.date()).get(INSPECTIONS)
            typed = inspection(spelt(year.writer(number)), now.date())
            registers.add_row(year.commune.coordinator, register, year.commune.unit.pk, typed, at=now)

        return act

    for place, number in enumerate((0, 1, 2, 3, 4, 5, 0, 1)):
        year.on(day(9, 9) + timedelta(days=place // 2), inspected(number))


def tell_reports(year: Year) -> None:
    """A progress report a month and a reform report a quarter: begun, written, approved, sent; October's late."""
    sent = {4: 19, 5: 20, 6: 20, 7: 19, 8: 20, 9: 20, 10: 21, 11: 20, 12: 20}
    for month, number in sent.items():
        _report(year, "REMEDY-PROGRESS", f"{YEAR}-{month:02}", begun=day(month, 16), sent=day(month, number))
    for period, begun, last in (
        ("2024-H1", day(5, 27), day(5, 31)),
        ("2024-Q3", day(8, 26), day(8, 30)),
        ("2024", day(11, 26), day(12, 2)),
    ):
        _report(year, "CCHC-COMMUNE", period, begun=begun, sent=last)


def _report(year: Year, type_id: str, period: str, *, begun: date, sent: date) -> None:
    helper, chair, unit = year.commune.coordinator, year.commune.chair, year.commune.unit

    def begin(now: datetime) -> None:
        reports.start(helper, unit, type_id, period, at=now)

    def finish(now: datetime) -> None:
        found = Report.objects.get(type_id=type_id, period=period)
        for row in Contribution.objects.filter(report=found).select_related("report"):
            text = f"Kết quả mục {row.section} kỳ {period}."
            kept = Said(text=text, version=row.version)
            reports.give(helper, reports.save_section(helper, row, kept, at=now), at=now)
        for user, act in ((helper, "submit"), (chair, "approve")):
            found.refresh_from_db()
            reports.move(user, found, act, version=found.version, at=now)
        found.refresh_from_db()
        reports.send(helper, found, on=now.date(), number="12/BC-UBND", version=found.version, at=now)

    year.on(begun, begin)
    year.on(sent, finish)

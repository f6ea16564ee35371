"""A round with one sheet in any state, everything decided that the state asks for, and people of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from namro.apps.appraisals.actions.judging import Judgement, judge
from namro.apps.appraisals.actions.publishing import publish
from namro.apps.appraisals.models import Motion, Sitting
from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Attached, DomainAppraiser, Pool, Round, Window
from namro.apps.people.models import Holding, Role, Unit, User
from namro.core.assessment.opinions import Value, Verdict
from namro.core.assessment.stages import Stage, State
from namro.core.base.clock import system_clock
from tests.apps.appraisals.judging import department_of, explained, judged, line_of, surveyed
from tests.apps.appraisals.released import ACT, DAY
from tests.apps.appraisals.sitting import opened, put
from tests.apps.assessments.giving import evidence_of, give
from tests.apps.assessments.sheets import NOW, SET, finished, in_round, publish_set, ready, sheet_of
from tests.apps.remembered import people

#: Points to a hundredth, all typed; what the survey says is not appraised.
HUNDREDTHS = (
    SET.replace("{kind: manual, step: 0.25}", "{kind: manual, step: 0.01}")
    .replace(
        "max: 8, source: computed, rule: {\n"
        "          kind: linear, value: {ratio: [on_time, dossiers]}, full_at: 1, zero_below: 0.5}}",
        "max: 8, rule: {kind: manual}}",
    )
    .replace("on_time: Hồ sơ đúng hạn, dossiers: Hồ sơ đã giải quyết, ", "")
)
#: What nobody says by chance: the values of 1.2 after its self-score of 3.5, and the words that go with them.
APPRAISED, ASKED, FINAL = "1.37", "1.43", "1.41"
WHY_APPRAISED, WHY_ASKED, WHY_FINAL = "Sai mẫu báo cáo QZA", "Đã gửi đúng mẫu QZB", "Chỉ nhận một phần QZC"
_NEXT = (
    (State.APPRAISAL, "appraise"), (State.EXPLANATION, "explain"), (State.REAPPRAISAL, "reappraise"),
    (State.DECIDED, "decide"),
)  # fmt: skip
#: Columns of the table in `docs/appraisal.md`, and who stands for them.
PEOPLE = (
    "officer", "owner", "coordinator", "leader", "watcher", "other unit", "department", "other department",
    "council", "admin", "enumerator",
)  # fmt: skip


@dataclass
class World:
    """The sheet, its round, people by the columns of the table, and what lies there to be touched."""

    state: State
    people: Mapping[str, User]
    sheet: Assessment
    round: Round
    evidence: int
    handed_in: int
    added: int
    sitting: Sitting | None = None
    motion: Motion | None = None


def people_around() -> dict[str, User]:
    """One person for each column, by its word and, where one has it, by role, in a province with two communes."""
    accounts = people("mot-mat-khau-de-thu", communes=2)
    found: dict[str, User] = {a.role: User.objects.get(username=a.username) for a in accounts}
    found["department"] = found[Role.APPRAISER]
    held = Holding.objects.filter(until=None).select_related("user").order_by("pk")
    home = held.filter(position__unit__home__code="suoi-may", position__role=Role.OFFICER)
    found["owner"] = home.exclude(user=found[Role.OFFICER])[0].user
    coordinators = held.filter(position__unit__home__code="dong-suong", position__role=Role.COORDINATOR)
    found["other unit"] = coordinators[0].user
    own = department_of(found[Role.APPRAISER])
    others = held.filter(position__role=Role.APPRAISER).exclude(position__unit__home=own)
    found["other department"] = others.exclude(user__in=held.filter(position__unit__home=own).values("user"))[0].user
    return found


def world_in(state: State) -> World:
    """Bring the sheet to a state; up to the second appraisal everything that is to be decided is decided."""
    people = people_around()
    sheet = _handed_in(people)
    assert sheet.round is not None
    world = World(state, people, sheet, sheet.round, *_proof(people, sheet))
    if state not in dict(_NEXT) and state not in (State.SUBMITTED, State.PUBLISHED):
        Assessment.objects.filter(pk=sheet.pk).update(state=state)
        return _ready(world)
    council = ready(people["council"])
    for reached, act in _NEXT if state is not State.SUBMITTED else ():
        sheet = move(council, Assessment.objects.get(pk=sheet.pk), act, at=NOW)
        _do(world, sheet, reached)
        if reached is state:
            break
    if state is State.PUBLISHED:
        publish(council, world.round, act=ACT, at=DAY)
    return _ready(world)


def _handed_in(people: dict[str, User]) -> Assessment:
    sheet = sheet_of(people, publish_set(people, HUNDREDTHS))
    made = in_round(people, sheet)
    pool = Pool.objects.create(round=made, name="Xã")
    Assessment.objects.filter(pk=sheet.pk).update(pool=pool)
    other = Unit.objects.get(code="dong-suong")
    Assessment.objects.create(
        unit=other, year=sheet.year, edition=sheet.edition, round=made, pool=pool, state=State.NOT_APPRAISED,
        state_at=NOW,
    )  # fmt: skip
    for node, who in (("1", "department"), ("2", "other department")):
        DomainAppraiser.objects.create(round=made, node_id=node, department_id=department_of(people[who]))
    for stage in (Stage.APPRAISAL, Stage.EXPLANATION, Stage.REAPPRAISAL):
        long = timedelta(days=400)
        Window.objects.create(round=made, stage=stage, opens_at=NOW - long, closes_at=system_clock() + long)
    give(people, sheet, "1.2", people["owner"])
    fill(ready(people["coordinator"]), sheet, [Cell("2.1", "points", "5", 0)], at=NOW)
    sheet = finished(people, sheet)
    surveyed(people, sheet)
    return Assessment.objects.select_related("round", "unit", "edition", "pool").get(pk=sheet.pk)


def _proof(people: Mapping[str, User], sheet: Assessment) -> tuple[int, int, int]:
    """Evidence to attach; a piece that was handed in; one that came with the explanation."""
    by = people["coordinator"]
    made = [evidence_of(sheet.unit, by, name=f"bao-cao-{place}.pdf") for place in range(3)]
    days = (NOW - timedelta(days=3), NOW + timedelta(hours=1))
    rows = [
        Attached.objects.create(assessment=sheet, node_id="1.2", evidence=one, by=by, at=at)
        for one, at in zip(made[1:], days, strict=True)
    ]
    return made[0].pk, rows[0].pk, rows[1].pk


def _do(world: World, sheet: Assessment, state: State) -> None:
    """What people decide in a state; only what was explained is decided again."""
    people = world.people
    if state is State.APPRAISAL:
        judged(people["council"], sheet, "1.1", "1.5", cause="not_signed", reason="Hội đồng: chưa ký số")
        judged(people["department"], sheet, "1.2", APPRAISED, cause="late", reason=WHY_APPRAISED)
        judged(people["department"], sheet, "1.3", "1")
        judged(people["other department"], sheet, "2.1", "5")
        _before_the_council(world, sheet)
    elif state is State.EXPLANATION:
        explained(people["coordinator"], sheet, "1.1", "Đã ký số")
        explained(people["owner"], sheet, "1.2", WHY_ASKED, ASKED)
    elif state is State.REAPPRAISAL:
        judged(people["council"], sheet, "1.1", "2")
        judged(people["department"], sheet, "1.2", FINAL, cause="late", reason=WHY_FINAL, request="Dùng mẫu mới QZD")
        Motion.objects.update(state=Motion.State.WITHDRAWN)
        _before_the_council(world, sheet)


def _before_the_council(world: World, sheet: Assessment) -> None:
    cast = dict(world.people)
    world.sitting = opened(cast, sheet)
    world.motion = put(cast, world.sitting, line_of(sheet, "1.3"))


def _ready(world: World) -> World:
    world.sheet = Assessment.objects.select_related("round", "unit", "edition", "pool").get(pk=world.sheet.pk)
    world.round = Round.objects.select_related("edition", "organiser").get(pk=world.round.pk)
    for user in world.people.values():
        ready(user)
    return world


def judges(user: User, sheet: Assessment, *nodes: str, points: str = "0.5") -> None:
    """Lower criteria, all in one act."""
    lines = [line_of(sheet, node) for node in nodes]
    verdict = Verdict(Value(Decimal(points)), "late", "Nộp trễ")
    judge(user, [Judgement(line.pk, verdict, line.version) for line in lines], at=NOW)

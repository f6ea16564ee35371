"""What can be asked of a world, by the names of the rows in `docs/appraisal.md`: each raises, or answers nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from namro.apps.appraisals.actions.correcting import Correction, correct
from namro.apps.appraisals.actions.explaining import Explanation, explain
from namro.apps.appraisals.actions.judging import Judgement, judge
from namro.apps.appraisals.actions.publishing import publish
from namro.apps.appraisals.actions.rounds import preview
from namro.apps.appraisals.actions.sittings import Plan, open_sitting
from namro.apps.appraisals.actions.voting import put_motions
from namro.apps.appraisals.models import Tally
from namro.apps.appraisals.permissions import Bench, check_appraise, reads_final
from namro.apps.appraisals.publish_views.acts import check_take_snapshot
from namro.apps.appraisals.queries.judged import judged, lines_seen
from namro.apps.appraisals.queries.results import acts_of
from namro.apps.appraisals.results_views.finding import (
    Sight,
    check_newest,
    check_notice,
    check_open,
    seen,
    sight_of_sheet,
)
from namro.apps.appraisals.sealing import Seal
from namro.apps.assessments.actions.attaching import Spot, attach, detach
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.permissions import check_organises
from namro.apps.assessments.queries.rounds import rounds_for
from namro.apps.assessments.queries.sheets import sheets_for
from namro.apps.people.models import User
from namro.apps.people.permissions import check_erase_words, check_read_record
from namro.apps.plans.permissions import check_decide_findings, check_read_findings
from namro.core.assessment.opinions import Layer, Value
from tests.apps.appraisals.judging import line_of
from tests.apps.appraisals.released import ACT as FIRST
from tests.apps.appraisals.released import DAY, SECOND
from tests.apps.appraisals.sitting import HALF, SEATS, voted
from tests.apps.appraisals.stage_world import World, judges
from tests.apps.assessments.sheets import NOW

Ask = Callable[[World, User], object]


class NotThere(Exception):
    """What is asked for is not there for this person: a page answers 404."""


class Sealed(Exception):
    """The page stands, without what is asked for; the text is what it says instead."""


def _judge(world: World, user: User, *nodes: str) -> None:
    judges(user, world.sheet, *nodes)


def _ask_group(world: World, user: User) -> None:
    line = line_of(world.sheet, "1.2")
    judge(user, [Judgement(line.pk, None, line.version, "Các sở có cùng ý kiến không?")], at=NOW)


def _explain(world: World, user: User, text: str) -> None:
    explain(user, world.sheet, Explanation("1.2", text, line_of(world.sheet, "1.2").version), at=NOW)


def _attach(world: World, user: User) -> None:
    attach(user, world.sheet, {world.evidence}, [Spot("1.2")], at=NOW)


def _move(world: World, user: User, act: str) -> None:
    move(user, world.sheet, act, said="Vì báo cáo thiếu phụ lục", at=NOW)


def _correct(world: World, user: User) -> None:
    change = Correction(world.sheet.pk, "1.2", Value(Decimal("1.25")), "late", "Đối chiếu lại")
    correct(user, world.round, [change], act=SECOND, reason="Kiến nghị của xã", at=DAY)


def _open_sitting(world: World, user: User) -> None:
    open_sitting(user, world.round, Plan(NOW, "Phòng họp", HALF), seats=SEATS, at=NOW)


def _put(world: World, user: User) -> None:
    sitting = world.sitting or open_sitting(
        world.people["council"], world.round, Plan(NOW, "Phòng họp", HALF), seats=SEATS, at=NOW
    )
    put_motions(user, sitting, [line_of(world.sheet, "2.1").pk], at=NOW)


def _vote(world: World, user: User) -> None:
    if world.motion is None:
        raise NotThere
    voted({"council": user}, world.motion, ["1", "1", "1", "1"])


def _find(world: World, user: User) -> None:
    if not sheets_for(user).filter(pk=world.sheet.pk).exists():
        raise NotThere


def _read(world: World, user: User, layer: Layer, node: str = "1.2") -> None:
    _find(world, user)
    if why := Seal(user, world.sheet).why(layer, node):
        raise Sealed(why)
    if line_of(world.sheet, node).value(layer) is None:
        raise NotThere


def _see(world: World, user: User) -> None:
    bench = Bench(user, world.round)
    check_appraise(user, world.round)
    bench.check_judge("1.2")
    found = judged(bench, lines_seen(bench).filter(assessment=world.sheet, node_id="1.2"))
    if not found or found[0].layer is not Layer.FINAL:
        raise NotThere


def _totals(world: World, user: User) -> None:
    _find(world, user)
    if not Tally.objects.filter(assessment=world.sheet).exists():
        raise NotThere
    if not reads_final(user, world.sheet):
        raise Sealed(Seal(user, world.sheet).why(Layer.FINAL, "1.2"))


def _sight(world: World, user: User) -> Sight:
    if not rounds_for(user).filter(pk=world.round.pk).exists():
        raise NotThere
    return seen(user, world.round, acts_of([world.round]).get(world.round.pk, []))


def _sums(world: World, user: User) -> None:
    if _sight(world, user).act is None:
        raise NotThere


def _notice(world: World, user: User) -> None:
    check_notice(user, world.sheet, sight_of_sheet(user, world.sheet, ""))


def _notices(world: World, user: User) -> None:
    check_organises(user, world.round)
    sight = _sight(world, user)
    check_newest(sight)
    check_open(sight)


def _findings(world: World, user: User, check: Callable[..., None]) -> None:
    _find(world, user)
    check(user, world.sheet)


def _snapshot(world: World, user: User) -> None:
    check_take_snapshot(user, world.round)
    _sums(world, user)


ACTS: dict[str, Ask] = {
    "judge the department's criterion": lambda w, u: _judge(w, u, "1.3"),
    "judge the other department's": lambda w, u: _judge(w, u, "2.1"),
    "change what the council settled": lambda w, u: _judge(w, u, "1.1"),
    "ask the group": _ask_group,
    "accept many of the department's": lambda w, u: _judge(w, u, "1.2", "1.3"),
    "accept many of both departments": lambda w, u: _judge(w, u, "1.3", "2.1"),
    "explain": partial(_explain, text="Đã gửi đúng hạn"),
    "take an explanation back": partial(_explain, text=""),
    "add proof": _attach,
    "take away proof of the explanation": lambda w, u: detach(u, w.sheet, w.added, at=NOW),
    "take away proof that was handed in": lambda w, u: detach(u, w.sheet, w.handed_in, at=NOW),
    "hand a sheet back": partial(_move, act="hand_back"),
    "refuse a sheet": partial(_move, act="refuse"),
    "take a refused sheet again": partial(_move, act="readmit"),
    "begin the appraisal": partial(_move, act="appraise"),
    "open the explanation": partial(_move, act="explain"),
    "begin the second appraisal": partial(_move, act="reappraise"),
    "decide": partial(_move, act="decide"),
    "a step for all units": lambda w, u: preview(u, w.round, "appraise"),
    "publish one sheet alone": partial(_move, act="publish"),
    "publish the round": lambda w, u: publish(u, w.round, act=FIRST, at=DAY),
    "correct": _correct,
    "open a council's sitting": _open_sitting,
    "put a criterion before it": _put,
    "vote on it": _vote,
    "read the sheet": _find,
    "read the first appraisal": partial(_read, layer=Layer.APPRAISED),
    "read the explanation": partial(_read, layer=Layer.EXPLAINED),
    "read the final value": partial(_read, layer=Layer.FINAL),
    "see the final value while judging": _see,
    "read totals of the appraisal": _totals,
    "ranks, their workbook, the act": lambda w, u: check_open(_sight(w, u)),
    "a unit's published sums": _sums,
    "a unit's notice": _notice,
    "all notices": _notices,
    "read findings": partial(_findings, check=check_read_findings),
    "decide about findings": partial(_findings, check=check_decide_findings),
    "snapshot, compute again": _snapshot,
    "read the audit record": lambda _w, u: check_read_record(u),
    "erase words of the audit record": lambda _w, u: check_erase_words(u),
}

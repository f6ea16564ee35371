"""Sheets of the demo's communes: last year published and corrected, this year's being appraised.

Everything happened through the acts of the product, around the day on which the demo is made.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from namro.apps.appraisals.actions.publishing import publish
from namro.apps.appraisals.releasing import DecidingAct
from namro.apps.assessments.actions.filling import Cell, fill, write_words
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.round_checks import NewRound
from namro.apps.assessments.actions.rounds import extend, open_round
from namro.apps.assessments.models import Assessment, Assignment, Round
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.sets import edition_for, in_force
from namro.apps.people.models import Holding, OwnerKind, Owning, Position, Role, Unit, User, on_day
from namro.apps.people.queries.people import standing_of
from namro.core.assessment.stages import Stage
from namro.core.base.clock import VIETNAM
from namro.core.framework.model import Framework, Leaf
from namro.core.scoring.claims import check_claim
from namro.demo.appraising import appraise, appraise_again, ask, correct_one, explain_lowered
from namro.demo.evidence import Proving
from namro.demo.province import COMMUNES, HOME, PROVINCE
from namro.demo.sitting import hold_sitting

_SEED = 2026
#: Which position of a commune answers for a domain, by the domain's place.
_OWNERS = (
    "Công chức Văn phòng – Thống kê",
    "Công chức Tư pháp – Hộ tịch",
    "Giám đốc Trung tâm Phục vụ hành chính công",
    "Chánh Văn phòng HĐND và UBND",
    "Công chức Nội vụ",
    "Công chức Tài chính – Kế toán",
    "Công chức Văn hóa – Thông tin",
)
#: How far this year's sheets are: the share of cells that are filled, the unit's acts, the share that was appraised.
_HANDED_IN = ("lay", "approve", "submit")
_THIS_YEAR: dict[str, tuple[float, tuple[str, ...], float]] = {
    HOME: (0.86, (), 0),
    "dong-suong": (1, _HANDED_IN, 0.7),
    "khe-ngan": (1, _HANDED_IN, 0.2),
    "bai-trang": (1, _HANDED_IN, 1),
    "ben-lua": (1, ("lay",), 0),
    "cau-gio": (1, _HANDED_IN, 0),
}
#: Points lower than the maximum are typed in so many of ten cells.
_SHORT = 2


def fill_sheets(at: datetime) -> None:
    """Make the rounds of last year and this year where there are none yet."""
    if Round.objects.exists():
        return
    proving = Proving(at)
    for year in (at.year - 1, at.year):
        edition = edition_for(in_force(), "commune", year)
        if edition is None:
            continue
        row = Edition.objects.get(sha256=edition.sha256)
        if year < at.year:
            _finished(row, year, at.date(), proving)
        else:
            _under_way(row, at, proving)


def _finished(edition: Edition, year: int, day: date, proving: Proving) -> None:
    """A round whose result was published on 20 December, with some points lowered by the appraisal."""
    opened = _at(date(year, 10, 1), 8)
    made = _opened(edition, year, opened=opened, closes=_at(date(year, 10, 31), 17))
    for sheet in _sheets(made):
        _give_out(sheet)
        coordinator, leader = _person(sheet, Role.COORDINATOR, day), _person(sheet, Role.LEADER, day)
        _fill(coordinator, sheet, share=1, at=_at(date(year, 10, 20), 9))
        proving.prove(coordinator, leader, sheet, at=_at(date(year, 10, 26), 9), much=False)
        for act, user, on in (("lay", coordinator, 27), ("approve", leader, 28), ("submit", coordinator, 29)):
            move(user, sheet, act, at=_at(date(year, 10, on), 10))
        appraiser, council = _standing(User.objects.get(username="thamdinh"), day), _council(day)
        move(council, sheet, "appraise", at=_at(date(year, 11, 3), 8))
        appraise(sheet, appraiser, council, at=_at(date(year, 11, 6), 15))
        move(council, sheet, "explain", at=_at(date(year, 11, 8), 8))
        explain_lowered(sheet, coordinator, at=_at(date(year, 11, 11), 10), most=2)
        move(council, sheet, "reappraise", at=_at(date(year, 11, 15), 8))
        appraise_again(sheet, appraiser, council, at=_at(date(year, 11, 19), 14))
    council = _council(day)
    hold_sitting(made, council, at=_at(date(year, 12, 8), 8))
    for sheet in _sheets(made):
        move(council, sheet, "decide", at=_at(date(year, 12, 15), 9))
    chair = "Lò Văn Pá"
    deciding = DecidingAct("5120/QĐ-UBND", date(year, 12, 19), "CHỦ TỊCH", chair)
    publish(_council(day), made, act=deciding, at=_at(date(year, 12, 20), 8))
    if not made.sheets.filter(unit__code="khe-ngan").exists():
        return
    deciding = DecidingAct("118/QĐ-UBND", date(year + 1, 1, 15), "CHỦ TỊCH", chair)
    correct_one(made, _council(day), "khe-ngan", deciding, at=_at(date(year + 1, 1, 16), 9))


def _under_way(edition: Edition, at: datetime, proving: Proving) -> None:
    """A round in appraisal: the own commune was given more time, one explains already, one has not handed in."""
    day, closes = at.date(), _at((at - timedelta(days=6)).date(), 17)
    made = _opened(edition, at.year, opened=_before(at, 45), closes=closes)
    council, appraiser = _council(day), _standing(User.objects.get(username="thamdinh"), day)
    for sheet in _sheets(made):
        share, acts, judged = _THIS_YEAR[sheet.unit.code]
        coordinator, leader = _person(sheet, Role.COORDINATOR, day), _person(sheet, Role.LEADER, day)
        _fill(coordinator, sheet, share=share, at=_before(at, 12))
        proving.prove(coordinator, leader, sheet, at=_before(at, 12), much=sheet.unit.code == HOME)
        write_words(
            coordinator,
            sheet,
            difficulties="Hai công chức kiêm nhiệm phần mềm một cửa; đường truyền ở ba thôn chưa ổn định.",
            proposals="Đề nghị tỉnh mở lớp tập huấn ký số cho công chức mới trong quý I.",
            version=sheet.version,
            at=_before(at, 11),
        )
        for place, act in enumerate(acts):
            user = leader if act == "approve" else coordinator
            move(user, sheet, act, at=_before(at, 10 - place))
        if sheet.unit.code == HOME:
            reason = "Xã bị ngập từ ngày 12 đến ngày 15, máy chủ ngừng hoạt động"
            extend(council, sheet, Stage.SCORING, closes + timedelta(days=24), reason=reason, at=_before(at, 6))
        if judged:
            move(council, sheet, "appraise", at=_before(at, 5))
            appraise(sheet, appraiser, council, at=_before(at, 4), share=judged)
        if sheet.unit.code == "dong-suong":
            ask(sheet, appraiser, "Phụ lục ký bằng chứng thư cá nhân có được tính không?", at=_before(at, 3))
        if judged == 1:
            move(council, sheet, "explain", at=_before(at, 2))
            explain_lowered(sheet, coordinator, at=_before(at, 1), most=2)


def _opened(edition: Edition, year: int, *, opened: datetime, closes: datetime) -> Round:
    units = {code: Unit.objects.get(code=code).pk for code in COMMUNES if Unit.objects.filter(code=code).exists()}
    wards = [unit for code, unit in units.items() if COMMUNES[code][0].startswith("Phường")]
    others = [unit for unit in units.values() if unit not in wards]
    departments = Unit.objects.filter(home=None, code__startswith="so-").order_by("pk").values_list("pk", flat=True)
    domains = [node.id for node in tree_of(edition).criteria]
    stages = (Stage.APPRAISAL, Stage.EXPLANATION, Stage.REAPPRAISAL, Stage.PUBLICATION)
    times = {Stage.SCORING: (opened, closes)}
    for place, stage in enumerate(stages):
        begins = closes + timedelta(days=1 + 7 * place)
        times[stage] = (begins.replace(hour=8), (begins + timedelta(days=6)).replace(hour=17))
    new = NewRound(
        organiser=Unit.objects.get(code=PROVINCE),
        year=year,
        title=f"Chỉ số cải cách hành chính cấp xã năm {year}",
        edition=edition,
        measured_from=date(year - 1, 12, 15),
        measured_to=date(year, 11, 14),
        times=times,
        pools={name: members for name, members in (("Xã", others), ("Phường", wards)) if members},
        appraisers={node: departments[place % len(departments)] for place, node in enumerate(domains)},
        late_input="submission_days_late",
    )
    return open_round(_council(opened.date()), new, at=opened).round


def _sheets(made: Round) -> list[Assessment]:
    return list(made.sheets.select_related("unit", "edition", "round").order_by("pk"))


def _give_out(sheet: Assessment) -> None:
    """Each domain to the position that answers for it, with an internal date."""
    posts = {row.name: row.pk for row in Position.objects.filter(unit__home=sheet.unit_id)}
    domains = [node.id for node in tree_of(sheet.edition).criteria]
    rows = list(sheet.assignments.all())
    for row in rows:
        name = _OWNERS[domains.index(row.node_id.split(".")[0]) % len(_OWNERS)]
        if name in posts:
            row.give(Owning(OwnerKind.POSITION, posts[name]))
        row.due = date(sheet.year, 10, 15)
    Assignment.objects.bulk_update(rows, ["owner_kind", "owner_position", "due"])


def _fill(user: User, sheet: Assessment, *, share: float, at: datetime) -> None:
    framework = tree_of(sheet.edition)
    chosen = random.Random(f"{_SEED} {sheet.unit.code} {sheet.year}")  # noqa: S311 - invented points, not secrets
    cells = [
        Cell(key, "points", str(_points(framework, leaf, chosen)), 0)
        for key, leaf in framework.leaves.items()
        if leaf.source == "appraisal" and leaf.node.max and chosen.random() < share
    ]
    fill(user, sheet, cells, at=at)


def _points(framework: Framework, leaf: Leaf, chosen: random.Random) -> Decimal:
    """The maximum mostly, else the first of some lower points that the criterion can give."""
    most = leaf.node.max
    if chosen.randrange(10) >= _SHORT:
        return most
    lower = [part for part in (most / 2, most / 4, Decimal(0)) if check_claim(leaf, part, framework) is None]
    return lower[0] if lower else most


def _person(sheet: Assessment, role: Role, day: date) -> User:
    """Whoever has a role in the sheet's unit on a day, with the standing of that day."""
    held = Holding.objects.filter(on_day(day), position__role=role)
    own = held.filter(position__unit=sheet.unit_id) | held.filter(position__unit__home=sheet.unit_id)
    return _standing(own.select_related("user").order_by("pk")[0].user, day)


def _council(day: date) -> User:
    return _standing(User.objects.get(username="hoidong"), day)


def _standing(user: User, day: date) -> User:
    user.standing = standing_of(user, day)
    return user


def _before(at: datetime, days: int) -> datetime:
    """The morning so many days before."""
    return _at((at - timedelta(days=days)).date(), 9)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), VIETNAM)


__all__ = ["fill_sheets"]

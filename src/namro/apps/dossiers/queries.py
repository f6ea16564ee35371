"""Reads of dossiers: the kinds a unit looks after daily, their counts in few queries, and lists from key to key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_noop as _mark

from namro.apps.dossiers.models import Channel, Dossier, DossierStep, Procedure, State
from namro.apps.dossiers.permissions import readable_by
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM

PER_PAGE = 50
#: Beyond this many rows are not counted exactly.
COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dossiers: its word in addresses, its title, what to do, whether it is a fault, its order."""

    word: str
    title: str
    about: str
    bad: bool = True
    order: str = "limit_at"


TODAY = Kind("hom-nay", _mark("Hẹn trả hôm nay"), _mark("Phải có kết quả trước khi hết giờ làm việc."), bad=False)
NEAR = Kind("8-gio", _mark("Còn dưới 8 giờ làm việc"), _mark("Xử lý trước; không kịp thì xin lỗi, hẹn lại."), bad=False)
LATE = Kind("tre", _mark("Trễ hẹn"), _mark("Đã quá hẹn trả mà chưa có kết quả."))
NO_APOLOGY = Kind("chua-xin-loi", _mark("Trễ, chưa xin lỗi"), _mark("Lập phiếu xin lỗi và hẹn lại (mẫu 04)."))
FILED = Kind(
    "cho-tiep-nhan", _mark("Chờ tiếp nhận"), _mark("Trả lời trong 8 giờ làm việc từ lúc nộp (R01)."), bad=False
)
ASKED_TWICE = Kind("bo-sung-hai-lan", _mark("Yêu cầu bổ sung từ lần 2"), _mark("Chỉ số 766 tính là trễ (R02)."))
NO_PAUSE_PAPER = Kind("dung-chua-van-ban", _mark("Dừng chưa có văn bản"), _mark("Ghi số thông báo dừng (R04)."))
NOT_DIGITISED = Kind(
    "chua-so-hoa", _mark("Chưa số hóa thành phần"), _mark("Tiếp nhận trong năm (R07)."), order="-accepted_at"
)
NO_RESULT = Kind(
    "chua-ket-qua-dien-tu",
    _mark("Xong, chưa có bản điện tử"),
    _mark("Tải kết quả điện tử lên (R08)."),
    order="-ended_at",
)
FOR_OTHERS = Kind("nguoi-khac-cho", _mark("Bước nơi khác đang chờ mình"), _mark("Hồ sơ của đơn vị khác nằm ở ta."))
OPEN = Kind("dang-giai-quyet", _mark("Đang giải quyết"), _mark("Mọi hồ sơ chưa xong."), bad=False)
ALL = Kind("tat-ca", _mark("Tất cả"), _mark("Mọi hồ sơ, mới tiếp nhận trước."), bad=False, order="-accepted_at")
KINDS = {
    kind.word: kind
    for kind in (
        TODAY, NEAR, LATE, NO_APOLOGY, FILED, ASKED_TWICE, NO_PAUSE_PAPER, NOT_DIGITISED, NO_RESULT, FOR_OTHERS, OPEN,
        ALL,
    )
}  # fmt: skip
#: On the board, in two groups.
DAILY = (TODAY, NEAR, LATE, NO_APOLOGY, FILED)
TO_MEND = (ASKED_TWICE, NO_PAUSE_PAPER, NOT_DIGITISED, NO_RESULT, FOR_OTHERS)
_STILL = Q(is_open=True, settled=False)
_RUNS = _STILL & Q(accepted_at__isnull=False)


def condition(kind: Kind, now: datetime) -> Q:
    """Return the condition on dossiers of a kind; those of steps are found through their steps."""
    local = now.astimezone(VIETNAM)
    morning = datetime.combine(local.date(), time.min, VIETNAM)
    year = datetime(local.year, 1, 1, tzinfo=VIETNAM)
    # A request that is unanswered stops the clock at its moment: after the limit it is late all the same.
    late = _RUNS & (Q(limit_at__lt=now, stood_at=None) | Q(limit_at__lt=F("stood_at")))
    known = {
        TODAY: _RUNS & Q(limit_at__gte=morning, limit_at__lt=morning + timedelta(days=1), stood_at=None),
        NEAR: _RUNS & Q(warn_at__lte=now, limit_at__gte=now, stood_at=None),
        LATE: late,
        NO_APOLOGY: late & Q(apologised=False, has_apology=False),
        FILED: _STILL & Q(state=State.FILED, channel=Channel.ONLINE),
        ASKED_TWICE: _RUNS & Q(requests__gte=2),
        NO_PAUSE_PAPER: _STILL & Q(state=State.PAUSED, has_pause_paper=False),
        NOT_DIGITISED: Q(digitised_component=False, accepted_at__isnull=False, accepted_at__gte=year),
        NO_RESULT: Q(ended_at__isnull=False, returns_document=True, result_url="", ended_at__gte=year)
        & ~Q(accepted_at=None),
        OPEN: _STILL,
        ALL: Q(),
    }
    return known[kind]


def condition_running() -> Q:
    """Return the condition on dossiers that were accepted and are not over in truth either."""
    return _RUNS


@dataclass(frozen=True, slots=True)
class OfOne:
    """Open dossiers of one officer or unit: all, due today, near, late, late without apology."""

    key: str
    open: int
    today: int
    near: int
    late: int
    unsorry: int


def counts(unit: int, now: datetime) -> dict[str, int]:
    """Count what stands on the board of a unit, by the words of kinds; four queries."""
    of_open = (TODAY, NEAR, LATE, NO_APOLOGY, FILED, ASKED_TWICE, NO_PAUSE_PAPER, OPEN)
    rows = Dossier.objects.filter(unit=unit)
    found = rows.filter(is_open=True).aggregate(
        **{f"n{place}": Count("id", filter=condition(kind, now)) for place, kind in enumerate(of_open)}
    )
    told = {kind.word: found[f"n{place}"] for place, kind in enumerate(of_open)}
    for kind in (NOT_DIGITISED, NO_RESULT):
        told[kind.word] = rows.filter(condition(kind, now)).order_by()[: COUNTED + 1].count()
    told[FOR_OTHERS.word] = _steps(unit).values("dossier").distinct().count()
    return told


def by(column: str, rows: QuerySet[Dossier], now: datetime, *, most: int) -> list[OfOne]:
    """Count the open dossiers of each officer or unit, those with the most late ones first; one query."""
    kinds = (OPEN, TODAY, NEAR, LATE, NO_APOLOGY)
    found = rows.filter(_STILL).values(column).order_by()
    found = found.annotate(
        **{f"n{place}": Count("id", filter=condition(kind, now)) for place, kind in enumerate(kinds)}
    )
    ordered = found.order_by("-n3", "-n2", "-n0", column)[:most]
    return [OfOne(str(row[column]), *(row[f"n{place}"] for place in range(len(kinds)))) for row in ordered]


def _steps(unit: int) -> QuerySet[DossierStep]:
    """Steps that are a unit's in dossiers of others, begun and not ended."""
    return DossierStep.objects.filter(unit=unit, ended_at=None, dossier__is_open=True).exclude(dossier__unit=unit)


@dataclass(frozen=True, slots=True)
class Place:
    """A dossier's place in a list: the second it is ordered by (None where it has none), and its id."""

    second: int | None
    id: int

    def __str__(self) -> str:
        return f"{'' if self.second is None else self.second}.{self.id}"


def place_of(text: str) -> Place | None:
    """Read a place from an address; None for what is none."""
    second, dot, key = text.partition(".")
    if not dot or not (key.isascii() and key.isdigit() and len(key) < 18):
        return None
    if not second:
        return Place(None, int(key))
    return Place(int(second), int(key)) if second.isascii() and second.isdigit() and len(second) < 12 else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its dossiers, the place to go on from (None: no more)."""

    rows: tuple[Dossier, ...]
    older: Place | None


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list is narrowed to."""

    kind: Kind
    unit: int | None = None
    officer: str | None = None
    code: str = ""


def listed(user: User, sought: Sought, now: datetime, *, after: Place | None = None) -> Listed:
    """Return a page of what the person may see; one query, the same wherever the page lies."""
    rows = Dossier.objects.select_related("unit")
    if sought.kind is FOR_OTHERS:
        rows = rows.filter(pk__in=_steps(sought.unit or 0).values("dossier"))
        if sought.unit not in user.standing.units():
            rows = rows.filter(readable_by(user))
    else:
        rows = rows.filter(readable_by(user)).filter(condition(sought.kind, now))
        if sought.unit is not None:
            rows = rows.filter(unit=sought.unit)
    if sought.officer is not None:
        rows = rows.filter(officer=sought.officer)
    if sought.code:
        rows = rows.filter(code=sought.code)
    found = list(_behind(rows, sought.kind.order, after)[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return Listed(tuple(shown), _place(shown[-1], sought.kind.order) if len(found) > PER_PAGE else None)


def _place(row: Dossier, order: str) -> Place:
    at = getattr(row, order.lstrip("-"))
    return Place(None if at is None else int(at.timestamp()), row.pk)


def _behind(rows: QuerySet[Dossier], order: str, after: Place | None) -> QuerySet[Dossier]:
    """Rows without the moment stand last either way."""
    name, back = order.lstrip("-"), order.startswith("-")
    at = F(name).desc(nulls_last=True) if back else F(name).asc(nulls_last=True)
    rows = rows.order_by(at, "-id" if back else "id")
    if after is None:
        return rows
    side = "lt" if back else "gt"
    beyond = Q(**{f"id__{side}": after.id})
    if after.second is None:
        return rows.filter(Q(**{f"{name}__isnull": True}) & beyond)
    moment = datetime.fromtimestamp(after.second, UTC)
    same = Q(**{name: moment}) & beyond
    return rows.filter(Q(**{f"{name}__{side}": moment}) | same | Q(**{f"{name}__isnull": True}))


def names_of_procedures(rows: Iterable[Dossier]) -> dict[str, str]:
    """Return the names of procedures by code, as the catalogue has them last; one query."""
    found = Procedure.objects.filter(code__in={row.procedure for row in rows}).order_by("since")
    return dict(found.values_list("code", "name"))

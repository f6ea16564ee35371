"""A sample is drawn, and drawn again to be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library import storage
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.recording import record
from namro.apps.surveys.models import Draw, DrawCell, Frame, FrameContact, SampleRow, Survey, Visit
from namro.apps.surveys.sample_permissions import check_list
from namro.core.base.errors import NamroError
from namro.core.survey import frame as core
from namro.core.survey.draw_plan import DrawPlan, plan_of
from namro.core.survey.sample_draw import DrawnRow, DrawnSample, draw_sample

#: More forms than this one commune or province does not ask.
MOST_DRAWN = 50_000
_BATCH = 500


def frame_kept(frame: Frame) -> core.Frame:
    """Return the frame of a kept file. Raises NamroError where the file is gone or is not the one that was kept."""
    try:
        with storage.named(frame.sha256, "csv") as path:
            found = core.read_frame(path)
    except FileNotFoundError as fault:
        raise NamroError(_("Tệp khung mẫu không còn trong kho. Khôi phục từ bản sao lưu."), code="frame") from fault
    if found.digest() != frame.sha256:
        raise NamroError(_("Tệp khung mẫu đã khác lúc lập. Khôi phục từ bản sao lưu."), code="frame")
    return found


@transaction.atomic
def draw(user: User, survey: Survey, frame: Frame, plan: DrawPlan, *, at: datetime, reason: str = "") -> Draw:
    """Draw from a frame; a second draw needs a reason, and none is made once somebody was visited or answered.

    Raises NamroError.
    """
    check_list(user, survey)
    Survey.objects.select_for_update().get(pk=survey.pk)
    _check_open(survey, reason)
    whole = frame_kept(frame)
    drawn = draw_sample(whole, plan)
    chosen = sum(not row.reserve for row in drawn.rows)
    if chosen > MOST_DRAWN:
        told = _("Kế hoạch này rút %(count)d phiếu, nhiều nhất %(most)d. Giảm cỡ mẫu.")
        raise NamroError(told % {"count": chosen, "most": MOST_DRAWN}, code="size")
    survey.draws.filter(current=True).update(current=False)
    made = Draw.objects.create(
        survey=survey, frame=frame, plan=plan.plain(), digest=drawn.digest(), drawn=chosen,
        reserve=len(drawn.rows) - chosen, strata=[asdict(one) for one in drawn.strata], lonely=list(drawn.lonely),
        reason=reason.strip()[:300], by=user, at=at,
    )  # fmt: skip
    _write_rows(made, whole, drawn, at=at)
    note = _("%(count)d phiếu, hạt giống “%(seed)s”, dấu %(digest)s") % {
        "count": chosen, "seed": plan.seed, "digest": made.digest[:12],
    }  # fmt: skip
    record(user, AuditEntry.Act.SURVEY_DRAWN, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return made


def _check_open(survey: Survey, reason: str) -> None:
    if survey.kind != Survey.Kind.SAMPLE:
        raise NamroError(_("Đánh giá tại quầy không rút mẫu."), code="kind")
    if survey.state in (Survey.State.CLOSED, Survey.State.PUBLISHED):
        raise NamroError(_("Khảo sát đã kết thúc thu phiếu, không rút mẫu nữa."), code="state")
    if Visit.objects.filter(row__draw__survey=survey).exists() or survey.submissions.exists():
        raise NamroError(_("Đã có người được gặp hoặc đã trả lời. Không rút lại; gọi người dự phòng."), code="begun")
    if survey.draws.exists() and not reason.strip():
        raise NamroError(_("Đã rút một lần. Ghi lý do rút lại; lý do in trong bản phương pháp."), code="reason")


def _write_rows(made: Draw, frame: core.Frame, drawn: DrawnSample, *, at: datetime) -> None:
    cells = _cells(made, drawn.rows)
    units = dict(Unit.objects.filter(code__in=set(frame.units)).values_list("code", "id"))
    codes = [frame.codes[row.place] for row in drawn.rows]
    places = _places(made.frame, codes)
    SampleRow.objects.bulk_create(
        (
            SampleRow(
                draw=made, cell=cells[row.cell], number=row.number, reserve=row.reserve, frame_code=code,
                unit_id=units[frame.units[row.place]], where=places.get(code, ""),
                called_at=None if row.reserve else at,
            )
            for row, code in zip(drawn.rows, codes, strict=True)
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _places(frame: Frame, codes: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(codes), _BATCH):
        part = FrameContact.objects.filter(frame=frame, code__in=codes[start : start + _BATCH])
        found |= dict(part.values_list("code", "where"))
    return found


def _cells(made: Draw, rows: Sequence[DrawnRow]) -> Mapping[str, DrawCell]:
    first = {row.cell: row for row in rows if not row.reserve}
    strata = _numbered({row.stratum for row in first.values()}, "T")
    psus = _numbered({row.psu for row in first.values() if row.fpc is None}, "C")
    cells = [
        DrawCell(
            draw=made, code=code, name=name[:400], stratum=strata[first[name].stratum],
            stratum_name=first[name].stratum[:400], psu=psus.get(first[name].psu, ""), weight=first[name].weight,
            fpc=first[name].fpc,
        )
        for name, code in _numbered(set(first), "O").items()
    ]  # fmt: skip
    DrawCell.objects.bulk_create(cells, batch_size=_BATCH)
    return dict(zip(_numbered(set(first), "O"), cells, strict=True))


def _numbered(names: set[str], letter: str) -> dict[str, str]:
    width = len(str(len(names)))
    return {name: f"{letter}{place:0{width}}" for place, name in enumerate(sorted(names), 1)}


@dataclass(frozen=True, slots=True)
class Compared:
    """What drawing again gave: how many rows are the same, and which are not."""

    rows: int
    different: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether every row is the same bit for bit."""
        return not self.different


def drawn_again(user: User, made: Draw, *, at: datetime) -> Compared:
    """Draw again from the kept frame and plan, and compare with the rows that stand. Raises NamroError."""
    check_list(user, made.survey)
    drawn = draw_sample(frame_kept(made.frame), plan_of(made.plan))
    fresh = {
        code: (row.reserve, row.number, row.cell[:400], repr(row.weight), row.fpc)
        for row, code in zip(drawn.rows, drawn.codes, strict=True)
    }
    rows = made.rows.values_list("frame_code", "reserve", "number", "cell__name", "cell__weight", "cell__fpc")
    stands = {code: (reserve, number, cell, repr(weight), fpc) for code, reserve, number, cell, weight, fpc in rows}
    different = {code for code in fresh.keys() | stands.keys() if fresh.get(code) != stands.get(code)}
    if drawn.digest() != made.digest:
        different.add(_("dấu của lần rút"))
    found = Compared(len(fresh), tuple(sorted(different)))
    note = _("Rút lại: trùng hoàn toàn") if found.same else _("Rút lại: khác %(n)d dòng") % {"n": len(different)}
    record(user, AuditEntry.Act.SURVEY_DRAWN, at=at, subject=made.survey.code, note=note, unit=made.survey.conductor_id)
    return found

"""The person asks to have a row corrected, with proof; leader or coordinator decide, and a refusal says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.library import storage
from namro.apps.library.accepting import check_link, kind_of
from namro.apps.library.codes import new_code
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.yearly.actions.steps import Step, gripped, said_text, written
from namro.apps.yearly.models import Correction, PersonSheet
from namro.apps.yearly.permissions import check_read
from namro.apps.yearly.reading import readings
from namro.apps.yearly.stays import stay_of
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.improvement.yearly_figures import ADDABLE, Figure, Row, movable

_TEXT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the person filled in. Without `ref` something is missing: `text` and `on` say what and when.

    `figure` is what the row should carry, "" leaves it out of the sheet. `file` is a file taken off the wire.
    """

    ref: str = ""
    figure: str = ""
    text: str = ""
    on: date | None = None
    said: str = ""
    link: str = ""
    file: Path | None = None


def ask(user: User, sheet: PersonSheet, asked: Asked, *, at: datetime, version: int | None = None) -> Correction:
    """Ask for a correction. Raises NamroError for a row that is not there, one that waits already, or without proof.

    The file is stored before the row is written: a row never names a file that is not there.
    """
    proof = _proof(asked)
    with transaction.atomic():
        step, said = Step(user, at, version), said_text(asked.said)
        row = gripped(step, sheet, "ask", said=said)
        about = _missing(asked) if not asked.ref else _standing(step, row, asked)
        if row.corrections.filter(ref=about.ref, outcome=Correction.Outcome.WAITING).exists():
            raise NamroError(_("Dòng này đã có đề nghị sửa đang chờ. Rút đề nghị đó rồi gửi lại."), code="waiting")
        last = row.corrections.aggregate(last=Max("seq"))["last"] or 0
        made = Correction.objects.create(
            sheet=row, seq=last + 1, ref=about.ref, missing=not asked.ref, text=about.text[:_TEXT], on=about.on,
            figure=asked.figure, said=said, asked_at=at, link=asked.link, **proof,
        )  # fmt: skip
        row.confirmed = False
        written(step, row, "ask", said=said)
        return made


@transaction.atomic
def decide(
    user: User, sheet: PersonSheet, seq: int, name: str, *, at: datetime, answer: str = "", version: int | None = None
) -> Correction:
    """Accept or refuse a correction, or take the own one back. After the last one that waited the sheet is settled."""
    if name not in {"accept", "refuse", "withdraw"}:
        raise NamroError(_("Không có việc này trên phiếu. Tải lại trang."), code="act")
    step, said = Step(user, at, version), said_text(answer)
    row = gripped(step, sheet, name, said=said)
    waiting = row.corrections.filter(outcome=Correction.Outcome.WAITING)
    found = waiting.filter(seq=seq).first()
    if found is None:
        raise NamroError(_("Đề nghị này đã được quyết định hoặc đã rút. Tải lại trang."), code="state")
    found.outcome = {
        "accept": Correction.Outcome.ACCEPTED,
        "refuse": Correction.Outcome.REFUSED,
        "withdraw": Correction.Outcome.WITHDRAWN,
    }[name]
    found.answer, found.decided_by, found.decided_at = said, user, at
    found.save()
    written(step, row, name, said=said, waiting=waiting.count())
    return found


def take_proof(user: User, found: Correction, *, at: datetime) -> Path:
    """Return the path of a correction's file and record who took it."""
    check_read(user, found.sheet)
    record(user, AuditEntry.Act.YEARLY_DOWNLOADED, at=at, subject=found.sheet.code, note=_("Minh chứng"))
    return storage.path_of(found.sha256)


def _proof(asked: Asked) -> dict[str, str | int]:
    """Look at the proof and keep its file."""
    if asked.link:
        check_link(asked.link)
    if asked.file is None:
        if not asked.link:
            raise NamroError(
                _("Chưa có minh chứng. Chọn một tệp hoặc chép một đường dẫn rồi gửi lại."), code="proof_missing"
            )
        return {}
    kind = kind_of(asked.file, asked.file.name)
    sha256 = storage.digest_of(asked.file)
    size = asked.file.stat().st_size
    storage.keep(asked.file, sha256)
    return {"sha256": sha256, "file_name": asked.file.name, "file_kind": kind, "file_size": size}


def _missing(asked: Asked) -> Row:
    """What should stand on the sheet and does not."""
    text = writable(asked.text).strip()
    if asked.figure not in ADDABLE:
        raise NamroError(_("Chưa chọn loại của việc còn thiếu. Chọn một loại trong danh sách."), code="figure")
    if not text:
        raise NamroError(_("Chưa ghi việc còn thiếu là việc gì. Ghi tên việc, sáng kiến rồi gửi lại."), code="text")
    return Row(ref=f"added:{new_code()}", figures=(Figure(asked.figure),), text=text, on=asked.on)


def _standing(step: Step, sheet: PersonSheet, asked: Asked) -> Row:
    """The row that stands wrong, as it is today."""
    stays = stay_of(sheet.unit_id, sheet.user_id, sheet.year)
    found = readings(sheet.unit_id, sheet.year, stays, shown=[sheet.user_id], today=step.day) if stays else {}
    rows = found[sheet.user_id].rows if sheet.user_id in found else ()
    row = next((row for row in rows if row.ref == asked.ref), None)
    if row is None:
        raise NamroError(_("Dòng này không còn trên phiếu. Tải lại trang rồi chọn lại."), code="row")
    if asked.figure and asked.figure not in movable(row):
        raise NamroError(_("Không chuyển được dòng này sang mục đó. Chọn lại trong danh sách."), code="figure")
    return row

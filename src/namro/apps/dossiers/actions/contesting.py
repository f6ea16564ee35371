"""Contesting whose lateness it is: proposed with reason and proof, decided by somebody else who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.late import late_one
from namro.apps.dossiers.letters import look
from namro.apps.dossiers.models import Dossier, LateClass, LateContest
from namro.apps.dossiers.news import dossiers_changed
from namro.apps.dossiers.permissions import check_decide_contest, check_note
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy
from namro.core.service import lateness as core

State = LateContest.State
_TEXT, _WORD, _PROOF = 400, 200, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says: whose lateness, which agency and step, why, and what shows it."""

    late_class: LateClass
    reason: str
    proof: str
    holder: str = ""
    step: str = ""
    evidence: Evidence | None = None


def propose(user: User, dossier: Dossier, said: Said, *, at: datetime) -> LateContest:
    """Contest whose lateness it is. Raises NamroError for what cannot be, PermissionDenied."""
    check_note(user, dossier.unit_id)
    core.Contest(late_class=core.LateClass(said.late_class), reason=said.reason, proof=said.proof)  # says what lacks
    holder, step = tidy(said.holder)[:_WORD], tidy(said.step)[:_WORD]
    if said.late_class == LateClass.OTHER_AGENCY and not holder:
        raise NamroError(_("Ghi cơ quan đã giữ hồ sơ quá hạn và bước của cơ quan đó."), code="holder")
    if said.evidence is not None and said.evidence.unit_id != dossier.unit_id:
        raise NamroError(_("Minh chứng này không ở thư viện của đơn vị. Chọn lại."), code="proof")
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        (looked,) = look([dossier.pk])
        found = late_one(looked, at, accepted=None, waiting=None)
        if found is None:
            raise NamroError(_("Hồ sơ này không tính là trễ; không có gì để đề nghị."), code="late")
        if LateContest.objects.filter(dossier=dossier, state=State.PROPOSED).exists():
            raise NamroError(_("Đã có một đề nghị đang chờ quyết định. Chờ quyết định rồi đề nghị lại."), code="twice")
        row = LateContest.objects.create(
            dossier=dossier,
            reckoned=str(found.reckoned.late_class),
            late_class=said.late_class,
            holder=holder if said.late_class == LateClass.OTHER_AGENCY else "",
            step=step if said.late_class == LateClass.OTHER_AGENCY else "",
            reason=tidy(said.reason)[:_TEXT],
            proof=tidy(said.proof)[:_PROOF],
            evidence=said.evidence,
            by=user,
            at=at,
        )
        _record(user, row, _("đề nghị tính %(kind)s; minh chứng: %(proof)s"), at=at)
    return row


def decide(user: User, contest: LateContest, *, accept: bool, words: str, at: datetime) -> None:
    """Accept or refuse a proposal; nobody decides the own one. Raises NamroError, PermissionDenied."""
    check_decide_contest(user, contest.dossier.unit_id)
    if contest.by_id == user.pk:
        raise NamroError(_("Người đề nghị không tự quyết định. Nhờ lãnh đạo khác của đơn vị."), code="own")
    if not accept and not tidy(words):
        raise NamroError(_("Ghi lý do không chấp nhận."), code="words")
    with transaction.atomic():
        row = LateContest.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=contest.pk)
        if row.state != State.PROPOSED:
            raise NamroError(_("Đề nghị này đã được quyết định. Mở lại trang hồ sơ."), code="gone")
        if accept:
            LateContest.objects.filter(dossier=row.dossier_id, state=State.ACCEPTED).update(state=State.REPLACED)
        row.state = State.ACCEPTED if accept else State.REFUSED
        row.decision, row.decided_by, row.decided_at = tidy(words)[:_TEXT], user, at
        row.save()
        said = _("chấp nhận tính %(kind)s") if accept else _("không chấp nhận tính %(kind)s")
        _record(user, row, said, at=at)
        if accept:  # what counts as the unit's own fault is counted anew
            dossiers_changed.send(LateContest, units=[row.dossier.unit_id], actor=user, at=at)


def _record(user: User, row: LateContest, said: str, *, at: datetime) -> None:
    note = said % {"kind": row.get_late_class_display(), "proof": row.proof}
    subject, unit = f"dossier:{row.dossier.code}", row.dossier.unit_id
    record(user, AuditEntry.Act.DOSSIER_CONTEST, at=at, subject=subject, note=note, unit=unit)

"""Publication: one dated act for all units of a round, with everything it rests on; all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from namro.apps.appraisals.hindrances import hindrances, said, without_final
from namro.apps.appraisals.kept_sheets import Kept, kept_of, sheets_in
from namro.apps.appraisals.models import Publication
from namro.apps.appraisals.news import results_published
from namro.apps.appraisals.releasing import DecidingAct, check_act, release
from namro.apps.assessments.models import Assessment, Round, StateEvent
from namro.apps.assessments.permissions import check_organises, organises
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError

_NAMED = 6


class NotReady(NamroError):
    """The round cannot be published yet; the message says what is missing, where, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="not_ready")


def can_publish(user: User, made: Round) -> bool:
    """Whether the person publishes the results of a round, or corrects them."""
    return organises(user, made) and not made.alone


def check_publish(user: User, made: Round) -> None:
    """Raise PermissionDenied, or NamroError for a round whose results come from outside."""
    check_organises(user, made)
    if made.alone:
        raise NamroError(
            _("Kỳ riêng của xã nhận kết quả từ văn bản của cấp trên. Công bố ở trang phiếu của xã."), code="alone"
        )


def round_locked(made: Round) -> Round:
    """Return the round as it stands, held until the transaction ends: acts on its results wait for each other."""
    return Round.objects.select_for_update(of=("self",)).select_related("edition", "organiser").get(pk=made.pk)


@transaction.atomic
def publish(user: User, made: Round, *, act: DecidingAct, at: datetime) -> Publication:
    """Publish the results of a round. Raises PermissionDenied, NamroError; then nothing is written."""
    check_publish(user, made)
    made = round_locked(made)
    _check_first(made)
    check_act(act, at)
    sheets = sheets_in(made, locked=True)
    if found := hindrances(made, sheets):
        raise NotReady(said(found))
    kept = kept_of(made, sheets)
    _check_complete(kept)
    publication = release(made, kept, act, by=user, at=at)
    _move_all([sheet for sheet in sheets if State(sheet.state) is State.DECIDED], user, at)
    record(
        user,
        AuditEntry.Act.RESULTS_PUBLISHED,
        at=at,
        subject=made.title,
        note=_("Quyết định %(number)s, %(count)d đơn vị, mã băm %(hash)s")
        % {"number": publication.act_number, "count": len(sheets), "hash": publication.sha256},
        unit=made.organiser_id,
    )
    results_published.send(Publication, publication=publication, by=user, at=at)
    return publication


def _check_first(made: Round) -> None:
    first = made.publications.defer("snapshot").order_by("number").first()
    if first is not None:
        raise NamroError(
            _("Kỳ này đã công bố theo quyết định %(number)s ngày %(day)s. Sửa kết quả bằng một quyết định điều chỉnh.")
            % {"number": first.act_number, "day": first.act_date.strftime("%d/%m/%Y")},
            code="published",
        )


def _check_complete(kept: Kept) -> None:
    if missing := without_final(kept):
        name, keys = missing[0]
        raise NotReady(
            _("Còn %(count)d đơn vị có tiêu chí chưa có điểm cuối; trước hết %(name)s: %(ids)s. Chốt điểm rồi công bố.")
            % {"count": len(missing), "name": name, "ids": ", ".join(keys[:_NAMED])}
        )


def _move_all(sheets: Sequence[Assessment], user: User, at: datetime) -> None:
    """Move decided sheets on as the table of states does, all at once."""
    keys = [sheet.pk for sheet in sheets]
    Assessment.objects.filter(pk__in=keys).update(state=State.PUBLISHED, state_at=at, version=F("version") + 1)
    StateEvent.objects.bulk_create(
        (
            StateEvent(assessment=sheet, act="publish", before=State.DECIDED, after=State.PUBLISHED, by=user, at=at)
            for sheet in sheets
        ),
        batch_size=500,
    )

"""Writing a publication: the snapshot, its hash, its results; in the transaction of the act that publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from namro import __version__
from namro.apps.appraisals.kept_sheets import Kept
from namro.apps.appraisals.models import Publication, PublishedResult
from namro.apps.assessments.models import Round
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.sealing import seal
from namro.core.assessment.snapshot import Snapshot, hash_in, packed, written
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError

_NUMBER_LENGTH, _SIGNER_LENGTH = 60, 120


@dataclass(frozen=True, slots=True)
class DecidingAct:
    """The act that publishes, as it is printed: "214/QĐ-UBND", its day, who signs."""

    number: str
    date: date
    signer_title: str = ""
    signer_name: str = ""


def check_act(act: DecidingAct, at: datetime) -> None:
    """Raise NamroError with what is wrong with number, day or signer."""
    if not act.number.strip():
        raise NamroError(_("Chưa ghi số quyết định. Ghi như trên văn bản, ví dụ 214/QĐ-UBND."), code="act_number")
    if len(act.number) > _NUMBER_LENGTH or max(len(act.signer_title), len(act.signer_name)) > _SIGNER_LENGTH:
        raise NamroError(_("Số quyết định hoặc tên người ký dài quá. Ghi ngắn lại."), code="act_number")
    today = at.astimezone(VIETNAM).date()
    if act.date > today:
        raise NamroError(
            _("Ngày quyết định %(day)s ở sau hôm nay. Công bố khi quyết định đã ký.")
            % {"day": act.date.strftime("%d/%m/%Y")},
            code="act_date",
        )


def release(
    made: Round,
    kept: Kept,
    act: DecidingAct,
    *,
    by: User,
    at: datetime,
    number: int = 1,
    reason: str = "",
    changes: Sequence[Mapping[str, str]] = (),
) -> Publication:
    """Write the publication with its snapshot and results. In the caller's transaction, which holds the round."""
    head = seal(at=at)
    publication = Publication(
        round=made,
        number=number,
        act_number=act.number.strip(),
        act_date=act.date,
        signer_title=act.signer_title.strip(),
        signer_name=act.signer_name.strip(),
        reason=reason,
        head_seq=head.seq,
        head_chain=head.chain,
        by=by,
        at=at,
    )
    about = {**_about(made, publication), "changes": [dict(change) for change in changes]}
    snapshot = Snapshot(
        about, made.edition.text, made.edition.sha256, made.year, kept.ranking, kept.units, kept.results
    )
    text = written(snapshot)
    publication.snapshot, publication.sha256 = packed(text), hash_in(text)
    publication.save()
    rows = kept.rows
    for row in rows:
        row.publication = publication
    PublishedResult.objects.bulk_create(rows, batch_size=100)
    return publication


def _about(made: Round, publication: Publication) -> dict[str, Any]:
    head = {"seq": publication.head_seq, "chain": publication.head_chain} if publication.head_chain else None
    return {
        "round": {
            "code": made.code,
            "title": made.title,
            "organiser": names_of([made.organiser_id])[made.organiser_id][1],
            "measured_from": made.measured_from.isoformat(),
            "measured_to": made.measured_to.isoformat(),
        },
        "act": {
            "publication": publication.number,
            "number": publication.act_number,
            "date": publication.act_date.isoformat(),
            "signer_title": publication.signer_title,
            "signer_name": publication.signer_name,
            "reason": publication.reason,
            "by": publication.by.full_name,
            "at": publication.at.astimezone(VIETNAM).isoformat(timespec="seconds"),
        },
        "edition_name": f"{made.edition.framework} {made.edition.edition}",
        "pools": list(made.pools.order_by("rank", "name").values_list("name", flat=True)),
        "audit_head": head,
        "software": __version__,
    }

"""Re-check: some of the forms drawn with a seed, asked about again by somebody else, compared in counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import Draw, Recheck, RecheckRow, Submission
from namro.apps.surveys.sample_permissions import check_list
from namro.core.base.errors import NamroError
from namro.core.survey import drawing
from namro.core.survey.fieldwork import Rechecked, rechecked

#: Items that are asked again.
ITEMS = 3


@transaction.atomic
def begin_recheck(user: User, draw: Draw, share: Decimal, seed: str, *, at: datetime) -> Recheck:
    """Draw a share of the forms that came in, and the items to be asked again. Raises NamroError."""
    check_list(user, draw.survey)
    if not 0 < share <= 1:
        raise NamroError(_("Tỷ lệ phúc tra nằm giữa 0 và 1, ví dụ 0,05 là 5 %."), code="share")
    done = list(draw.rows.filter(code__used_at__isnull=False).order_by("frame_code").values_list("id", "frame_code"))
    if not done:
        raise NamroError(_("Chưa có phiếu nào để phúc tra. Phúc tra sau khi có phiếu."), code="empty")
    wanted = int((share * len(done)).to_integral_value(ROUND_CEILING))
    items = [item.code for item in questions_of(draw.survey.instrument).items]
    chosen = _drawn(f"{seed}/forms", [code for _key, code in done], wanted)
    asked = sorted(_drawn(f"{seed}/items", items, min(ITEMS, len(items))))
    made = Recheck.objects.create(draw=draw, seed=seed.strip()[:120], items=[items[at] for at in asked], by=user, at=at)
    RecheckRow.objects.bulk_create(RecheckRow(recheck=made, row_id=done[at][0]) for at in chosen)
    survey = draw.survey
    note = _("Rút %(count)d phiếu phúc tra, hạt giống “%(seed)s”") % {"count": wanted, "seed": made.seed}
    record(user, AuditEntry.Act.SURVEY_RECHECKED, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return made


def _drawn(seed: str, names: list[str], count: int) -> list[int]:
    (found,) = drawing.draw(seed, drawing.keys_of(names), np.zeros(len(names), dtype=np.int64), [count])
    return found.chosen.tolist()


@transaction.atomic
def note_recheck(
    user: User, key: int, *, reached: bool, confirmed: bool, answers: Mapping[str, str], at: datetime
) -> None:
    """Note what came of asking again. Raises NamroError for whoever asked the first time."""
    found = (
        RecheckRow.objects.select_for_update(of=("self",)).select_related("recheck__draw__survey", "row").get(pk=key)
    )
    survey = found.recheck.draw.survey
    check_list(user, survey)
    if found.row.enumerator_id == user.pk:
        raise NamroError(_("Bạn đã hỏi người này. Người khác phúc tra."), code="same_person")
    found.reached, found.confirmed = reached, confirmed if reached else None
    items = set(found.recheck.items)
    found.answers = {item: text for item, text in answers.items() if item in items and text} if reached else {}
    found.by, found.at = user, at
    found.save()
    note = _("Phúc tra số %(cell)s-%(number)d") % {"cell": found.row.cell.code, "number": found.row.number}
    record(user, AuditEntry.Act.SURVEY_RECHECKED, at=at, subject=survey.code, note=note, unit=survey.conductor_id)


def result_of(made: Recheck) -> Rechecked:
    """Return the counts of a re-check."""
    return dict(results_of([made]))[made]


def results_of(checks: Iterable[Recheck]) -> list[tuple[Recheck, Rechecked]]:
    """Return the counts of each re-check; two queries."""
    known = list(checks)
    counted = {made.pk: Rechecked(**made.counts) for made in known if made.counts}
    rows = list(RecheckRow.objects.filter(recheck__in=known).select_related("row"))
    sent = Submission.objects.filter(code__in=[one.row.code_id for one in rows if one.reached and one.row.code_id])
    kept = {one.code_id: one.answers for one in sent.latest_revisions()}
    found: dict[int, list[tuple[bool, list[tuple[object, object]]]]] = {made.pk: [] for made in known}
    for one in rows:
        if one.reached:
            before = kept.get(one.row.code_id, {})
            pairs = [(before.get(item), text) for item, text in one.answers.items()]
            found[one.recheck_id].append((bool(one.confirmed), pairs))
    wanted = Counter(one.recheck_id for one in rows)
    return [(made, counted.get(made.pk) or rechecked(wanted[made.pk], found[made.pk])) for made in known]

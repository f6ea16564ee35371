"""Final values that came from outside: read from the deciding act or typed, kept with their reasons and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.bridge import nano
from namro.apps.assessments.models import Assessment, Line, LineEvent
from namro.apps.assessments.permissions import parties
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.stages import HANDED_IN, PARTY_WORDS, STATE_WORDS, Party, State
from namro.core.base.errors import NamroError
from namro.core.framework.model import Item, Leaf
from namro.core.scoring.claims import typed_most
from namro.core.scoring.numbers import plain, said_points

#: Results are taken in until they are published; afterwards only a new act changes them.
TAKEN_IN = HANDED_IN - {State.PUBLISHED}


@dataclass(frozen=True, slots=True)
class Final:
    """What was decided on one leaf or item: points, the coded cause of what was lost, the words of it."""

    points: Decimal
    cause: str = ""
    reason: str = ""


@transaction.atomic
def write_results(user: User, sheet: Assessment, finals: Mapping[str, Final], *, source: str, at: datetime) -> int:
    """Keep final values by id of leaf or item, all or none; return how many are new. `source` names the document.

    Raises NamroError with the first row that cannot be.
    """
    sheet = row_locked(sheet)
    check_write_results(user, sheet)
    framework = tree_of(sheet.edition)
    bearers: dict[str, Leaf | Item] = {**framework.leaves, **{item.id: item for item in framework.items}}
    for key, final in finals.items():
        if key not in bearers:
            raise NamroError(_("Bộ tiêu chí của phiếu không có mục “%(id)s”.") % {"id": key[:40]}, code="node")
        most = typed_most(bearers[key])
        if final.points < 0 or (most is not None and final.points > most):
            points = said_points(final.points, framework.scale)
            raise NamroError(
                _("Mục %(id)s: %(points)s điểm ngoài khoảng 0 – %(most)s. Sửa dòng này.")
                % {"id": key, "points": points, "most": "" if most is None else said_points(most, framework.scale)},
                code="points",
            )
    lines = {line.node_id: line for line in sheet.lines.filter(carried=None, node_id__in=finals)}
    changed = sum(
        _write(user, lines.get(key) or Line(assessment=sheet, node_id=key), final, at) for key, final in finals.items()
    )
    if changed:
        note = f"{source}: {changed}" if source else str(changed)
        record(user, AuditEntry.Act.RESULT_READ_BACK, at=at, subject=subject_of(sheet), note=note[:400])
    return changed


def can_write_results(user: User, sheet: Assessment) -> bool:
    """Whether the person may write final values that came from outside, now."""
    return Party.ORGANISER in parties(user, sheet) and State(sheet.state) in TAKEN_IN


def check_write_results(user: User, sheet: Assessment) -> None:
    """Raise NamroError with why final values cannot be written."""
    if Party.ORGANISER not in parties(user, sheet):
        who = PARTY_WORDS[Party.ORGANISER]
        raise NamroError(_("Chỉ %(who)s của phiếu này ghi kết quả thẩm định.") % {"who": who}, code="role")
    if State(sheet.state) not in TAKEN_IN:
        raise NamroError(
            _("Phiếu đang ở trạng thái “%(state)s”. Kết quả ghi được từ khi phiếu đã nộp đến trước khi công bố.")
            % {"state": STATE_WORDS[State(sheet.state)]},
            code="state",
        )


def _write(user: User, line: Line, final: Final, at: datetime) -> int:
    old = "0" if line.final_na else "" if line.final is None else plain(line.final)
    was = {"points": old, "cause": line.final_cause, "reason": line.final_reason}
    now = {"points": plain(final.points), "cause": final.cause, "reason": final.reason.strip()}
    changed = [name for name in now if now[name] != was[name]]
    if not changed:
        return 0
    # A document prints 0 beside what did not apply: it still does not.
    line.final_na = line.not_applicable and not final.points
    line.final_nano = None if line.final_na else nano(final.points)
    line.final_cause, line.final_reason = now["cause"], now["reason"]
    line.version, line.by, line.at = line.version + 1, user, at
    line.save()
    LineEvent.objects.bulk_create(
        LineEvent(
            line=line, version=line.version, layer="final", field=name, old=was[name], new=now[name], by=user, at=at
        )
        for name in changed
    )
    return 1

"""Corrections of published results: each a new act with its reason; what was published before stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.appraisals.actions.publishing import check_publish, round_locked
from namro.apps.appraisals.kept_sheets import Kept, kept_of, last_rows, sheets_in
from namro.apps.appraisals.lines import changed, save_lines, set_value, words_of
from namro.apps.appraisals.models import Publication
from namro.apps.appraisals.news import results_published
from namro.apps.appraisals.releasing import DecidingAct, check_act, release
from namro.apps.appraisals.tallies import standings_of, tally
from namro.apps.assessments.models import Assessment, Line, LineEvent, Round
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.opinions import Layer, Value, Verdict, check_verdict, stored
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework, Item, Leaf

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Correction:
    """One final value that becomes another: of which sheet and criterion, with the cause and why."""

    sheet: int
    node_id: str
    value: Value
    cause: str = ""
    reason: str = ""


@transaction.atomic
def correct(
    user: User,
    made: Round,
    changes: Sequence[Correction],
    *,
    act: DecidingAct,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> Publication:
    """Publish the round's results again with other final values. Raises PermissionDenied, NamroError.

    `seen` is the number of the publication that the person had before the eyes.
    """
    check_publish(user, made)
    made = round_locked(made)
    last = _last(made, seen)
    check_act(act, at)
    _check_words(reason, changes)
    sheets = sheets_in(made, locked=True)
    lines = checked(made, sheets, changes)
    events = _write(lines, changes, user, at)
    concerned = [sheet for sheet in sheets if sheet.pk in {one.sheet for one in changes}]
    tally(standings_of(concerned), Layer.FINAL)
    publication = release(
        made, kept_of(made, sheets), act, by=user, at=at, number=last.number + 1, reason=reason.strip(), changes=events
    )
    record(
        user,
        AuditEntry.Act.RESULTS_CORRECTED,
        at=at,
        subject=made.title,
        note=_("Quyết định %(number)s, %(count)d tiêu chí, mã băm %(hash)s. %(reason)s")
        % {
            "number": publication.act_number, "count": len(changes), "hash": publication.sha256,
            "reason": publication.reason,
        },
        unit=made.organiser_id,
    )  # fmt: skip
    results_published.send(Publication, publication=publication, by=user, at=at)
    return publication


def foresee(user: User, made: Round, changes: Sequence[Correction]) -> Kept:
    """Return what a correction would publish, nothing written. Raises like `correct`."""
    check_publish(user, made)
    _last(made, None)
    sheets = sheets_in(made)
    checked(made, sheets, changes)
    finals = {(one.sheet, one.node_id): (one.value, one.cause, one.reason.strip()) for one in changes}
    return kept_of(made, sheets).with_finals(finals)


def checked(made: Round, sheets: Sequence[Assessment], changes: Sequence[Correction]) -> dict[tuple[int, str], Line]:
    """Return the lines that change. Raises NamroError with the first thing that is wrong."""
    if not changes:
        raise NamroError(_("Chưa chọn tiêu chí nào để điều chỉnh. Chọn đơn vị và tiêu chí."), code="nothing")
    published = {sheet.pk for sheet in sheets if State(sheet.state) is State.PUBLISHED}
    rows = Line.objects.filter(
        assessment__in={one.sheet for one in changes} & published,
        node_id__in={one.node_id for one in changes},
        carried=None,
    )
    wanted = [(one.sheet, one.node_id) for one in changes]
    if len(set(wanted)) < len(wanted):
        raise NamroError(_("Một tiêu chí của một đơn vị ghi hai lần. Bỏ một dòng."), code="twice")
    lines = {(line.assessment_id, line.node_id): line for line in rows if (line.assessment_id, line.node_id) in wanted}
    framework = tree_of(made.edition)
    for one in changes:
        line = lines.get((one.sheet, one.node_id))
        if line is None:
            raise NamroError(
                _("Mục %(id)s không có kết quả đã công bố của đơn vị này. Chọn lại.") % {"id": one.node_id[:40]},
                code="line",
            )
        _check_change(one, line, framework)
    return lines


def _check_change(one: Correction, line: Line, framework: Framework) -> None:
    bearers: dict[str, Leaf | Item] = {**framework.leaves, **{item.id: item for item in framework.items}}
    was = line.value(Layer.FINAL)
    if one.value == was:
        raise NamroError(
            _("Mục %(id)s: điểm mới bằng điểm đã công bố. Không có gì để điều chỉnh.") % {"id": one.node_id},
            code="same",
        )
    if not one.reason.strip():
        raise NamroError(_("Mục %(id)s: chưa ghi vì sao điều chỉnh. Ghi lý do.") % {"id": one.node_id}, code="reason")
    check_verdict(Verdict(one.value, one.cause, one.reason), bearers[one.node_id], framework, was)


def _check_words(reason: str, changes: Sequence[Correction]) -> None:
    if not reason.strip():
        raise NamroError(_("Chưa ghi lý do điều chỉnh. Quyết định điều chỉnh phải nêu lý do."), code="reason")
    if max(len(text) for text in (reason, *(one.reason for one in changes))) > _LONGEST:
        raise NamroError(_("Lý do dài quá %(most)d ký tự. Viết ngắn lại.") % {"most": _LONGEST}, code="long")


def _last(made: Round, seen: int | None) -> Publication:
    last, _rows = last_rows(made)
    if last is None:
        raise NamroError(_("Kỳ này chưa công bố. Công bố trước, sau đó mới điều chỉnh."), code="unpublished")
    if seen is not None and seen != last.number:
        raise NamroError(
            _("Kết quả vừa được điều chỉnh theo quyết định %(number)s. Xem lại rồi làm tiếp.")
            % {"number": last.act_number},
            code="conflict",
        )
    return last


def _write(
    lines: Mapping[tuple[int, str], Line], changes: Sequence[Correction], user: User, at: datetime
) -> list[dict[str, str]]:
    """Write the new final values with their events; return what changed as the snapshot tells it."""
    events: list[LineEvent] = []
    told = []
    units = dict(Assessment.objects.filter(pk__in={one.sheet for one in changes}).values_list("pk", "unit__code"))
    for one in changes:
        line = lines[one.sheet, one.node_id]
        was = words_of(line, Layer.FINAL)
        set_value(line, Layer.FINAL, one.value)
        line.final_cause, line.final_reason = one.cause, one.reason.strip()
        events += changed(line, Layer.FINAL, was, words_of(line, Layer.FINAL), by=user, at=at)
        told.append(
            {
                "unit": units[one.sheet], "criterion": one.node_id, "before": was["points"],
                "after": stored(one.value), "cause": one.cause, "reason": one.reason.strip(),
            }
        )  # fmt: skip
    save_lines(lines.values(), events)
    return told

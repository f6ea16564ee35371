"""What the appraisal changed and what the unit says about it, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.value_words import Difference, cause_words, difference, said_value
from namro.apps.appraisals.queries.explanations import Explainable
from namro.apps.assessments.models import Line
from namro.apps.assessments.pages.sheet_head import chip_of_state
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import State
from namro.ui.chips import Chip
from namro.ui.formats import moment

PER_PAGE = 20
#: `?loc=`: nothing written yet, the reader's own.
ALL, SILENT, MINE = "", "chua-giai-trinh", "cua-toi"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRow:
    """One criterion: what was claimed, what the appraisal said and why, what the unit says, what came of it."""

    id: str
    name: str
    url: str
    own: str
    appraised: str
    lost: Difference
    cause: str
    reason: str
    by: str
    request: str
    asked: str
    text: str
    said_by: str
    version: int
    fills: bool
    owner: str
    typed_points: str
    typed_text: str
    fault: str
    files: int
    new_files: int
    proof_url: str
    outcome: Chip | None
    final: str
    final_reason: str
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainPage:
    """Everything the page shows; `asked` are requests for next year on criteria that kept their points."""

    rows: tuple[ExplainRow, ...]
    asked: tuple[tuple[str, str, str, str], ...]
    page: Page[Line]
    tabs: tuple[tuple[str, str, int], ...]
    chosen: str
    query: str
    chip: Chip
    due: str
    extended: str
    closed: str
    explains: bool
    sealed: str
    fault: str


def explain_page(
    found: Explainable, *, chosen: str, number: str | None, at: datetime, typed: Mapping[str, str] | None = None
) -> ExplainPage:
    """Return the context; `typed` is what was sent and refused: muc, diem, loi-giai-trinh, fault."""
    every, silent = found.lines, [line for line in found.lines if not line.explained_reason]
    mine = [line for line in every if line.node_id in found.mine]
    parts = {ALL: list(every), SILENT: silent, MINE: mine}
    chosen = chosen if chosen in parts else ALL
    page = Paginator(parts[chosen], PER_PAGE).get_page(_place(parts[chosen], typed) or number)
    words = {ALL: _("Tất cả"), SILENT: _("Chưa giải trình"), MINE: _("Của tôi")}
    names = found.framework.names
    state = State(found.sheet.state)
    return ExplainPage(
        rows=tuple(_row(found, line, typed or {}) for line in page.object_list),
        asked=tuple((line.node_id, names[line.node_id], line.request, _url(found, line)) for line in found.asked),
        page=page,
        tabs=tuple((key, words[key], len(part)) for key, part in parts.items()),
        chosen=chosen,
        query=urlencode({"loc": chosen}) if chosen else "",
        chip=chip_of_state(found.sheet),
        due=_due(found.due, at) if state is State.EXPLANATION and not found.closed else "",
        extended=_extended(found),
        closed=found.closed,
        explains=not found.closed and bool(found.fills),
        fault=(typed or {}).get("fault", "") if not _place(list(every), typed) else "",
        sealed="" if every else next(filter(None, (found.seal.why(Layer.APPRAISED, node) for node in names)), ""),
    )


def _place(lines: list[Line], typed: Mapping[str, str] | None) -> str:
    """The page on which the criterion stands whose text was refused."""
    ids = [line.node_id for line in lines]
    return str(ids.index(typed["muc"]) // PER_PAGE + 1) if typed and typed["muc"] in ids else ""


def _due(due: datetime | None, at: datetime) -> str:
    if due is None:
        return _("Kỳ này không đặt hạn giải trình.")
    days = (timezone.localtime(due).date() - timezone.localtime(at).date()).days
    left = _("còn %(days)d ngày") % {"days": days} if days else _("hôm nay là hạn")
    return _("Giải trình đến %(due)s, %(left)s.") % {"due": moment(due), "left": left}


def _extended(found: Explainable) -> str:
    one = found.extended
    if one is None:
        return ""
    told = {"until": moment(one.until), "person": one.by.full_name, "reason": one.reason}
    return _("Đã gia hạn đến %(until)s (%(person)s: %(reason)s)") % told


def _url(found: Explainable, line: Line) -> str:
    return reverse("appraisals:criterion", args=[found.sheet.year, found.sheet.unit.code, line.node_id])


def _row(found: Explainable, line: Line, typed: Mapping[str, str]) -> ExplainRow:
    framework, node = found.framework, line.node_id
    own, appraised = line.value(Layer.SELF), line.value(Layer.APPRAISED)
    said = found.seal.reads(Layer.EXPLAINED, node)
    asked = line.value(Layer.EXPLAINED) if said else None
    penalty = any(item.id == node for item in framework.penalty.items)
    owner = found.owners.get(node)
    every, fresh = found.proof.get(node, (0, 0))
    sent = typed if typed.get("muc") == node else {}
    own_points = "" if own is None or own.points is None else said_value(own, framework)
    asked_points = own_points if asked is None or asked.points is None else said_value(asked, framework)
    outcome, final, why, sealed = _outcome(found, line)
    return ExplainRow(
        id=node,
        name=framework.names[node],
        url=_url(found, line),
        own=said_value(own, framework),
        appraised=said_value(appraised, framework),
        lost=difference(appraised, own, framework, penalty=penalty),
        cause=cause_words(line.appraised_cause),
        reason=line.appraised_reason,
        by=found.by.get((line.pk, Layer.APPRAISED), ""),
        request=line.request,
        asked="" if asked is None else said_value(asked, framework),
        text=line.explained_reason if said else "",
        said_by=f"{line.by.full_name}, {moment(line.at)}" if said and State(found.sheet.state) is _OPEN else "",
        version=line.version,
        fills=not found.closed and node in found.fills,
        owner=owner.name if owner else "",
        typed_points=sent.get("diem", asked_points),
        typed_text=sent.get("loi-giai-trinh", line.explained_reason if said else ""),
        fault=sent.get("fault", ""),
        files=every,
        new_files=fresh,
        proof_url=_proof_url(found, node),
        outcome=outcome,
        final=final,
        final_reason=why,
        sealed=sealed,
    )


_OPEN = State.EXPLANATION


def _proof_url(found: Explainable, node: str) -> str:
    place = [found.sheet.year, found.sheet.unit.code, node]
    return f"{reverse('assessments:assign_row', args=place)}#minh-chung" if node in found.framework.leaves else ""


def _outcome(found: Explainable, line: Line) -> tuple[Chip | None, str, str, str]:
    """What the second appraisal made of an explanation: a chip, the final value, its reason; or why it is sealed."""
    told = bool(line.explained_reason) and found.seal.reads(Layer.EXPLAINED, line.node_id)
    if not told or State(found.sheet.state) is _OPEN:
        return None, "", "", ""
    if why := found.seal.why(Layer.FINAL, line.node_id):
        return None, "", "", why
    final, asked, appraised = (line.value(layer) for layer in (Layer.FINAL, Layer.EXPLAINED, Layer.APPRAISED))
    outside = found.sheet.round is not None and found.sheet.round.alone  # its first results stand until others come
    if final is None or (outside and State(found.sheet.state) is State.REAPPRAISAL and final == appraised):
        return None, "", "", _("Thẩm định lần 2 chưa xét giải trình này.")
    if final == asked:
        chip = Chip("circle-check", "good", _("Chấp nhận"))
    elif final == appraised:
        chip = Chip("alert-triangle", "bad", _("Không chấp nhận"))
    else:
        chip = Chip("progress", "warn", _("Chấp nhận một phần"))
    return chip, said_value(final, found.framework), line.final_reason, ""

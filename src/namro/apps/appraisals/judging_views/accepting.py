"""Many lines are accepted at once, after a look at the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.appraisals.actions.judging import JudgedMeanwhile, Judgement, judge
from namro.apps.appraisals.judging_views.finding import find_bearer, find_bench
from namro.apps.appraisals.pages.marks import columns_of, with_other
from namro.apps.appraisals.pages.row import Row, row_of
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judged import Judged, judged, lines_seen
from namro.apps.appraisals.queries.proof_given import bearers_of
from namro.core.assessment.opinions import Layer, Verdict
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.scoring.numbers import ZERO, said_points


@require_http_methods(["GET", "POST"])
def accept_many(request: HttpRequest, key: str) -> HttpResponse:
    """The lines without any remark of `?tc=` a criterion or `?don-vi=` a unit: looked at, then accepted together."""
    bench = find_bench(request, key)
    node, code = request.GET.get("tc", ""), request.GET.get("don-vi", "")
    if node:
        find_bearer(bench, node)
    elif not code:
        raise Http404
    found = _plain(bench, node, code)
    back = _back(bench, node, code)
    faster: tuple[int, ...] = ()
    if request.method == "POST":
        sent = {text for text in request.POST.getlist("d") if len(text) < 40}
        chosen = [(one, row) for one, row in found if f"{row.line}:{row.version}" in sent]
        gone = len(sent) - len(chosen)
        try:
            judge(bench.user, [_accepted(one) for one, _row in chosen], at=system_clock())
        except JudgedMeanwhile as clash:
            faster = tuple(line.pk for line in clash.lines)
        except NamroError as fault:
            messages.error(request, fault.message)
        else:
            _tell(request, len(chosen), gone)
            return redirect(back)
        found = _plain(bench, node, code)
    return _look(request, bench, found, node=node, code=code, back=back, faster=len(faster))


def _plain(bench: Bench, node: str, code: str) -> list[tuple[Judged, Row]]:
    """The lines that may be accepted together, of one criterion, of one unit, or of one of its criteria."""
    lines = lines_seen(bench)
    if node:
        lines = lines.filter(node_id=node)
    if code:
        lines = lines.filter(assessment__unit__code=code)
    found = judged(bench, lines)
    bearers, year = bearers_of(bench.framework), bench.round.year
    rows = []
    for one in found:
        columns = with_other(columns_of(bearers[one.line.node_id], year), one.given)
        row = row_of(one, bench.framework, columns)
        rows.append((one, replace(row, name=bench.framework.names.get(row.node, ""))))
    return [(one, row) for one, row in rows if row.plain]


def _accepted(one: Judged) -> Judgement:
    value = one.line.value(Layer.SELF)
    assert value is not None  # a plain row has a claim
    return Judgement(one.line.pk, Verdict(value), one.line.version)


def _tell(request: HttpRequest, done: int, gone: int) -> None:
    messages.success(request, _("Đã chấp nhận %(n)d dòng.") % {"n": done})
    if gone:
        messages.warning(
            request,
            _("%(n)d dòng vừa có người xét hoặc có nhận xét mới nên không ghi. Xem từng dòng.") % {"n": gone},
        )


def _back(bench: Bench, node: str, code: str) -> str:
    if node:
        return reverse("appraisals:judge_criterion", args=[bench.round.code, node])
    return reverse("appraisals:judge_unit", args=[bench.round.code, code])


def _look(
    request: HttpRequest,
    bench: Bench,
    found: Sequence[tuple[Judged, Row]],
    *,
    node: str,
    code: str,
    back: str,
    faster: int,
) -> HttpResponse:
    values = [one.line.value(Layer.SELF) for one, _row in found]
    total = sum((value.points for value in values if value and value.points is not None), ZERO)
    context = {
        "rows": [row for _one, row in found],
        "total": said_points(total, bench.framework.scale),
        "round": bench.round,
        "node": node,
        "name": bench.framework.names.get(node, ""),
        "code": code,
        "back": back,
        "faster": faster,
    }
    return render(request, "appraisals/judge_accept.html", context, status=409 if faster else 200)

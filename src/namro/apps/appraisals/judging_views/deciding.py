"""One line is decided; where somebody else was faster, both words stand side by side and nothing is written."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.appraisals.actions.judging import JudgedMeanwhile, judge
from namro.apps.appraisals.judging_views.finding import find_bench
from namro.apps.appraisals.judging_views.showing import DISPUTES, UNIT, show_again
from namro.apps.appraisals.judging_views.typed import judgement_of, typed_in
from namro.apps.appraisals.pages.clash import clash_of
from namro.apps.appraisals.pages.table import KEEPS, Table
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judged import Judged, judged, lines_seen
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Write one person's word on one line; go on to the next line of the table it came from."""
    bench = find_bench(request, key)
    one = _found(bench, request.POST.get("dong", ""))
    post = request.POST.dict()
    kind, table = post.get("tu", ""), _table(bench, one, post)
    try:
        judge(bench.user, [judgement_of(post, one)], at=system_clock())
    except JudgedMeanwhile:
        return _asked(request, bench, one, post=post, table=table)
    except NamroError as fault:
        asked = {"don-vi": one.sheet.unit.code, "tc": one.line.node_id, "loc": post.get("loc", "")}
        asked["tep"] = post.get("tep", "")
        return show_again(request, bench, one, kind=kind, typed=typed_in(post, fault.message), asked=asked)
    messages.success(request, _("Đã ghi ý kiến về %(unit)s, tiêu chí %(id)s.") % {
        "unit": one.unit, "id": one.line.node_id,
    })  # fmt: skip
    address = table.url(one)
    return redirect(f"{address}{'&' if '?' in address else '?'}tiep=1")


def _found(bench: Bench, key: str) -> Judged:
    """The line of a form. Raises Http404, PermissionDenied where it is not the person's."""
    if not (key.isdecimal() and len(key) < 18):
        raise Http404
    lines = lines_seen(bench).filter(pk=int(key))
    node = lines.values_list("node_id", flat=True).first()
    if node is None:
        raise Http404
    bench.check_judge(node)
    return judged(bench, lines)[0]


def _table(bench: Bench, one: Judged, post: dict[str, str]) -> Table:
    """The table that the form stood beside, with its filter."""
    code, chosen = bench.round.code, post.get("loc", "")
    chosen = chosen if chosen in KEEPS else ""
    if post.get("tu") == UNIT:
        address = reverse("appraisals:judge_unit", args=[code, one.sheet.unit.code])
        return Table(address, ("tc",), UNIT, chosen, "")
    if post.get("tu") == DISPUTES:
        return Table(reverse("appraisals:disputes", args=[code]), ("tc", "don-vi"), DISPUTES)
    address = reverse("appraisals:judge_criterion", args=[code, one.line.node_id])
    return Table(address, ("don-vi",), "", chosen, "")


def _asked(request: HttpRequest, bench: Bench, one: Judged, *, post: dict[str, str], table: Table) -> HttpResponse:
    """Both words, and two ways to go on."""
    now = _found(bench, str(one.line.pk))
    clash = clash_of(now, bench.framework, judgement_of(post, now))
    names = ("dong", "xet", "diem", "nguyen-nhan", "ly-do", "kien-nghi", "tu", "loc", "tep")
    sent = [(name, post[name]) for name in names if name in post]
    context = {"clash": clash, "sent": sent, "round": bench.round, "back": table.url(now), "version": now.line.version}
    return render(request, "appraisals/judge_conflict.html", context, status=409)

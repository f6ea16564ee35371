"""One criterion of all units, one unit with all criteria, what is in dispute: a table with one line beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from namro.apps.appraisals.judging_views.beside import panel_beside
from namro.apps.appraisals.judging_views.finding import find_bearer, find_bench
from namro.apps.appraisals.pages.heads import criterion_head, domains_of, unit_head
from namro.apps.appraisals.pages.marks import Column, columns_of, with_other
from namro.apps.appraisals.pages.panel import Panel, Typed
from namro.apps.appraisals.pages.row import Row, row_of
from namro.apps.appraisals.pages.table import KEEPS, Table, shown, standard_of
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judged import Judged, judged, lines_seen
from namro.apps.appraisals.queries.proof_given import bearers_of, inner_of

#: Kinds of tables, as the form sends them back.
CRITERION, UNIT, DISPUTES = "tieu-chi", "don-vi", "y-kien"
#: Disputes shown at once; settled ones make room.
_DISPUTES = 200
Asked = Mapping[str, str]


@require_GET
def criterion(request: HttpRequest, key: str, node: str) -> HttpResponse:
    """One criterion of all units; `?loc=` filters, `?don-vi=` and `?tep=` choose, `?khung=1` gives the panel alone."""
    return show_criterion(request, find_bench(request, key), node, asked=request.GET.dict())


def show_criterion(
    request: HttpRequest, bench: Bench, node: str, *, asked: Asked, typed: Typed | None = None
) -> HttpResponse:
    """Answer with the table of a criterion."""
    bearer = find_bearer(bench, node)
    address = reverse("appraisals:judge_criterion", args=[bench.round.code, node])
    lines = lines_seen(bench).filter(node_id=node)
    if "khung" in asked:
        lines = lines.filter(assessment__unit__code=asked.get("don-vi", ""))
    found = judged(bench, lines)
    table = _table(address, ("don-vi",), CRITERION, found=found, asked=asked)
    columns = with_other(columns_of(bearer, bench.round.year), [given for one in found for given in one.given])
    rows = [row_of(one, bench.framework, columns, url=table.url(one)) for one in found]
    head = {"head": criterion_head(bench, bearer), "columns": columns, "node": node}
    return _answer(request, bench, table, rows, found=found, head=head, asked=asked, typed=typed)


@require_GET
def unit(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """One unit with the person's criteria; `?tc=` chooses a criterion."""
    return show_unit(request, find_bench(request, key), code, asked=request.GET.dict())


def show_unit(
    request: HttpRequest, bench: Bench, code: str, *, asked: Asked, typed: Typed | None = None
) -> HttpResponse:
    """Answer with the table of a unit."""
    address = reverse("appraisals:judge_unit", args=[bench.round.code, code])
    lines = lines_seen(bench).filter(assessment__unit__code=code)
    if "khung" in asked:
        lines = lines.filter(node_id=asked.get("tc", ""))
    found = judged(bench, lines)
    if not found:
        raise Http404
    table = _table(address, ("tc",), UNIT, found=found, asked=asked)
    rows = _across(bench, table, found)
    head = {"head": unit_head(bench, found), "code": code}
    return _answer(request, bench, table, rows, found=found, head=head, asked=asked, typed=typed)


@require_GET
def disputes(request: HttpRequest, key: str) -> HttpResponse:
    """What appraisers differ in, across all of the person's criteria; the chair settles it here."""
    return show_disputes(request, find_bench(request, key), asked=request.GET.dict())


def show_disputes(request: HttpRequest, bench: Bench, *, asked: Asked, typed: Typed | None = None) -> HttpResponse:
    """Answer with the table of disputes."""
    address = reverse("appraisals:disputes", args=[bench.round.code])
    split = lines_seen(bench).filter(disputed=True)
    lines = split.filter(pk__in=list(split.order_by("pk").values_list("pk", flat=True)[:_DISPUTES]))
    if "khung" in asked:
        lines = lines.filter(assessment__unit__code=asked.get("don-vi", ""), node_id=asked.get("tc", ""))
    found = judged(bench, lines)
    table = Table(address, ("tc", "don-vi"), DISPUTES)
    rows = _across(bench, table, found)
    return _answer(request, bench, table, rows, found=found, head={}, asked=asked, typed=typed)


def _table(address: str, names: tuple[str, ...], kind: str, *, found: Sequence[Judged], asked: Asked) -> Table:
    standard = standard_of(found)
    chosen = asked.get("loc", standard)
    return Table(address, names, kind, chosen if chosen in KEEPS else standard, standard)


def _across(bench: Bench, table: Table, found: Sequence[Judged]) -> list[Row]:
    """Rows of different criteria: one mark sums up the proof of each."""
    bearers, domains = bearers_of(bench.framework), domains_of(bench.framework)
    rows = []
    for one in found:
        node = one.line.node_id
        columns = _summed(bearers[node], bench.round.year)
        row = row_of(one, bench.framework, columns, url=table.url(one))
        rows.append(replace(row, name=inner_of(bearers[node])[1], domain=domains[node]))
    return rows


def _summed(bearer: Any, year: int) -> tuple[Column, ...]:
    columns = columns_of(bearer, year)
    pieces = tuple(piece for column in columns for piece in column.pieces)
    return (Column("", columns[0].words, pieces),)


_TEMPLATES = {CRITERION: "criterion", UNIT: "unit", DISPUTES: "disputes"}


def _answer(
    request: HttpRequest,
    bench: Bench,
    table: Table,
    rows: Sequence[Row],
    *,
    found: Sequence[Judged],
    head: Mapping[str, Any],
    asked: Asked,
    typed: Typed | None,
) -> HttpResponse:
    """The page, or the panel alone; 400 where what was typed was refused."""
    if "khung" in asked:
        if not found:
            raise Http404
        panel = panel_beside(bench, table, found[0], asked=asked, typed=typed)
        return render(request, "appraisals/_panel.html", _form(bench, table, panel))
    there = shown(table, rows, found, asked=asked)
    chosen = there.selected
    beside = panel_beside(bench, table, chosen, asked=asked, typed=typed) if chosen else None
    context = {**head, **_form(bench, table, beside), "shown": there, "home": _home(bench), "selected": _key(chosen)}
    name = f"appraisals/judge_{_TEMPLATES[table.kind]}.html"
    return render(request, name, context, status=400 if typed else 200)


def _form(bench: Bench, table: Table, panel: Panel | None) -> dict[str, Any]:
    return {"panel": panel, "table": table, "round": bench.round, "chairs": bench.chairs}


def _home(bench: Bench) -> str:
    return f"{reverse('appraisals:judging')}?ky={bench.round.code}"


def _key(one: Judged | None) -> int:
    return one.line.pk if one else 0


def show_again(
    request: HttpRequest, bench: Bench, one: Judged, *, kind: str, typed: Typed, asked: Asked
) -> HttpResponse:
    """Answer with the page from which a form was sent, what was typed in its place, and why it was refused."""
    if kind == UNIT:
        return show_unit(request, bench, one.sheet.unit.code, asked=asked, typed=typed)
    if kind == DISPUTES:
        return show_disputes(request, bench, asked=asked, typed=typed)
    return show_criterion(request, bench, one.line.node_id, asked=asked, typed=typed)

"""The published results of a round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.appraisals.pages.ranking_page import Asked, act_words, ranking_page, short_hash
from namro.apps.appraisals.queries.results import years_of
from namro.apps.appraisals.results_views.finding import Sight, sealed_words, sight_of
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.people.requests import signed_in
from namro.core.assessment.result_table import RankedUnit, ResultTable
from namro.ui.formats import day, moment

_LONGEST = 80


@require_GET
def ranking(request: HttpRequest) -> HttpResponse:
    """Ranks as intervals; `?ky=`, `?lan=`, `?nhom=`, `?theo=`, `?tim=`, `?loai=`, `?don-vi=`."""
    user, sight = signed_in(request), sight_of(request)
    if sight is None:
        return render(request, "appraisals/ranking.html", {"sight": None})
    context = {
        "sight": sight,
        "year": sight.round.year,
        "rounds": [(one.code, one.title, one.pk == sight.round.pk) for one in sight.rounds],
        "acts": [(one.number, one.act_number, day(one.act_date), one == sight.act) for one in sight.acts],
        "sealed": "" if sight.table else sealed_words(sight),
    }
    if sight.table is not None:
        context |= _shown(request, user, sight, sight.table)
    return render(request, "appraisals/ranking.html", context)


def _shown(request: HttpRequest, user: User, sight: Sight, table: ResultTable) -> dict[str, object]:
    chosen = chosen_unit(user, table, request.GET.get("don-vi", ""))
    page = ranking_page(
        table,
        asked_of(request),
        chosen=chosen,
        earlier=years_of(table.framework.level, until=table.year - 1),
        handovers=unit_handovers(),
    )
    framework = table.framework
    return {
        "page": page,
        "act": act_words(table),
        "framework": framework,
        "edition_day": "/".join(reversed(framework.edition.split("-"))),
        "hash": short_hash(table.act.sha256) if table.act else "",
        "published_at": moment(table.act.published_at) if table.act else "",
        "reason": table.act.reason if table.act else "",
        "newest": not sight.acts or sight.act == sight.acts[-1],
        "due": moment(sight.due) if sight.due else "",
        "act_query": f"?lan={sight.act.number}" if sight.act and sight.act != sight.acts[-1] else "",
    }


def asked_of(request: HttpRequest) -> Asked:
    """Return what the address asks for."""
    read = {name: request.GET.get(name, "").strip()[:_LONGEST] for name in ("nhom", "theo", "tim", "loai")}
    kept = {name: request.GET.get(name, "").strip()[:_LONGEST] for name in ("ky", "lan", "don-vi")}
    return Asked(
        {name: value for name, value in kept.items() if value},
        pool=read["nhom"],
        lens=read["theo"],
        search=read["tim"],
        band=read["loai"],
        number=request.GET.get("trang"),
    )


def chosen_unit(user: User, table: ResultTable, code: str) -> RankedUnit | None:
    """Return the unit that others are compared with: the one of the address, else the person's own."""
    if code:
        return next((unit for unit in table.units if unit.code == code), None)
    own = user.standing.units()
    return next((unit for unit in table.units if unit.unit in own), None)

"""The round that an address names, for somebody who appraises in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.appraisals.permissions import Bench, check_appraise
from namro.apps.appraisals.queries.proof_given import bearers_of
from namro.apps.assessments.queries.rounds import rounds_for
from namro.apps.people.requests import signed_in
from namro.core.framework.model import Item, Leaf


def find_bench(request: HttpRequest, key: str) -> Bench:
    """Return what the person appraises in a round. Raises Http404, PermissionDenied with the reason."""
    user = signed_in(request)
    bench = Bench(user, get_object_or_404(rounds_for(user), code=key))
    if not (bench.chairs or bench.own):
        check_appraise(user, bench.round)
    return bench


def find_bearer(bench: Bench, node: str) -> Leaf | Item:
    """Return one criterion of the person's. Raises Http404, PermissionDenied with whose it is."""
    found = bearers_of(bench.framework).get(node)
    if found is None:
        raise Http404
    bench.check_judge(node)
    return found

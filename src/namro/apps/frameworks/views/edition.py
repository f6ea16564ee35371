"""One edition: to look at, to compare, to publish, to take along."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.frameworks import actions
from namro.apps.frameworks.finding import find_edition
from namro.apps.frameworks.pages.comparison_page import comparison_page
from namro.apps.frameworks.pages.edition_page import edition_name, edition_page
from namro.apps.frameworks.pages.publish_page import publish_page
from namro.apps.frameworks.pages.tree_filter import sieve_of
from namro.apps.frameworks.permissions import can_keep, can_publish, check_keep, check_publish
from namro.apps.frameworks.queries import family_of
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.framework.compare import compare


@require_GET
def edition(request: HttpRequest, framework: str, day: str) -> HttpResponse:
    """The tree with its filters, and the editions beside it."""
    user = signed_in(request)
    found = find_edition(request, framework, day)
    tree = tree_of(found)
    sieve = sieve_of(request.GET.dict(), tree)
    family = family_of(user, framework)
    page = edition_page(found, tree, sieve=sieve, family=family, page=request.GET.get("trang", ""))
    context = {"page": page, "publishes": can_publish(user, found), "keeps": can_keep(user)}
    return render(request, "frameworks/edition.html", context)


@require_GET
def comparison(request: HttpRequest, framework: str, day: str, other: str) -> HttpResponse:
    """Two editions of a set side by side."""
    old, new = find_edition(request, framework, day), find_edition(request, framework, other)
    page = comparison_page(
        compare(tree_of(old), tree_of(new)),
        old=edition_name(old),
        new=edition_name(new),
        only=request.GET.get("loai", ""),
    )
    context = {"page": page, "old": old, "new": new, "title": new.title}
    return render(request, "frameworks/comparison.html", context)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, framework: str, day: str) -> HttpResponse:
    """Ask, then publish: there is no way back."""
    user = signed_in(request)
    found = find_edition(request, framework, day)
    check_publish(user, found)
    refused = ""
    if request.method == "POST":
        try:
            actions.publish(user, found, sha256=request.POST.get("sha256", ""), at=system_clock())
        except actions.Refused as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("Đã công bố. Từ nay phiên bản này không sửa được nữa."))
            return redirect("frameworks:edition", framework=framework, day=day)
    page = publish_page(found, tree_of(found), family_of(user, framework))
    status = 409 if refused else 200
    return render(request, "frameworks/publish.html", {"page": page, "refused": refused}, status=status)


@require_POST
def drop(request: HttpRequest, framework: str, day: str) -> HttpResponse:
    """Delete a draft."""
    user = signed_in(request)
    check_keep(user)
    found = find_edition(request, framework, day)
    check_publish(user, found)
    actions.drop_draft(user, found, at=system_clock())
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("frameworks:library")


@require_GET
def download(request: HttpRequest, framework: str, day: str) -> HttpResponse:
    """The text as it was uploaded; its SHA-256 is the one printed on the page."""
    found = find_edition(request, framework, day)
    answer = HttpResponse(found.text.encode(), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.framework}-{found.edition}.yaml"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

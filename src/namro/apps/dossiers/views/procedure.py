"""One procedure: where it is posted, reviews and proposals, sample dossiers; what a unit has posted of all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.dossiers.actions.cataloguing import put_posting
from namro.apps.dossiers.actions.reviewing import Reviewed, decide_review, give_sample, put_review, take_sample
from namro.apps.dossiers.forms import PostingForm
from namro.apps.dossiers.limits_of import offices
from namro.apps.dossiers.models import Aim, Dossier, Posting, Procedure, ProcedureReview, SampleDossier, Verdict
from namro.apps.dossiers.pages.dossier_page import term_words
from namro.apps.dossiers.pages.procedure_page import (
    components_of,
    fee_words,
    piece_of,
    posting_lines,
    review_lines,
    sample_lines,
)
from namro.apps.dossiers.permissions import WRITERS, readable_by, units_seen
from namro.apps.dossiers.posting_state import Standing, counts_of, places_of, postings_of
from namro.apps.library.giving import proof_given
from namro.apps.people.models import Unit, User
from namro.apps.people.permissions import of_units_read_by
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.ui.formats import NOTHING, day

MOST, PER_PAGE = 200, 50
_DAYS = ("%d/%m/%Y", "%Y-%m-%d")
_NO_DAY = {"invalid": gettext_lazy("Ghi ngày như 16/10/2026.")}


class ReviewForm(forms.Form):
    """A review, or a proposal."""

    aim = forms.ChoiceField(label=gettext_lazy("Kết quả rà soát"), choices=Aim.choices)
    text = forms.CharField(label=gettext_lazy("Nội dung"), max_length=2000)
    saved = forms.FloatField(
        label=gettext_lazy("Thời gian cắt"), required=False, error_messages={"invalid": gettext_lazy("Ghi một số.")}
    )
    day = forms.DateField(label=gettext_lazy("Ngày"), input_formats=_DAYS, error_messages=_NO_DAY)
    paper = forms.CharField(label=gettext_lazy("Văn bản đề xuất"), max_length=160, required=False)


class VerdictForm(forms.Form):
    """What became of a proposal."""

    verdict = forms.ChoiceField(label=gettext_lazy("Kết quả"), choices=Verdict.choices)
    act = forms.CharField(label=gettext_lazy("Văn bản quyết định"), max_length=160)
    on = forms.DateField(label=gettext_lazy("Ngày"), input_formats=_DAYS, error_messages=_NO_DAY)


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure, its editions, where it is posted, what was proposed; a place is posted here."""
    user = signed_in(request)
    form = PostingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        current = _current(user, code)
        try:
            with transaction.atomic():
                unit = _own_unit(request, user)
                proof = proof_given(user, unit, upload=request.FILES.get("tep"), at=system_clock()) if unit else None
                put_posting(
                    user, unit, current, place=said["place"], day=said["day"], proof=said["proof"], evidence=proof,
                    at=system_clock(),
                )  # fmt: skip
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ghi nơi niêm yết."))
            return redirect("dossiers:procedure", code=code)
    return _page(request, user, code, form=form)


@require_POST
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Put a review down, or what became of one (`ket-qua` names it)."""
    user, now = signed_in(request), system_clock()
    current = _current(user, code)
    form: forms.Form = VerdictForm(request.POST) if "ket-qua" in request.POST else ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, user, code, error=_first(form))
    said = form.cleaned_data
    try:
        with transaction.atomic():
            if isinstance(form, VerdictForm):
                key = get_object_or_404(ProcedureReview, pk=_key(request.POST["ket-qua"]), procedure__code=code).pk
                decide_review(user, key, said["verdict"], act=said["act"], on=said["on"], at=now)
            else:
                unit = _own_unit(request, user)
                proof = proof_given(user, unit, upload=request.FILES.get("tep"), at=now) if unit else None
                put_review(user, unit, current, Reviewed(**said), evidence=proof, at=now)
    except NamroError as refusal:
        return _page(request, user, code, error=refusal.message)
    messages.success(request, _("Đã ghi."))
    return redirect("dossiers:procedure", code=code)


@require_POST
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Give a sample dossier, or take one away (`bo` names it)."""
    user, now = signed_in(request), system_clock()
    current = _current(user, code)
    try:
        with transaction.atomic():
            if "bo" in request.POST:
                key = get_object_or_404(SampleDossier, pk=_key(request.POST["bo"]), procedure__code=code).pk
                take_sample(user, key, at=now)
            else:
                unit = _own_unit(request, user)
                proof = proof_given(user, unit, upload=request.FILES.get("tep"), at=now) if unit else None
                give_sample(user, unit, current, request.POST.get("ten", ""), evidence=proof, at=now)
    except NamroError as refusal:
        return _page(request, user, code, error=refusal.message)
    messages.success(request, _("Đã ghi."))
    return redirect("dossiers:procedure", code=code)


@require_GET
def posted(request: HttpRequest) -> HttpResponse:
    """What a unit has posted where, what is late: `?don-vi=`, `?loc=`."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    code = request.GET.get("don-vi", "")
    node = next((one for one in units if one.code == code), None) or next(iter(units), None)
    context: dict[str, Any] = {"units": units, "unit": node}
    if node is not None:
        found = postings_of(node.id, node.code, str(node.kind), now, user.standing.day)
        counts = counts_of(found)
        chosen = request.GET.get("loc", "")
        chosen = chosen if chosen in list(Standing) else ""
        page = Paginator([one for one in found if not chosen or one.standing == chosen], PER_PAGE)
        shown = page.get_page(request.GET.get("trang"))
        places = places_of(node.id, [one.procedure.pk for one in shown])
        context |= {
            "page": shown, "total": len(found), "overdue": counts[Standing.OVERDUE], "chosen": chosen,
            "tabs": [(one.value, words, counts[one]) for one, words in _words().items()],
            "rows": [
                (one, day(one.limit.date()) if one.limit else NOTHING,
                 [(place, day(place.day), piece_of(place.evidence)) for place in places.get(one.procedure.pk, [])])
                for one in shown
            ],
            "words": {one.value: words for one, words in _words().items()},
            "query": f"don-vi={node.code}&loc={chosen}",
        }  # fmt: skip
    return render(request, "dossiers/posted.html", context)


def _words() -> dict[Standing, str]:
    return {
        Standing.OVERDUE: _("Quá hạn chưa niêm yết"),
        Standing.LATE: _("Niêm yết muộn"),
        Standing.WAITING: _("Còn hạn"),
        Standing.DONE: _("Đã niêm yết đúng hạn"),
        Standing.UNDATED: _("Chưa niêm yết, quyết định không ghi ngày"),
    }


def _current(user: User, code: str) -> Procedure:
    editions = list(Procedure.objects.filter(code=code).order_by("-since")[:50])
    if not editions:
        raise Http404(_("Danh mục không có thủ tục này."))
    return next((row for row in editions if row.since <= user.standing.day), editions[-1])


def _page(
    request: HttpRequest, user: User, code: str, *, form: PostingForm | None = None, error: str = ""
) -> HttpResponse:
    current = _current(user, code)
    editions = Procedure.objects.filter(code=code).order_by("-since")[:50]
    mine = user.standing.units(*WRITERS)
    units = {unit.code: unit.pk for unit in Unit.objects.filter(pk__in=mine, home=None)}
    seen = of_units_read_by(user, "unit")
    postings = list(
        Posting.objects.filter(seen, procedure__code=code).select_related("procedure", "evidence", "unit")
        .order_by("-day", "-id")[:MOST]
    )  # fmt: skip
    reviews = list(
        ProcedureReview.objects.filter(seen, procedure__code=code).select_related("procedure", "evidence")
        .order_by("-day", "-id")[:MOST]
    )  # fmt: skip
    samples = list(
        SampleDossier.objects.filter(seen, procedure__code=code, removed_at=None).select_related("evidence")
        .order_by("title", "id")[:MOST]
    )  # fmt: skip
    named = {*units.values(), *(one.unit_id for one in postings), *(one.unit_id for one in reviews)}
    named |= {one.unit_id for one in samples}
    names = {key: name for key, (_code, name) in names_of(named).items()}
    office_of = offices({one.unit_id: one.unit.code for one in postings})
    form = form or PostingForm()
    context: dict[str, Any] = {
        "row": current, "term": term_words(current.amount, current.time_unit) or NOTHING, "fee": fee_words(current),
        "components": components_of(current), "form": form, "error": error,
        "editions": [(one, day(one.since), day(one.until) if one.until else "") for one in editions],
        "postings": posting_lines(postings, names, {one.unit_id: office_of(one.unit_id) for one in postings}),
        "reviews": review_lines(reviews, names, mine), "samples": sample_lines(samples, names, mine),
        "aims": Aim.choices, "verdicts": Verdict.choices[1:], "typed": request.POST,
        "units": [(unit_code, names[key]) for unit_code, key in units.items()],
        "act_day": day(current.act_day) if current.act_day else "",
        "saved": _saved(current, reviews),
        "dossiers": Dossier.objects.filter(readable_by(user), procedure=code, is_open=True).order_by()[:1000].count(),
    }  # fmt: skip
    status = 400 if error or (form.is_bound and form.errors) else 200
    return render(request, "dossiers/procedure.html", context, status=status)


def _saved(row: Procedure, reviews: list[ProcedureReview]) -> str:
    """The time shortened by proposals that were carried out, of the shown units."""
    total = sum(one.saved or 0 for one in reviews if one.verdict == Verdict.ACCEPTED and one.procedure_id == row.pk)
    return term_words(total, row.time_unit) if total else ""


def _own_unit(request: HttpRequest, user: User) -> int:
    mine = user.standing.units(*WRITERS)
    unit = Unit.objects.filter(pk__in=mine, home=None, code=request.POST.get("don-vi", "")).first()
    return unit.pk if unit else 0


def _first(form: forms.Form) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {errors[0]}" if name in form.fields else str(errors[0])


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0

"""The pages of respondents: nobody logs in, the site keeps nothing in the browser, every form works without script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import address_of
from namro.apps.surveys.codes import typed
from namro.apps.surveys.entering import (
    Entrance,
    by_code,
    by_counter,
    check_open,
    code_name,
    device_of,
    form_of,
    is_opened,
    new_form,
    used_words,
)
from namro.apps.surveys.filling import Filled, filled
from namro.apps.surveys.guessing import has_guessed, note_wrong
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import Survey
from namro.apps.surveys.pages.questions import groups_of
from namro.apps.surveys.receiving import Outcome, Sent, receive
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.survey.model import Instrument, words_in

_STATUS = {
    "used": 409,
    "closed": 409,
    "early": 403,
    "over": 410,
    "expired": 410,
    "guessed": 429,
    "unknown": 404,
    "form": 400,
}
#: Names of our own fields begin as no code of a question does.
_OURS = "-"
_LONGEST_DOSSIER = 80


@never_cache
@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Type a code."""
    code = typed(request.GET.get("ma", ""))[:40]
    return redirect("surveys:answer", code=code) if code else _page(request, "surveys/start.html", {})


# Whoever sends answers is known by the code, not by a cookie: there is nothing that another site could abuse.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions that a code leads to, and the answers to them."""
    at, address = system_clock(), address_of(request)
    opened = request.method == "POST" and is_opened(request.POST.get("-phieu", ""), code_name(code))
    if not opened and has_guessed(address, at=at):
        said = _("Đã thử nhiều mã không đúng từ mạng này. Chờ một giờ rồi thử lại; câu trả lời trên trang vẫn còn.")
        return _refused(request, said, "guessed")
    entrance = by_code(code, opened=opened)
    if entrance is None:
        note_wrong(address, at=at)
        return _refused(request, _("Không có mã này. Xem lại từng chữ, số trên phiếu rồi nhập lại."), "unknown")
    return _serve(request, entrance, at)


@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def counter(request: HttpRequest, code: str) -> HttpResponse:
    """The same at a device of the counter, which goes back to its beginning by itself."""
    entrance = by_counter(code)
    if entrance is None:
        return _refused(request, _("Thiết bị này không còn nhận đánh giá. Hỏi Bộ phận Một cửa."), "unknown")
    return _serve(request, entrance, system_clock())


def _serve(request: HttpRequest, entrance: Entrance, at: datetime) -> HttpResponse:
    made = questions_of(entrance.survey.instrument)
    language = _language(request, made)
    known = language in dict(settings.LANGUAGES)
    with translation.override(language if known else settings.LANGUAGE_CODE):
        try:
            if request.method == "POST":
                return _take(request, entrance, made, language=language, at=at)
            check_open(entrance, at)
            if entrance.used_at is not None:
                raise NamroError(used_words(), code="used")
        except NamroError as refusal:
            return _refused(request, refusal.message, refusal.code)
        return _form(request, entrance, made, language=language, mark=new_form(entrance.name))


def _take(request: HttpRequest, entrance: Entrance, made: Instrument, *, language: str, at: datetime) -> HttpResponse:
    """Keep what was sent, and say what became of it."""
    mark = request.POST.get("-phieu", "")
    key, opened = form_of(mark, entrance.name)
    check_open(entrance, at, opened=opened)
    raw = {name: _texts(texts) for name, texts in request.POST.lists() if not name.startswith(_OURS)}
    found = filled(made, raw)
    if found.faults:
        said = _("Có câu trả lời không dùng được, chưa gửi gì. Xem chỗ tô đỏ, chọn lại rồi gửi.")
        if _wants_json(request):
            return JsonResponse({"error": said, "faults": dict(found.faults)}, status=400)
        return _form(request, entrance, made, language=language, mark=mark, found=found, error=said, status=400)
    outcome = receive(_sent(request, entrance, found, key=key, opened=opened, at=at, language=language))
    if outcome is Outcome.USED:
        raise NamroError(used_words(), code="used")
    if outcome is Outcome.CLOSED:
        raise NamroError(_("Phiếu này đã nhận đủ từ lần gửi trước. Lần gửi này không đổi gì."), code="closed")
    return _taken(request, entrance, made, found, language=language, mark=mark)


def _sent(
    request: HttpRequest, entrance: Entrance, found: Filled, *, key: str, opened: datetime, at: datetime, language: str
) -> Sent:
    meta = request.META
    seen = (address_of(request), meta.get("HTTP_USER_AGENT", ""), meta.get("HTTP_ACCEPT_LANGUAGE", ""))
    device = device_of(entrance.survey, *((entrance.counter,) if entrance.counter else seen))
    wanted = request.POST.get("-gan", "") == "1"
    return Sent(
        survey=entrance.survey.pk, unit=entrance.unit, key=key, channel=entrance.channel, answers=found.kept,
        complete=not found.open, received_at=at, code=entrance.code, stratum=entrance.stratum, psu=entrance.psu,
        about_user=entrance.about_user, about_unit=entrance.about_unit, language=language, device=device,
        fresh=entrance.used_at is None, started_at=opened,
        submitted_at=_pressed(request.POST.get("-luc", ""), opened, at),
        dossier=writable(request.POST.get("-ho-so", "")).strip()[:_LONGEST_DOSSIER] if wanted else "",
    )  # fmt: skip


def _pressed(text: str, opened: datetime, at: datetime) -> datetime:
    """When somebody pressed the button, as the phone says, within what is possible."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return min(max(found, opened), at) if found is not None and found.tzinfo is not None else at


def _taken(
    request: HttpRequest, entrance: Entrance, made: Instrument, found: Filled, *, language: str, mark: str
) -> HttpResponse:
    open_ones = len(found.open)
    if _wants_json(request):
        return JsonResponse({"open": open_ones})
    if open_ones and not entrance.counter:
        return _form(request, entrance, made, language=language, mark=mark, found=found, kept=True)
    answer = _page(request, "surveys/thanks.html", {"survey": entrance.survey, "back": entrance.counter})
    if entrance.counter:
        answer["Refresh"] = "8"  # the address itself, read anew: an empty form
    return answer


def _form(
    request: HttpRequest, entrance: Entrance, made: Instrument, *, language: str, mark: str,
    found: Filled | None = None, error: str = "", kept: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    faults: Mapping[str, str] = found.faults if found else {}
    context = {
        "survey": entrance.survey, "desk": entrance.survey.kind == Survey.Kind.DESK, "mark": mark, "error": error,
        "unit": names_of([entrance.unit])[entrance.unit][1], "title": words_in(made.title, language),
        "groups": groups_of(made, language, found.given if found else None, faults), "width": made.scale.most,
        "language": language, "languages": _choices(made), "kept": kept,
        "open": len(found.open) if found else 0, "counter": entrance.counter, "dossier": _dossier(request, entrance),
        "expires": int(entrance.expires_at.timestamp()) if entrance.expires_at else 0,
    }  # fmt: skip
    return _page(request, "surveys/answer.html", context, status=status)


def _dossier(request: HttpRequest, entrance: Entrance) -> str:
    """The dossier whose code was scanned, at the counter's own survey only."""
    sent = request.POST.get("-ho-so", "") or request.GET.get("ho-so", "")
    return writable(sent).strip()[:_LONGEST_DOSSIER] if entrance.survey.kind == Survey.Kind.DESK else ""


def _refused(request: HttpRequest, said: str, code: str) -> HttpResponse:
    status = _STATUS.get(code, 400)
    if _wants_json(request):
        return JsonResponse({"error": said, "code": code}, status=status)
    return _page(request, "surveys/refused.html", {"said": said, "again": code in {"unknown", "used"}}, status=status)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, template, context, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _language(request: HttpRequest, made: Instrument) -> str:
    wanted = request.GET.get("nn", "")
    return wanted if wanted in made.languages else made.languages[0]


def _choices(made: Instrument) -> list[tuple[str, str]]:
    """The languages to choose from, each by its own name; none where there is only one."""
    names = {code: LANG_INFO.get(code, {}).get("name_local", code) for code in made.languages}
    return list(names.items()) if len(names) > 1 else []


def _texts(texts: Iterable[object]) -> list[str]:
    return [writable(str(text)) for text in texts]

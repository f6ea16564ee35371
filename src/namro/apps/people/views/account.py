"""Login, logout, my account."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.people import actions
from namro.apps.people.forms.account import LoginForm, NewAccountForm, PasswordForm
from namro.apps.people.models import Role
from namro.apps.people.queries.people import positions_of
from namro.apps.people.requests import signed_in
from namro.apps.people.views.asking import Question, ask, form_page, manager, posted
from namro.core.base.clock import system_clock
from namro.core.base.folding import tidy
from namro.ui.formats import NOTHING


@sensitive_post_parameters("password")
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, then go to the page that was asked for."""
    goal = _goal(request)
    if request.user.is_authenticated:
        return redirect(goal)
    form = LoginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.log_in(
                request, form.cleaned_data["username"], password=form.cleaned_data["password"], at=system_clock()
            )
        except actions.LoginRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect(goal)
    return render(request, "people/login.html", {"form": form, "goal": goal}, status=400 if form.errors else 200)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    actions.log_out(request, signed_in(request), at=system_clock())
    return redirect(settings.LOGIN_URL)


@sensitive_post_parameters("current", "new")
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, my password, my language."""
    user = signed_in(request)
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.change_password(request, user, password=form.cleaned_data["new"], at=system_clock())
        messages.success(request, _("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."))
        return redirect("people:account")
    context = {
        "person": user,
        "form": form,
        "positions": positions_of(user, user.standing.day),
        "roles": [str(role.label) for role in Role if role in user.standing.roles] or [NOTHING],
    }
    return render(request, "people/account.html", context, status=400 if form.errors else 200)


@sensitive_post_parameters("password")
@form_page
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account for somebody, who is appointed afterwards."""
    actor = manager(request)
    form = NewAccountForm(posted(request))

    def act(at: datetime) -> tuple[str, str]:
        values = form.cleaned_data
        user, _made = actions.save_account(
            values["username"],
            values["password"],
            at=at,
            by=actor,
            full_name=tidy(values["full_name"]),
            is_admin=values["is_admin"],
        )
        said = _("Đã tạo tài khoản của %(name)s. Mở trang của chức danh rồi bấm Bổ nhiệm.") % {"name": user.full_name}
        return resolve_url("people:person", key=user.pk), said

    back = resolve_url("people:organisation")
    return ask(request, Question(form=form, title=_("Thêm người"), word=_("Tạo tài khoản"), back=back, act=act))


def _goal(request: HttpRequest) -> str:
    """The page to go to after login; an address outside this site is not followed."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)

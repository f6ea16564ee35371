"""What people do with their accounts. Each act is one transaction and leaves one line in the audit record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, LoginFailure, User, folded_username
from namro.apps.people.passwords import check_new_password
from namro.apps.people.queries.accounts import count_failures
from namro.apps.people.recording import record
from namro.apps.people.requests import address_of
from namro.core.base.errors import NamroError

#: After so many refusals within the window, a name is not tried again from the same address.
MAX_FAILURES = 10
WINDOW = timedelta(minutes=15)

NAME_LENGTH = 64


class LoginRefused(NamroError):
    """Wrong name or password, or too many tries."""


def log_in(request: HttpRequest, username: str, *, password: str, at: datetime) -> User:
    """Log a person in. Raises LoginRefused with words for the person."""
    address = address_of(request)
    if count_failures(username, address, since=at - WINDOW) >= MAX_FAILURES:
        minutes = int(WINDOW.total_seconds() // 60)
        raise LoginRefused(
            _("Đã sai quá %(count)d lần. Đợi %(minutes)d phút rồi thử lại, hoặc nhờ quản trị đặt lại mật khẩu.")
            % {"count": MAX_FAILURES, "minutes": minutes}
        )
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        _record_failure(username, address, at=at)
        raise LoginRefused(_("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt."))
    with transaction.atomic():
        login(request, user)
        record(user, AuditEntry.Act.LOGGED_IN, at=at)
    return user


@transaction.atomic
def log_out(request: HttpRequest, user: User, *, at: datetime) -> None:
    """End the session."""
    record(user, AuditEntry.Act.LOGGED_OUT, at=at)
    logout(request)


@transaction.atomic
def change_password(request: HttpRequest, user: User, *, password: str, at: datetime) -> None:
    """Set a new password; other sessions of the account end, this one goes on."""
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    record(user, AuditEntry.Act.PASSWORD_CHANGED, at=at)


@transaction.atomic
def save_account(
    username: str, password: str, *, at: datetime, by: User | None = None, **fields: str | bool
) -> tuple[User, bool]:
    """Make an account, or set an existing one's password and open it again. Return it, and whether it was made.

    Without `by` the account itself stands in the audit record: whoever runs the command has no account of the site.
    Raises NamroError for a name or password that cannot be used.
    """
    name = folded_username(username)
    if not name or len(name) > NAME_LENGTH:
        raise NamroError(_("Tên đăng nhập phải có từ 1 đến %(most)d ký tự.") % {"most": NAME_LENGTH}, code="username")
    known = User.objects.select_for_update().filter(username=name).first()
    if known and by:
        said = _("Tên đăng nhập “%(name)s” là của %(person)s. Chọn tên khác.")
        raise NamroError(said % {"name": name, "person": known.full_name}, code="username")
    user = known or User(username=name, full_name=username.strip())
    was_admin = user.is_admin
    for field, value in fields.items():
        setattr(user, field, value)
    try:
        check_new_password(password, user)
    except ValidationError as error:
        raise NamroError(" ".join(error.messages), code="password") from error
    user.is_active = True
    user.set_password(password)
    user.save()
    LoginFailure.objects.filter(username=name).delete()
    act, note = _what_was_done(made=known is None, granted=user.is_admin and not was_admin)
    record(by or user, act, at=at, subject=f"user:{name}", note=note if by else f"namro account: {note}")
    return user, known is None


def _what_was_done(*, made: bool, granted: bool) -> tuple[AuditEntry.Act, str]:
    """The weightiest thing is the act of the one line; the note names the rest."""
    note = _("tài khoản mới") if made else _("đặt lại mật khẩu")
    if granted:
        return AuditEntry.Act.ADMIN_GRANTED, note
    return AuditEntry.Act.ACCOUNT_MADE if made else AuditEntry.Act.PASSWORD_CHANGED, note


@transaction.atomic
def _record_failure(username: str, address: str, *, at: datetime) -> None:
    LoginFailure.objects.filter(at__lte=at - WINDOW).delete()
    LoginFailure.objects.create(username=folded_username(username)[:64], address=address, at=at)

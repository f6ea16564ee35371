"""Whether a new password may be used, said in our own words: Django's are not all in Vietnamese."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from namro.apps.people.models import User


def check_new_password(password: str, user: User) -> None:
    """Raise ValidationError with everything that is wrong with a new password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError([_said(one) for one in error.error_list]) from error


def _said(error: ValidationError) -> ValidationError:
    words = {
        "password_too_short": _("Mật khẩu ngắn quá. Gõ ít nhất %(min_length)d ký tự."),
        "password_too_similar": _("Mật khẩu giống tên đăng nhập hoặc họ tên. Chọn mật khẩu khác."),
        "password_too_common": _("Mật khẩu này nhiều người dùng, dễ đoán. Chọn mật khẩu khác."),
        "password_entirely_numeric": _("Mật khẩu chỉ có chữ số. Thêm chữ cái."),
    }
    said = words.get(error.code or "")
    return ValidationError(said, code=error.code, params=error.params) if said else error

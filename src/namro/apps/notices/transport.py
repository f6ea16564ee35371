"""Handing letters to a mail server, so that it is known of each whether the server has it.

Written on smtplib because that question needs the steps of a delivery apart: what fails before the text was handed
over was not sent; what breaks off while the server takes it may have been.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Protocol

from django.utils.translation import gettext as _

#: Seconds that the server may take for one answer.
_PATIENCE = 20
_REASON = 200


class Account(Protocol):
    """How the server is reached (`config.environment.Mail`)."""

    @property
    def host(self) -> str:
        """Name of the server."""

    @property
    def port(self) -> int:
        """Where it listens."""

    @property
    def user(self) -> str:
        """Name to log in with; "" without logging in."""

    @property
    def password(self) -> str:
        """The secret that goes with it."""

    @property
    def security(self) -> str:
        """smtp (none), starttls or smtps."""

    @property
    def sender(self) -> str:
        """The address from which mail is sent."""


class Unreachable(Exception):
    """The server does not answer, or does not let us in: nothing was sent, and no letter is to blame."""


class Refused(Exception):
    """The server does not take this letter; `for_good` where another try changes nothing."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        super().__init__(words)
        self.for_good = for_good


class Unsure(Exception):
    """The connection broke while the server took the text: it may have the letter, or not."""


def reachable(address: str) -> str:
    """Return an address as every server takes it: a domain with marks in its ASCII form. Raises Refused."""
    name, _at, domain = address.rpartition("@")
    try:
        return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError as fault:
        raise Refused(
            _("máy chủ thư không nhận địa chỉ có chữ có dấu; người nhận ghi lại địa chỉ ở Cài đặt thông báo"),
            for_good=True,
        ) from fault


class Line:
    """An open connection."""

    def __init__(self, smtp: smtplib.SMTP, sender: str) -> None:
        self._smtp, self._sender = smtp, sender

    def hand_over(self, message: EmailMessage, address: str) -> None:
        """Give the server one letter. Raises Refused, Unreachable or Unsure."""
        content = message.as_bytes(policy=SMTP_POLICY)
        try:
            self._smtp.rset()
            self._check(*self._smtp.mail(self._sender))
            self._check(*self._smtp.rcpt(reachable(address)))
        except (OSError, smtplib.SMTPException) as fault:
            raise Unreachable(_words(fault)) from fault
        try:
            code, answer = self._smtp.data(content)
        except smtplib.SMTPDataError as fault:
            raise Refused(_said(fault.smtp_code, fault.smtp_error), for_good=fault.smtp_code >= 500) from fault
        except (OSError, smtplib.SMTPException) as fault:
            raise Unsure(_words(fault)) from fault
        self._check(code, answer)

    @staticmethod
    def _check(code: int, answer: bytes) -> None:
        if code == 421:  # the server is going away; it says so of itself, not of the letter
            raise Unreachable(_said(code, answer))
        if not 200 <= code < 300:
            raise Refused(_said(code, answer), for_good=code >= 500)


@contextmanager
def connected(account: Account) -> Iterator[Line]:
    """Hold a connection to the server. Raises Unreachable."""
    try:
        smtp = _opened(account)
    except (OSError, smtplib.SMTPException) as fault:
        raise Unreachable(_words(fault)) from fault
    try:
        yield Line(smtp, account.sender)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()


def _opened(account: Account) -> smtplib.SMTP:
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if account.security == "smtps":
        smtp = smtplib.SMTP_SSL(account.host, account.port, timeout=_PATIENCE, context=context)
    else:
        smtp = smtplib.SMTP(account.host, account.port, timeout=_PATIENCE)
    try:
        if account.security == "starttls":
            smtp.starttls(context=context)
        if account.user:
            smtp.login(account.user, account.password)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _said(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(words.split())}"[:_REASON]


def _words(fault: Exception) -> str:
    """What went wrong, without anything that we sent: neither name nor password of the account."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return f"{fault.smtp_code} {_('máy chủ không nhận tên đăng nhập hoặc mật khẩu')}"
    if isinstance(fault, smtplib.SMTPResponseException):
        return _said(fault.smtp_code, fault.smtp_error)
    if isinstance(fault, ssl.SSLError):
        return _("không lập được kết nối mã hóa (TLS): kiểm tra chứng thư của máy chủ thư")
    if isinstance(fault, TimeoutError):
        return _("máy chủ thư không trả lời kịp")
    if isinstance(fault, ConnectionRefusedError):
        return _("máy chủ thư từ chối kết nối: kiểm tra địa chỉ và cổng")
    return _("không kết nối được máy chủ thư (%(kind)s)") % {"kind": type(fault).__name__}

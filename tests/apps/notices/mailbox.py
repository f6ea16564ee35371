"""A real SMTP server on a free port of this machine; it keeps what it takes and refuses what it is told to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from namro.config.environment import Mail


class Mailbox:
    """What arrived; `answers` are the answers to letters for an address, one after another, before they are taken."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, list[str]] = {}

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        waiting = self.answers.get(envelope.rcpt_tos[0])
        if waiting:
            return waiting.pop(0)
        assert isinstance(envelope.content, bytes)
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters for an address."""
        return [one for one in self.letters if address in str(one["To"])]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def serving(mailbox: Mailbox, *, port: int = 0, password: str = "") -> Iterator[Mail]:
    """Serve the mailbox; yield how it is reached. With a password, `namro` has to log in with it."""

    def let_in(*given: object) -> AuthResult:
        data = given[-1]
        assert isinstance(data, LoginPassword)
        return AuthResult(success=data.password == password.encode(), handled=False)

    options = (
        {"authenticator": let_in, "auth_required": True, "auth_require_tls": False, "auth_exclude_mechanism": ["LOGIN"]}
        if password
        else {}
    )
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield account(controller.port, user="namro" if password else "", password=password)
    finally:
        controller.stop()


def account(port: int, *, user: str = "", password: str = "") -> Mail:
    """How a server on this machine is reached."""
    return Mail(
        host="127.0.0.1", port=port, security="smtp", sender="namro@suoimay.example", user=user, password=password
    )

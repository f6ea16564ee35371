"""A notice as a letter: plain text, and the same as simple HTML."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr

from django.template.loader import render_to_string
from django.utils import translation

from namro.apps.notices.models import Letter
from namro.apps.notices.transport import reachable
from namro.core.base.folding import tidy

_NAME = "Năm Rõ"


def message_of(letter: Letter, *, sender: str, site: str, at: datetime) -> EmailMessage:
    """Return the letter as it goes out; `site` is the address of the site without a slash at its end.

    Expects the notice and its person at hand. Raises Refused for an address that no server takes.
    The Message-ID is the same at every try.
    """
    notice = letter.notice
    context = {
        "text": notice.text,
        "lines": notice.body.splitlines(),
        "url": f"{site}{notice.url}" if notice.url else "",
        "wishes": f"{site}/thong-bao/cai-dat",
        "person": notice.user.full_name,
        "site": site,
    }
    made = EmailMessage()
    made["From"] = formataddr((_NAME, sender))
    made["To"] = formataddr((tidy(notice.user.full_name), reachable(letter.address)))
    made["Subject"] = tidy(notice.text)[:150]
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{letter.message_id}@{parseaddr(sender)[1].rpartition('@')[2] or 'namro'}>"
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = "vi"
    with translation.override("vi"):
        made.set_content(render_to_string("notices/mail.txt", context))
        made.add_alternative(render_to_string("notices/mail.html", context), subtype="html")
    return made

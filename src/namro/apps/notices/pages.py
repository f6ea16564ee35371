"""What the pages of notices show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.notices.kinds import kind_of
from namro.apps.notices.models import Letter, MailServer, Notice
from namro.apps.notices.queries import letters_by_state, letters_in, server_state
from namro.apps.notices.sending import UNSURE
from namro.apps.notices.transport import Account
from namro.ui.formats import moment

State = Letter.State
_ON_A_PAGE = 30
#: What stands in one tab: a letter on its way still waits for the server's word.
_TABS = {
    State.DEAD: (State.DEAD,),
    State.WAITING: (State.WAITING, State.CLAIMED, State.HANDING),
    State.SENT: (State.SENT,),
    State.DROPPED: (State.DROPPED,),
}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice of the list."""

    key: int
    text: str
    lines: tuple[str, ...]
    kind: str
    when: str
    new: bool
    urgent: bool
    leads: bool


def notice_rows(rows: Iterable[Notice], today: date) -> list[NoticeRow]:
    """Return the rows of a list."""
    return [
        NoticeRow(
            row.pk,
            row.text,
            tuple(line for line in row.body.splitlines() if line),
            str(kind_of(row.kind).words),
            _when(row, today),
            row.read_at is None,
            row.urgent,
            bool(row.url),
        )
        for row in rows
    ]


def _when(row: Notice, today: date) -> str:
    local = timezone.localtime(row.at)
    return f"{local:%H:%M}" if local.date() == today else moment(row.at)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of the outbox."""

    key: int
    person: str
    address: str
    text: str
    when: str
    attempts: int
    fault: str
    cure: str


@dataclass(frozen=True, slots=True)
class MailPage:
    """The outbox; `server` says how the mail server answers, `css` how bad that is."""

    server: str
    advice: str
    css: str
    tabs: tuple[tuple[str, str, int, bool], ...]
    rows: tuple[LetterRow, ...]
    found: Page[Letter]
    query: str
    dead: bool


def mail_page(account: Account | None, *, chosen: str, number: str | None) -> MailPage:
    """Return the context of the outbox; a fixed number of queries."""
    counts = letters_by_state()
    usual = State.DEAD if counts.get(State.DEAD) else State.WAITING
    shown = next((state for state in _TABS if state.value == chosen), usual)
    found = Paginator(letters_in(_TABS[shown]), _ON_A_PAGE).get_page(number)
    server, advice, css = _server_words(account, server_state(), waiting=counts.get(State.WAITING, 0))
    return MailPage(
        server=server,
        advice=advice,
        css=css,
        tabs=tuple(_tabs(counts, shown)),
        rows=tuple(_letter_row(row) for row in found.object_list),
        found=found,
        query=f"loc={shown.value}",
        dead=shown == State.DEAD,
    )


def _server_words(account: Account | None, server: MailServer, *, waiting: int) -> tuple[str, str, str]:
    if account is None:
        told = _("Đặt NAMRO_MAIL_URL, NAMRO_MAIL_FROM và NAMRO_URL trên máy chủ rồi khởi động lại; thư đang chờ sẽ đi.")
        return _("Chưa cấu hình máy chủ thư"), told, "warn"
    where = f"{account.host}:{account.port}"
    if server.down_since and server.next_try:
        words = _("Máy chủ thư %(where)s không trả lời từ %(since)s: %(fault)s") % {
            "where": where,
            "since": moment(server.down_since),
            "fault": server.fault,
        }
        told = _("Không mất thư nào: %(n)d thư đang chờ, thử lại lúc %(next)s. Kiểm tra máy chủ, mạng, tài khoản thư.")
        return words, told % {"n": waiting, "next": moment(server.next_try)}, "bad"
    last = (
        _("lần gửi gần nhất %(at)s") % {"at": moment(server.last_sent)} if server.last_sent else _("chưa gửi thư nào")
    )
    words = _("Máy chủ thư %(where)s, gửi từ %(sender)s") % {"where": where, "sender": account.sender}
    return words, last, "good"


def _tabs(counts: Mapping[str, int], shown: State) -> Iterator[tuple[str, str, int, bool]]:
    for state, states in _TABS.items():
        yield str(state.label), state.value, sum(counts.get(one, 0) for one in states), state is shown


def _letter_row(row: Letter) -> LetterRow:
    return LetterRow(
        row.pk,
        row.notice.user.full_name,
        row.address,
        row.notice.text,
        moment(row.sent_at or row.not_before),
        row.attempts,
        _fault(row),
        _cure(row.fault) if row.state == State.DEAD else "",
    )


def _fault(row: Letter) -> str:
    if row.state in (State.CLAIMED, State.HANDING):
        return str(row.get_state_display())
    return _("Không rõ thư đã đi hay chưa: kết nối đứt khi đang chuyển.") if row.fault == UNSURE else row.fault


def _cure(fault: str) -> str:
    if fault == UNSURE:
        return _("Hỏi người nhận trước khi gửi lại: thư có thể đã tới.")
    if fault.startswith(("550", "551", "553", "501")):
        return _("Hỏi người nhận địa chỉ đúng, nhờ sửa ở Thông báo › Cách nhận, rồi gửi lại.")
    if fault.startswith(("552", "452")):
        return _("Hộp thư của người nhận đầy. Nhờ dọn hộp thư rồi gửi lại.")
    return _("Sửa theo câu trả lời của máy chủ thư rồi gửi lại.")

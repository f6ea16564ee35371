"""Where somebody comes in to answer: by a code or at a device of the counter; and why not, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.core import signing
from django.utils.translation import gettext as _

from namro.apps.library.codes import keyed_digest, new_code
from namro.apps.surveys.codes import digest_of, typed
from namro.apps.surveys.models import AccessCode, Channel, Counter, Survey
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError

#: A form that was opened in time may come in so much later: its phone had no connection.
GRACE = timedelta(hours=72)
_KEY_LENGTH = 20
#: Seconds for which a survey that was just read is not read again when a form comes in.
_FRESH = 1.0
_MOST_RECENT = 100
_recent: dict[int, tuple[float, Survey]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The survey that is answered, and where an answer belongs; `name` is what its forms are signed for."""

    name: str
    survey: Survey
    unit: int
    channel: str
    code: int | None = None
    stratum: str = ""
    psu: str = ""
    about_user: int | None = None
    about_unit: int | None = None
    expires_at: datetime | None = None
    used_at: datetime | None = None
    counter: str = ""


def by_code(text: str, *, opened: bool = False) -> Entrance | None:
    """Return where a code leads, None for one that nobody was given. One query, or two.

    `opened`: its page was opened before, so that the survey may be as it was a second ago.
    """
    row = next(iter(AccessCode.objects.filter(digest=digest_of(text))), None)
    if row is None:
        return None
    return Entrance(
        name=code_name(text), survey=_survey(row.survey_id, fresh=not opened), unit=row.unit_id,
        channel=row.channel, code=row.pk, stratum=row.stratum, psu=row.psu,
        about_user=row.about_user_id, about_unit=row.about_unit_id, expires_at=row.expires_at, used_at=row.used_at,
    )  # fmt: skip


def _survey(key: int, *, fresh: bool) -> Survey:
    """Return a survey with its instrument, whose text is left in the database."""
    read, found = _recent.get(key, (0.0, None))
    if fresh or found is None or monotonic() - read > _FRESH:
        found = Survey.objects.select_related("instrument").defer("instrument__text").get(pk=key)
        if len(_recent) > _MOST_RECENT:
            _recent.clear()
        _recent[key] = monotonic(), found
    return found


def code_name(text: str) -> str:
    """Return what the forms of a code are signed for."""
    return f"ma:{typed(text)}"


def by_counter(code: str) -> Entrance | None:
    """Return what a device of the counter asks, None for one that is not there or was switched off. One query."""
    rows = Counter.objects.select_related("survey__instrument").defer("survey__instrument__text")
    row = rows.filter(code=code, open=True).first()
    if row is None:
        return None
    return Entrance(
        name=f"quay:{row.code}", survey=row.survey, unit=row.unit_id, channel=Channel.KIOSK,
        about_user=row.about_user_id, about_unit=row.about_unit_id, counter=row.code,
    )  # fmt: skip


def check_open(entrance: Entrance, at: datetime, *, opened: datetime | None = None) -> None:
    """Raise NamroError when nothing more may come in; what was `opened` in time may come in somewhat later."""
    survey, moment = entrance.survey, opened if opened is not None and at - opened <= GRACE else at
    day = moment.astimezone(VIETNAM).date()
    if survey.state == Survey.State.DRAFT or day < survey.field_from:
        raise NamroError(
            _("Khảo sát chưa bắt đầu. Trả lời được từ ngày %(day)s.") % {"day": f"{survey.field_from:%d/%m/%Y}"},
            code="early",
        )
    if survey.state != Survey.State.COLLECTING or day > survey.field_to:
        raise NamroError(
            _("Khảo sát đã kết thúc ngày %(day)s, không nhận thêm câu trả lời. Cảm ơn ông/bà.")
            % {"day": f"{survey.field_to:%d/%m/%Y}"},
            code="over",
        )
    if entrance.expires_at is not None and moment > entrance.expires_at:
        raise NamroError(
            _("Mã đã hết hạn từ %(day)s. Hỏi nơi phát phiếu để nhận mã mới.")
            % {"day": f"{entrance.expires_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"},
            code="expired",
        )


def used_words() -> str:
    """What is said of a code under which a form came in already."""
    return _(
        "Mã này đã được dùng. Mỗi mã gửi được một phiếu; nếu không phải ông/bà đã gửi, hỏi nơi phát để nhận mã khác."
    )


def new_form(name: str) -> str:
    """Return the mark of a form that is opened now: its key with the moment, signed so that neither can be made up.

    It is signed for one entrance: who sends it back has opened that one's page.
    """
    return _signer(name).sign(new_code(_KEY_LENGTH))


def _signer(name: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"survey-form:{name}")


def is_opened(mark: str, name: str) -> bool:
    """Whether a mark is of a form that was opened at this entrance."""
    try:
        _signer(name).unsign(mark)
    except signing.BadSignature:
        return False
    return True


def form_of(mark: str, name: str) -> tuple[str, datetime]:
    """Return the key of a form and when it was opened. Raises NamroError for a mark that is not ours."""
    try:
        key = _signer(name).unsign(mark)
        stamp = mark.rsplit(":", 2)[1]
    except (signing.BadSignature, IndexError):
        raise NamroError(
            _("Trang này không còn dùng được. Mở lại mã từ đầu; câu trả lời chưa được gửi."), code="form"
        ) from None
    return key, datetime.fromtimestamp(signing.b62_decode(stamp), tz=VIETNAM)


def device_of(survey: Survey, *seen: str) -> str:
    """Return the digest of what a browser says of itself, so that one device is known again within one survey only."""
    return keyed_digest(f"survey-device:{survey.code}", "|".join(seen))

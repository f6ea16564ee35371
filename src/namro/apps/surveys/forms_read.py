"""The forms of a survey as they count: checked answers, reasons to doubt, what people decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _mark

from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import AccessCode, Channel, FormDecision, Submission, Survey
from namro.core.survey.answering import checked
from namro.core.survey.cleaning import Cleaned, Doubt, Form, cleaned
from namro.core.survey.conditions import Given
from namro.core.survey.model import Instrument as Questions
from namro.core.survey.validity import Reason

_REASONS = {
    Reason.EMPTY: _mark("phiếu trắng"),
    Reason.BLANKS: _mark("bỏ trống quá nhiều câu"),
    Reason.STRAIGHT: _mark("mọi câu cùng một mức"),
    Reason.FAST: _mark("trả lời quá nhanh"),
    Reason.DUPLICATE: _mark("trùng phiếu khác"),
    Reason.STAFF: _mark("gửi từ cơ quan"),
    Reason.BURST: _mark("nhiều phiếu liền từ một thiết bị"),
}
_BY_HAND = _mark("người làm sạch loại")
#: Devices that many people share on purpose, and forms that staff type.
_SHARED = {Channel.KIOSK, Channel.INTERVIEW, Channel.PHONE, Channel.PAPER, Channel.IMPORT}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """A form with what is said of it; `by_rule`: the rules of the instrument leave it out."""

    row: Submission
    answers: Mapping[str, Given]
    doubts: tuple[Doubt, ...]
    by_rule: bool
    decision: FormDecision | None

    @property
    def counts(self) -> bool:
        """Whether it is in the estimates: what somebody decided, else what the rules say."""
        return self.decision.counts if self.decision else not self.by_rule


@dataclass(frozen=True)
class ReadSurvey:
    """A survey with its questions and all of its forms, those that came in last of each."""

    survey: Survey
    questions: Questions
    forms: tuple[ReadForm, ...]
    issued: int

    @cached_property
    def valid(self) -> tuple[ReadForm, ...]:
        """The forms that count."""
        return tuple(one for one in self.forms if one.counts)

    @cached_property
    def left_out(self) -> tuple[tuple[str, int], ...]:
        """Forms that do not count, by the first reason; those that somebody left out by themselves last."""
        counts: dict[str, int] = {}
        for one in self.forms:
            if not one.counts:
                reason = reason_words(one.doubts[0].reason) if one.doubts else gettext(_BY_HAND)
                counts[reason] = counts.get(reason, 0) + 1
        return tuple(sorted(counts.items(), key=lambda pair: -pair[1]))


def reason_words(reason: Reason) -> str:
    """Say a reason of cleaning in the reader's language."""
    return gettext(_REASONS[reason])


def read_survey(survey: Survey, *, only: Q | None = None) -> ReadSurvey:
    """Read the forms of a survey, all or those of a condition; five queries. Who may see them is asked before."""
    questions = questions_of(survey.instrument)
    last = Submission.objects.filter(survey=survey).aggregate(last=Max("pk"))["last"]
    decided = {one.key: one for one in FormDecision.objects.filter(survey=survey).select_related("by").order_by("id")}
    doubted = _kept(survey.pk, survey.code, survey.instrument.sha256, last) if only is None else _doubted(survey, only)
    forms = tuple(
        ReadForm(row=row, answers=given, doubts=one.doubts, by_rule=not one.counts, decision=decided.get(row.key))
        for row, given, one in doubted
    )
    return ReadSurvey(survey, questions, forms, AccessCode.objects.filter(survey=survey).count())


_Doubted = tuple[tuple[Submission, Mapping[str, Given], Cleaned], ...]


@lru_cache(maxsize=4)
def _kept(survey: int, _code: str, _sha256: str, _last: int | None) -> _Doubted:
    """Forms stay as they came: what follows from them alone holds until another one comes in."""
    return _doubted(Survey.objects.select_related("instrument").get(pk=survey), Q())


def _doubted(survey: Survey, only: Q) -> _Doubted:
    """Every form with its checked answers and the reasons to doubt it; seconds for tens of thousands of forms."""
    questions = questions_of(survey.instrument)
    rows = list(Submission.objects.filter(only, survey=survey).latest_revisions().order_by("received_at", "id"))
    answers = [checked(questions, row.answers).answers for row in rows]
    doubted = cleaned(
        questions,
        (
            Form(
                key=row.key, answers=given, code=str(row.code_id or ""), started=row.started_at,
                submitted=row.submitted_at, device="" if row.channel in _SHARED else row.device,
            )
            for row, given in zip(rows, answers, strict=True)
        ),
    )  # fmt: skip
    return tuple(zip(rows, answers, doubted, strict=True))

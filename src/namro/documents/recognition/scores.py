"""The wording of points: "đạt 1,5/2 điểm, trừ 0,5 điểm do …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.folding import fold
from namro.core.base.points import parse_points
from namro.documents.recognition.misread import mended

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_FIGURE = re.compile(r"\d")
_EARNED = r"(?:\b(?:dat|duoc|cham|diem)\b\s*:?\s*)?"
_SCORE = re.compile(
    rf"{_EARNED}\b({_NUMBER})\s*(?:diem\s*)?/\s*({_NUMBER})?\s*diem\b(?!\s*so)"
    rf"|\b(?:dat|duoc)\s+({_NUMBER})\s*/\s*({_NUMBER})\b(?!\s*[/%])"
    rf"|{_EARNED}\b({_NUMBER})\s*diem\s*[(,;]?\s*"
    rf"(?:(?:diem\s+)?toi da|tren(?: tong so)?)\s*:?\s*({_NUMBER})\s*diem\b\)?"
)
#: "8/10" without the word "điểm": only at the end of the line, and never an amount, a day or a rank.
_BARE = re.compile(rf"\s*(?:[:(–…-]|\.{{3}})\s*(?:dat\s+)?({_NUMBER})\s*/\s*({_NUMBER})\s*\)?[\s.;]*$")
_NO_CRITERION = re.compile(
    r"(?:so|ty le|tong so|ngay|thoi (?:gian|han)|han|xep|hang|thu hang)\b|.*\b(?:ngay|han|gian|so|hang|thu|bac|ty le)$"
)
_LOSS = re.compile(
    rf"\b(?:so\s+)?diem\s+(?:bi\s+)?(?:tru|mat)\s*:\s*({_NUMBER})\b(?!\s*[/%])(?:\s*diem\b)?"
    rf"|\b(?:bi\s+)?tru\s*(?:di\s+|:\s*)?({_NUMBER})\s*diem\b|\bmat\s*:?\s*({_NUMBER})\s*diem\b"
    rf"|\(\s*-\s*({_NUMBER})\s*diem\s*\)"
)
#: Losses that are denied.
_DENIED = re.compile(r"\(?\s*\b(?:khong|chua) (?:bi )?(?:tru|mat) diem\b(?!\s*(?:do|vi)\b)[\s.;)]*")
_CAUSE = re.compile(r"\b(?:ly do|nguyen nhan|boi vi|do|vi)\b\s*:?\s*")
#: Folding makes "độ" and "vị" look like causes; only these spellings are.
_SPELT = re.compile(r"do\b|v[iì]\b(?! phạm)|(?:l[yýỳ]|nguy|b[oởơ])", re.IGNORECASE)
_LEAD_IN = re.compile(r"^(?:[\s,.;:()*–-]|noi dung\s*:)+")
_DONE = re.compile(
    r"(?:^\W*|[(.;]\s*)(?:noi dung nay\s+|tieu chi nay\s+)?da (?:khac phuc|thuc hien|hoan thanh|bo sung)\b(?! xong)"
)


@dataclass(frozen=True, slots=True)
class ScorePhrase:
    """What one line says about points. `name` and `reason` are texts, trimmed; all may be missing.

    `misread` are the printed wordings whose figures were mended.
    """

    name: str
    achieved: Decimal | None = None
    max: Decimal | None = None
    deducted: Decimal | None = None
    reason: str | None = None
    expects_reason: bool = False
    has_score: bool = False
    note: str | None = None
    done: bool = False
    misread: tuple[str, ...] = ()


def find_score(text: str, *, bare: bool = False) -> ScorePhrase | None:
    """Return what the line says about points, or None if it says nothing; `bare` also reads "8/10" at its end."""
    text, misread = mended(text)
    if not _FIGURE.search(text):
        return None
    text = without_denials(text)
    folded = fold(text)
    score = _SCORE.search(folded) or (_bare(folded) if bare else None)
    loss = _LOSS.search(folded)
    if not score and not loss:
        return None
    achieved, maximum = _pair(score)
    head_end = min(m.start() for m in (score, loss) if m)
    tail_start = max(m.end() for m in (score, loss) if m)
    deducted = parse_points(next(g for g in loss.groups() if g)) if loss else None
    name, early_reason = _name(text[:head_end], bool(score))
    tail, folded_tail = text[tail_start:], folded[tail_start:]
    reason, expects = _reason(tail, folded_tail)
    done = says_done(tail)
    note = tail.strip(" .()") if done and not reason else None
    if reason is None and early_reason and not score:
        reason = early_reason
    if reason is None and score and loss and not expects:
        reason = _between(text[score.end() : loss.start()])
    if reason is None and not expects and note is None:
        reason = _plain_reason(tail, has_loss=loss is not None)
    return ScorePhrase(
        name=name,
        achieved=achieved,
        max=maximum,
        deducted=deducted,
        reason=reason,
        expects_reason=expects,
        has_score=score is not None,
        note=note,
        done=done,
        misread=misread,
    )


def without_denials(text: str) -> str:
    """The text, as long as before, with blanks for "không bị trừ điểm"."""
    for denial in _DENIED.finditer(fold(text)):
        text = f"{text[: denial.start()]}{' ' * (denial.end() - denial.start())}{text[denial.end() :]}"
    return text


def ends_in_fraction(text: str) -> bool:
    """True for a line that ends in "8/10", whatever that is."""
    return bool(_BARE.search(fold(text)))


def _bare(folded: str) -> re.Match[str] | None:
    score = _BARE.search(folded)
    if not score or _NO_CRITERION.match(folded[: score.start()].strip(" *")):
        return None
    return score if parse_points(score.group(1)) <= parse_points(score.group(2)) else None


def says_done(text: str) -> bool:
    """True if the text itself says that the fault is already remedied ("đã khắc phục")."""
    return bool(_DONE.search(fold(text)))


def _pair(score: re.Match[str] | None) -> tuple[Decimal | None, Decimal | None]:
    if not score:
        return None, None
    figures = score.groups()
    achieved = next(f for f in figures[::2] if f)
    maximum = next((f for f in figures[1::2] if f), None)
    return parse_points(achieved), parse_points(maximum) if maximum else None


def _name(head: str, has_score: bool) -> tuple[str, str | None]:
    """Split what stands before the points into the criterion's name and a reason printed too early."""
    head = head.strip()
    head = head[_lead_in(head) :]
    head = head.rstrip(" :;,.(-–*")
    if has_score or ":" not in head:
        return head, None
    name, _, rest = head.partition(":")
    return name.strip(" *"), rest.strip(" *:") or None


def _lead_in(text: str) -> int:
    found = _LEAD_IN.match(fold(text))
    return found.end() if found else 0


def _reason(tail: str, folded: str) -> tuple[str | None, bool]:
    cause = next((c for c in _CAUSE.finditer(folded, 0, 60) if _SPELT.match(tail, c.start())), None)
    if not cause or cause.start() > 40:
        return None, False
    reason = trimmed(tail[cause.end() :])
    return (reason or None), not reason


def _between(text: str) -> str | None:
    """A reason that stands between the score and the loss: "đạt 0,5/1 điểm, tỷ lệ đạt 92%, trừ 0,5 điểm"."""
    found = trimmed(text)
    return found if len(found.split()) > 3 else None


def _plain_reason(tail: str, *, has_loss: bool) -> str | None:
    """A reason without "do": only after a printed loss or in brackets, and only if it is a sentence."""
    text = trimmed(tail)
    if len(text.split()) < 3 or not (has_loss or tail.lstrip(" .").startswith("(")):
        return None
    return text


def trimmed(text: str) -> str:
    """Without the brackets, stops and blanks around a reason."""
    text = text.strip(" \t*.;,:")
    if text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1]
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return text.strip(" \t*.;,:")

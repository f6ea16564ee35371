"""Minutes and notice of conclusion of a meeting, as typed content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from namro.documents.writing.content import Block, Bullets, Paper, Section, Signature
from namro.documents.writing.official import Official
from namro.documents.writing.wording import BLANK, full_name, lower_first, moment_words, sentence

_RECIPIENT = "Thành phần dự họp"
#: What follows the title of an office: "Phó Chủ tịch | Ủy ban nhân dân xã".
_BODY = re.compile(r"\s+(?:Ủy ban nhân dân|UBND)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What somebody was charged with; `owner` and `when` are empty where the text itself says them."""

    text: str
    owner: str = ""
    when: str = ""
    deliverable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A meeting as its papers tell it; times on the clock of Viet Nam, `groups` are (heading, duties)."""

    official: Official
    title: str
    starts: datetime
    ended: datetime | None
    place: str
    chair: str
    chair_as: str
    secretary: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    agenda: tuple[str, ...]
    said: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Duty, ...]], ...]


def minutes_paper(met: Met) -> Paper:
    """The minutes: when, where, who, what was said, what was concluded; secretary and chair sign."""
    about = lower_first(met.title)
    opening = (
        f"Vào hồi {moment_words(met.starts)}, tại {met.place or BLANK}, {full_name(met.official.issuing_body)} tổ chức "
        f"cuộc họp về việc {about}."
    )
    ended = moment_words(met.ended) if met.ended else BLANK
    return Paper(
        official=_of(replace(met.official, kind="BB")),
        summary=f"Họp về việc {about}",
        body=(
            opening,
            Section("Thành phần tham dự", tuple(_people(met))),
            Section("Nội dung", tuple(_talk(met)) or ("Không ghi.",)),
            Section("Kết luận", tuple(_groups(met)) or ("Không có kết luận.",)),
            f"Cuộc họp kết thúc vào hồi {ended}; biên bản đã được thông qua tại cuộc họp.",
        ),
        signatures=(Signature(("THƯ KÝ",), met.secretary), Signature(("CHỦ TỌA",), met.chair)),
    )


def notice_paper(met: Met) -> Paper:
    """The notice of conclusion: the duties group by group."""
    chair, about, at = _chair(met), lower_first(met.title), met.starts
    there = "; ".join(met.present)
    return Paper(
        official=_signed(_of(replace(met.official, kind="TB")), met),
        summary=f"Kết luận của {chair} tại cuộc họp về việc {about}",
        body=(
            f"Vào lúc {at:%H} giờ {at:%M}, ngày {at:%d}/{at.month}/{at.year} tại {met.place or BLANK}, {chair} đã chủ "
            f"trì cuộc họp về việc {about}.",
            *((f"Tham dự cuộc họp gồm có: {there}.",) if there else ()),
            f"Sau khi nghe báo cáo và ý kiến của các thành viên dự họp, {chair} kết luận một số nhiệm vụ sau:",
            *_groups(met),
            f"Trên đây là kết luận của {chair} tại cuộc họp. {full_name(met.official.issuing_body)} thông báo để các "
            "cơ quan, cá nhân được giao triển khai thực hiện.",
        ),
        arabic=True,
    )


def _of(official: Official) -> Official:
    return replace(official, recipients=(_RECIPIENT, *official.recipients))


def _signed(official: Official, met: Met) -> Official:
    """Where nobody is set to sign the unit's papers, the chair signs what the chair concluded."""
    if official.signer_lines:
        return official
    return replace(official, signer_name=met.chair, signer_role=_BODY.split(met.chair_as)[0] or None)


def _chair(met: Met) -> str:
    return f"đồng chí {met.chair}" + (f", {met.chair_as}" if met.chair_as else "")


def _people(met: Met) -> Iterator[Block]:
    yield f"Chủ trì: {met.chair}" + (f", {met.chair_as}." if met.chair_as else ".")
    if met.secretary:
        yield f"Thư ký: {met.secretary}."
    for word, found in (("Tham dự:", met.present), ("Vắng mặt:", met.absent)):
        if found:
            yield word
            yield _bullets(found)


def _talk(met: Met) -> Iterator[Block]:
    if met.agenda:
        yield "Chương trình họp:"
        yield _bullets(met.agenda)
    yield from map(sentence, met.said)


def _groups(met: Met) -> Iterator[Block]:
    for heading, duties in met.groups:
        title = (heading or "Nhiệm vụ chung").rstrip(":")
        yield Section(f"{title}:", (Bullets(tuple(_duty(duty, title) for duty in duties)),))


def _duty(duty: Duty, heading: str) -> str:
    """The duty; who, until when and what stand behind it where the heading does not say them."""
    chosen = (
        f"chủ trì: {duty.owner}" if duty.owner and duty.owner not in heading else "",
        f"thời gian: {lower_first(duty.when)}" if duty.when else "",
        f"sản phẩm: {duty.deliverable}" if duty.deliverable else "",
    )
    told = "; ".join(part.rstrip(" .;") for part in chosen if part)
    text = " ".join(duty.text.split())
    return f"{text.rstrip(' .;')} ({told})." if told else sentence(text)


def _bullets(found: Sequence[str]) -> Bullets:
    """Lines ended by a semicolon, the last by a full stop."""
    return Bullets((*(f"{line};" for line in found[:-1]), f"{found[-1]}."))

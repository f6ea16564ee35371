"""Minutes and notice of conclusion as official papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.queries import conclusions_in
from namro.apps.meetings.wording import grouped, lines, owner_words, when_words
from namro.apps.papers.letterheads import letterhead_of
from namro.core.base.clock import VIETNAM
from namro.documents.writing.content import Block, Bullets, Paper, Section, Signature
from namro.documents.writing.wording import BLANK, full_name, lower_first, moment_words, sentence

MINUTES, NOTICE = "bien-ban", "thong-bao"


def paper_of(meeting: Meeting, name: str) -> Paper:
    """Return the paper of that name: MINUTES or NOTICE."""
    rows = list(conclusions_in(meeting))
    return minutes_paper(meeting, rows) if name == MINUTES else notice_paper(meeting, rows)


def minutes_paper(meeting: Meeting, rows: Sequence[Conclusion]) -> Paper:
    """The minutes: when, where, who, what was said, what was concluded; secretary and chair sign."""
    starts = meeting.starts_at.astimezone(VIETNAM)
    head = letterhead_of(meeting.unit, starts.date())
    body = full_name(head.body)
    opening = (
        f"Vào hồi {moment_words(starts)}, tại {meeting.place or BLANK}, {body} tổ chức cuộc họp về việc "
        f"{lower_first(meeting.title)}."
    )
    ended = meeting.ended_at.astimezone(VIETNAM) if meeting.ended_at else None
    return Paper(
        official=head.official("BB", day=starts.date(), recipients=("Thành phần dự họp",)),
        summary=f"Họp về việc {lower_first(meeting.title)}",
        body=(
            opening,
            Section("Thành phần tham dự", tuple(_people(meeting))),
            Section("Nội dung", tuple(_talk(meeting)) or ("Không ghi.",)),
            Section("Kết luận", tuple(_groups(rows)) or ("Không có kết luận.",)),
            f"Cuộc họp kết thúc vào hồi {moment_words(ended) if ended else BLANK}; biên bản đã được thông qua tại "
            "cuộc họp.",
        ),
        signatures=(
            Signature(("THƯ KÝ",), meeting.secretary.full_name if meeting.secretary else ""),
            Signature(("CHỦ TỌA",), meeting.chair.full_name),
        ),
    )


def notice_paper(meeting: Meeting, rows: Sequence[Conclusion]) -> Paper:
    """The notice of conclusion: the duties group by group."""
    starts = meeting.starts_at.astimezone(VIETNAM)
    head = letterhead_of(meeting.unit, starts.date())
    chair = _chair(meeting)
    there = "; ".join(lines(meeting.present))
    return Paper(
        official=head.official("TB", day=starts.date(), recipients=("Thành phần dự họp",)),
        summary=f"Kết luận của {chair} tại cuộc họp về việc {lower_first(meeting.title)}",
        body=(
            f"Vào lúc {starts:%H} giờ {starts:%M}, ngày {starts.day:02d}/{starts.month}/{starts.year} tại "
            f"{meeting.place or BLANK}, {chair} đã chủ trì cuộc họp về việc {lower_first(meeting.title)}.",
            *((f"Tham dự cuộc họp gồm có: {there}.",) if there else ()),
            f"Sau khi nghe báo cáo và ý kiến của các thành viên dự họp, {chair} kết luận một số nhiệm vụ sau:",
            *_groups(rows),
            f"Trên đây là kết luận của {chair} tại cuộc họp. {full_name(head.body)} thông báo để các cơ quan, cá nhân "
            "được giao triển khai thực hiện.",
        ),
        arabic=True,
    )


def _chair(meeting: Meeting) -> str:
    return f"đồng chí {meeting.chair.full_name}" + (f", {meeting.chair_as}" if meeting.chair_as else "")


def _people(meeting: Meeting) -> Iterator[Block]:
    title = f", {meeting.chair_as}" if meeting.chair_as else ""
    yield f"Chủ trì: {meeting.chair.full_name}{title}."
    if meeting.secretary:
        yield f"Thư ký: {meeting.secretary.full_name}."
    for word, text in (("Tham dự:", meeting.present), ("Vắng mặt:", meeting.absent)):
        if found := lines(text):
            yield word
            yield _bullets(found)


def _talk(meeting: Meeting) -> Iterator[Block]:
    if points := lines(meeting.agenda):
        yield "Chương trình họp:"
        yield _bullets(points)
    yield from (sentence(line.strip()) for line in meeting.said.splitlines() if line.strip())


def _groups(rows: Sequence[Conclusion]) -> Iterator[Block]:
    for group, found in grouped(rows):
        title = group or "Nhiệm vụ chung"
        yield Section(f"{title.rstrip(':')}:", (Bullets(tuple(map(_duty, found))),))


def _duty(row: Conclusion) -> str:
    """The duty; who, until when and what stand behind it where people chose them."""
    owner = owner_words(row) if row.owner_kind else ""
    chosen = (
        f"Chủ trì: {owner}" if owner and owner not in row.group else "",
        f"Thời gian: {lower_first(when_words(row))}" if when_words(row) and not row.due_text else "",
        f"Sản phẩm: {row.deliverable}" if row.deliverable else "",
    )
    told = "; ".join(part.rstrip(" .;") for part in chosen if part)
    return f"{sentence(' '.join(row.text.split()))}" + (f" ({told})." if told else "")


def _bullets(found: Sequence[str]) -> Bullets:
    """Lines ended by a semicolon, the last by a full stop."""
    return Bullets((*(f"{line};" for line in found[:-1]), f"{found[-1]}."))

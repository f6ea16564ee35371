"""A file that is being read, or could not be, as finished text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.models import ImportJob
from namro.ui.formats import moment, number, size

State = ImportJob.State

#: What is counted while a file is read, by the suffix of its name.
_PARTS = {
    ".pdf": _mark("%(done)s/%(total)s trang"),
    ".xlsx": _mark("%(done)s/%(total)s trang tính"),
    ".docx": _mark("%(done)s/%(total)s đoạn, bảng"),
    ".txt": _mark("%(done)s/%(total)s dòng"),
    ".md": _mark("%(done)s/%(total)s dòng"),
}
_OTHER_PARTS = _mark("%(done)s/%(total)s phần")
_CHIPS = {
    State.WAITING: ("", "clock", _mark("chờ đọc")),
    State.READING: ("acc", "clock", _mark("đang đọc")),
    State.REFUSED: ("bad", "alert-triangle", _mark("không nhận")),
    State.FAILED: ("warn", "alert-triangle", _mark("đọc chưa xong")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEntry:
    """One line above the list of documents."""

    url: str
    file: str
    at: str
    css: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """The page of one job; `total` is 0 while nobody knows how long the file is."""

    code: str
    file: str
    open: bool
    refused: bool
    stage: str
    count: str
    done: int
    total: int
    message: str
    can_read_again: bool

    @property
    def known(self) -> bool:
        """Whether there is something to measure the progress by."""
        return self.total > 0


def job_entries(jobs: Iterable[ImportJob]) -> tuple[JobEntry, ...]:
    """Return the lines about files that are not read yet or could not be."""
    return tuple(_entry(job) for job in jobs)


def job_page(job: ImportJob, *, before: int, file_waits: bool) -> JobPage:
    """Return the context of a job that has not become a document; `before` are the files read before this one."""
    return JobPage(
        code=job.code,
        file=_file(job),
        open=job.is_open,
        refused=job.state == State.REFUSED,
        stage=_stage(job, before),
        count=_count(job),
        done=job.done,
        total=job.total,
        message=job.message,
        can_read_again=job.state == State.FAILED and file_waits,
    )


def _entry(job: ImportJob) -> JobEntry:
    css, icon, word = _CHIPS[State(job.state)]
    url = reverse("exchange:job", args=[job.code])
    return JobEntry(url=url, file=_file(job), at=moment(job.at), css=css, icon=icon, word=_(word))


def _file(job: ImportJob) -> str:
    if not job.name:
        return _("Tệp có dấu độ mật, không giữ tên")
    return f"{job.name} · {size(job.size)}" if job.size else job.name


def _stage(job: ImportJob, before: int) -> str:
    if job.state == State.WAITING:
        if not before:
            return _("Sắp đến lượt đọc")
        return _("Đang chờ, số văn bản đọc trước: %(n)s") % {"n": before}
    return _("Đã đọc hết, đang nhận ra nội dung") if job.done >= job.total > 0 else _("Đang đọc")


def _count(job: ImportJob) -> str:
    if not job.total:
        return ""
    said = _PARTS.get(PurePath(job.name).suffix.lower(), _OTHER_PARTS)
    return _(said) % {"done": number(Decimal(job.done)), "total": number(Decimal(job.total))}

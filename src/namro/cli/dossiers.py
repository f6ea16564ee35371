"""`namro dossiers FILE`: brings an export of one-stop dossiers in, as large as it may be, without a browser.

It does what the pages do, with the same checks: read, told, and with --write written. Cut off at any moment and begun
again, it ends as if nothing had happened.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from namro.cli.serving import add_data_argument
from namro.config import bootstrap
from namro.core.base.clock import VIETNAM, Clock, system_clock
from namro.core.base.errors import NamroError, unopened

if TYPE_CHECKING:
    from namro.apps.dossiers.models import DossierImport
    from namro.apps.people.models import User

_CHUNK = 1 << 20
_WORDS = {
    "rows": "dòng", "new": "mới", "changed": "đổi", "same": "như đang có", "older": "cũ hơn", "bad": "không nhận",
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp xuất .csv, .xlsx, .json hoặc .parquet")
    parser.add_argument("--by", metavar="TÊN", required=True, help="tên đăng nhập của người nạp (đầu mối, quản trị)")
    parser.add_argument(
        "--source", metavar="HỆ-THỐNG", required=True, help="hệ thống xuất tệp; cột được nhớ theo tên này"
    )
    parser.add_argument(
        "--column", metavar="CỘT=TÊN-TRONG-TỆP", action="append", default=[],
        help="cột nào của tệp là gì, ví dụ accepted_at=“Ngày nhận”; không ghi thì như đã nhớ, đã đoán",
    )  # fmt: skip
    parser.add_argument("--unit", metavar="MÃ", help="đơn vị của dòng không ghi đơn vị")
    parser.add_argument("--exported-at", metavar="LÚC", help="lúc xuất tệp, như 2026-10-16T08:30 (mặc định: bây giờ)")
    parser.add_argument("--any-procedure", action="store_true", help="nhận cả thủ tục chưa có trong danh mục")
    parser.add_argument("--bad", metavar="TỆP", type=Path, help="ghi các dòng không nhận, kèm số dòng và lý do (.csv)")
    parser.add_argument("--write", action="store_true", help="ghi luôn; không có thì chỉ kiểm tra rồi bỏ")
    add_data_argument(parser)


def run(options: argparse.Namespace, *, clock: Clock = system_clock) -> int:
    """Bring the file in: 0 all rows taken, 1 some refused."""
    bootstrap.prepare(options.data)
    from namro.apps.dossiers import jobs
    from namro.apps.dossiers.models import DossierImport

    user = _person(options.by, clock)
    _forget_cut_off(user, options.file.name)
    job = _handed_in(options, user, clock)
    jobs.work_on(job.pk, clock=clock)
    job = _settled(job)
    counts = dict(job.counts)
    _tell(job)
    if options.bad is not None and job.bad_sha256:
        _put_bad(job, options.bad)
    if not options.write:
        jobs.drop(job)
        print("Chỉ kiểm tra, chưa ghi gì. Thêm --write để ghi.")
    elif job.state == DossierImport.State.CHECKED:
        _write(user, job, clock)
    return 1 if counts.get("bad") else 0


def _person(name: str, clock: Clock) -> User:
    from namro.apps.people.models import User
    from namro.apps.people.queries.people import standing_of

    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise NamroError(f"Không có tài khoản “{name}”. Xem tên đăng nhập ở trang Tổ chức.", code="by")
    user.standing = standing_of(user, clock().astimezone(VIETNAM).date())
    return user


def _forget_cut_off(user: User, name: str) -> None:
    """What an earlier run of this command that was killed left of the same file: it begins from the first line."""
    from namro.apps.dossiers import jobs
    from namro.apps.dossiers.models import DossierImport

    for job in DossierImport.objects.filter(by=user, name=name[:200], state__in=DossierImport.OPEN):
        if not jobs.is_worked_on(job):
            jobs.drop(job)


def _handed_in(options: argparse.Namespace, user: User, clock: Clock) -> DossierImport:
    from django.core.exceptions import PermissionDenied

    from namro.apps.dossiers.actions.importing import choose_columns, hand_in, source_named
    from namro.apps.dossiers.reading.columns import proposed
    from namro.apps.dossiers.reading.tables import header_of, kind_of
    from namro.apps.dossiers.waiting import place_of
    from namro.apps.people.models import Unit

    unit = Unit.objects.filter(code=options.unit, home=None).first() if options.unit else None
    if options.unit and unit is None:
        raise NamroError(f"Không có đơn vị “{options.unit}”. Xem mã ở trang Tổ chức.", code="unit")
    now = clock()
    try:
        source = source_named(options.source)
        job = hand_in(
            user,
            source,
            options.file.name,
            _chunks(options.file),
            exported_at=_moment(options.exported_at, now),
            at=now,
        )
        header = header_of(place_of(job.code), kind_of(place_of(job.code)))
        chosen = proposed(header, source.columns) | _columns(options.column, header)
        choose_columns(user, job, chosen, unit=unit.pk if unit else None, any_procedure=options.any_procedure, at=now)
    except PermissionDenied as refusal:
        raise NamroError(str(refusal), code="by") from refusal
    return job


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                yield part
    except OSError as fault:
        raise unopened(path, fault) from fault


def _columns(given: list[str], header: list[str]) -> dict[str, str]:
    from namro.apps.dossiers.reading.columns import columns

    known = {one.name for one in columns()}
    found = {}
    for text in given:
        name, equals, heading = text.partition("=")
        if not equals or name not in known:
            raise NamroError(
                f"--column {text}: không có cột “{name}”. Các cột: {', '.join(sorted(known))}.", code="column"
            )
        if heading not in header:
            raise NamroError(
                f"--column {text}: tệp không có cột “{heading}”. Tệp có: {', '.join(header)}.", code="column"
            )
        found[name] = heading
    return found


def _moment(text: str | None, now: datetime) -> datetime:
    if not text:
        return now
    try:
        found = datetime.fromisoformat(text)
    except ValueError as bad:
        raise NamroError(f"--exported-at {text}: ghi như 2026-10-16T08:30.", code="exported_at") from bad
    return min(now, found if found.tzinfo else found.replace(tzinfo=VIETNAM))


def _settled(job: DossierImport) -> DossierImport:
    """The file after a step. Raises NamroError with the reason where it was refused."""
    from namro.apps.dossiers.models import DossierImport

    found = DossierImport.objects.select_related("source").get(pk=job.pk)
    if found.state == DossierImport.State.REFUSED:
        raise NamroError(found.message, code="refused")
    if found.state not in (DossierImport.State.CHECKED, DossierImport.State.DONE):
        raise NamroError("Việc đọc bị ngắt. Chạy lại lệnh; không dòng nào bị ghi hai lần.", code="cut_off")
    return found


def _tell(job: DossierImport) -> None:
    counts = job.counts
    words = {
        "rows": "dòng",
        "new": "mới",
        "changed": "đổi",
        "same": "như đang có",
        "older": "cũ hơn",
        "bad": "không nhận",
    }
    print("; ".join(f"{counts.get(name, 0)} {word}" for name, word in words.items()))
    received, handled, still = (counts.get(name, 0) for name in ("received", "handled", "open"))
    print(
        f"Sẽ ghi: {received} tiếp nhận = {handled} đã xong + {still} đang giải quyết; {counts.get('filed', 0)} mới nộp."
    )
    for said, n in counts.get("reasons", ()):
        print(f"  {n} × {said}")
    sys.stdout.flush()


def _put_bad(job: DossierImport, path: Path) -> None:
    from namro.apps.library import storage

    path.write_bytes(storage.path_of(job.bad_sha256).read_bytes())
    print(f"Các dòng không nhận: {path}")


def _write(user: User, job: DossierImport, clock: Clock) -> None:
    from namro.apps.dossiers import jobs
    from namro.apps.dossiers.actions.importing import agree

    agree(user, job, at=clock())
    jobs.work_on(job.pk, clock=clock)
    _settled(job)
    print("Đã ghi.")

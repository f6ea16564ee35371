"""`namro audit-log verify` and `head`: whether the audit record is as it was sealed, and up to where it is."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from namro.cli.arguments import spoken
from namro.cli.audit_log_words import advice, fault_words, tail_words
from namro.cli.serving import add_data_argument
from namro.config import bootstrap
from namro.core.base.clock import VIETNAM, Clock, system_clock
from namro.core.base.errors import NamroError
from namro.core.sealing import Fault, Head

if TYPE_CHECKING:
    from namro.apps.people.verifying import Verification

#: The exit status when the record is not whole.
FOUND = 1
#: So many faults are told one by one.
TOLD = 200
#: Rows that wait longer than this say that nobody seals.
_PATIENCE = timedelta(minutes=1)
_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{16,64})", re.ASCII)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="VIỆC", title="các việc")
    summary = "kiểm tra toàn bộ nhật ký; kết thúc với mã 1 khi có chỗ sai"
    verify = actions.add_parser("verify", help=summary, description=f"{summary.capitalize()}.", add_help=False)
    spoken(verify)
    verify.add_argument(
        "--head",
        metavar="SỐ:MÃ",
        action="append",
        default=[],
        help="đầu chuỗi đã in ở văn bản công bố, phải còn trong nhật ký; ghi được nhiều lần",
    )
    verify.add_argument("--json", action="store_true", help="in dạng JSON")
    summary = "in đầu chuỗi: số và mã của dòng niêm phong cuối"
    head = actions.add_parser("head", help=summary, description=f"{summary.capitalize()}.", add_help=False)
    spoken(head)
    for action in (verify, head):
        add_data_argument(action)


def run(options: argparse.Namespace, *, clock: Clock = system_clock) -> int:
    """Run the chosen action."""
    given = [_head_in(text) for text in options.head] if options.action == "verify" else []
    if not options.data.is_dir():
        raise NamroError(f"Không có thư mục dữ liệu “{options.data}”. Ghi lại sau --data.", code="no_data")
    bootstrap.prepare(options.data)
    return _head() if options.action == "head" else _verify(given, as_json=options.json, now=clock())


def _head_in(text: str) -> Head:
    found = _HEAD.fullmatch(text.strip().lower())
    if not found:
        raise NamroError(
            f"--head: “{text}” không phải đầu chuỗi. Ghi số dòng, dấu hai chấm, rồi ít nhất 16 chữ số đầu của mã: "
            "1520:9f86d081884c7d65",
            code="head",
        )
    return Head(int(found[1]), found[2])


def _head() -> int:
    from namro.apps.people.sealing import head_of_record

    seal = head_of_record()
    if seal is None:
        raise NamroError("Nhật ký chưa niêm phong dòng nào. Cho trang chạy (namro serve) rồi gọi lại.", code="no_head")
    print(f"{seal.seq}:{seal.chain}")
    return 0


def _verify(given: list[Head], *, as_json: bool, now: datetime) -> int:
    from namro.apps.people.verifying import Verification

    check = Verification(given)
    faults: list[Fault] = []
    count = 0
    for count, fault in enumerate(check.faults(), 1):
        if count <= TOLD:
            faults.append(fault)
    if as_json:
        print(json.dumps(_plain(check, faults, count=count), ensure_ascii=False, indent=1))
    else:
        _tell(check, faults, count=count, now=now)
    return FOUND if count else 0


def _plain(check: Verification, faults: list[Fault], *, count: int) -> dict[str, Any]:
    walk = check.walk
    return {
        "whole": not count,
        "sealed": walk.sealed,
        "head": {"seq": walk.last.seq, "chain": walk.last.chain},
        "heads_compared": check.heads,
        "unsealed": {
            "count": walk.unsealed,
            "oldest": walk.oldest.astimezone(VIETNAM).isoformat() if walk.oldest else None,
        },
        "fault_count": count,
        "faults": [
            {
                "kind": fault.kind.value,
                "first": fault.first,
                "last": fault.last or fault.first,
                "row": fault.key,
                "message": fault_words(fault),
                "advice": advice(fault.kind),
            }
            for fault in faults
        ],
    }


def _tell(check: Verification, faults: list[Fault], *, count: int, now: datetime) -> None:
    walk = check.walk
    for fault in faults:
        print(f"{fault_words(fault)} {advice(fault.kind)}")
    if count > len(faults):
        print(f"… và còn {count - len(faults)} chỗ sai nữa.")
    said = f"Nhật ký có {count} chỗ sai" if count else "Nhật ký toàn vẹn"
    print(f"{said}: đã kiểm tra {walk.sealed} dòng đã niêm phong, so với {check.heads} đầu chuỗi đã công bố.")
    print(f"Đầu chuỗi: {walk.last.seq}:{walk.last.chain}")
    print(tail_words(walk.unsealed, walk.oldest))
    if walk.oldest and now - walk.oldest > _PATIENCE:
        print(
            "Dòng chờ quá một phút: tiến trình nền có thể không chạy. Xem namro serve, namro worker.", file=sys.stderr
        )

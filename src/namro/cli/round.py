"""`namro round`: the rounds of this installation, and publications computed again from their snapshots."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from namro.cli.serving import add_data_argument
from namro.cli.tables import aligned
from namro.config import bootstrap
from namro.core.base.errors import NamroError, unopened

if TYPE_CHECKING:
    from namro.core.assessment.publishing import Difference
    from namro.core.assessment.snapshot import Snapshot

#: Differences told to people; `--json` has them all.
_TOLD = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    from namro.cli.arguments import spoken

    acts = parser.add_subparsers(dest="act", required=True, metavar="VIỆC", title="các việc")
    listing = acts.add_parser("list", help="các kỳ đánh giá và các lần công bố", add_help=False)
    spoken(listing)
    add_data_argument(listing)
    listing.set_defaults(go=_list)
    again = acts.add_parser("recompute", help="tính lại một lần công bố từ bản chụp của nó", add_help=False)
    spoken(again)
    again.add_argument("code", metavar="MÃ-KỲ", nargs="?", help="mã của kỳ, xem ở namro round list")
    again.add_argument("--publication", metavar="SỐ", type=int, help="lần công bố thứ mấy; mặc định lần sau cùng")
    again.add_argument("--file", metavar="TỆP", type=Path, help="bản chụp đã tải (.json, .json.gz); không cần dữ liệu")
    again.add_argument("--sha256", metavar="MÃ-BĂM", default="", help="mã băm in trên quyết định, để đối chiếu với tệp")
    again.add_argument("--json", action="store_true", help="in mọi chỗ khác nhau cho chương trình khác")
    add_data_argument(again)
    again.set_defaults(go=_recompute)


def run(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    status: int = options.go(options)
    return status


def _list(options: argparse.Namespace) -> int:
    bootstrap.prepare(options.data)
    from namro.apps.appraisals.models import Publication
    from namro.apps.assessments.models import Round

    acts: dict[int, list[str]] = {}
    for made, number, act in Publication.objects.order_by("round", "number").values_list(
        "round", "number", "act_number"
    ):
        acts.setdefault(made, []).append(f"{number}: {act}")
    rows = [("Mã", "Năm", "Kỳ đánh giá", "Công bố")]
    for one in Round.objects.order_by("-year", "-pk"):
        rows.append((one.code, str(one.year), one.title, "; ".join(acts.get(one.pk, ["chưa"]))))
    print("\n".join(aligned(rows)) if len(rows) > 1 else "Chưa có kỳ đánh giá nào.")
    return 0


def _recompute(options: argparse.Namespace) -> int:
    """Compute again: 0 the same, 1 something differs."""
    if (options.code is None) == (options.file is None):
        raise NamroError("Ghi mã kỳ, hoặc --file với bản chụp đã tải; một trong hai.", code="what")
    from namro.core.assessment.publishing import recompute
    from namro.core.assessment.snapshot import hash_in, read, unpacked

    data, expected, name = _stored(options) if options.file is None else _given(options)
    text = unpacked(data)
    snapshot = read(text, expected=expected)
    found = recompute(snapshot)
    digest = hash_in(text)
    if options.json:
        rows = [{"unit": one.unit, "where": one.where, "kept": one.kept, "again": one.again} for one in found]
        json.dump({"sha256": digest, "same": not found, "differences": rows}, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n".join(_said(snapshot, found, name=name, digest=digest)))
    return 1 if found else 0


def _stored(options: argparse.Namespace) -> tuple[bytes, str, str]:
    bootstrap.prepare(options.data)
    from namro.apps.appraisals.models import Publication

    rows = Publication.objects.filter(round__code=options.code).order_by("-number")
    if options.publication is not None:
        rows = rows.filter(number=options.publication)
    row = rows.first()
    if row is None:
        which = "" if options.publication is None else f" lần {options.publication}"
        raise NamroError(
            f"Kỳ “{options.code[:40]}” chưa có lần công bố nào{which}. Xem mã kỳ và các lần: namro round list.",
            code="no_publication",
        )
    return bytes(row.snapshot), options.sha256 or row.sha256, f"{options.code}, lần {row.number}, {row.act_number}"


def _given(options: argparse.Namespace) -> tuple[bytes, str, str]:
    try:
        return options.file.read_bytes(), options.sha256, options.file.name
    except OSError as error:
        raise unopened(options.file, error) from error


def _said(snapshot: Snapshot, found: list[Difference], *, name: str, digest: str) -> list[str]:
    from namro.core.assessment.publishing import DRAWN_BY, SIMULATED, where_words

    units = f"{len(snapshot.units)} đơn vị"
    if not found:
        return [f"{name}: giống hệt. Tính lại {units} từ bản chụp.", f"Mã băm {digest}"]
    lines = [f"{name}: khác ở {len(found)} chỗ, tính lại {units} từ bản chụp.", f"Mã băm {digest}"]
    names = {unit.code: unit.name for unit in snapshot.units}
    lines += [
        f"  {names.get(one.unit, one.unit)}, {where_words(one)}: đã công bố {one.kept}, tính lại {one.again}"
        for one in found[:_TOLD]
    ]
    if len(found) > _TOLD:
        lines.append(f"  … và {len(found) - _TOLD} chỗ nữa; xem hết bằng --json.")
    if all(one.where.split(" ")[0] in SIMULATED for one in found) and snapshot.ranking.drawn_by != DRAWN_BY:
        lines.append(
            f"Chỉ khác ở khoảng hạng mô phỏng: bản chụp rút số bằng {snapshot.ranking.drawn_by}, máy này {DRAWN_BY}."
        )
    return lines

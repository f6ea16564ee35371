"""`namro survey redraw`: a sample drawn again from its frame and its plan, and compared with the one that was used."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namro.core.base.errors import NamroError, unopened

if TYPE_CHECKING:
    from namro.core.survey.sample_draw import DrawnSample

#: Rows that differ are named up to here.
_TOLD = 20


def add_redraw(action: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    action.add_argument("--frame", metavar="CSV", type=Path, required=True, help="khung mẫu, tải từ trang rút mẫu")
    action.add_argument("--plan", metavar="JSON", type=Path, required=True, help="kế hoạch rút, tải từ trang rút mẫu")
    action.add_argument("--sample", metavar="CSV", type=Path, help="mẫu đã dùng, để so từng dòng")


def redraw(options: argparse.Namespace) -> int:
    """Draw again; 0 where it is the same bit for bit, else 1."""
    from namro.core.survey.draw_plan import plan_of
    from namro.core.survey.frame import read_frame
    from namro.core.survey.sample_draw import draw_sample

    plan = _plan(options.plan)
    drawn = draw_sample(read_frame(options.frame), plan_of(plan))
    different = _different(drawn, options.sample) if options.sample else []
    known = str(plan.get("digest", ""))
    same = not different and known in ("", drawn.digest())
    chosen = sum(not row.reserve for row in drawn.rows)
    answer = {
        "drawn": chosen, "reserve": len(drawn.rows) - chosen, "digest": drawn.digest(), "same": same,
        "different": different[:_TOLD],
    }  # fmt: skip
    print(json.dumps(answer, ensure_ascii=False) if options.json else _words(answer, known))
    return 0 if same else 1


def _plan(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except OSError as fault:
        raise unopened(path, fault) from fault
    except (json.JSONDecodeError, UnicodeDecodeError) as fault:
        raise NamroError(f"{path.name}: không phải tệp JSON. Tải lại từ trang rút mẫu.", code="draw_plan") from fault
    if not isinstance(found, dict):
        raise NamroError(f"{path.name}: không phải kế hoạch rút. Tải lại từ trang rút mẫu.", code="draw_plan")
    return found


def _different(drawn: DrawnSample, path: Path) -> list[str]:
    """The codes whose rows are not the same in the file."""
    from namro.core.base.csv_rows import csv_rows
    from namro.core.base.faults import Faults

    faults = Faults(path.name)
    names = ("kind", "number", "weight", "fpc")
    rows = csv_rows(path, faults, required=("code", *names))
    used = {cells["code"]: tuple(cells[name] for name in names) for _line, cells in rows}
    faults.refuse()
    fresh = {
        code: ("R" if row.reserve else "S", str(row.number), str(row.weight), "" if row.fpc is None else str(row.fpc))
        for row, code in zip(drawn.rows, drawn.codes, strict=True)
    }
    return sorted(code for code in fresh.keys() | used.keys() if fresh.get(code) != used.get(code))


def _words(answer: Mapping[str, Any], known: str) -> str:
    lines = [f"Rút lại: {answer['drawn']} phiếu, {answer['reserve']} dự phòng.", f"Dấu: {answer['digest']}"]
    if answer["same"]:
        lines.append("Trùng hoàn toàn." if known else "Không có dấu cũ trong kế hoạch để so.")
    else:
        lines.append(f"KHÁC mẫu đã dùng: {', '.join(answer['different']) or f'dấu cũ {known}'}.")
    return "\n".join(lines)

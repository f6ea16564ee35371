"""Inputs that go by another name in a new set: a CSV file `old_input,new_input`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from namro.core.base.errors import unopened
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.framework.model import Framework
from namro.core.framework.uses import uses

_COLUMNS = ["old_input", "new_input"]


def read_names(path: Path, old: Framework, new: Framework) -> dict[str, str]:
    """Return old inputs by new ones; one old input may serve several new. Raises `BrokenFile` with every fault."""
    faults = Faults(path.name)
    before, after = ({use.input for use in uses(one)} for one in (old, new))
    found: dict[str, str] = {}
    for line, old_name, new_name in _rows(path, faults):
        if new_name in found:
            faults.add(line, f"“{new_name}” ghi hai lần. Mỗi số liệu của bộ mới lấy từ một số liệu cũ.")
        elif all(_known(*one, line, faults) for one in ((old_name, before, "cũ"), (new_name, after, "mới"))):
            found[new_name] = old_name
    faults.refuse()
    return found


def _known(name: str, known: set[str], which: str, line: int, faults: Faults) -> bool:
    if name in known and ":" not in name:
        return True
    if ":" in name:
        message = f"“{name}”: điểm người chấm ghi và minh chứng được chuyển theo mã tiêu chí. Hãy bỏ dòng này."
    else:
        near = get_close_matches(name, known, 1)
        meant = f"Có phải “{near[0]}”?" if near else "Xem danh sách bằng lệnh namro framework show --inputs."
        message = f"bộ {which} không dùng số liệu “{name}”. {meant}"
    faults.add(line, message)
    return False


def _rows(path: Path, faults: Faults) -> Iterator[tuple[int, str, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(path.name, [Fault(0, "", "không phải UTF-8. Hãy lưu lại dạng CSV UTF-8.")]) from error
    reader = csv.reader(text.splitlines())
    try:
        if [name.strip() for name in next(reader, [])] != _COLUMNS:
            raise BrokenFile(path.name, [Fault(1, "", f"dòng đầu phải là {','.join(_COLUMNS)}.")])
        for row in reader:
            cells = [cell.strip() for cell in row]
            if len(cells) == len(_COLUMNS) and all(cells):
                yield reader.line_num, cells[0], cells[1]
            elif any(cells):
                faults.add(reader.line_num, "cần đúng hai ô: tên số liệu cũ, tên số liệu mới.")
    except csv.Error as error:
        faults.add(reader.line_num, f"không đọc được dòng CSV ({error}). Kiểm tra dấu ngoặc kép.")

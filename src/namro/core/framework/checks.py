"""What must hold across a whole set, once every node could be read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches

from namro.core.base.faults import Faults
from namro.core.framework.fields import written
from namro.core.framework.model import Framework
from namro.core.framework.uses import uses


def check_whole(framework: Framework, faults: Faults, *, label_lines: Mapping[str, int]) -> None:
    """Note what does not fit together: the top maxima, names of inputs, what bands require.

    `label_lines` are the lines on which inputs are named in words.
    """
    total = sum((node.max for node in framework.criteria), Decimal(0))
    if total != framework.scale.max:
        message = f"scale.max {written(framework.scale.max)} khác tổng điểm tối đa của các mục lớn {written(total)}."
        faults.add(framework.scale.line, f"{message} Hãy sửa một trong hai.")
    _check_labels(framework, faults, label_lines)
    known = {node.id for node in framework.nodes}
    for band in framework.bands:
        for required in band.requires:
            if required.criterion and required.criterion not in known:
                faults.add(required.line, f"bậc “{band.name}” đòi tiêu chí “{required.criterion}” không có trong bộ.")


def _check_labels(framework: Framework, faults: Faults, lines: Mapping[str, int]) -> None:
    """A name in words for an input that nothing reads is a misspelt one."""
    if not framework.inputs:
        return
    used = {use.input for use in uses(framework)}
    for name, _label in framework.inputs:
        if name not in used:
            near = get_close_matches(name, used, 1)
            meant = f"Có phải “{near[0]}”?" if near else "Hãy bỏ dòng này."
            faults.add(lines.get(name, 0), f"inputs: không quy tắc nào dùng số liệu “{name}”. {meant}")

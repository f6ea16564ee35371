"""What must hold across a whole set, once every node could be read."""

from __future__ import annotations

from decimal import Decimal

from namro.core.base.faults import Faults
from namro.core.framework.fields import written
from namro.core.framework.model import Framework
from namro.core.framework.rules import Growth, within


def check_whole(framework: Framework, faults: Faults) -> None:
    """Note what does not fit together: the top maxima, what bands require, base years."""
    total = sum((node.max for node in framework.criteria), Decimal(0))
    if total != framework.scale.max:
        message = f"scale.max {written(framework.scale.max)} khác tổng điểm tối đa của các mục lớn {written(total)}."
        faults.add(framework.scale.line, f"{message} Hãy sửa một trong hai.")
    known = {node.id for node in framework.nodes}
    for band in framework.bands:
        for required in band.requires:
            if required.criterion and required.criterion not in known:
                faults.add(required.line, f"bậc “{band.name}” đòi tiêu chí “{required.criterion}” không có trong bộ.")
    for node in framework.nodes:
        for rule in within(node.rule) if node.rule else ():
            if isinstance(rule, Growth) and rule.base.isdigit() and int(rule.base) > framework.first_year:
                said = f"base: {rule.base} sau năm đầu được chấm {framework.first_year}."
                faults.add(node.line, f"{said} Năm gốc phải là năm đã qua.", node=node.id)

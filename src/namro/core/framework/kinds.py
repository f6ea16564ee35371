"""The table of rule kinds: parameters, defaults, words. Reader, writer, scoring, tests and manual follow it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from namro.core.framework import rules
from namro.core.framework.rules import FULL, NOT_APPLICABLE, ZERO


class Type(Enum):
    """What a parameter holds."""

    INPUT = "tên số liệu"
    QUANTITY = "tên số liệu hoặc {ratio: [tử số, mẫu số]}"
    NUMBER = "số"
    POINTS = "điểm, từ 0 đến điểm tối đa của mục"
    CHOICE = "một trong các từ"
    PARTS = "danh sách {input, points, label}"
    STEPS = "danh sách {from, points}"
    MILESTONES = "danh sách {by, input, at_least, points}"
    RULES = "danh sách quy tắc"
    BASE = "previous hoặc một năm"
    BEYOND = "điểm hoặc not_ranked"


REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: its key, what it holds, the value when absent, the words allowed; `threshold` is compared with R."""

    key: str
    type: Type
    default: Any = REQUIRED
    options: tuple[str, ...] = ()
    threshold: bool = False
    positive: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule. `label` and `gives` are for the manual, in Vietnamese."""

    name: str
    rule: type[Any]
    label: str
    gives: str
    params: tuple[Param, ...]
    adjustments_only: bool = False


_VALUE = Param("value", Type.QUANTITY)
_WHEN_ZERO = Param("when_zero", Type.CHOICE, NOT_APPLICABLE, (FULL, ZERO, NOT_APPLICABLE))
_INPUT = Param("input", Type.INPUT)
_RULES = Param("rules", Type.RULES)


def _threshold(key: str, default: Any = None, *, positive: bool = False) -> Param:
    return Param(key, Type.NUMBER, default, threshold=True, positive=positive)


_ALL = (
    Kind(
        "manual",
        rules.Manual,
        "Điểm do người chấm ghi",
        "điểm đã ghi, từ 0 đến M, là bội của bước chấm hoặc đúng M",
        (Param("step", Type.NUMBER, rules.Manual().step, positive=True), Param("input", Type.INPUT, "")),
    ),
    Kind("yes_no", rules.YesNo, "Có hoặc không", "M nếu có, 0 nếu không", (_INPUT,)),
    Kind("parts", rules.Parts, "Cộng từng phần", "tổng điểm các phần đạt", (Param("parts", Type.PARTS),)),
    Kind(
        "gate",
        rules.Gate,
        "Đạt ngưỡng",
        "M nếu đạt ngưỡng, không đạt thì M trừ mức trừ",
        (_VALUE, _threshold("at_least"), _threshold("at_most"), Param("loss", Type.POINTS, None), _WHEN_ZERO),
    ),
    Kind(
        "linear",
        rules.Linear,
        "Theo tỷ lệ",
        "M × R / mức đủ điểm, nhiều nhất M; dưới mức tối thiểu thì 0",
        (_VALUE, _threshold("full_at", rules.ONE, positive=True), _threshold("zero_below"), _WHEN_ZERO),
    ),
    Kind(
        "bands",
        rules.Bands,
        "Theo bậc",
        "điểm của bậc cao nhất đạt được, dưới mọi bậc thì 0",
        (_VALUE, Param("steps", Type.STEPS), _WHEN_ZERO),
    ),
    Kind(
        "count",
        rules.Count,
        "Đủ số lượng",
        "M nếu đủ, thiếu thì 0",
        (_INPUT, Param("at_least", Type.NUMBER, rules.ONE)),
    ),
    Kind(
        "on_time",
        rules.OnTime,
        "Đúng hạn",
        "M × số đúng hạn / số phải nộp; kiểu all: M chỉ khi tất cả đúng hạn",
        (
            Param("due", Type.INPUT),
            Param("done_on_time", Type.INPUT),
            Param("mode", Type.CHOICE, "share", ("share", "all")),
            _WHEN_ZERO,
        ),
    ),
    Kind(
        "milestones",
        rules.Milestones,
        "Theo mốc thời gian",
        "tổng điểm các mốc đạt",
        (Param("steps", Type.MILESTONES),),
    ),
    Kind(
        "growth",
        rules.Growth,
        "Tăng so với năm gốc",
        "M nếu đạt mức của năm gốc cộng phần tăng, không đạt thì 0",
        (
            Param("input", Type.INPUT, None),
            Param("value", Type.QUANTITY, None),
            Param("base", Type.BASE),
            Param("at_least", Type.NUMBER, rules.Growth(base="previous").at_least, threshold=True),
            Param("unit", Type.CHOICE, "points", ("points", "percent")),
            _WHEN_ZERO,
        ),
    ),
    Kind(
        "zero_incidents",
        rules.ZeroIncidents,
        "Không để xảy ra",
        "M nếu không có vụ nào; có thì 0, hoặc M trừ mức trừ mỗi vụ, không dưới 0",
        (_INPUT, Param("each", Type.POINTS, None)),
    ),
    Kind(
        "survey",
        rules.Survey,
        "Khảo sát",
        "M × kết quả khảo sát / thang khảo sát",
        (_INPUT, Param("scale", Type.NUMBER, rules.Survey(input="").scale, positive=True)),
    ),
    Kind("min_of", rules.MinOf, "Lấy mức thấp nhất", "điểm nhỏ nhất trong các quy tắc áp dụng", (_RULES,)),
    Kind("all_of", rules.AllOf, "Đạt tất cả", "M nếu mọi quy tắc áp dụng đều cho M, nếu không thì 0", (_RULES,)),
    Kind(
        "per_occurrence",
        rules.PerOccurrence,
        "Theo số lần",
        "số lần × điểm mỗi lần, không quá mức trần",
        (_INPUT, Param("points", Type.POINTS), Param("cap", Type.POINTS, None)),
        adjustments_only=True,
    ),
    Kind(
        "per_day_late",
        rules.PerDayLate,
        "Theo số ngày chậm",
        "số ngày × điểm mỗi ngày; quá số ngày cho phép thì một mức chung, hoặc không xếp hạng",
        (
            _INPUT,
            Param("points", Type.POINTS),
            Param("days", Type.NUMBER),
            Param("beyond", Type.BEYOND),
        ),
        adjustments_only=True,
    ),
)

KINDS = {kind.name: kind for kind in _ALL}
KIND_OF = {kind.rule: kind for kind in _ALL}

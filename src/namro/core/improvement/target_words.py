"""What a target asks for in words: on pages, and as offices print it."""

from __future__ import annotations

from decimal import Decimal

from namro.core.improvement.targets import OP_WORDS, PERCENT, READINGS, Goal, Wish, change_words, value_words


def printed_words(goal: Goal, year: int | None) -> str:
    """The goal as offices word it, so that it is read back: "tăng ít nhất 2% so với năm 2025 (năm 2025 là 94%)"."""
    past = f"năm {year}" if year else "năm trước"
    known = f" ({past} là {_tight(goal.base, goal.unit)})" if goal.base is not None else ""
    if goal.wish is Wish.LEVEL:
        value = _tight(goal.amount, goal.unit)
        if goal.op == ">=":
            return f"đạt từ {value} trở lên"
        return f"đạt {value}" if goal.op == "=" else f"{OP_WORDS[goal.op]} {value}"
    if goal.wish is Wish.HOLD:
        kept = "tăng cao hơn" if goal.op == ">" else "giữ vững hoặc nâng cao" if goal.rises else "không cao hơn"
        return f"{kept} so với {past}{known}"
    turned = "tăng" if goal.amount >= 0 else "giảm"
    unit = ("điểm phần trăm" if goal.unit == PERCENT else goal.unit) if goal.wish is Wish.POINTS else PERCENT
    return f"{turned} ít nhất {_tight(abs(goal.amount), unit)} so với {past}{known}"


def _tight(value: Decimal, unit: str) -> str:
    return value_words(value, unit).replace(f" {PERCENT}", PERCENT)


def goal_words(goal: Goal) -> str:
    """What is to be reached in words: "trên 75 %", "tăng 2 điểm phần trăm, từ 96 %", both readings while undecided."""
    value = value_words(goal.value(), goal.unit)
    if goal.wish is Wish.LEVEL:
        return f"{OP_WORDS[goal.op]} {value}"
    if goal.wish is Wish.HOLD:
        least = "cao hơn" if goal.op == ">" else "bằng hoặc cao hơn" if goal.rises else "bằng hoặc thấp hơn"
        return f"{least} năm trước" + (f" ({value})" if goal.base is not None else "")
    if goal.wish is Wish.UNDECIDED:
        points, percent = (value_words(goal.value(one), goal.unit) for one in READINGS)
        both = f": {points} hoặc {percent}" if goal.base is not None else ""
        return f"{change_words(goal.amount, goal.unit)} so với năm trước, chưa chọn cách hiểu{both}"
    unit = ("điểm phần trăm" if goal.unit == "%" else goal.unit) if goal.wish is Wish.POINTS else "%"
    change = f"{change_words(goal.amount, unit)} so với năm trước"
    return f"{change}, {OP_WORDS[goal.op]} {value}" if goal.base is not None else change

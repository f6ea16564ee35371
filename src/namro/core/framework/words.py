"""Rules, proof and settings in Vietnamese, for people who compare two editions or look at one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from namro.core.base.points import exact_words
from namro.core.framework.kinds import KIND_OF
from namro.core.framework.model import Evidence, Proof, Requirement
from namro.core.framework.rules import (
    FULL,
    NOT_APPLICABLE,
    ONE,
    PREVIOUS,
    ZERO,
    AllOf,
    Bands,
    Count,
    Gate,
    Growth,
    Linear,
    Manual,
    Milestones,
    MinOf,
    OnTime,
    Parts,
    PerDayLate,
    PerOccurrence,
    Quantity,
    Ratio,
    Rule,
    Survey,
    YesNo,
    ZeroIncidents,
)

SOURCE_WORDS = {"appraisal": "thẩm định", "survey": "điều tra xã hội học", "computed": "tính từ dữ liệu"}
POLICY_WORDS = {"full": "cho đủ điểm", "exclude": "loại khỏi mẫu số", "zero": "0 điểm"}
LEVEL_WORDS = {"commune": "cấp xã", "department": "sở, ngành", "province": "cấp tỉnh"}
ROUNDING_WORDS = {"half_up": "từ 5 làm tròn lên", "half_even": "từ 5 về số chẵn", "down": "bỏ phần thừa"}
TIES_WORDS = {"competition": "đồng hạng, bỏ số sau (1, 2, 2, 4)", "dense": "đồng hạng, không bỏ số (1, 2, 2, 3)"}
SIGNED_WORDS = {
    "true": "có ký số",
    "leader": "có chữ ký số của lãnh đạo",
    "organisation": "có chữ ký số của cơ quan",
    "both": "có cả hai chữ ký số",
}
ON_MISSING_WORDS = {"zero": "thiếu thì 0 điểm", "parts": "thiếu thì mất phần tương ứng", "warn": "thiếu thì chỉ nhắc"}
PROOF_WORDS = {
    "plan": "kế hoạch",
    "report": "báo cáo",
    "decision": "quyết định",
    "minutes": "biên bản",
    "photo": "ảnh",
    "link": "đường dẫn",
    "export": "bản trích xuất",
    "other": "loại khác",
}
MODE_WORDS = {"share": "theo tỷ lệ", "all": "phải tất cả"}
UNIT_WORDS = {"points": "điểm", "percent": "phần trăm"}
ZERO_WORDS = {FULL: "đủ điểm", ZERO: "0 điểm", NOT_APPLICABLE: "không áp dụng"}


def rule_words(rule: Rule, node: str) -> str:
    """Say what a rule of `node` does, in one line. "M" is the maximum of the criterion."""
    said = _said(rule, node)
    when_zero = getattr(rule, "when_zero", NOT_APPLICABLE)
    return said if when_zero == NOT_APPLICABLE else f"{said}; mẫu số bằng 0 thì {ZERO_WORDS[when_zero]}"


def _said(rule: Rule, node: str) -> str:
    label = KIND_OF[type(rule)].label
    match rule:
        case Manual(step=step, input=name):
            where = "" if name == f"points:{node}" else f" vào {name}"
            return f"{label}{where}, bước {exact_words(step)}"
        case YesNo(input=name):
            return f"{label}: {name}"
        case Parts() | Milestones() | Bands():
            return f"{label}: {_listed(rule)}"
        case Gate() | Linear() | Growth():
            return f"{label}: {_measured(rule)}"
        case Count(input=name, at_least=least):
            return f"{label}: {name} từ {exact_words(least)} trở lên"
        case OnTime(due=due, done_on_time=done, mode=mode):
            return f"{label}: {done} / {due}{', phải đúng hạn tất cả' if mode == 'all' else ''}"
        case ZeroIncidents(input=name, each=each):
            return f"{label}: {name}" + (f", mỗi vụ trừ {exact_words(each)}" if each is not None else ", có là 0")
        case Survey(input=name, scale=scale):
            return f"{label}: {name} trên thang {exact_words(scale)}"
        case MinOf(rules=inner) | AllOf(rules=inner):
            return f"{label} trong: " + "; ".join(f"({rule_words(one, node)})" for one in inner)
        case PerOccurrence() | PerDayLate():
            return f"{label}: {_per(rule)}"


def _listed(rule: Parts | Milestones | Bands) -> str:
    if isinstance(rule, Parts):
        parts = (f"{part.label or part.input} {exact_words(part.points)}" for part in rule.parts)
        return "; ".join(f"{said} [{part.input}]" for said, part in zip(parts, rule.parts, strict=True))
    if isinstance(rule, Milestones):
        return "; ".join(
            f"đến {day_words(step.by)} {step.input} từ {exact_words(step.at_least)}: {exact_words(step.points)}"
            for step in rule.steps
        )
    steps = (f"từ {_threshold(step.start, rule.value)}: {exact_words(step.points)}" for step in rule.steps)
    return f"{quantity_words(rule.value)} {'; '.join(steps)}"


def _measured(rule: Gate | Linear | Growth) -> str:
    if isinstance(rule, Growth):
        base = "năm trước" if rule.base == PREVIOUS else f"năm {rule.base}"
        percent = rule.unit == "percent"
        more = f"{exact_words(rule.at_least)} %" if percent else _threshold(rule.at_least, rule.quantity)
        return f"{quantity_words(rule.quantity)} so với {base}, tăng từ {more} trở lên"
    value = quantity_words(rule.value)
    if isinstance(rule, Linear):
        least = "" if rule.zero_below is None else f", dưới {_threshold(rule.zero_below, rule.value)} thì 0"
        full = "" if rule.full_at == ONE else f", đủ điểm từ {_threshold(rule.full_at, rule.value)}"
        return f"{value}{full}{least}"
    if rule.at_least is not None:
        bound = f"từ {_threshold(rule.at_least, rule.value)} trở lên"
    else:
        bound = f"không quá {_threshold(rule.at_most or Decimal(0), rule.value)}"
    return f"{value} {bound}" + ("" if rule.loss is None else f", không đạt trừ {exact_words(rule.loss)}")


def _per(rule: PerOccurrence | PerDayLate) -> str:
    each = f"{rule.input} × {exact_words(rule.points)}"
    if isinstance(rule, PerOccurrence):
        return each if rule.cap is None else f"{each}, nhiều nhất {exact_words(rule.cap)}"
    beyond = "không xếp hạng" if rule.beyond is None else f"{exact_words(rule.beyond)} cả thảy"
    return f"{each}, quá {exact_words(rule.days)} ngày thì {beyond}"


def _threshold(value: Decimal, quantity: Quantity) -> str:
    return f"{exact_words(value * 100)} %" if isinstance(quantity, Ratio) else exact_words(value)


def quantity_words(quantity: Quantity) -> str:
    """Say what is measured: an input, or one over another."""
    return quantity if isinstance(quantity, str) else f"{quantity.numerator} / {quantity.denominator}"


def day_words(day: str) -> str:
    """Turn MM-DD into the Vietnamese order: "30/06"."""
    month, _, date = day.partition("-")
    return f"{date}/{month}"


def evidence_words(evidence: Evidence | None) -> str:
    """Say what proof is asked for; "" for none."""
    if evidence is None:
        return ""
    first = "bắt buộc" if evidence.required else "không bắt buộc"
    items = "; ".join(_proof_words(proof) for proof in evidence.items)
    last = (ON_MISSING_WORDS[evidence.on_missing], items) if items else ()
    return ", ".join((*_asked([first], evidence), *last))


def _proof_words(proof: Proof) -> str:
    said = [f"{proof.id}: {proof.text or PROOF_WORDS[proof.kind]}"]
    if proof.kind != "other" and proof.text:
        said.append(PROOF_WORDS[proof.kind])
    if proof.issuer:
        said.append(f"do {proof.issuer} ban hành")
    if proof.min_count > 1:
        said.append(f"từ {proof.min_count} tệp")
    if proof.part:
        said.append(f"cho phần {proof.part}")
    return ", ".join(_asked(said, proof))


def _asked(said: list[str], proof: Evidence | Proof) -> list[str]:
    if proof.signed:
        said.append(SIGNED_WORDS[proof.signed])
    if proof.before:
        said.append(f"không sau {day_words(proof.before)}")
    return said


def requires_words(requires: Iterable[Requirement], labels: Mapping[str, str]) -> str:
    """Say what a band requires; "" for nothing. `labels` are what inputs are called."""
    return "; ".join(_required(one, labels) for one in requires)


def _required(one: Requirement, labels: Mapping[str, str]) -> str:
    bound = (
        f"từ {exact_words(one.at_least)}"
        if one.at_least is not None
        else f"không quá {exact_words(one.at_most or Decimal(0))}"
    )
    return f"tiêu chí {one.criterion} {bound} %" if one.criterion else f"{labels.get(one.input) or one.input} {bound}"

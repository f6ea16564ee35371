"""The standing texts of a plan by its kind: aim, requirements, targets, and how it is carried out."""

from __future__ import annotations

from decimal import Decimal

from namro.core.base.points import exact_words
from namro.core.improvement.plan import Plan, PlanExtra, PlanTarget
from namro.core.improvement.plan_kinds import plan_kind
from namro.documents.writing.parts import Line
from namro.documents.writing.wording import full_name, lower_first


def opening_lines(plan: Plan, *, annex: bool) -> tuple[Line, ...]:
    """From the sentence under the legal grounds to the heading of part II, as the kind of the plan words it."""
    kind = plan_kind(plan.kind)
    lines = [
        Line("body", _worded(kind.purpose, plan)),
        Line("part", "I. MỤC ĐÍCH, YÊU CẦU"),
        Line("section", "1. Mục đích"),
        *(Line("body", f"- {_worded(text, plan)}") for text in kind.aims),
        Line("section", "2. Yêu cầu"),
        *(Line("body", f"- {_worded(text, plan)}") for text in kind.demands),
        *_target_lines(plan),
        *_extra_lines(plan),
    ]
    if annex:
        return (*lines, Line("part", f"II. {kind.annexed}"), Line("body", "(Theo Phụ lục kèm theo)"))
    return (*lines, Line("part", f"II. {kind.content}"))


def _worded(text: str, plan: Plan) -> str:
    """A text of the kind with the plan's years and body; a year that is not known is left out with its word."""
    for field, year in (("year", plan.subject_year), ("past", plan.assessed_year)):
        text = text.replace(f" năm {{{field}}}", _year(year)).replace(f"{{{field}}}", str(year or ""))
    return text.replace("{body}", full_name(plan.issuing_body))


def _target_lines(plan: Plan) -> tuple[Line, ...]:
    if not plan.targets:
        return ()
    return (Line("section", "3. Chỉ tiêu"), *(Line("body", f"- {_target(target)}") for target in plan.targets))


def _target(target: PlanTarget) -> str:
    by = f", chậm nhất ngày {target.by}" if target.by else ""
    owner = f"; phụ trách: {target.lead}" if target.lead else ""
    return f"{target.name} {target.goal}{by}{owner}."


def _extra_lines(plan: Plan) -> tuple[Line, ...]:
    if not plan.extras:
        return ()
    number = 4 if plan.targets else 3
    return (
        Line("section", f"{number}. Điểm thưởng cần đạt, điểm trừ cần tránh"),
        *(Line("body", f"- {_extra(extra)}") for extra in plan.extras),
    )


def _extra(extra: PlanExtra) -> str:
    owner = f"; phụ trách: {extra.lead}" if extra.lead else ""
    return f"{extra.kind[:1].upper()}{extra.kind[1:]} {extra.points} điểm: {extra.text.rstrip(' .')}{owner}."


def ending_lines(plan: Plan) -> tuple[Line, ...]:
    """Part III: standing sentences, worded as such so that nobody reads a task in them."""
    body = full_name(plan.issuing_body)
    return (
        Line("part", "III. TỔ CHỨC THỰC HIỆN"),
        *_cost_lines(plan),
        Line(
            "body",
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các bộ phận, cán bộ, công chức kịp thời phản ánh "
            f"về {body} để xem xét, giải quyết.",
        ),
        Line(
            "body",
            f"Trên đây là Kế hoạch {lower_first(plan.title)}. Các bộ phận, cán bộ, công chức được phân công triển khai "
            f"nhiệm vụ đúng nội dung, thời hạn và chịu trách nhiệm trước {body} về kết quả thực hiện; bộ phận phụ "
            "trách công tác cải cách hành chính theo dõi, đôn đốc, định kỳ tổng hợp kết quả, báo cáo "
            f"{body}",
        ),
    )


def _cost_lines(plan: Plan) -> tuple[Line, ...]:
    costs = [task.cost for group in plan.groups for task in group.tasks if task.cost]
    if not costs:
        return ()
    total = exact_words(Decimal(sum(costs)))
    said = f"Kinh phí dự kiến thực hiện Kế hoạch là {total} đồng, cho {len(costs)} nhiệm vụ có phát sinh kinh phí."
    return (Line("body", said),)


def _year(year: int | None) -> str:
    return f" năm {year}" if year else ""

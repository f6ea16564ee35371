"""From lost points to findings, and from findings to a plan. Pure: values in, values out."""

from namro.core.improvement.draft import draft_plan
from namro.core.improvement.findings import Finding, FindingsReport, report
from namro.core.improvement.plan import Plan, PlanGroup, PlanTask

__all__ = ["Finding", "FindingsReport", "Plan", "PlanGroup", "PlanTask", "draft_plan", "report"]

"""The tasks that a criterion of a sheet brought forth: of the same year's plan, and of that made of its result."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.born import BornTask
from namro.apps.assessments.models import Assessment
from namro.apps.people.models import User
from namro.apps.people.owners import owners_of
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.pages.plan_rows import five_of, when_words
from namro.apps.plans.pages.plan_states import coming_words, task_chip
from namro.apps.plans.permissions import readable_by
from namro.apps.plans.summary import Standing, standings_of
from namro.core.framework.matching import same_words
from namro.core.improvement.owners import Owner, is_over
from namro.ui.formats import points

#: So many are shown.
_MOST = 20


class TasksOfCriteria:
    """Plans answer for the criterion's page."""

    def born_of(self, user: User, sheet: Assessment, node: str, name: str) -> Sequence[BornTask]:
        """Return the tasks in the order of their plans; four queries at most.

        A task is about a criterion when its number and name agree, or the number where it has no name: the same number
        of another set means another criterion.
        """
        about = Q(criterion=node) | Q(criterion_name__iexact=name)
        rows = Task.objects.filter(
            about, readable_by(user, "plan__"), plan__unit=sheet.unit_id, plan__year__in=(sheet.year, sheet.year + 1),
            dropped=False, part_of=None,
        )  # fmt: skip
        near = rows.select_related("plan", "owner_user", "owner_position", "owner_group")
        words = same_words(name)
        tasks = [task for task in near.order_by("plan__year", "place", "pk") if _is_about(task, words)][:_MOST]
        if not tasks:
            return ()
        today = user.standing.day
        owners, standings = owners_of(tasks, today=today), standings_of(task.pk for task in tasks)
        return tuple(_born(task, owners.get(task.pk), standings.get(task.pk), user) for task in tasks)


def _is_about(task: Task, words: str) -> bool:
    return not task.criterion_name or same_words(task.criterion_name) == words


def _born(task: Task, owner: Owner | None, standing: Standing | None, user: User) -> BornTask:
    return BornTask(
        text=task.text,
        url=reverse("plans:task", args=[task.plan.code, task.pk]),
        year=task.plan.year,
        who=owner.name if owner else task.lead_text or _("Chưa giao"),
        when=when_words(task),
        gain=f"+{points(task.gain)}" if task.gain else "",
        five=five_of(task, owner),
        chip=task_chip(
            standing,
            owned=not is_over(owner),
            in_force=task.plan.status == Plan.Status.APPROVED,
            today=user.standing.day,
            coming=coming_words(task.laid_until, task.ends, task.event),
        ),
    )

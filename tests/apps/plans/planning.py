"""What the tests of the planning pages share: a page as text, and what the form around the table sends."""

from __future__ import annotations

from django.test import Client

from namro.apps.plans.models import Plan
from namro.apps.plans.queries import tasks_in


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def bulk(plan: Plan, **values: object) -> dict[str, object]:
    tasks = tasks_in(plan)
    return {"task": [task.pk for task in tasks], **{f"v-{task.pk}": task.version for task in tasks}, **values}

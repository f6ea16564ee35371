"""What a unit sets about its way of working has a day and a history; the one number of before becomes its first row."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def carry_over(apps: Any, _editor: Any) -> None:
    """Keep what was set: it holds since the day on which it was written."""
    made = apps.get_model("plans", "UnitHabit")
    for row in apps.get_model("plans", "WorkHabit").objects.order_by("pk"):
        made.objects.create(
            unit_id=row.unit_id, code="ask_ahead", value=str(row.ask_ahead), since=row.at.date(), by_id=row.by_id,
            at=row.at,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0007_target_indicator"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="UnitHabit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=24)),
                ("value", models.CharField(max_length=60)),
                ("since", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["unit", "since", "id"], name="habits_of_a_unit")]},
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="WorkHabit"),
    ]

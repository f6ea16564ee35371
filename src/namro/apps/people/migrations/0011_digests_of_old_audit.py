"""Rows written before the record was sealed get their salt and digest; the sealer then takes them in their order."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from namro.core.base.folding import fold, tidy
from namro.core.sealing import Entry, digest_of, new_salt

_BATCH = 2000


def salt_old_rows(apps: Any, schema_editor: Any) -> None:
    """Take the rows some at a time, by id, so that a long record needs little memory."""
    rows = apps.get_model("people", "AuditEntry").objects.using(schema_editor.connection.alias)
    last = 0
    while batch := list(rows.filter(pk__gt=last, digest="").select_related("actor").order_by("pk")[:_BATCH]):
        for row in batch:
            row.actor_name = row.actor.full_name
            row.salt = new_salt()
            row.folded = fold(tidy(f"{row.actor_name} {row.subject} {row.note}"))
            entry = Entry(
                None, row.at, row.act, row.actor_id, row.unit_id, row.actor_name, row.subject, row.note, row.salt
            )
            row.digest = digest_of(entry)
        rows.bulk_update(batch, ["actor_name", "salt", "digest", "folded"], batch_size=200)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("people", "0010_sealed_audit")]
    operations = [migrations.RunPython(salt_old_rows, migrations.RunPython.noop)]

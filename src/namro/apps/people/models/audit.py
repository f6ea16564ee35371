"""How far the audit record is sealed."""

from __future__ import annotations

from django.db import models


class AuditSeal(models.Model):
    """The one row that says which row was sealed last; who seals holds its lock."""

    #: The key of the row.
    ONLY = 1

    seq = models.BigIntegerField()
    chain = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seq}:{self.chain}"

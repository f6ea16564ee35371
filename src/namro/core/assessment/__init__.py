"""What a printed sheet adds up to, what it lost and why, and where it contradicts itself."""

from namro.core.assessment.audit import audit
from namro.core.assessment.rows import AuditRow

__all__ = ["AuditRow", "audit"]
